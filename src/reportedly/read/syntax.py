"""What the steps ask of a dependency parse (spaCy's English labels): subjects, noun phrases, and the characters of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from reportedly.read.layers import Chars

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
VERBAL = ("VERB", "AUX")
PRENOMINAL = ("det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod", "advmod", "case", "punct")
RELATIVE = ("who", "which", "that", "whom")


def chars(first: Token, last: Token) -> Chars:
    """The characters from the first token's start to the last token's end."""
    return first.idx, last.idx + len(last)


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The token's children that stand in one of these relations to it."""
    return (child for child in token.children if child.dep_ in deps)


def child(token: Token, *deps: str) -> Token | None:
    """The first such child."""
    return next(children(token, *deps), None)


def objects_behind(token: Token, *prepositions: str) -> Iterator[Token]:
    """The nouns behind these prepositions at the token: "appealed | for calm"."""
    return (noun for p in children(token, "prep") if p.lower_ in prepositions for noun in children(p, "pobj"))


def subtree(head: Token | None) -> list[Token]:
    """The token with all that hangs on it, in order; nothing of none."""
    return list(head.subtree) if head is not None else []


def is_infinitive(verb: Token) -> bool:
    """Whether the verb has "to" before it."""
    return any(c.tag_ == "TO" for c in children(verb, "aux"))


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive by its own auxiliary or subject."""
    return child(verb, "auxpass", "nsubjpass") is not None


def is_negated(verb: Token) -> bool:
    """Whether "not" or "never" stands at the verb."""
    return any(c.lower_ in ("not", "n't", "n’t", "never") for c in verb.children)


def subject(verb: Token) -> Token | None:
    """Whoever does what the verb says: its subject, or the one it shares with the verb or noun that it hangs on."""
    for _ in range(8):  # a chain of shared subjects is short; a broken parse may loop through many conjuncts
        if own := child(verb, *SUBJECTS):
            if own.lower_ in RELATIVE and verb.dep_ == "relcl":
                return verb.head
            return own
        if (named := _behind_according(verb)) is not None:
            return named
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ not in VERBAL:
            return verb.head
        if verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "acl") and verb.head != verb:
            if is_passive(verb.head) and verb.dep_ == "advcl" and child(verb.head, "agent"):
                return agent(verb.head)
            verb = verb.head
        else:
            return None
    return None


def _behind_according(verb: Token) -> Token | None:
    """The subject that the parser took for an apposition: "According to the agency, Reza Marek, the spokesman, said"."""
    for word in children(verb, "prep"):
        if word.lower_ == "according" and word.i < verb.i:
            return next((t for t in word.subtree if t.dep_ == "appos" and t.ent_type_ == "PERSON"), None)
    return None


def agent(verb: Token) -> Token | None:
    """The doer named behind "by"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by else None


def noun_phrase(head: Token) -> Chars:
    """The noun phrase without what comments on it: no relative clause, apposition or participle, but "of", "in", "for"."""
    left = right = head
    for token in head.children:
        if token.i < head.i and token.dep_ in PRENOMINAL and token.lower_ not in (",", '"', "“"):
            left = min(left, token.left_edge, key=lambda t: t.i)
        elif token.i == right.i + 1 and (
            token.dep_ in ("prep", "case") and token.lower_ in ("of", "in", "for", "from", "at", "'s", "’s")
        ):
            right = max(right, _prepositional_end(token), key=lambda t: t.i)
        elif token.dep_ == "conj" and head.pos_ in ("NOUN", "PROPN"):
            right = max(right, token, key=lambda t: t.i)
    return chars(left, right)


def _prepositional_end(preposition: Token) -> Token:
    end = preposition
    for token in preposition.children:
        if token.dep_ == "pobj":
            end = token
            for inner in token.children:
                if inner.dep_ == "prep" and inner.i == end.i + 1 and inner.lower_ in ("of", "in", "for"):
                    end = _prepositional_end(inner)
                elif inner.dep_ == "conj" and inner.i > end.i:
                    end = inner
    return end


def runs(tokens: Iterable[Token]) -> list[list[Token]]:
    """Tokens, in order, as runs of neighbours."""
    found: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if found and token.i == found[-1][-1].i + 1:
            found[-1].append(token)
        else:
            found.append([token])
    return found


def words_at(doc: Doc, at: Chars) -> str:
    """The words between two offsets. `doc.text` puts the whole report together each time, in a time that grows with it."""
    span = doc.char_span(*at, alignment_mode="expand")
    return span.text if span is not None else ""
