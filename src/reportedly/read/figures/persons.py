"""Named people as reports list them: "Halyna Moroz, 61, a retired nurse, and Petro Lysenko, 43" -> names, ages, sexes, roles.

Read off the words, for the parse of such lists is not to be relied on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.knowledge.gazetteer import countries
from reportedly.knowledge.lexicon import groups
from reportedly.read.layers import Chars, NamedVictim, Resolution, Toponym
from reportedly.read.syntax import chars
from reportedly.records import Sex

OLDEST = 115
LONGEST_NAME = 6  # words
LONGEST_ROLE = 12  # words
BEFORE = 5  # words before a name that may tell of the person
BODIES = ("group", "tank", "agency", "charity", "newspaper", "station", "ship", "ferry", "village", "town", "city", "mv")
UNITS = ("battalion", "brigade", "regiment", "division", "corps", "squadron", "front", "watch", "club", "hall")
PARTICLES = frozenset(
    {
        "al",
        "el",
        "ul",
        "bin",
        "ibn",
        "bint",
        "abu",
        "de",
        "da",
        "di",
        "del",
        "der",
        "den",
        "van",
        "von",
        "la",
        "le",
        "du",
        "dos",
        "y",
        "ben",
    }
)
NO_PERSON = ("DATE", "TIME", "NORP", "LAW", "EVENT", "MONEY", "LANGUAGE", "FAC")
ARTICLES = ("a", "an", "the", "his", "her", "their", "also", "both")
PRONOUNS = ("he", "his", "him", "she", "her", "himself", "herself")
Said = tuple[str, Chars]


@dataclass(frozen=True, slots=True)
class Person:
    """A name in the text: its tokens from `first` to `last`, and what is said about whom it names up to token `until`.

    Where it is not `sure` that a person is named, only what stands around it can tell.
    """

    first: Token
    last: Token
    until: int
    victim: NamedVictim
    sure: bool = True


def persons(doc: Doc, resolution: Resolution, places: Sequence[Toponym]) -> list[Person]:
    """The people whom a report names, in order of text."""
    taken = {i for place in places for i in range(place.start, place.end)}
    runs = [run for run in _runs(doc) if run[0].idx not in taken and _is_person(run, resolution) is not False]
    ends = [*(run[0].i for run in runs[1:]), len(doc)][: len(runs)]
    return [_person(run, end, sure=_is_person(run, resolution) is True) for run, end in zip(runs, ends, strict=True)]


def _runs(doc: Doc) -> Iterator[list[Token]]:
    """Capitalised names in a row with the particles inside them, without the titles before them."""
    run: list[Token] = []
    for token in doc:
        begins = token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X") and (token.pos_ == "PROPN" or run)
        inside = run and (token.lower_ in PARTICLES or token.text in "-’'") and token.i + 2 < len(doc)
        behind = doc[token.i + 1 + (doc[token.i + 1].text == "-")] if inside else token  # "Musa al-Bakri"
        if begins or (inside and behind.text[:1].isupper() and behind.pos_ == "PROPN"):
            run.append(token)
        elif run and (token.text != "." or not (_is_rank(run[-1]) or len(run[-1].text) == 1)):
            yield from _untitled(run)
            run = []
    yield from _untitled(run)


def _untitled(run: Sequence[Token]) -> Iterator[list[Token]]:
    begin = 0
    while begin < len(run) and _is_rank(run[begin]):
        begin += 1
    if begin < len(run) <= begin + LONGEST_NAME and len(run[-1].text) > 1:
        yield [*run[begin:]]


def _is_rank(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return word in groups("people")["rank"].words or word in groups("people")["courtesy"].words


def _is_person(run: Sequence[Token], resolution: Resolution) -> bool | None:
    """Whether a run of names is a person's: by the model, by who is who, or by an age behind it; None where it may be."""
    first, last = run[0], run[-1]
    span = chars(first, last)
    text = first.doc[first.i : last.i + 1].text
    before = first.nbor(-1).lower_ if first.i else ""
    bodies = (*groups("roles")["body"].words, *BODIES)
    if before in bodies or last.lower_ in (*bodies, *UNITS) or _locates(run):
        return False
    if countries().by_name(text) or any(t.ent_type_ in NO_PERSON for t in run):
        return False
    known = resolution.at(span)
    if known is not None and known.who is not None and (known.start, known.end) == span:
        kind = resolution.entities[known.who].type
        if kind == "person":
            return True
        if kind in ("state", "outlet", "armed group", "organisation", "office"):
            return _is_aged(last) or (None if kind == "organisation" and len(run) > 1 else False)
    if any(t.ent_type_ == "PERSON" for t in run) or _is_aged(last):
        return True
    return None if len(run) > 1 else False


def _locates(run: Sequence[Token]) -> bool:
    """Whether one name alone stands where places do: "in a pursuit on Sulu's coast"."""
    first = run[0]
    before = first.nbor(-1).lower_ if first.i else ""
    return len(run) == 1 and before in (*groups("incidents")["around"].words, "on", "from") and not _is_aged(first)


def _is_aged(last: Token) -> bool:
    """Whether an age stands behind a name: nothing but a person has one."""
    after = last.doc[last.i + 1 : last.i + 8]
    if (
        len(after) > 4
        and after[0].text == ","
        and after[1].lower_ in ("a", "an")
        and _years(after[2])
        and after[4].lower_ == "year"
    ):
        return True
    return bool(len(after) > 1 and after[0].text in ",(" and (_years(after[1]) or after[1].lower_ in ("aged", "age")))


def _person(run: Sequence[Token], end: int, *, sure: bool) -> Person:
    first, last = run[0], run[-1]
    before, behind = _before(first), _behind(last, end)
    age = _age(behind) or _age(before)
    role = _role_behind(behind) or _role_before(before)
    until = behind[-1].i + 1 if behind else last.i + 1
    name = first.doc[first.i : last.i + 1].text.removesuffix("'s").removesuffix("’s")
    victim = NamedVictim((name, (first.idx, first.idx + len(name))), age, _sex([*behind, *before], first.doc, until, end), role)
    return Person(first, last, until, victim, sure)


def _before(first: Token) -> list[Token]:
    """The words right before a name that tell of the person: "Captain", "his nephew", "the 34-year-old nurse"."""
    words: list[Token] = []
    for token in reversed(first.doc[max(0, first.i - BEFORE - 3) : first.i]):
        told = token.pos_ in ("NOUN", "ADJ", "NUM", "PROPN") or token.text in ("-", ".") or token.lower_ in ("his", "her")
        if not told or token.sent != first.sent or (token.pos_ == "PROPN" and not _is_rank(token)):
            break
        words.insert(0, token)
    return words


def _behind(last: Token, end: int) -> list[Token]:
    """The words behind a name that tell of the person: ", 61, a retired nurse", "(34)", ", who was 12", up to `end`."""
    doc, i, kept = last.doc, last.i + 1, last.i + 1
    while i < min(end, last.i + 3 * LONGEST_ROLE) and doc[i].text in (",", "(", "–", "—"):
        begin = i + 1
        i = _segment(doc, begin, end)
        if i == begin or not _tells([*doc[begin:i]]):
            break
        kept = i + (i < len(doc) and doc[i].text == ")")
        i = kept
    if kept + 2 < len(doc) and doc[kept].text == ",":
        kept += 1
    if (
        kept + 1 < end and doc[kept].lower_ in ("was", "is") and doc[kept + 1].lower_ in ("a", "an")
    ):  # "Ihor Panchuk, was a student"
        i = _segment(doc, kept + 1, end)
        kept = i if _tells([*doc[kept + 1 : i]]) else kept
    return [*doc[last.i + 1 : kept]]


def _segment(doc: Doc, begin: int, end: int) -> int:
    """The index behind the words up to the next comma, bracket, stop, or verb, or "and" before the next name."""
    i = begin
    while i < min(end, begin + LONGEST_ROLE) and doc[i].text not in (",", ")", ";", ".", ":", "–", "—"):
        more = (
            doc[i].lower_ == "and"
            and i + 1 < len(doc)
            and doc[i + 1].pos_ in ("NOUN", "DET", "ADJ")
            and doc[i + 1].text[:1].islower()
        )
        if (
            (doc[i].lower_ == "and" and not more)
            or doc[i].lower_ in ("who", "whose", "was", "were", "is", "had", "has")
            or (doc[i].pos_ in ("VERB", "AUX") and doc[i].tag_ in ("VBD", "VBZ", "VBP") and doc[i].lower_ != "aged")
        ):
            break
        i += 1
    return i


def _tells(words: Sequence[Token]) -> bool:
    """Whether the words between two commas tell of the person named before: an age, or a noun with its article."""
    first = words[0]
    if _years(first) and len(words) == 1:
        return True
    if first.lower_ in ("aged", "age", "just", "only") and any(_years(t) for t in words[:3]):
        return True
    if any(t.lower_ == "year" for t in words) and any(_years(t) for t in words):
        return True
    noun = next((t for t in words if t.pos_ == "NOUN"), None)
    return noun is not None and (first.lower_ in ARTICLES or first.pos_ in ("NOUN", "ADJ")) and first.text[:1].islower()


def _years(token: Token) -> int | None:
    return (
        int(token.text)
        if token.text.isascii() and token.text.isdigit() and 0 < len(token.text) < 4 and int(token.text) <= OLDEST
        else None
    )


def _age(words: Sequence[Token]) -> tuple[int, Chars] | None:
    """ "34", "aged 34", "a 34-year-old"; a number that counts something else is none."""
    for token in words:
        years = _years(token)
        if years is None:
            continue
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        alone = (
            following is None
            or following.text in (",", ")", ".", ";", "-", "–")
            or following.lower_ in ("and", "years", "who", "was")
        )
        if alone or (token.i and token.nbor(-1).lower_ in ("aged", "age")):
            return years, (token.idx, token.idx + len(token))
    return None


def _role_behind(words: Sequence[Token]) -> Said | None:
    """What an apposition says that the person was, without article and age: "retired nurse", "chief of the border post"."""
    at = next((i for i, t in enumerate(words) if t.pos_ == "NOUN" and t.lower_ not in ("year", "years", "age")), None)
    if at is None or (_is_kin(words[at]) and not _is_compound(words, at)):
        return None
    first = at
    while first and words[first - 1].pos_ in ("NOUN", "ADJ", "PROPN") and words[first - 1].lower_ not in ("year", "years", "old"):
        first -= 1
    last = at
    while last + 1 < len(words) and words[last + 1].pos_ == "NOUN":
        last += 1
    if last + 2 < len(words) and words[last + 1].lower_ == "of":
        last = next(
            (i - 1 for i in range(last + 2, len(words)) if words[i].text in ",;()" or words[i].pos_ in ("VERB", "ADP")),
            len(words) - 1,
        )
    if words[last].lower_ in ("aged",) or words[last].text in ",)":
        last -= 1
    return _said(words[first], words[last])


def _role_before(words: Sequence[Token]) -> Said | None:
    """A rank or calling right before the name."""
    kept = [t for t in words if t.pos_ in ("NOUN", "PROPN") and t.lower_ not in ("year", "years", "old")]
    if not kept or _is_kin(kept[-1]) or kept[-1].lower_.rstrip(".") in groups("people")["courtesy"].words:
        return None
    last = kept[-1]
    first = last
    while first.i and first.nbor(-1) in kept:
        first = first.nbor(-1)
    return _said(first, last)


def _said(first: Token, last: Token) -> Said:
    span = chars(first, last)
    return first.doc[first.i : last.i + 1].text, span


def _is_kin(noun: Token) -> bool:
    return noun.lower_ in groups("people")["kin"].words


def _is_compound(words: Sequence[Token], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].pos_ == "NOUN"


def _sex(words: Sequence[Token], doc: Doc, until: int, end: int) -> tuple[Sex, Chars] | None:
    """The sex that the words about a person tell, or the first pronoun behind them in the sentence, before another name."""
    own = [
        *(t for t in words if t.lower_ not in PRONOUNS),
        *(t for t in words if t.lower_ in PRONOUNS and words and t.i > words[0].i),
    ]
    behind = [t for t in doc[until:end] if t.lower_ in PRONOUNS and until and t.sent == doc[until - 1].sent]
    return next((told for token in (*own, *behind[:1]) if (told := sex_of(token))), None)


def sex_of(word: Token) -> tuple[Sex, Chars] | None:
    """The sex that a word tells, and its characters: "schoolgirl", "brothers", "Mrs"."""
    chars_of = (word.idx, word.idx + len(word))
    plain = word.lower_.rstrip(".")
    if plain in groups("people")["female"].words:
        return "female", chars_of
    return ("male", chars_of) if plain in groups("people")["male"].words else None
