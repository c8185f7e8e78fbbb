"""Time expressions: finding them in a text and reading what they mean."""
