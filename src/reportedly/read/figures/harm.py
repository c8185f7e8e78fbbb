"""What befell those who are counted, read off the parse: what makes of a number a number of killed, of injured, of missing.

Here is the syntax; what single words say is in `measures`.
"""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups
from reportedly.read.figures.counted import status_group
from reportedly.read.figures.measures import (
    LONGEST_LIST,
    SUBJECTS,
    Harm,
    coordinated,
    forces,
    is_passive,
    joined,
    named,
    phrase,
    phrases,
    roles,
    sharing,
    state_of,
    words,
)
from reportedly.records import Measure

PREDICATES = ("acomp", "oprd", "attr", "ccomp", "xcomp", "advcl", "prep", "dobj", "dative")
DEEPEST = 3  # wholes within wholes
QUANTIFYING = ("between", "around", "about")
FARTHEST_TOLL = 10  # words from "to" back to a toll
FARTHEST = 40  # words from a noun to what describes it
SIZE_PREPOSITIONS = ("to", "at", "of", "by", "from", "past", "over", "above", "around", "about", "near", "beyond")


def harms(head: Token, noun: Token | None, nested: int = 0) -> tuple[Harm, ...]:
    """What befell the phrase under `head`, whose counted noun is `noun`: nothing, one thing, or both of "killed and injured"."""
    top = first_conjunct(head)
    own = named(noun or head, "itself")
    if own:  # "six of the wounded died" of their wounds, but "12 deaths were reported"
        return (_governed(top, noun, nested) if own[0].token.lower_ in roles("state") else ()) or own
    of_noun = noun if noun is not None and noun != head else None
    return (
        _governed(top, noun, nested)
        or _modified(head)
        or (_modified(of_noun) if of_noun is not None else ())
        or (_modified(top) if top != head else ())
        or _beside(head, noun)
        or named(noun or head, "kind")
    )


def first_conjunct(token: Token) -> Token:
    """The first of the nominals that a noun phrase is coordinated with: "nine rebels and a soldier were killed"."""
    for _ in range(LONGEST_LIST):
        if token.dep_ not in ("conj", "appos") or token.head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            break
        token = token.head
    return token


def is_toll(noun: Token) -> Measure | None:
    """What a noun of size measures: "death toll", "the number of dead", "casualties"."""
    if noun.lemma_.lower() in words("size"):
        if own := next((h for c in noun.children if c.dep_ == "acl" and (h := state_of(c))), None):
            return own.measure
        complements = [
            c for prep in noun.children if prep.lower_ == "of" for c in prep.children if c.dep_ in ("pobj", "amod", "pcomp")
        ]
        measure = next((m for c in complements if (m := _complement(c))), None)
        return measure or ("killed" if _is_from_event(noun) else None)
    before = next((f"{c.lower_} {noun.lemma_.lower()}" for c in noun.children if c.dep_ in ("compound", "amod")), "")
    return roles("toll").get(before) or roles("toll").get(noun.lemma_.lower())


def _is_from_event(size: Token) -> bool:
    """Whether a size is that of an attack or accident: "the count from the attack stood at twelve"."""
    causes = (g for p in size.children if p.lower_ in ("from", "in") for g in p.children if g.dep_ == "pobj")
    return any(g.lemma_.lower() in groups("incidents")["event"].words for g in causes)


def _complement(token: Token) -> Measure | None:
    if measure := roles("toll").get(token.lemma_.lower()):
        return measure
    beside = (h for c in token.children if c.dep_ in ("oprd", "acomp") and (h := state_of(c)))  # "the number of confirmed dead"
    found = (
        state_of(token)
        or next(iter(named(token, "itself") or named(token, "kind") or _modified(token)), None)
        or next(beside, None)
    )
    return found.measure if found else None


def _governed(top: Token, noun: Token | None, nested: int) -> tuple[Harm, ...]:
    """What the verb or noun says that governs the phrase."""
    governor = top.head
    apart = top.dep_ == "npadvmod" and top.tag_ == "NNS" and top.i < governor.i and status_group(top) is not None
    if top.dep_ in SUBJECTS or apart:  # "both brothers, Abdi and Yusuf, died"
        return _of_subject(governor, top)
    if top.dep_ in ("dobj", "dative", "oprd"):
        return _of_object(governor, top, noun or top, nested)
    if top.dep_ == "attr":
        return _size(governor, top) or _among(governor)
    return _of_preposition(governor, top, nested) if top.dep_ in ("pobj", "pcomp") else ()


def _of_subject(verb: Token, subject: Token | None = None) -> tuple[Harm, ...]:
    """What befell the subject of a verb: it died, was killed, was found dead, lost its life."""
    found = [h for v in (verb, *sharing(verb)) if (h := _suffered(v, subject))]
    return joined([h for first in found for h in coordinated(first)]) or _among(verb)


def _suffered(verb: Token, subject: Token | None) -> Harm | None:
    lemma = verb.lemma_.lower()
    objects = [c for c in verb.children if c.dep_ == "dobj" and c != subject and c.i > verb.i]
    if lemma in roles("fall") and subject is not None and not objects and subject.lemma_.lower() in forces():
        return Harm("killed", verb)
    if (measure := roles("subject").get(lemma)) and not (lemma == "succumb" and objects):
        return Harm(measure, verb)
    if any(c.lower_ == "fatally" for c in verb.children) and (verb.tag_ == "VBN" or is_passive(verb)):
        return Harm("killed", verb)
    if lemma == "bury" and is_passive(verb) and _is_buried_alive(verb):
        return Harm("other", verb)
    passive = (verb.tag_ == "VBN" and not any(c.lower_ in ("have", "has", "had") for c in verb.children)) or is_passive(verb)
    if measure := phrase(verb, "phrases_of_subject") or (phrase(verb) if passive else None):
        return Harm(measure, verb)
    if (measure := roles("object").get(lemma)) and verb.tag_ in ("VBN", "VBD") and (not objects or is_passive(verb)):
        return Harm(phrase(verb) or measure, verb)
    if state := state_of(verb):
        return state
    if (measure := roles("treating").get(lemma) or roles("taking").get(lemma)) and is_passive(verb) and _is_somebody(subject):
        return Harm(measure, verb)
    if lemma in words("linking") or verb.pos_ == "AUX":
        return next(
            (h for c in verb.children if c.dep_ in PREDICATES and c != subject and c.i > verb.i and (h := _said_of(c))), None
        )
    return None


def _is_buried_alive(verb: Token) -> bool:
    """Whether earth or rubble buried somebody, or something that happened did."""
    happened = any(c.dep_ == "advcl" and any(g.lower_ == "when" for g in c.children) for c in verb.children)
    causes = (g for p in verb.children if p.dep_ in ("prep", "agent") for g in p.subtree if g.pos_ == "NOUN")
    return (
        happened or any(c.lower_ == "alive" for c in verb.children) or any(g.lemma_.lower() in words("burying") for g in causes)
    )


def _said_of(predicate: Token) -> Harm | None:
    """A predicate of the counted: "dead", "to have died", "in custody"."""
    if predicate.dep_ == "prep":
        return next((h for c in predicate.children if (h := state_of(c) or _kept_in(predicate, c))), None)
    if state := state_of(predicate):
        return state
    if predicate.dep_ in ("xcomp", "ccomp", "oprd", "advcl") and not any(
        c.dep_ in SUBJECTS and c.tag_ != "EX" for c in predicate.children
    ):
        return _suffered(predicate, None)
    return next((h for c in predicate.children if c.dep_ == "amod" and predicate.tag_ == "JJ" and (h := state_of(c))), None)


def _of_object(verb: Token, top: Token, noun: Token, nested: int) -> tuple[Harm, ...]:
    """What befell the object of a verb: it was killed, left dead, taken hostage; or a toll that reached it."""
    lemma = verb.lemma_.lower()
    if measure := roles("object").get(lemma):
        before = verb.head if verb.dep_ == "conj" and not any(c.dep_ == "dobj" for c in verb.head.children) else None
        shared = roles("object").get(before.lemma_.lower()) if before is not None else None
        death = phrase(verb)
        first = (
            (Harm(shared, before),)
            if shared and before is not None and not any(c.dep_ == "nsubjpass" for c in before.children)
            else ()
        )
        return joined([*first, Harm(death or measure, verb)])
    if measure := phrases("phrases").get(f"{lemma} {noun.lemma_.lower()}") or phrase(verb):
        return (Harm(measure, verb),)
    if lemma in roles("loss") and any(n.pos_ in ("NOUN", "PROPN") and n.lemma_.lower() in forces() for n in (noun, top)):
        return (Harm("killed", verb),)
    if (measure := roles("treating").get(lemma) or roles("taking").get(lemma)) and _is_somebody(noun):
        armed = lemma in roles("taking") and noun.lemma_.lower() in forces()
        return (Harm("captured" if armed else measure, verb),)
    if lemma in words("including"):
        return _subset_of(verb, nested)
    if lemma in words("linking"):
        after = [c for c in verb.children if c.dep_ in PREDICATES and c.i > top.i and c != top]
        if state := next((h for c in after if (h := _said_of(c))), None):
            return joined(coordinated(state))
    return _size(verb, top)


def _of_preposition(prep: Token, top: Token, nested: int) -> tuple[Harm, ...]:
    """What the noun or verb before a preposition says: "the deaths of 12", "rose to 64", "including four guards"."""
    above = prep.head
    if prep.lower_ in words("including"):
        return _subset_of(prep, nested)
    if prep.lower_ in QUANTIFYING and above.pos_ == "VERB" and top.left_edge.i == prep.i + 1:
        return _of_object(above, top, top, nested)  # "a strike that killed between 12 and 15 people"
    if above.pos_ in ("ADP", "ADJ", "ADV"):  # "rose from 61 to 64", "was closer to 25"
        above = above.head
    elif above.pos_ == "NUM":
        above = above.head.head if above.head.pos_ == "ADP" else above.head
    if prep.lower_ == "with" and prep.i and prep.nbor(-1).lower_ in ("along", "together"):
        verb = next((t for t in (above, *above.ancestors) if t.pos_ == "VERB"), above)
        return joined([h for h in (_suffered(verb, None) or _inflicted(verb),) if h])
    if prep.lower_ in ("to", "at") and (sized := _sized_above(above) or _moved_before(prep)):
        return (sized,)
    if above.pos_ in ("VERB", "AUX"):
        caused = [c for c in above.children if c.dep_ == "dobj" and prep.lower_ == "to"]  # "caused injuries to six nurses"
        if act := next((Harm(m, c) for c in caused if (m := roles("act").get(c.lemma_.lower()))), None):
            return (act,)
        if _opens_range(prep) and not any(c.dep_ in ("dobj", "nsubjpass") for c in above.children):
            return _of_object(above, top, top, nested)
        return _size(above, top) if prep.lower_ in SIZE_PREPOSITIONS else ()
    if prep.lower_ not in ("of", "to", "at", "for", "from"):
        return ()
    lemma = above.lemma_.lower()
    if lemma == "life" and above.dep_ == "dobj" and (measure := phrases("phrases").get(f"{above.head.lemma_.lower()} life")):
        return (Harm(measure, above.head),)
    measure = roles("act").get(lemma) or is_toll(above)
    return (Harm(measure, above),) if measure else ()


def _opens_range(prep: Token) -> bool:
    """Whether a preposition belongs to the number: "killed from 20 to 30 people", "killed between 12 and 15"."""
    behind = prep.doc[prep.i + 1 : prep.i + 6]
    link = {"from": "to", "between": "and"}.get(prep.lower_)
    return len(behind) > 0 and behind[0].like_num and link in [t.lower_ for t in behind]


def _sized_above(token: Token) -> Harm | None:
    """The toll in whose description the parse lost the number: "bringing the number of miners killed this year to 43"."""
    for _ in range(DEEPEST):
        if token.pos_ == "NOUN" and (measure := is_toll(token)):
            return Harm(measure, token)
        if token.dep_ not in ("acl", "pobj", "pcomp", "prep", "npadvmod", "compound") or token.head.pos_ == "AUX":
            return None
        token = token.head.head if token.dep_ in ("pobj", "pcomp") else token.head
    return None


def _moved_before(to: Token) -> Harm | None:
    """The toll right before "to" in words, where the parse has lost it: "bringing the death toll in mine tragedies to 85"."""
    near = to.doc[max(to.sent.start, to.i - FARTHEST_TOLL) : to.i]
    mover = next((t for t in reversed(near) if t.lemma_.lower() in words("moving") and t.pos_ in ("VERB", "AUX")), None)
    if mover is None or any(t.like_num for t in near if t.i > mover.i):
        return None
    return next((Harm(m, t) for t in near if t.i > mover.i and t.pos_ == "NOUN" and (m := is_toll(t))), None)


def _subset_of(word: Token, nested: int) -> tuple[Harm, ...]:
    """What befell the whole that "including" takes a part of."""
    whole = whole_of(word)
    if whole is None:
        return ()
    if whole.pos_ in ("VERB", "AUX"):
        return joined([h for v in (whole, *sharing(whole)) if (h := _suffered(v, None) or _inflicted(v))])
    toll = is_toll(whole)
    state = state_of(whole)
    return (Harm(toll, whole),) if toll else (state,) if state else harms(whole, whole, nested + 1) if nested < DEEPEST else ()


def whole_of(word: Token) -> Token | None:
    """The noun phrase, or failing that the verb, that "including" or "among" takes a part of."""
    if word.lemma_.lower() == "include" and word.dep_ not in ("prep", "acl") and (subject := _subject(word)) is not None:
        return subject
    return word.head if word.head != word else None


def _inflicted(verb: Token) -> Harm | None:
    measure = roles("object").get(verb.lemma_.lower())
    return Harm(measure, verb) if measure else None


def _among(verb: Token) -> tuple[Harm, ...]:
    """ "Among the dead were two boys": what befell the whole befell the part."""
    wholes = [c for prep in verb.children if prep.lower_ in words("including") for c in prep.children if c.dep_ == "pobj"]
    for whole in wholes if verb.lemma_ == "be" else []:
        measure = is_toll(whole)
        state = Harm(measure, whole) if measure else state_of(whole)
        if state:
            return (state,)
    return ()


def _size(verb: Token, number: Token) -> tuple[Harm, ...]:
    """The toll that a verb moves to the number: "the toll stands at 64", "bringing the number of dead to 64"."""
    if verb.lemma_.lower() not in words("moving"):
        return ()
    above = verb.head.children if verb.dep_ in ("xcomp", "conj", "ccomp") else ()
    sized = [c for c in (*verb.children, *above) if c.dep_ in (*SUBJECTS, "dobj") and c != number]
    for noun in sized:
        measure = is_toll(noun)
        if measure and not (noun.lower_ == "dead" and verb.lemma_ == "be"):
            return (Harm(measure, noun),)
        if noun.lemma_.lower() in words("size") and verb.dep_ in ("advcl", "conj"):  # "three died, bringing the total to 15"
            counted = _suffered(verb.head, None) or _inflicted(verb.head)
            return (Harm(counted.measure, noun),) if counted else ()
    return ()


def _modified(noun: Token) -> tuple[Harm, ...]:
    """What a participle, relative clause or adjective on the noun says: "12 people killed in", "who died", "wounded"."""
    behind = [
        c
        for c in noun.doc[noun.i + 1 : noun.i + FARTHEST]
        if c.head == noun and c.dep_ in ("acl", "relcl", "amod", "advcl", "appos", "dep", "prep")
    ]
    for child in behind:
        if child.dep_ == "relcl":
            relative = _subject(child)
            found = _of_subject(child) if relative is not None and relative.tag_ in ("WP", "WDT", "DT") else ()
        elif child.dep_ == "prep":
            found = _held(child)
        else:
            found = joined([h for v in (child, *sharing(child)) if (h := state_of(v) or _participle(v))])
        if found:
            return found
    before = [
        c for c in noun.doc[max(0, noun.i - LONGEST_LIST) : noun.i] if c.head == noun and c.dep_ in ("amod", "compound", "nmod")
    ]
    return next(((h,) for c in before if (h := state_of(c)) and h.token.lower_ not in ("lost", "hurt", "held")), ())


def _held(prep: Token) -> tuple[Harm, ...]:
    """What is said of a noun by where its people are, or by what they have: "in custody", "with bullet wounds"."""
    inside = [c for c in prep.children if c.dep_ == "pobj"]
    if prep.lower_ == "with":
        return next(((Harm(m, c),) for c in inside if (m := roles("with").get(c.lemma_.lower()))), ())
    return next(((h,) for c in inside if (h := (state_of(c) if c.lower_ == "custody" else None) or _kept_in(prep, c))), ())


def _kept_in(prep: Token, place: Token) -> Harm | None:
    """What a place says of those who are in it: "in intensive care", "in evacuation centres"."""
    if prep.lower_ not in ("in", "at"):
        return None
    lemma = place.lemma_.lower()
    described = (f"{c.lower_} {lemma}" for c in place.lefts if c.dep_ in ("amod", "compound"))
    measure = next((m for w in (*described, lemma) if (m := roles("in").get(w))), None)
    return Harm(measure, place) if measure else None


def _is_somebody(noun: Token | None) -> bool:
    return noun is not None and (noun.pos_ in ("NUM", "PRON") or status_group(noun) is not None)


def _participle(verb: Token) -> Harm | None:
    if verb.tag_ not in ("VBN", "VBD", "VBG") or (verb.tag_ == "VBG" and verb.lemma_ not in roles("subject")):
        return None
    return _suffered(verb, None)


def _beside(head: Token, noun: Token | None) -> tuple[Harm, ...]:
    """The state right behind the phrase, whatever the parse makes of it: "12 dead", "three soldiers injured"."""
    last, doc = (noun or head), head.doc
    i = max(last.i, head.i) + 1
    while i < len(doc) and i < last.i + 4 and (doc[i].pos_ in ("ADV", "AUX") or doc[i].lower_ in ("others", "more", "other")):
        i += 1
    if i >= len(doc) or doc[i].sent != head.sent:
        return ()
    found = state_of(doc[i])
    if found is None or any(c.dep_ == "dobj" for c in doc[i].children) or doc[i].dep_ == "amod":
        return ()
    return joined([h for v in (doc[i], *sharing(doc[i])) if (h := state_of(v))])


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)
