"""Who can be a source: who can speak, be cited, or refuse and promise by itself."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.knowledge.lexicon import group_of, groups_of

# endings of nouns for people and bodies
AGENTIVE = ("er", "or", "ist", "ant", "ee", "man", "woman", "people", "side", "party", "ority")


def can_speak(token: Token) -> bool:
    """Whether a noun names somebody: a person, a body, a people, or a role."""
    return token.ent_type_ in ("ORG", "GPE", "PERSON", "NORP") or token.lemma_.lower() in groups_of("roles")


def can_be_cited(token: Token) -> bool:
    """Whether it can be a source: people of any sort, or papers: "citing two guards", "citing a leaked memo"; no reasons."""
    relay = group_of("relays").get(token.lemma_.lower())
    return can_speak(token) or (relay is not None and relay.name in ("people", "papers"))


def acts(token: Token) -> bool:
    """Whether it can refuse, threaten or promise by itself: no "findings", "fundamentals" or "provisions"."""
    named = token.pos_ in ("PRON", "PROPN", "NUM", "DET", "ADJ") or can_be_cited(token)
    return named or token.lemma_.lower().endswith(AGENTIVE)
