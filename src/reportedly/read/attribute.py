"""Parse -> Attributions: who says what, by which words; quotations find their cue, and one attribution may hold another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups_of
from reportedly.knowledge.tagger import Tagged, tag
from reportedly.read.layers import Attribution, Chars, Contents, Parse, Quotation
from reportedly.read.quotations import touching
from reportedly.read.speech.bounds import bounded
from reportedly.read.speech.credible import is_credible
from reportedly.read.speech.cues import acting, can_speak, kind_of, main_token, narrowed, parts, unwilling
from reportedly.read.speech.hearsay import hearsay
from reportedly.read.speech.layout import set_apart
from reportedly.read.speech.nested import beside, nested
from reportedly.read.speech.nouns import nominal, shown
from reportedly.read.speech.quoting import quoting
from reportedly.read.speech.silences import silent
from reportedly.read.speech.tallies import tallies
from reportedly.read.syntax import VERBAL, chars, child, children, is_infinitive, is_passive, noun_phrase, subject

LONGEST_PAUSE = 200  # characters between a statement and the quoted paragraph that goes on with it
STANDING = ("nsubj", "nsubjpass", "det", "dobj")  # "that" which is no conjunction
DUMMIES = ("it", "there", "that", "this", "which", "what")
ASKED_SILENCE = re.compile(r"(?:not )?to (?:not )?be (?:named|identified|quoted)")


def attribute(parse: Parse) -> tuple[Attribution, ...]:
    """The attributions of a report in order of their contents, each with the position of the one around it.

    The tagger finds most. Who quotes whom is read off the parse, and what the tagger has no eye for comes from the lexicon,
    wherever it says nothing of the words itself.
    """
    apart = set_apart(parse)
    read = bounded(parse, [a for found in tag(parse.text, parse.paragraphs) if (a := _tagged(parse, found))])
    words = [*shown(parse)]
    sure = [*(a for _, a in apart), *words, *quoting(parse, read)]
    taken = _merged(a.cue for a in sure if a.cue)
    others = [*(span for span, _ in apart), *(span for a in words for span in a.contents)]
    kept = (_without_paragraphs(a, others) for a in read if not _overlaps(a.cue, taken))
    tagged = [a for a in kept if a.contents]
    found = [*sure, *tagged, *_besides(_unmarked(parse), [*sure, *tagged])]
    found += _apart(tallies(parse), found)
    found += _besides(nested(parse, _merged(span for a in found for span in a.contents)), found)
    found += _besides(nested(parse, parse.paragraphs), found)
    found += _besides(beside(parse, _merged(span for a in found for span in a.contents)), found)
    whole = [_with_whole_quotations(a, parse.quotations) for a in _with_added(parse, found)]
    spoken = [a for a in whole if a.contents and not _is_silence(parse.text, a.contents)]
    return _nested(_with_quoted_paragraphs(parse, spoken))


def _unmarked(parse: Parse) -> Iterator[Attribution]:
    """What the lexicon and the parse find by themselves."""
    yield from nominal(parse)
    yield from acting(parse)
    yield from silent(parse)
    yield from hearsay(parse)


def _without_paragraphs(attribution: Attribution, apart: Sequence[Chars]) -> Attribution:
    """An attribution without the paragraphs and quotations that are another's, unless its cue stands there, too."""
    cue = attribution.cue or attribution.contents[0]
    others = [span for span in apart if not span[0] <= cue[0] < span[1]]
    kept = tuple(c for c in attribution.contents if not any(start <= c[0] < end for start, end in others))
    return replace(attribution, contents=kept)


def _tagged(parse: Parse, found: Tagged) -> Attribution | None:
    """What the tagger found, with its cue's main token and the kind of statement that this makes."""
    contents = tuple(span for span in (_without_that(parse, *chars) for chars in found.contents) if span[0] < span[1])
    cue = (found.cue[0][0], found.cue[-1][1]) if found.cue else None
    head = main_token(parse, cue) if cue else None
    if not contents or cue is None or head is None or _takes_lives(head):
        return None
    head, contents = _told_in_doubt(*_whole_verb(parse, head, contents))
    contents = without_addressee(head, contents)
    kind = kind_of(parse, head, contents) if contents else None
    if kind is None:
        return None
    source = _whole_source(parse, head, (found.source[0][0], found.source[-1][1])) if found.source else _doer(head, contents)
    silent_one = unwilling(head)
    source = noun_phrase(silent_one) if silent_one is not None else source
    read = Attribution(narrowed(parse, cue, head), source, contents, kind, head.i, score=round(found.score, 2))
    return read if is_credible(parse, read) else None


def _whole_source(parse: Parse, head: Token, source: Chars) -> Chars:
    """A source of which only the possessor was tagged ("His | deputy | said"), or with a name what is told of its bearer."""
    span = parse.doc.char_span(*source, alignment_mode="expand")
    if span is None:
        return source
    root = span.root
    if root.dep_ == "poss" and head.pos_ in VERBAL and can_speak(root.head) and subject(head) == root.head:
        return noun_phrase(root.head)
    if root.ent_type_ == "PERSON" and any(t.dep_ in ("appos", "relcl") and t.head == root and t.i > root.i for t in span):
        return source[0], chars(root, root)[1]
    return source


def _doer(head: Token, contents: Sequence[Chars]) -> Chars | None:
    """Who says it by the parse, where the tagger names nobody: "The mayor grew curt when pressed, | saying | ..." """
    who = subject(head) if head.tag_ in ("VBG", "VBD", "VBZ") and not is_passive(head) else None
    if who is None or who.lower_ in DUMMIES or any(start <= who.idx < end for start, end in contents):
        return None
    return noun_phrase(who)


def _whole_verb(parse: Parse, head: Token, contents: tuple[Chars, ...]) -> tuple[Token, tuple[Chars, ...]]:
    """The cue whose auxiliary alone was tagged ("had | warned that"); no content where the verb says nothing."""
    verb = head.head
    if head.dep_ not in ("aux", "auxpass"):
        return head, contents
    if not any(start <= verb.idx < end for start, end in contents):
        return verb if verb.lemma_.lower() in groups_of("cues") else head, contents
    if verb.lemma_.lower() not in groups_of("cues"):
        return head, ()
    behind = verb.idx + len(verb) + 1
    rest = (_without_that(parse, behind if start <= verb.idx < end else start, end) for start, end in contents)
    return verb, tuple(span for span in rest if span[0] < span[1])


def _told_in_doubt(head: Token, contents: tuple[Chars, ...]) -> tuple[Token, tuple[Chars, ...]]:
    """ "She is said to have told him that ...": the telling is the cue, the saying only doubts it."""
    telling = child(head, "xcomp") if is_passive(head) else None
    if telling is None or telling.lemma_ not in groups_of("cues"):
        return head, contents
    clause = child(telling, "ccomp", "xcomp")
    before = tuple(span for span in contents if span[1] <= telling.left_edge.idx)
    return telling, before or (parts(list(clause.subtree), telling) if clause is not None else contents)


def without_addressee(head: Token, contents: tuple[Chars, ...]) -> tuple[Chars, ...]:
    """A demand from its "to" on: "urged | Peru | to leave", where the corpora take Peru into the content; a wish is whole."""
    if any(group.values["kind"] == "believe" for group in groups_of("cues").get(head.lemma_.lower(), ())):
        return contents
    verb = next((v for v in children(head, "xcomp", "ccomp") if is_infinitive(v) and v.i > head.i), None)
    to = next((c for c in children(verb, "aux") if c.tag_ == "TO"), None) if verb is not None else None
    if verb is None or to is None:
        return contents
    people = {t.i for person in (*children(head, "dobj", "dative"), *children(verb, "nsubj")) for t in person.subtree}
    between = head.doc[head.i + 1 : to.i]
    if not people or not all(t.i in people or t.is_punct for t in between):
        return contents
    return tuple(
        (max(start, to.idx), end) if head.idx < start else (start, end) for start, end in contents if not head.idx < end <= to.idx
    )


def _with_quoted_paragraphs(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """A paragraph that is nothing but a quotation goes on with the attribution before it."""
    covered = _merged(span for a in found for span in a.contents)
    whole = {q.start: q for q in parse.quotations if not _overlaps((q.start, q.end), covered)}
    grown = sorted(found, key=lambda a: max(a.contents)[1])
    for start, end in parse.paragraphs:
        q = whole.get(start)
        last = bisect_right(grown, start, key=lambda a: max(a.contents)[1]) - 1
        alone = q is not None and last >= 0 and not parse.text[q.end : end].strip()
        if q is not None and alone and start - max(grown[last].contents)[1] < LONGEST_PAUSE:
            grown[last] = replace(grown[last], contents=(*grown[last].contents, (q.start, q.end)))
            grown.sort(key=lambda a: max(a.contents)[1])
    return grown


def _without_that(parse: Parse, start: int, end: int) -> Chars:
    """A span without the "that" that opens its clause, empty when it is nothing else; "That was a lie" keeps it."""
    if parse.text[start:end].lower() == "that":
        return end, end
    if parse.text[start : start + 5].lower() != "that " or end <= start + 5:
        return start, end
    that = parse.doc.char_span(start, start + 4, alignment_mode="expand")
    return (start, end) if that is not None and that[0].tag_ == "DT" and that[0].dep_ in STANDING else (start + 5, end)


def _is_silence(text: str, contents: Sequence[Chars]) -> bool:
    """ "asked not to be named" makes no statement."""
    return ASKED_SILENCE.match(text, *contents[0]) is not None


def _takes_lives(head: Token) -> bool:
    """ "The rains have claimed 1,302 lives" claims nothing."""
    thing = child(head, "dobj") if head.lemma_ == "claim" else None
    return thing is not None and thing.lemma_.lower() in ("life", "victim")


def _besides(others: Iterable[Attribution], tagged: Sequence[Attribution]) -> Iterable[Attribution]:
    """Those of the others whose cue the tagger left alone, and whose content is new or lies within one of the tagger's."""
    cues = _merged(a.cue for a in tagged if a.cue)
    contents = _merged(span for a in tagged for span in a.contents)
    known = {a.contents for a in tagged}
    for a in others:
        if a.cue is None or _overlaps(a.cue, cues) or a.contents in known:
            continue
        if _overlaps(a.cue, contents) or not any(_overlaps(span, contents) for span in a.contents):
            yield a


def _apart(others: Iterable[Attribution], found: Sequence[Attribution]) -> list[Attribution]:
    """Those of the others that share no word with what is found: a count within a statement is the speaker's."""
    taken = _merged(span for a in found for span in (*a.contents, *((a.cue,) if a.cue else ())))
    return [a for a in others if not any(_overlaps(span, taken) for span in (a.cue, *a.contents))]


def _overlaps(chars: Chars | None, merged: Sequence[Chars]) -> bool:
    if chars is None:
        return False
    at = bisect_right(merged, chars[1] - 1, key=lambda span: span[0]) - 1
    return at >= 0 and chars[0] < merged[at][1]


def _with_added(parse: Parse, found: list[Attribution]) -> list[Attribution]:
    """What is said and what is added in one breath is one statement: "... , the judge said, adding that the file was lost"."""
    by_head = {a.head: a for a in found}
    for a in found:
        verb = parse.doc[a.head or 0]
        if a.head is not None and verb.lower_ == "adding" and verb.dep_ == "advcl" and verb.head.i in by_head:
            said = by_head[verb.head.i]
            by_head[verb.head.i] = replace(said, contents=_merged([*said.contents, *a.contents]))
            del by_head[a.head]
    return list(by_head.values())


def _with_whole_quotations(attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """A content takes a quotation whole, unless the cue stands inside it: then the content stays inside, too."""
    cue = attribution.cue or (-1, -1)
    grown: list[Chars] = []
    for start, end in attribution.contents:
        first, last = start, end
        for q in touching(quotations, start, end):
            if q.start <= cue[0] < q.end:
                first, last = max(first, q.start + 1), min(last, q.end - q.closed)
            elif not first <= cue[0] < q.end:
                first, last = min(first, q.start), max(last, q.end)
        if first < last:
            grown.append((first, last))
    return replace(attribution, contents=_merged(grown))


def _merged(spans: Iterable[Chars]) -> tuple[Chars, ...]:
    found: list[Chars] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """In order of content, each with its parent: the tightest attribution around its cue."""
    ordered = tuple(sorted(found, key=lambda a: (a.start, -max(a.contents)[1], a.head or 0)))
    contents = Contents.of(ordered)
    return tuple(
        replace(a, parent=next((j for j in contents.holding(a.cue or a.contents[0]) if j != i), None))
        for i, a in enumerate(ordered)
    )
