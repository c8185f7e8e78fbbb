"""An office by the words of a report: "the French president", "Japan's foreign minister", "the head of the IAEA"."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.knowledge.gazetteer import countries, key
from reportedly.knowledge.lexicon import group_of
from reportedly.knowledge.terms import HEADS, office

BETWEEN = ("of", "for", "at")
LONGEST = 16  # words


def called(words: str) -> tuple[str, str] | None:
    """The title and the state or body of an office that is named in full, as `offices.holder` takes them.

    None where it is none, or not said whose.
    """
    said = key(words.strip()).replace("'s ", " 's ").replace("s' ", "s 's ").split()
    if len(said) > LONGEST:
        return None
    for title, whose in _divided(said):
        of = _whose(whose)
        if of is not None:
            return office(title, of)
    return None


def _divided(said: list[str]) -> Iterator[tuple[str, str]]:
    """Every way to divide the words into a title and whose it is, long titles first."""
    whole = " ".join(said)
    if _is_title(whole):  # "the Kremlin spokesman", "the pope": the title itself says whose
        yield from ((whole, " ".join(said[:at])) for at in range(len(said) - 1, 0, -1))
        yield whole, whole
    for at in range(1, len(said)):
        title = " ".join(said[at:])
        if said[at] != "'s" and _is_title(title):
            yield title, " ".join(said[:at]).removesuffix(" 's")
    for at in range(1, len(said) - 1):
        if said[at] in BETWEEN and _is_title(title := " ".join(said[:at])):
            yield title, key(" ".join(said[at + 1 :]))


def _is_title(words: str) -> bool:
    return words.lower() in group_of("titles") or words.lower() in HEADS


def _whose(words: str) -> str | None:
    """The code of a state by its name, adjective or palace, or the name of a body."""
    if (body := group_of("bodies").get(words.lower())) is not None and words not in countries().by_code:
        return body.name
    known = countries()
    state = known.by_name(words) or known.by_adjective(words) or known.by_metonym(words)
    if state is not None:
        return state.code
    title = group_of("titles").get(words.lower())
    return title.values.get("of") if title else None
