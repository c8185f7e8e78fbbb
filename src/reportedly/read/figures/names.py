"""Which named people are among those whom a figure counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import Counted
from reportedly.read.figures.harm import first_conjunct, harms
from reportedly.read.figures.persons import Person, persons, sex_of
from reportedly.read.figures.scope import is_added
from reportedly.read.layers import Chars, Count, NamedVictim, Resolution, Toponym
from reportedly.records import Measure

OPENINGS = (
    ",",
    ":",
    "(",
    "–",
    "—",
    "-",
    "named",
    "called",
    "identified",
    "as",
    "and",
    "including",
    "among",
    "them",
    "whom",
    "a",
    "an",
)
LINKS = (",", "and", "&", ";", "as", ")", "(", "well")
FARTHEST = 150  # words
NEAR = 2  # sentences from the one that counts to the one that tells of somebody killed
DEEPEST = 5  # words from one of harm up to the verb that names
NOMINAL = ("amod", "acl", "pobj", "prep", "compound", "nsubj", "nsubjpass", "attr", "appos", "nmod", "poss", "pcomp")


def named(
    doc: Doc,
    resolution: Resolution,
    places: Sequence[Toponym],
    counts: Sequence[Count],
    counted: Sequence[Counted],
    speaking: Iterable[Chars] = (),
) -> Mapping[int, tuple[NamedVictim, ...]]:
    """The named victims of the figures, by the figure's position. At `speaking` the report names those who speak."""
    if not counts:
        return {}
    found: defaultdict[int, list[NamedVictim]] = defaultdict(list)
    before: tuple[Person, int] | None = None
    sources = {i for start, end in speaking for i in range(start, end)}
    for person in persons(doc, resolution, places):
        if person.last.idx in sources and _one_of(person, counts, counted) is None:
            continue  # "nine people were killed, spokesman Musa Bello said"
        figure = _of_list(person, before) if before else None
        victim = person.victim
        if figure is None and (figure := _beside(person, counts, counted)) is not None:
            victim = _as_counted(victim, counts[figure], counted[figure])
        if figure is None and person.sure and not _speaks(person):
            figure = _told_of(person, counts, counted)
        if figure is not None:
            found[figure].append(_with_sex(victim, counted[figure]))
            before = person, figure
    return {i: tuple(_once(people)) for i, people in found.items()}


def _told_of(person: Person, counts: Sequence[Count], counted: Sequence[Counted]) -> int | None:
    """The figure that counts a person by what the sentence says: one of those counted, named as one, or harmed like them."""
    if (figure := _one_of(person, counts, counted)) is not None:
        return figure
    if measure := _naming(person.first.sent, person) or _as_one(person, counts, counted):
        return _counting(measure, person, counts, counted)
    befell = _befell(person)
    told = befell or _befell_later(person)
    found = _counting(told, person, counts, counted, ("incident", "increment")) if told else None
    behind = found is not None and counted[found].quantity.i > person.first.i  # "a mine killed Ana Brel and two guards"
    if found is None or behind or is_added(counted[found]) or _is_of_others(counted[found]):
        return None
    if person.first.i - counted[found].quantity.i > FARTHEST:
        return None
    apart = sum(bool(t.is_sent_start) for t in person.first.doc[counted[found].quantity.i + 1 : person.first.i + 1])
    struck = befell and person.last.dep_ == "dobj"  # whom gunmen killed elsewhere is none of those counted before
    return found if apart <= (0 if struck else NEAR) else None


def _is_of_others(c: Counted) -> bool:
    """Whether a figure counts whom nobody named: "three other people were killed with him"."""
    return any(t.lower_ in ("other", "others") for n in (c.noun, c.quantity) if n is not None for t in (n, *n.lefts))


def _of_list(person: Person, before: tuple[Person, int]) -> int | None:
    """The figure of the name before, where nothing but a comma or "and" and what tells of the two lies between."""
    other, figure = before
    between = person.first.doc[other.until : person.first.i]
    told = {t.i for t in _telling(person)}
    joined = all(t.lower_ in LINKS or t.i in told for t in between) and len(between) > 0
    return figure if joined and person.first.sent == other.first.sent else None


def _telling(person: Person) -> Iterator[Token]:
    """The words right before a name that tell of the person."""
    for token in reversed(person.first.doc[max(0, person.first.i - 6) : person.first.i]):
        if token.lower_ in LINKS or (token.pos_ == "ADP" and token.lower_ != "of"):
            return
        yield token


def _speaks(person: Person) -> bool:
    verb = person.last.head
    return person.last.dep_ == "nsubj" and verb.lemma_.lower() in groups("measures")["speaking"].words


def _beside(person: Person, counts: Sequence[Count], counted: Sequence[Counted]) -> int | None:
    """The figure whose noun the name is put beside: "two guards, Ali Mansour and Omar Said", "a student, Ifrah Nur, 22"."""
    for i in reversed(range(len(counts))):
        c = counted[i]
        if c.quantity.i > person.first.i or counts[i].measure == "other":
            continue
        if c.quantity.i < person.first.sent.start:
            break
        noun = _last_of_counted(counts[i], c)
        gap = person.first.doc[noun.i + 1 : person.first.i] if noun.i < person.first.i else None
        if gap is None:
            continue
        told = {t.i for t in _telling(person)}
        opens = (not gap and noun != c.quantity) or (
            len(gap) > 0 and gap[0].lower_ in OPENINGS and all(t.lower_ in OPENINGS or t.i in told for t in gap)
        )
        if opens and len(gap) <= 6 and _may_name(counts[i], 1):
            return i
    return None


def _last_of_counted(count: Count, c: Counted) -> Token:
    """The last token of the words that say who is counted: Europeans in "four of the dead were Europeans, including"."""
    said = c.quantity.doc.char_span(*count.victims[1], alignment_mode="expand") if count.victims is not None else None
    noun = c.noun if c.noun is not None else c.quantity
    return said[-1] if said is not None and said[-1].i > noun.i and said[-1].sent == c.quantity.sent else noun


def _befell(person: Person) -> Measure | None:
    """What befell a named person, by the verb whose subject or object it is."""
    told = first_conjunct(person.last)
    found = harms(person.last, None) if told.dep_ in ("nsubj", "nsubjpass", "dobj") else ()
    if found and (
        not found[0].token.is_ancestor(person.last) or found[0].token.tag_ in ("VB", "VBG") or _is_gerund(found[0].token)
    ):
        return None  # "Husin, who was killed in November, was linked to the bombings"
    return found[0].measure if found and found[0].measure != "other" else None


def _is_gerund(verb: Token) -> bool:
    """Whether a harm is only spoken of: "a ruling that may lead to his being executed"."""
    return any(c.lower_ == "being" for c in verb.children)


def _befell_later(person: Person) -> Measure | None:
    """What befell a named person, by the pronoun further on: "the fever struck Ana Brel, 30; she died"."""
    for token in person.last.doc[person.last.i + 1 : person.last.sent.end]:
        if token.ent_type_ == "PERSON":
            return None
        if token.lower_ in ("he", "she") and token.dep_ in ("nsubj", "nsubjpass"):
            found = harms(token, None)
            if found and found[0].measure != "other":
                return found[0].measure
    return None


def _naming(sentence: Span, person: Person) -> Measure | None:
    """The measure of a sentence that names the counted: "the dead were named as", "among those killed was"."""
    naming = groups("people")["naming"].words
    verbs = [t for t in sentence if t.lemma_.lower() in naming and t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass")]
    verbs = [verb for verb in verbs if _links(verb, person)]
    if not verbs:
        return None
    for token in sentence:
        for group in _states():
            if (
                token.lower_ in groups("people")[group].words
                and token.dep_ not in ("ROOT", "relcl")
                and not person.first.i <= token.i <= person.last.i
                and any(_hangs_on(token, verb) for verb in verbs)
            ):
                return groups("people")[group].values["measure"]  # type: ignore[no-any-return]
    return None


def _hangs_on(state: Token, verb: Token) -> bool:
    """Whether those whom a word of harm names are what a verb speaks of: "the dead were", "among those killed was"."""
    for _ in range(DEEPEST):
        if state.head == verb:
            return state.dep_ not in ("advcl", "ccomp", "xcomp", "conj")
        if state.dep_ not in NOMINAL:
            return False
        state = state.head
    return False


def _as_one(person: Person, counts: Sequence[Count], counted: Sequence[Counted]) -> Measure | None:
    """The measure of those of whom a sentence names one: "The latest was Ilan Obrek, 20"."""
    head, words = person.last.head, groups("people")["one"].words
    before = [t.lower_ for t in person.first.doc[max(0, person.first.i - 2) : person.first.i]]
    named = len(before) == 2 and before[0] in words and before[1] == ","  # "the youngest, Ilan Obrek, was a student"
    told = person.last.dep_ == "attr" and head.lemma_ == "be"
    if not named and not (told and any(t.dep_ == "nsubj" and t.lower_ in words for t in head.children)):
        return None
    measures = [c.measure for c, k in zip(counts, counted, strict=True) if k.quantity.i < person.first.i and c.measure != "other"]
    return measures[-1] if measures else None


def _links(verb: Token, person: Person) -> bool:
    """Whether a naming verb stands right before or behind the name and what tells of the person."""
    begin = min([person.first.i, *(t.i for t in _telling(person))])
    return begin - 6 <= verb.i < person.first.i or person.last.i < verb.i <= person.until + 2


def _states() -> Iterable[str]:
    return ("killed", "injured", "missing", "abducted", "detained")


def _one_of(person: Person, counts: Sequence[Count], counted: Sequence[Counted]) -> int | None:
    """The figure that an apposition says the person is one of: "Sergeant Idriss, one of the four"."""
    words = [t.lower_ for t in person.last.doc[person.last.i + 1 : person.until + 6] if t.sent == person.last.sent]
    at = next((i for i in range(len(words) - 3) if words[i : i + 3] == ["one", "of", "the"]), None)
    if at is None:
        return None
    before = [i for i in range(len(counts)) if counted[i].quantity.i < person.first.i and _may_name(counts[i], 2)]
    exact = [i for i in before if counted[i].quantity.lower_ == words[at + 3]]
    state = next((g for g in _states() if words[at + 3] in groups("people")[g].words), None)
    figures = exact or [i for i in before if counts[i].measure == state]
    return figures[-1] if figures else None


def _as_counted(victim: NamedVictim, count: Count, c: Counted) -> NamedVictim:
    """The victim with the role that the counted noun itself says: "a medical student, Ifrah Nur Ali"."""
    noun = c.noun if c.noun is not None else _last_of_counted(count, c)
    if victim.role is not None or noun.pos_ != "NOUN" or count.high != 1 or noun.lower_ in groups("people")["kin"].words:
        return victim
    first = min(
        (t.i for t in noun.lefts if t.dep_ in ("compound", "amod") and t.pos_ in ("NOUN", "ADJ") and not t.ent_type_),
        default=noun.i,
    )
    start, end = noun.doc[first].idx, noun.idx + len(noun)
    return replace(victim, role=(noun.doc[first : noun.i + 1].text, (start, end)))


def _with_sex(victim: NamedVictim, c: Counted) -> NamedVictim:
    """The victim with the sex that the counted noun tells of all: "two brothers, Abdi and Yusuf"."""
    if victim.sex is not None or c.noun is None or (told := sex_of(c.noun)) is None:
        return victim
    return replace(victim, sex=told)


def _counting(
    measure: Measure, person: Person, counts: Sequence[Count], counted: Sequence[Counted], scopes: Sequence[str | None] = ()
) -> int | None:
    """The figure of that measure that counts the person: the latest before, no part, one of an incident if there is one."""
    same = [i for i, count in enumerate(counts) if count.measure == measure and _may_name(count, 1)]
    same = [i for i in same if not (scopes and counts[i].scope not in scopes) and not _is_former(counted[i])]
    earlier = [i for i in same if counted[i].quantity.i < person.first.i]
    before = earlier or [i for i in same if counted[i].quantity.sent.start <= person.first.i]
    whole = [i for i in before if counts[i].part_of is None] or before
    one = [i for i in whole if counts[i].scope == "incident"] or whole
    return one[-1] if one else None


def _is_former(c: Counted) -> bool:
    """Whether a number is an earlier one to compare with: "63 have died, up from 45 a week ago"."""
    return c.quantity.head.lower_ == "from" and c.quantity.head.head.lower_ in ("up", "down")


def _may_name(count: Count, people: int) -> bool:
    return count.high is None or count.high >= people


def _once(people: Iterable[NamedVictim]) -> Iterator[NamedVictim]:
    """Each person once; what a later mention adds completes the first."""
    known: dict[str, NamedVictim] = {}
    for person in people:
        last = person.name[0].split()[-1]
        earlier = known.get(last)
        known[last] = (
            person
            if earlier is None
            else replace(earlier, age=earlier.age or person.age, sex=earlier.sex or person.sex, role=earlier.role or person.role)
        )
    yield from known.values()
