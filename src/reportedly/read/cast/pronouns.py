"""Pronouns -> entities: by number, gender and animacy among those on the stage; by the speaker inside a quotation."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from reportedly.knowledge.lexicon import group_of
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.cast import Cast, together
from reportedly.read.cast.lists import endings, listed
from reportedly.read.cast.speakers import spoken_for
from reportedly.read.cast.stage import PERSONS, PLURALS, Entrance, Stage, is_quoted
from reportedly.read.layers import Chars
from reportedly.read.syntax import SUBJECTS, VERBAL, child, children, subject

REACH = {"he": 4, "she": 4, "it": 2, "they": 3}  # sentences
MEMORY = 120  # entrances
SLOWER = 0.02  # what an entrance is worth less than the next that fits
AS_LIKELY = 0.05  # two so near to each other are a toss-up: the first of them is right every other time
THINGS = ("state", "organisation", "outlet", "office", "armed group")
TIMES = ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL")


def pronoun(c: Candidate, stage: Stage) -> int | None:
    """Whom a pronoun stands for, None where nobody on the stage fits or two fit as well: these are then noted as `stage.open`.

    A thing has a number below zero. "I" and "we" are settled once all names have entered. "On its part, Russia said" is the one
    that looks ahead.
    """
    if c.label in ("i", "we", "you"):
        return None
    if c.head.lower_.endswith("self") and (bound := stage.at_head(subject(_verb(c.head)))) is not None:
        return bound.who
    if c.head.head.lower_ == "part" and (ahead := subject(c.head.sent.root)) is not None:
        return stage.names.get(ahead.i)
    if (following := _ahead(c, stage)) is not None:
        return following
    ranked = antecedents(c, stage)
    if not ranked:
        return None
    (most, best), *others = ranked
    rivals = [other for salience, other in others if other.who != best.who and most - salience < AS_LIKELY]
    who, *_ = candidates = tuple(dict.fromkeys(_person_or_body(entrance, stage.cast) for entrance in (best, *rivals)))
    if len(candidates) > 1 and max(candidates) >= 0:
        stage.open[c.chars] = tuple(candidate for candidate in candidates if candidate >= 0)
        return None
    if who >= 0 and c.label in ("he", "she") and c.head.dep_ in SUBJECTS and stage.cast[who].type == "person":
        part = stage.cast[who]
        part.guessed = part.guessed or part.gender is None
        part.gender = part.gender or c.label
    return who


def _person_or_body(entrance: Entrance, cast: Cast) -> int:
    """Who has entered; several as one."""
    return together(cast, entrance.members) if entrance.members and min(entrance.members) >= 0 else entrance.who


def _ahead(c: Candidate, stage: Stage) -> int | None:
    """The named subject behind what opens a sentence: "In a post on his page, Mayor Ivo Marek said ..."."""
    doer = subject(c.head.sent.root)
    if c.head.tag_ != "PRP$" or doer is None or doer.i not in stage.names or c.head.i > doer.i:
        return None
    above = c.head
    while above.head not in (c.head.sent.root, above):
        above = above.head
    part = stage.cast[stage.names[doer.i]]
    fits = (
        part.type in PERSONS and part.gender in (None, c.label)
        if c.label in ("he", "she")
        else c.label == "it" and part.type in THINGS
    )
    opens = above.dep_ == "prep" and above.left_edge.i <= c.head.sent.start + 1
    return stage.names[doer.i] if fits and opens and part.type != "state" else None


def antecedents(c: Candidate, stage: Stage) -> list[tuple[float, Entrance]]:
    """The entrances that a pronoun of the third person may take up, with their salience, the likeliest first.

    A sieve by agreement, then a sum in the manner of Lappin and Leass (1994): the nearest sentence, subjects before objects,
    names before descriptions, and in a report whoever speaks: "He said" goes on with a speaker, and so does what he said.
    """
    point = _Point.of(c, stage)
    seen = (e for e in reversed(stage.entrances[-MEMORY:]) if e.token.i < c.head.i)
    announced = stage.announced(c.chars)
    near = [*seen, *((announced,) if announced else ())]
    fitting = [e for e in near if _fits(point, e, stage)]
    if not fitting and c.head.dep_ in SUBJECTS:
        fitting = [e for e in near if _fits(point, e, stage, guessed=True)]
    ranked = [(_salience(point, entrance, stage) - SLOWER * i, entrance) for i, entrance in enumerate(fitting)]
    return sorted(ranked, key=lambda one: -one[0])


@dataclass(frozen=True, slots=True)
class _Point:
    """What is known of a pronoun: its sentence, whether it speaks, whose words it is in, and its place in the clause.

    `tells` is the speaker of unquoted words; `said` what the pronoun, as a source, says; `mate` the subject of its own verb.
    """

    c: Candidate
    sentence: int
    speaks: bool
    quoted_by: int | None
    tells: int | None
    said: tuple[Chars, ...]
    mate: Entrance | None
    clause: Token | None

    @staticmethod
    def of(c: Candidate, stage: Stage) -> _Point:
        """The point of a pronoun."""
        quoted, announced = is_quoted(stage.parse, c.chars), stage.announced(c.chars)
        speaker = announced.who if announced is not None else stage.speaker(c.chars)
        clause = _subject_of_clause(c.head)
        asked = clause is not None and clause.dep_ not in SUBJECTS  # not whoever asks others to
        said = stage.said_by(c.chars) if c.head.dep_ in SUBJECTS else ()
        here, mate = stage.sentence(c.head), _clause_mate(c.head, stage)
        return _Point(
            c, here, stage.speaks(c.head), speaker if quoted else None, None if quoted or asked else speaker, said, mate, clause
        )


def _fits(point: _Point, entrance: Entrance, stage: Stage, guessed: bool = False) -> bool:
    """Whether the pronoun may mean this one at all, even against a gender that an earlier pronoun has told."""
    if point.sentence - entrance.sentence > REACH[point.c.label] or not _agrees(point.c, entrance, stage.cast, guessed):
        return False
    bound = point.mate is not None and entrance.who == point.mate.who
    quoted = point.quoted_by is not None and entrance.who in _speaking(point, entrance, stage)
    return not bound and not quoted and not (point.speaks and _is_mute(point.c, entrance))


def _speaking(point: _Point, entrance: Entrance, stage: Stage) -> tuple[int, ...]:
    """The speaker of a quoted pronoun, and his side, unless he has named it in the same words ("Our troops ... they")."""
    assert point.quoted_by is not None
    outside = not is_quoted(stage.parse, (entrance.token.idx, entrance.token.idx + 1))
    return (point.quoted_by, spoken_for(stage, point.quoted_by)) if outside else (point.quoted_by,)


def _salience(point: _Point, entrance: Entrance, stage: Stage) -> float:
    """How likely the pronoun is to mean this one."""
    lone = point.c.label == "they" and entrance.who >= 0 and not stage.cast[entrance.who].many
    adds = point.speaks and entrance.speaks and _verb(point.c.head).lemma_ == "add"  # nobody adds to what another said
    return (
        1.0 * adds
        - 1.0 * (point.sentence - entrance.sentence)
        + 0.8 * entrance.subject
        + 0.3 * entrance.named
        - 0.4 * (entrance.token.dep_ == "pobj" and entrance.token.head.lower_ in listed("locative"))
        - 1.0 * any(start <= entrance.token.idx < end for start, end in point.said)  # "The plane burnt, it said"
        - 1.0 * lone
        + 0.6 * (point.speaks and entrance.speaks)  # whoever spoke before speaks on
        + 0.7 * (entrance.who == point.tells and not lone)
        + _parallel(point.c.head, entrance.token, point.clause)
    )


def _agrees(c: Candidate, entrance: Entrance, cast: Cast, guessed: bool) -> bool:
    if entrance.members:
        return c.label == "they"
    if entrance.who < 0:
        if entrance.token.ent_type_ in TIMES:
            return False
        plural = entrance.token.tag_ in PLURALS
        if not plural and _is_collective(entrance.token):
            return c.label in ("it", "they")
        if c.label in ("he", "she"):
            return not plural and _is_person(entrance.token)
        return plural if c.label == "they" else not plural and not _is_person(entrance.token)
    part = cast[entrance.who]
    if c.label in ("he", "she"):
        same = part.gender in (None, c.label) or (guessed and part.guessed)
        return part.type in PERSONS and not part.many and same
    if c.label == "it":
        return part.type in THINGS and (not part.many or part.type == "armed group")
    return part.many or part.type in ("group", "armed group", "organisation", "outlet", "state")


def _is_person(noun: Token) -> bool:
    relative = any(word.lower_ == "who" for clause in noun.rights for word in clause.children)
    return relative or noun.lower_.endswith(endings("ending of a person"))


def _is_collective(noun: Token) -> bool:
    """Whether many are one in it: "the team ... it", "the team ... they"."""
    group = group_of("roles").get(noun.lower_)
    return noun.lower_ in listed("one of many persons") or (
        group is not None and group.values["type"] in ("organisation", "armed group")
    )


def _is_mute(c: Candidate, entrance: Entrance) -> bool:
    """Whether it is a thing that has not spoken, and so does not begin to."""
    silent = entrance.who < 0 and not entrance.speaks and not entrance.members
    return silent and c.label in ("it", "they") and not _is_person(entrance.token)


def _clause_mate(pronoun: Token, stage: Stage) -> Entrance | None:
    """The subject of an object's own verb, whom it cannot mean ("He told him"); "his" may be anybody's."""
    if pronoun.tag_ == "PRP$" or pronoun.dep_ in SUBJECTS or pronoun.lower_.endswith(("self", "selves")):
        return None
    return stage.at_head(subject(_verb(pronoun)))


def _verb(token: Token) -> Token:
    while (
        token.head != token
        and token.pos_ not in VERBAL
        and token.dep_ in ("pobj", "prep", "dative", "dobj", *SUBJECTS, "conj", "poss")
    ):
        token = token.head
    return token


def _parallel(pronoun: Token, other: Token, clause: Token | None) -> float:
    """A possessive goes with the subject of its own clause, else of its sentence; a subject with the subject before."""
    if pronoun.tag_ == "PRP$":
        return 0.8 if other == clause else 0.4 * (other.dep_ in SUBJECTS and other.sent == pronoun.sent)
    return 0.5 * (pronoun.dep_ in SUBJECTS and other.dep_ in SUBJECTS)


def _subject_of_clause(pronoun: Token) -> Token | None:
    """Who does what the pronoun's verb says; after "asked them to", those asked."""
    verb = _verb(pronoun)
    if verb.dep_ == "xcomp" and (asked := _asked(verb.head)) is not None:
        return asked
    return subject(verb)


def _asked(verb: Token) -> Token | None:
    """Whoever is told to do something: "asked them to leave", "called on the minister to resign"."""
    direct = child(verb, "dobj", "dative")
    called = verb.lemma_ in ("call", "appeal", "rely", "pray")
    return (
        direct
        if direct is not None or not called
        else next((o for p in children(verb, "prep") for o in children(p, "pobj")), None)
    )
