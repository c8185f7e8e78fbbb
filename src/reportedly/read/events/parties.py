"""Which noun phrases of a parse are the doer and the undergoer of a predicate, best candidates first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from reportedly.read.events.predicates import Predicate, infinitive, is_role, predicate, temporal

ANYWHERE = ("against", "on", "upon", "with", "to", "at", "into", "from", "of", "for", "over", "towards", "in")
OBJECTS = ("dative", "dobj", "obj")
BARE = frozenset({"xcomp", "advcl", "ccomp", "pcomp", "acl", "conj", "dep"})
PLACED = frozenset({"ASSAULT", "COERCE", "PROTEST"})  # an attack in a country, on things unnamed, is one on the country
CONTROLLED_BY_OBJECT = frozenset({"REQUEST", "ACCUSE", "COERCE", "THREATEN"})
OCCASIONS = frozenset({"in", "during", "at", "after", "before", "following", "by", "on", "over", "via"})
SIDES = frozenset({"of", "from", "for", "representing"})
FARTHEST = 8  # steps up a parse: a chain of words longer than this is a parse gone wrong
CLAUSES = 4  # clauses that may share one subject: "agreed to try to help free the crew"


def doers(found: Predicate) -> Iterator[Token]:
    """The heads of the phrases that may name who did it; not the weapon: "shells hit a market"."""
    armed = found.root == "ASSAULT"
    yield from (head for head in _doers(found) if not (armed and is_role(head, "weapon") and not _children(head, "poss", "amod")))


def _doers(found: Predicate) -> Iterator[Token]:
    kind = found.group.values
    if kind.get("subject") == "source":
        yield from subjects_above(found.token)
    elif kind.get("subject") == "recipient":
        yield from prepositional((found.token, *found.words), kind.get("to", ANYWHERE))
    elif found.nominal:
        yield from _doers_of_noun(found.token)
        if found.root == "CONSULT":
            yield from _present_at(found.token)
    else:
        yield from subjects(found.token)
        yield from (owner for word in found.words for owner in _children(word, "poss"))


def undergoers(found: Predicate) -> Iterator[Token]:
    """The heads of the phrases that may name to whom it was done."""
    kind = found.group.values
    prepositions = kind.get("to", ANYWHERE)
    if kind.get("subject"):
        verb = found.token.head if found.token.dep_ in ("aux", "auxpass") else found.token
        yield from subjects(verb)
        yield from _passive_subjects(verb)
        return
    if not found.nominal and kind.get("object") == "thing":
        yield from _children(found.token, "dative")
    elif not found.nominal:
        own = [thing for thing in objects(found.token) if thing not in found.words]
        own += _children(found.token, "oprd") if kind.get("object") == "person" and not own else []
        yield from own
        if own and not found.words:
            yield from prepositional((found.token,), ("in", "at") if found.root in PLACED and any(doers(found)) else ())
            return
    if kind.get("recipient") == "word":
        yield from (word for word in found.words if word.dep_ in OBJECTS)
    yield from (thing for word in found.words if word.pos_ == "VERB" for thing in _children(word, *OBJECTS))
    carrier = light(found.token)
    whole = (found.token, *found.words, *((carrier,) if carrier and found.nominal else ()))
    if "governed" in kind:
        whole = (*whole, found.token.head)
    yield from prepositional(whole, prepositions)
    yield from (owner for word in found.words for owner in _modifiers(word))
    if found.nominal and found.root == "CONSULT":
        yield from _spoken_to_at(found.token)
    if found.nominal and found.root == "ASSAULT":
        yield from _victims(found.token)
    if kind.get("object") == "thing":
        yield from (owner for thing in _children(found.token, "dobj") for owner in prepositional((thing,), prepositions))


def subjects(verb: Token, steps: int = CLAUSES) -> Iterator[Token]:
    """Who does what the verb says: its subject or agent, else the one that the clause around it controls."""
    own = _children(verb, "nsubj", "expl")
    own = own or [subject for auxiliary in _children(verb, "aux") for subject in _children(auxiliary, "nsubj")]
    if own:
        relative = own[0].tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
        yield verb.head if relative else own[0]
        return
    yield from (thing for by in _children(verb, "agent") for thing in _children(by, "pobj"))
    if _children(verb, "nsubjpass", "auxpass") or _bare_participle(verb) or steps == 0:
        return
    yield from _controllers(verb, steps - 1)


def subjects_above(token: Token) -> Iterator[Token]:
    """Who says the clause that the token stands in: the subjects of the verb that it is the content of."""
    for verb in path(token):
        if verb.dep_ == "ccomp":
            yield from subjects(verb.head) if verb.head.pos_ == "VERB" else ()
            return


def objects(verb: Token, steps: int = CLAUSES) -> Iterator[Token]:
    """What the verb is done to: objects, the subject of a passive, the noun that a participle or relative clause describes."""
    for child in _children(verb, *OBJECTS):
        if child.tag_ in ("WDT", "WP", "TO") and verb.dep_ == "relcl":
            yield verb.head
        elif child.pos_ == "ADP":
            yield from _children(child, "pobj")
        else:
            yield child
    yield from _passive_subjects(verb, steps)
    if verb.dep_ == "ccomp" or not _children(verb, "dobj"):
        yield from (
            subject
            for clause in _children(verb, "ccomp", "xcomp")
            for subject in _children(clause, "nsubj")
            if infinitive(clause)
        )


def light(token: Token) -> Token | None:
    """The verb that lends an event noun its subject: "launched" for the attack of "launched an attack"."""
    for step in path(token):
        head = step.head
        if step.dep_ in ("dobj", "nsubjpass") and is_role(head, "light"):
            return head
        if step.dep_ not in ("pobj", "prep", "conj", "dobj", "compound", "nmod"):
            return None
    return None


def prepositional(heads: Sequence[Token], prepositions: Sequence[str]) -> Iterator[Token]:
    """The objects of the prepositions under these heads, in the order of the prepositions."""
    under: dict[str, list[Token]] = {}
    for head in heads:
        for child in [head, *head.children]:
            if child.dep_ in ("prep", "dative", "agent") and not temporal(child):
                under.setdefault(child.lower_, []).extend(t for t in _children(child, "pobj") if not is_role(t, "abstract"))
    for preposition in prepositions:
        yield from under.get(preposition, ())


def between(found: Predicate) -> tuple[Token, ...]:
    """The parties of "talks between X and Y", "envoys of X and Y met", "Talks between X and Y ended without a deal"."""
    heads = [found.token, *found.words]
    if found.group.values.get("reciprocal") or found.root == "AGREE":
        subject = list(_sharers(found))
        heads += [inner for head in subject for inner in (head, *_of(head)) if is_role(inner, "talks")]
    else:
        subject = []
    if found.nominal and found.token.dep_ == "nsubj" and is_role(found.token.head, "occur"):
        heads.append(found.token.head)
    pairs = [first for first in prepositional(heads, ("between", "among")) if first.conjuncts]
    if pairs:
        return (pairs[0], *pairs[0].conjuncts)
    return next((pair for head in subject if (pair := sides(head))), ())


def sides(head: Token) -> tuple[Token, ...]:
    """The two that several people stand for: "envoys of X and Y", "Xian and Yan negotiators"."""
    if head.tag_ not in ("NNS", "NNPS"):
        return ()
    for preposition in _children(head, "prep"):
        for first in _children(preposition, "pobj") if preposition.lower_ in SIDES else ():
            if first.conjuncts and first.pos_ == "PROPN":
                return (first, *first.conjuncts)
    for first in _children(head, "amod", "nmod", "compound"):
        if len(first.conjuncts) == 1 and first.text[:1].isupper() and first.conjuncts[0].text[:1].isupper():
            return (first, *first.conjuncts)
    return ()


def _sharers(found: Predicate) -> Iterator[Token]:
    """The subjects that take part in a meeting or a failure to agree, in whatever words it is told."""
    if not found.nominal:
        yield from subjects(found.token)
        yield from _passive_subjects(found.token)
        return
    carrier = light(found.token)
    if carrier:
        yield from subjects(carrier)
    elif found.token.dep_ == "pobj":
        yield from _subjects_of(found.token.head.head)
    elif found.token.dep_ == "dobj":
        yield from subjects(found.token.head)


def _subjects_of(head: Token) -> Iterator[Token]:
    """Who the clause of a verb is about, active or passive."""
    if head.pos_ in ("VERB", "AUX"):
        yield from subjects(head)
        yield from _passive_subjects(head)


def _of(head: Token) -> Iterator[Token]:
    return (
        thing for preposition in _children(head, "prep") if preposition.lower_ == "of" for thing in _children(preposition, "pobj")
    )


def _doers_of_noun(noun: Token) -> Iterator[Token]:
    yield from _modifiers(noun)
    yield from prepositional((noun,), ("by",))
    yield from (thing for clause in _children(noun, "acl", "relcl") for thing in subjects(clause) if thing != noun)
    carrier = light(noun)
    if carrier:
        yield from subjects(carrier)


def _present_at(noun: Token) -> Iterator[Token]:
    """Who spoke "in a conversation with Y", "after a meeting with Y", "by telephone"."""
    preposition = noun.head
    if noun.dep_ == "pobj" and preposition.lower_ in OCCASIONS:
        if preposition.head.pos_ in ("VERB", "AUX"):
            yield from _subjects_of(preposition.head)
        elif preposition.head.dep_ in ("nsubj", "nsubjpass"):
            yield preposition.head


def _spoken_to_at(noun: Token) -> Iterator[Token]:
    """Whom she told, asked or reached "in a telephone call", "by telephone"."""
    verb = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ in OCCASIONS and verb.pos_ == "VERB":
        told = [verb, *(clause for clause in _children(verb, "xcomp") if is_role(verb, "relaying"))]
        yield from (thing for spoken in told for thing in _children(spoken, "dobj", "dative") if thing != noun)
        yield from prepositional(told, ("to", "with"))


def _victims(noun: Token) -> Iterator[Token]:
    """Whom the attack harmed: "nine farmers were killed in the raid", "the raid killed nine farmers"."""
    verb = next((step.head for step in path(noun) if step.head.pos_ == "VERB"), None)
    if verb is not None and is_role(verb, "harm"):
        yield from (victim for victim in objects(verb) if victim != noun)
        if verb.lemma_ in ("die", "perish"):
            yield from subjects(verb)


def _modifiers(noun: Token) -> Iterator[Token]:
    yield from _children(noun, "poss")
    yield from _children(noun, "compound", "amod", "nmod")


def _controllers(verb: Token, steps: int) -> Iterator[Token]:
    head = verb.head
    gerund = verb.dep_ == "dobj" and verb.tag_ == "VBG"  # "denied firing on the town"
    imperative = verb.dep_ == "ccomp" and verb.tag_ == "VB" and not _children(verb, "aux")
    if not (verb.dep_ in BARE or gerund) or imperative or head == verb:
        return
    if verb.dep_ == "pcomp" and head.pos_ in ("ADP", "SCONJ"):
        head = head.head
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        yield head
    elif head.pos_ in ("VERB", "AUX"):
        if verb.dep_ in ("xcomp", "pcomp", "ccomp"):
            yield from _controlling_objects(head, steps)
        if verb.dep_ == "xcomp":
            yield from _children(head, "nsubjpass")
        yield from subjects(head, steps)
    elif head.pos_ in ("NOUN", "ADJ", "PROPN"):
        yield from _controlling_objects(head, steps)
        yield from _children(head, "poss")
        clause = next((step.head for step in path(head) if step.head.pos_ in ("VERB", "AUX")), None)
        if clause is not None:
            yield from _controlling_objects(clause, steps)
            yield from subjects(clause, 0)


def _controlling_objects(verb: Token, steps: int) -> Iterator[Token]:
    """Whom the verb makes or says to act: the object of "ask", "order", "accuse"."""
    governor = predicate(verb)
    if governor and governor.root in CONTROLLED_BY_OBJECT:
        yield from objects(verb, steps)
        yield from prepositional((verb,), ("on", "to", "upon", "for"))


def _passive_subjects(verb: Token, steps: int = CLAUSES) -> Iterator[Token]:
    yield from _children(verb, "nsubjpass")
    if _bare_participle(verb) and verb.dep_ == "acl":
        yield verb.head
    elif _bare_participle(verb) and verb.dep_ == "advcl" and steps:
        yield from subjects(verb.head, steps - 1)
    elif verb.tag_ == "VBN" and verb.dep_ == "conj" and not _children(verb, "nsubj", "nsubjpass"):
        yield from _children(verb.head, "nsubjpass")


def _bare_participle(verb: Token) -> bool:
    """Whether it is passive without saying so: "asked about the talks, she ..."."""
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not _children(verb, "aux")


def _children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def path(token: Token) -> Iterator[Token]:
    """The token and what governs it, up to but without the root of the sentence."""
    for _ in range(FARTHEST):
        if token.head == token:
            return
        yield token
        token = token.head
