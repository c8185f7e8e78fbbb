"""What a statement does where its cue or its words say so outright: the kinds that need no weighing."""

from __future__ import annotations

from spacy.tokens import Token

from reportedly.knowledge.lexicon import groups, groups_of
from reportedly.read.layers import Attribution, Chars, Parse, Resolution
from reportedly.read.syntax import SUBJECTS, VERBAL, chars, child, children, is_infinitive, is_negated, is_passive
from reportedly.records import StatementKind

DEMANDING = ("must", "should", "ought")
SILENT = ("respond", "reply", "answer", "return", "comment", "discuss", "elaborate")
WITHHELD = ("say", "confirm", "name", "disclose", "specify", "identify")
MODALS = ("will", "would", "must", "should", "shall", "can", "could", "may", "might")
SHORT = {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "'d": "would", "’d": "would"}
POSSESSORS = {**dict.fromkeys(("our", "my"), "own"), **dict.fromkeys(("its", "his", "her", "their"), "theirs")}
PRONOUNS = {
    **dict.fromkeys(("i", "we"), "speaker"),
    **dict.fromkeys(("he", "she", "it", "they"), "pronoun"),
    **dict.fromkeys(("this", "that", "these", "those"), "this"),
    "you": "you",
    "there": "there",
}
VERBS = ("oppose", "rule_out", "press", "seek", "commend", "regard")  # groups of acts whose words are cues
NOUNS = ("requested", "agreed")
CALLING = ("call", "describe", "brand", "label", "portray", "depict", "characterise", "characterize", "slam", "dub")
LONGEST_VERDICT = 25  # tokens of what somebody is called
OWN_SIDE = ("speaker", "side", "own", "theirs", "pronoun", "nobody")


def content_root(parse: Parse, attribution: Attribution) -> Token | None:
    """The main word of the first part of a content."""
    start, end = attribution.contents[0]
    span = parse.doc.char_span(start, end, alignment_mode="contract")
    return span.root if span is not None and len(span) else None


def by_cue(parse: Parse, attribution: Attribution) -> StatementKind | None:
    """The kind that the cue gives, whatever the content: None for a neutral cue."""
    head = parse.doc[attribution.head] if attribution.head is not None else None
    if head is None:
        return None
    if is_negated(head) and head.lemma_ in ((*SILENT, *WITHHELD) if _would(head) else SILENT):
        return "reject"
    if head.lemma_ in ("want", "wish") and attribution.kind in ("believe", "say"):
        return _wanted(parse, attribution)
    if head.lemma_ == "agree" and head.pos_ in VERBAL and not is_negated(head):
        return "agree"
    if attribution.kind in ("reject", "deny") or head.lemma_ == "dismiss":
        return _refused(parse, attribution, "deny" if attribution.kind == "deny" else "reject")
    if attribution.kind == "ask" and head.pos_ == "NOUN" and any(c.lower_ == "for" for c in children(head, "prep")):
        return "demand"  # "calls for his resignation"
    if attribution.kind not in (None, "say"):
        return attribution.kind
    return _lexical(head)


def _lexical(head: Token) -> StatementKind | None:
    """The kind of a cue that the lexicon of cues has not: "opposed the sale", "ruled out a vote", "consensus that"."""
    named = NOUNS if head.pos_ == "NOUN" else VERBS if head.pos_ in VERBAL and not is_passive(head) else ()
    for group in groups_of("acts").get(head.lemma_.lower(), ()):
        behind = group.values.get("behind")
        kind: StatementKind | None = group.values.get("kind")
        followed = behind is None or any(t.lower_ in behind for t in head.doc[head.i + 1 : head.i + 3])
        if kind and followed and group.name in named:
            return kind
    return None


def _wanted(parse: Parse, attribution: Attribution) -> StatementKind:
    """ "Wants to leave" is a plan, "wanted to know why" asks, "wants him gone" demands."""
    said = parse.doc.char_span(*attribution.contents[0], alignment_mode="contract")
    verb = next((t for t in list(said or ())[:3] if t.pos_ in VERBAL), None)
    if said is None or verb is None or (said[0].tag_ != "TO" and (verb.i == 0 or verb.nbor(-1).tag_ != "TO" or verb != said[0])):
        return "demand"
    return "ask" if verb.lemma_ in ("know", "hear", "see", "ask") else "intend"


def _refused(parse: Parse, attribution: Attribution, kind: StatementKind) -> StatementKind:
    """ "Rejected the accusation" denies it, "denied the request" refuses it."""
    root = content_root(parse, attribution)
    noun = root.lemma_.lower() if root is not None and root.pos_ not in VERBAL else ""
    if kind == "reject":
        return "deny" if noun in groups("acts")["claims"].words else "reject"
    return "reject" if noun in groups("acts")["requests"].words else "deny"


def by_words(
    parse: Parse, attribution: Attribution, source: int | None, resolution: Resolution
) -> tuple[StatementKind, Token] | None:
    """What the words of a neutral cue do, where they say so: "the army must leave", "we intend to rebuild", "leave now!"."""
    root = content_root(parse, attribution)
    if (attribution.kind or "say") != "say" or root is None:
        return None
    if (verdict := by_verdict(parse, attribution)) is not None:
        return "accuse", verdict
    verb = root if root.pos_ in VERBAL else root.head if root.head.pos_ in VERBAL else root
    doer = child(verb, *SUBJECTS)
    modal = next((c for c in children(verb, "aux") if c.lower_ in DEMANDING), None)
    needed = verb if verb.lemma_ == "need" and is_bound(verb) else modal
    if needed is not None and doer is not None and _is_party(doer, source, resolution):
        return "demand", needed
    words = groups("acts")
    if modal is not None and modal.lower_ == "must" and doer is not None and _is_due(verb, doer, source, resolution):
        return "demand", modal
    if (performed := _performed(verb, doer, source, resolution)) is not None:
        return performed, verb
    if _is_menace(verb, doer, source, resolution):
        return "threaten", verb
    planned = doer is not None and (_is_set(verb) or (verb.lemma_ in words["planning"].words and not is_passive(verb)))
    own = verb.lemma_ == "intend" or who(doer, source, resolution) in OWN_SIDE
    if (planned and own) or root.lemma_ in words["resolve"].words:
        return "intend", verb
    believed = verb.lemma_ in words["doubt"].words and verb.tag_ in ("VBP", "VBZ", "VBD") and not child(verb, "aux")
    if believed and who(doer, source, resolution) in ("speaker", "pronoun"):
        return "believe", verb
    if (withheld := _withheld(verb, doer, source, resolution)) is not None:
        return "reject", withheld
    fault = next((c for c in children(verb, "acomp", "attr") if c.lemma_.lower() in words["unlawful"].words), None)
    if fault is not None and not is_negated(verb):
        return "reject", fault
    ordered = is_imperative(verb) and verb.dep_ in ("ROOT", "ccomp") and attribution.start >= verb.left_edge.idx - 1
    return ("demand", verb) if ordered and verb.lemma_ != "let" else None


def _is_set(verb: Token) -> bool:
    """ "is set to meet", "we are going to rebuild"."""
    going = verb.lower_ in ("set", "going") and child(verb, "aux", "auxpass") is not None
    return going and any(is_infinitive(c) for c in children(verb, "xcomp"))


def _withheld(verb: Token, doer: Token | None, source: int | None, resolution: Resolution) -> Token | None:
    """The verb of "we cannot discuss this", "the police were unable to comment", "we do not want your help"."""
    doing = who(doer, source, resolution)
    if is_negated(verb) and doing == "speaker" and verb.lemma_ in groups("acts")["unwanted"].words:
        return verb
    unable = next((c for c in children(verb, "acomp") if c.lower_ in ("unable", "unwilling")), None)
    said = next(children(unable, "xcomp"), None) if unable is not None else verb
    refused = unable is not None or (is_negated(verb) and any(modal_of(c) for c in children(verb, "aux")))
    silent = refused and said is not None and said.lemma_ in groups("acts")["withholding"].words
    return said if silent and doing != "you" else None


def _would(cue: Token) -> bool:
    return any(modal_of(c) in ("would", "will") for c in children(cue, "aux"))


def _is_party(doer: Token, source: int | None, resolution: Resolution) -> bool:
    """Whether somebody, other than the speaker, is told what must be done: "the water should crest" asks for nothing."""
    doing = who(doer, source, resolution)
    return doing == "you" or (doing in ("other", "pronoun") and resolution.at(token_chars(doer)) is not None)


def _is_due(verb: Token, doer: Token, source: int | None, resolution: Resolution) -> bool:
    """ "The fighting must stop": whoever can end it is told to; not "there must have been a leak"."""
    guessed = any(c.lemma_ in ("have", "be") and c.tag_ == "VB" and c.i < verb.i for c in children(verb, "aux"))
    return not guessed and verb.lemma_ != "be" and who(doer, source, resolution) in ("other", "this")


def _performed(verb: Token, doer: Token | None, source: int | None, resolution: Resolution) -> StatementKind | None:
    """What a speaker says that he does or wants: "I appeal to both", "she wanted to appeal to both", "he wants them gone"."""
    if is_negated(verb) or who(doer, source, resolution) != "speaker" or child(verb, "aux") is not None:
        return None
    if verb.lemma_ != "want":
        return _act(verb) if verb.tag_ == "VBP" and doer is not None and doer.lower_ in ("i", "we") else None
    wanted = next((c for c in children(verb, "xcomp", "ccomp") if is_infinitive(c)), None)
    if wanted is not None and child(wanted, *SUBJECTS) is None:
        return _act(wanted)
    return "demand" if wanted is not None or child(verb, "dobj") is not None else None


def _act(verb: Token) -> StatementKind | None:
    acts = groups("acts")
    return "ask" if verb.lemma_ in acts["pleading"].words else "demand" if verb.lemma_ in acts["insisting"].words else None


def _is_menace(verb: Token, doer: Token | None, source: int | None, resolution: Resolution) -> bool:
    """ "We will bomb the pipeline", "the rebels say they will disrupt the vote"."""
    harmful = verb.lemma_ in groups("acts")["harm"].words and not is_negated(verb) and not is_passive(verb)
    return harmful and _is_own(doer, source, resolution) and any(modal_of(c) in ("will", "shall") for c in children(verb, "aux"))


def _is_own(doer: Token | None, source: int | None, resolution: Resolution) -> bool:
    return who(doer, source, resolution) in ("speaker", "side", "own") or (doer is not None and doer.lower_ == "they")


def by_verdict(parse: Parse, attribution: Attribution) -> Token | None:
    """The word of blame in what somebody is called: "called the plan reckless", "described them as thieves"."""
    head = parse.doc[attribution.head] if attribution.head is not None else None
    if head is None or head.lemma_ not in CALLING or is_negated(head):
        return None
    span = parse.doc.char_span(attribution.contents[-1][0], attribution.contents[-1][1], alignment_mode="expand")
    words = groups("acts")["verdicts"].words
    return next((t for t in list(span or ())[:LONGEST_VERDICT] if t.lemma_.lower() in words), None)


def who(doer: Token | None, source: int | None, resolution: Resolution) -> str:
    """Whether somebody is the speaker, on his side, the speaker's own ("our", "its"), a pronoun, or somebody else."""
    if doer is None:
        return "nobody"
    if doer.lower_ in ("i", "we"):
        return "speaker"
    possessor = next((POSSESSORS[c.lower_] for c in children(doer, "poss") if c.lower_ in POSSESSORS), None)
    if possessor:
        return possessor
    mention = resolution.at(token_chars(doer))
    if mention is not None and mention.who is not None and mention.who == source:
        return "speaker"
    if mention is not None and _is_allied(mention.who, source, resolution):
        return "side"
    return PRONOUNS.get(doer.lower_, "other")


def _is_allied(doer: int | None, source: int | None, resolution: Resolution) -> bool:
    """Whether a state, or an office of it, does what another of the same state tells: "Russia intends to", said its president."""
    if doer is None or source is None:
        return False
    first, second = resolution.entities[doer], resolution.entities[source]
    public = first.type in ("state", "office") and second.type in ("state", "office", "person")
    return (public and first.country is not None and first.country == second.country) or first.principal == source


def is_imperative(verb: Token) -> bool:
    """ "Leave now", "don't shoot"."""
    return verb.tag_ == "VB" and child(verb, *SUBJECTS) is None and all(c.lower_ == "do" for c in children(verb, "aux"))


def is_bound(verb: Token) -> bool:
    """ "needs to leave", "has to leave"."""
    return verb.lemma_ in ("need", "have") and any(is_infinitive(c) for c in children(verb, "xcomp"))


def modal_of(token: Token) -> str:
    """The modal that a token is, in full, or ""."""
    word = SHORT.get(token.lower_, token.lower_)
    return word if word in MODALS else ""


def token_chars(token: Token) -> Chars:
    """The characters of one token."""
    return chars(token, token)
