"""From data to the tagger's weights; nothing of it is imported at run time."""
