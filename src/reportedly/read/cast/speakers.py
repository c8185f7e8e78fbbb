"""Who says "I" and "we", and whose "our troops" are."""

from __future__ import annotations

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.people import holder, person_name
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.lists import listed
from reportedly.read.cast.stage import Stage, is_quoted

RULING = ("head of state", "head of government", "monarch", "minister")
SPEAK_FOR = (*RULING, "leader", "head of a body", "spokesman")


def first_person(c: Candidate, stage: Stage) -> int:
    """Who says "I" and "we": whoever's words they are, "we" for whom he speaks; in the report's own words, its outlet.

    A quotation that nobody is named for goes on with the latest speaker. Whoever else says "I", and "you", is a number below
    zero.
    """
    speaker, quoted = stage.speaker(c.chars), is_quoted(stage.parse, c.chars)
    if speaker is None and quoted:
        speaker = stage.latest_speaker(before=c.head)
    elif speaker is None and stage.contents.innermost(c.chars) is None and c.label == "we" and stage.outlet is not None:
        return stage.outlet
    if speaker is None or c.label == "you":
        return stage.unknown(f"{c.label} of {speaker}")
    return spoken_for(stage, speaker) if c.label == "we" else speaker


def ours(c: Candidate, stage: Stage) -> int | None:
    """Whose "our men" and "our troops" are: the side of whoever's words they are, once known."""
    owner = next((t for t in c.head.lefts if t.lower_ in ("our", "my")), None)
    if owner is None:
        return None
    chars = (owner.idx, owner.idx + len(owner))
    speaker = stage.speaker(chars)
    if speaker is None and (announced := stage.announced(chars)) is not None:
        speaker = announced.who
    if speaker is None or speaker < 0:
        return None
    side = spoken_for(stage, speaker)
    if side != speaker:
        return side
    roles = stage.cast[speaker].roles
    return next((who for role in roles for who in (role.body, role.state) if who is not None), None)


def spoken_for(stage: Stage, speaker: int) -> int:
    """Whom a speaker's "we" means: the state of a president or minister, the body of a spokesman, else himself."""
    part = stage.cast[speaker]
    if part.principal is not None:
        return part.principal if stage.cast[part.principal].type != "person" else speaker
    for role in part.roles:
        if role.group in SPEAK_FOR or role.noun in listed("envoy"):
            unnamed = stage.body(role.of) if role.of is not None else None
            ruled = _state_by_table(stage, part.name) if role.group in RULING else None
            home = stage.cast.home() if role.group in RULING or role.of is not None else None
            served = next((who for who in (role.body, unnamed, role.state, ruled, home) if who is not None), None)
            if served is not None and stage.cast[served].type != "person":
                return served
    return speaker


def _state_by_table(stage: Stage, name: str) -> int | None:
    """The state that somebody of this name served on the day, by the table of offices."""
    parsed = person_name(name)
    term = holder(parsed, None, stage.day) if parsed is not None and stage.day is not None else None
    country = countries().by_code.get(term.of) if term is not None else None
    return stage.cast.state(country) if country is not None else None
