"""Cues by the lexicon and the parse: what kind of statement a cue makes, and the acts of speech that the tagger has no eye for.

"Refused to comment", "threatened to leave": the corpora that it learnt from hardly mark them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from reportedly.knowledge.lexicon import Group, group_of, groups_of
from reportedly.read.layers import Attribution, Chars, Parse
from reportedly.read.syntax import (
    VERBAL,
    agent,
    chars,
    child,
    children,
    is_infinitive,
    is_negated,
    is_passive,
    noun_phrase,
    objects_behind,
    runs,
    subject,
    subtree,
)
from reportedly.records import StatementKind

ACTS = ("promise", "threaten", "agree", "reject", "claim", "put", "silence")  # groups of cues
WILFUL = ("promise", "threaten", "agree", "reject")  # those that only people and bodies do
WITHHELD = ("say", "name", "identify", "elaborate", "comment", "give", "provide", "specify", "disclose", "confirm", "discuss")
# endings of nouns for people and bodies
AGENTIVE = ("er", "or", "ist", "ant", "ee", "man", "woman", "people", "side", "party", "ority")
LEADING = ("but", "and", "however", "meanwhile", "still", "yet", "so", "also", "then", "moreover", "nevertheless", "or", "that")
TRAILING = (",", ".", ";", ":", "-", "–", "—", "(", "[")


def main_token(parse: Parse, cue: Chars) -> Token | None:
    """The token of a cue that says what is done: its verb or noun of saying, else its root."""
    span = parse.doc.char_span(*cue, alignment_mode="expand")
    if span is None or not len(span):
        return None
    verbs = [t for t in span if t.tag_.startswith(("VB", "JJ")) and t.lemma_.lower() in groups_of("cues")]
    nouns = (t for t in span if t.lemma_.lower() in groups_of("nouns_of_saying"))
    if len(verbs) > 1 and is_passive(verbs[0]):  # "is said to have told"
        return verbs[-1]
    return next(iter(verbs), None) or next(nouns, None) or span.root


def narrowed(parse: Parse, cue: Chars, head: Token) -> Chars:
    """A cue without what stands around its verb but auxiliaries: "had said" of "had said in a statement"."""
    if head.pos_ not in VERBAL or "according" in parse.text[slice(*cue)].lower() or " saying" in parse.text[slice(*cue)]:
        return cue
    own = [t for t in children(head, "aux", "auxpass", "neg") if cue[0] <= t.idx < head.idx and t.tag_ != "TO"]
    return chars(min([head, *own], key=lambda t: t.i), head)


def kind_of(parse: Parse, head: Token, contents: Sequence[Chars]) -> StatementKind | None:
    """The kind of statement that a cue makes of such a content: "told them to leave" demands, "told them it was late" says.

    None where it makes none, as in "could not confirm the number".
    """
    groups = groups_of("cues" if head.pos_ in (*VERBAL, "ADJ") else "nouns_of_saying").get(head.lemma_.lower(), ())
    possible = [g for g in groups if g.values.get("negated", is_negated(head)) == is_negated(head)]
    if groups and not possible:
        return None
    form = _form(parse, head, contents[0])
    fitting = [g for g in possible if form in g.values["frames"]] or [g for g in possible if "clause" in g.values["frames"]]
    kind: StatementKind = (fitting or possible)[0].values["kind"] if possible else "say"
    return kind


def _form(parse: Parse, head: Token, content: Chars) -> str:
    """The frame that a content stands in: the preposition between cue and content, else infinitive, gerund, or its first word."""
    behind = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else None
    if behind is not None and behind.dep_ in ("prep", "prt") and head.idx < behind.idx < content[0]:
        return behind.lower_
    span = parse.doc.char_span(*content, alignment_mode="expand")
    first, second = (span[0], span[1]) if span is not None and len(span) > 1 else (None, None)
    if first is None or second is None:
        return ""
    infinitive = first.tag_ == "TO" and second.pos_ in VERBAL
    return "infinitive" if infinitive else "gerund" if first.tag_ == "VBG" else first.lower_


def by_word(
    cue: Token, source: Token | None, contents: tuple[Chars, ...], kind: StatementKind, score: float = 0.5
) -> Attribution:
    """The attribution by a cue of one word, to the noun phrase of its source; half of what one word tells is right on gold."""
    return Attribution(chars(cue, cue), noun_phrase(source) if source is not None else None, contents, kind, cue.i, score=score)


def acting(parse: Parse) -> Iterator[Attribution]:
    """The attributions by acts of speech, in order of their cues."""
    verbs = groups_of("cues")
    for token in parse.doc:
        if token.tag_.startswith("VB") and token.dep_ not in ("amod", "aux"):
            yield from _acting(token, [group for group in verbs.get(token.lemma_.lower(), ()) if group.name in ACTS])


def _acting(verb: Token, groups: Iterable[Group]) -> Iterator[Attribution]:
    """ "declined to comment", "did not respond to questions", "claimed responsibility"."""
    source = agent(verb) if is_passive(verb) else unwilling(verb) or subject(verb)
    for group in groups:
        if source is None or group.values.get("negated", is_negated(verb)) != is_negated(verb):
            continue
        if group.name == "put" and verb.tag_ == "VBG" and verb.head.lemma_.lower() not in groups_of("cues"):
            continue  # "divers found nine bodies, raising the toll to 34"
        if group.name in WILFUL and not acts(source):
            continue
        for frame in group.values["frames"]:
            if contents := parts(governed(verb, frame, group.values.get("needs")), verb):
                yield by_word(verb, source, contents, group.values["kind"])
                return


def unwilling(verb: Token) -> Token | None:
    """Who says no more in "he said a guard was among the dead but declined to name him": the speaker, not the guard."""
    told = child(verb, "xcomp")
    clause = verb.head
    if verb.dep_ != "conj" or clause.dep_ != "ccomp" or told is None or told.lemma_ not in WITHHELD or child(verb, "nsubj"):
        return None
    return subject(clause.head) if verb.lemma_ in ("decline", "refuse") else None


def governed(verb: Token, frame: str, needed: Sequence[str] | None) -> list[Token]:
    """The tokens of the content that a verb governs as an infinitive, an object, or behind the preposition `frame`."""
    thing = child(verb, "dobj")
    if frame == "object":
        if thing is None or (needed is not None and thing.lemma_ not in needed):
            return []
        joined = {t for c in children(verb, "cc", "conj") for t in c.subtree}  # "gave a toll of nine | and said more were hurt"
        return [t for t in verb.subtree if t.i >= thing.left_edge.i and t not in joined] if needed else subtree(thing)
    if frame == "infinitive":
        return subtree(next((c for c in children(verb, "xcomp", "ccomp") if c.i > verb.i and is_infinitive(c)), None))
    return subtree(next(objects_behind(verb, frame), None))


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


def parts(tokens: list[Token], cue: Token) -> tuple[Chars, ...]:
    """Tokens as the spans of a content, trimmed of "that", leading connectives, and the punctuation around them."""
    trimmed = (_trimmed(run) for run in runs(t for t in tokens if t != cue))
    return tuple(chars(run[0], run[-1]) for run in trimmed if any(t.is_alpha or t.like_num for t in run))


def _trimmed(run: list[Token]) -> list[Token]:
    start, end = 0, len(run)
    while start < end and _is_outer(run[start]):
        start += 1
    while end > start and (run[end - 1].is_space or run[end - 1].lower_ in TRAILING):
        end -= 1
    return run[start:end]


def _is_outer(token: Token) -> bool:
    connects = token.dep_ in ("cc", "mark", "advmod", "preconj") or token.lower_ == "that"
    return token.is_space or (token.is_punct and not token.is_quote) or (connects and token.lower_ in LEADING)
