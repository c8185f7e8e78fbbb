"""Which words of a parse are predicates, by the lexicon of PLOVER roots; and the words that colour what stands under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from spacy.tokens import Doc, Token

from reportedly.knowledge.lexicon import Group, groups

SUBJECT = "predicates"
NOTHING = "nothing"
CLOSE = frozenset(
    {
        *("prt", "prep", "agent", "dative", "dobj", "nsubjpass", "attr", "acomp", "oprd", "advmod", "advcl", "xcomp", "pobj"),
        *("compound", "amod", "pcomp", "nmod", "npadvmod"),
    }
)
INNER: Mapping[str, frozenset[str]] = {
    "prep": frozenset({"pobj", "pcomp", "prep", "advmod"}),
    "agent": frozenset({"pobj"}),
    "dative": frozenset({"pobj"}),
    "dobj": frozenset({"compound", "amod", "conj", "prep", "nmod"}),
    "nsubjpass": frozenset({"compound", "amod", "conj", "prep", "nmod"}),
    "pobj": frozenset({"compound", "amod", "conj", "prep"}),
    "attr": frozenset({"prep", "amod"}),
    "acomp": frozenset({"prep", "xcomp", "conj"}),
    "oprd": frozenset({"prep"}),
}
DEEPEST = 3  # steps from a predicate to the words of its pattern: "put an end to the war"
PREPOSITIONS = frozenset({"of", "on", "to", "with", "for", "against", "into", "in", "by", "between", "from"})
VERBAL = frozenset({"VERB", "AUX", "ADJ"})
NOMINAL = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"dobj", "oprd", "dative", "attr", "acomp", "ccomp", "xcomp"})


Near = dict[str, tuple[Token, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A head lemma and the lemmas that must stand close to it in the parse."""

    head: str
    others: tuple[str, ...]
    group: Group
    nominal: bool


@dataclass(frozen=True, slots=True)
class Predicate:
    """A token that names an event, the other words of its pattern, and the lexicon group that says what it means."""

    token: Token
    words: tuple[Token, ...]
    group: Group

    @property
    def root(self) -> str:
        """The PLOVER root."""
        return str(self.group.values["root"])

    @property
    def nominal(self) -> bool:
        """Whether it is a noun, such as "talks"."""
        return bool(self.group.values["form"] == "noun")


def predicates(doc: Doc) -> Iterator[Predicate]:
    """The predicates of a parse in order of text. A noun in a verb's pattern ("hold talks") is no predicate of its own."""
    found = [match for token in doc if (match := predicate(token))]
    taken = {word.i for match in found if not match.nominal for word in match.words}
    yield from (match for match in found if match.token.i not in taken)


def predicate(token: Token) -> Predicate | None:
    """What the token means as a predicate: its longest pattern; None for any other token."""
    candidates = _patterns().get(lemma(token))
    if not candidates or token.pos_ not in VERBAL | NOMINAL:
        return None
    near: Near | None = None
    for pattern in candidates:
        if pattern.nominal != (token.pos_ in NOMINAL):
            continue
        if near is None and pattern.others:
            near = _near(token)
        words = tuple(word for other in pattern.others if (word := _found(other, near or {}, pattern)))
        if len(words) == len(pattern.others) and _fits(token, pattern.group):
            return Predicate(token, words, pattern.group) if "root" in pattern.group.values else None
    return None


def is_role(token: Token, name: str) -> bool:
    """Whether the token has that role; a word may have several."""
    return lemma(token) in _words(name)


def lemma(token: Token) -> str:
    """The lemma in lower case; of "Talks" at the head of a report, which taggers take for a name, that of the common noun."""
    plain = token.lemma_.lower()
    opening = token.pos_ == "PROPN" and not token.ent_type_ and (token.is_sent_start or token.nbor(-1).is_punct)
    return plain.removesuffix("s") if opening and token.tag_ in ("NNPS", "NNP") and plain.endswith("s") else plain


def _fits(token: Token, group: Group) -> bool:
    """Whether the group takes the token in this form and in these company: see the head of the lexicon."""
    kind = group.values
    if token.dep_ in ("compound", "amod") and token.tag_ == "VB":  # "a sit-down protest"
        return False
    if kind.get("infinitive") and not any(infinitive(child) for child in token.children):
        return False
    if kind.get("subject") == "source" and token.dep_ == "aux" and not _after_its_subject(token):  # "should talks fail"
        return False
    if "governed" in kind and not (token.dep_ == "pobj" and token.head.lower_ in kind["governed"]):
        return False
    if "about" in kind and not any(is_role(child, kind["about"]) for child in token.children if child.dep_ in SUBJECTS):
        return False
    if "by" in kind and not _by(token, kind["by"]):
        return False
    if kind.get("object") in DEMANDING and not DEMANDING[kind["object"]](token):
        return False
    return bool(kind.get("participle", True)) or token.tag_ != "VBN" or token.dep_ not in ("acl", "amod")


def _after_its_subject(auxiliary: Token) -> bool:
    return any(child.dep_ in SUBJECTS and child.i < auxiliary.i for child in auxiliary.head.children)


def _by(verb: Token, role: str) -> bool:
    """Whether its subject, or the noun that it describes, has that role."""
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    whose = [verb.head] if verb.dep_ in ("relcl", "acl") and all(child.tag_ in ("WDT", "WP") for child in own) else own
    return any(is_role(subject, role) for subject in whose)


def _a_person(verb: Token) -> bool:
    """Whether the verb has one object, and that a person by its form: "called him", but not "called him a liar"."""
    complements = [child for child in verb.children if child.dep_ in COMPLEMENTS and not infinitive(child)]
    if len(complements) != 1 or any(child.dep_ in ("prt", "nsubjpass") for child in verb.children):
        return False
    (told,) = complements
    named = told.pos_ in ("PROPN", "PRON") or is_role(told, "leader")
    return named and told.dep_ != "ccomp" and told.ent_type_ not in ("DATE", "TIME") and told.lower_ != "it"


def _a_target(verb: Token) -> bool:
    """Whether the verb hits something that weapons hit."""
    return any(child.dep_ in ("dobj", "nsubjpass") and (is_role(child, "target")) for child in verb.children)


def infinitive(verb: Token) -> bool:
    """Whether the verb is a complement with "to" before it."""
    return verb.dep_ in ("xcomp", "ccomp", "advcl") and any(child.tag_ == "TO" for child in verb.children)


DEMANDING: Mapping[str, Callable[[Token], bool]] = {"person": _a_person, "target": _a_target}


@cache
def _patterns() -> Mapping[str, Sequence[Pattern]]:
    by_head: dict[str, list[Pattern]] = {}
    for group in groups(SUBJECT).values():
        if "root" in group.values or group.values["role"] == NOTHING:
            for word in group.words:
                for pattern in _expand(word, group):
                    by_head.setdefault(pattern.head, []).append(pattern)
    return {
        head: sorted(found, key=lambda pattern: (-len(pattern.others), pattern.group.values.get("role") != NOTHING))
        for head, found in by_head.items()
    }


def _expand(word: str, group: Group) -> Iterator[Pattern]:
    nominal = group.values["form"] == "noun"
    for lemmas in product(*(part.split("|") for part in word.split())):
        preposition = next((n for n, lemma in enumerate(lemmas) if lemma in PREPOSITIONS), len(lemmas))
        at = preposition - 1 if nominal else 0
        yield Pattern(lemmas[at], lemmas[:at] + lemmas[at + 1 :], group, nominal)


def _near(token: Token, depth: int = DEEPEST, dep: str = "") -> Near:
    """The lemmas close under a token, each with its token and the prepositions on the way to it. What a participle describes
    is close to it too: "the truce declared by the rebels"."""
    described = depth == DEEPEST and token.tag_ == "VBN" and token.dep_ == "acl"
    found: Near = {lemma(token.head): (token.head, ())} if described else {}
    for child in token.children:
        if temporal(child):
            continue
        if child.dep_ in (CLOSE if depth == DEEPEST else INNER.get(dep, ())):
            found.setdefault(lemma(child), (child, ()))
            if depth > 1:
                way = (child.lower_,) if child.dep_ in ("prep", "agent", "dative") and child.lower_ != "of" else ()
                deeper = _near(child, depth - 1, child.dep_)
                found = {lemma: (word, way + on) for lemma, (word, on) in deeper.items()} | found
    return found


def temporal(preposition: Token) -> bool:
    """Whether it only dates: "called on Saturday" is no "call on"."""
    days = (child for child in preposition.children if child.dep_ == "pobj")
    return preposition.dep_ == "prep" and any(day.ent_type_ in ("DATE", "TIME") for day in days)


def _found(lemma: str, near: Near, pattern: Pattern) -> Token | None:
    """The word of a pattern close to its head. The way to it may pass a preposition only if the pattern names that too."""
    word, way = near.get(lemma, (None, ()))
    return word if all(step in pattern.others for step in way) else None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for group in groups(SUBJECT).values() if group.values.get("role") == name for word in group.words)
