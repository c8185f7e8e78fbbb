"""Which statement a figure stands in: the one whose content holds it, or goes on with it behind the cue.

"Two more have died, the mission said on Monday, bringing the dead to four": the content ends before the cue, the claim does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from reportedly.read.figures.counted import status_group
from reportedly.read.figures.measures import SUBJECTS, words
from reportedly.read.layers import Chars, Statements, Time
from reportedly.read.speech.tallies import is_count
from reportedly.read.syntax import VERBAL

PRESUMING = ("accuse", "deny", "demand", "ask", "promise", "threaten", "intend", "agree", "reject", "other")  # kinds of cues
LONGEST_PATH = 12  # words from a numeral up to what is said


@dataclass(frozen=True, slots=True)
class Claims:
    """The statements of a report, and each by the main token of its cue."""

    statements: Statements
    by_head: Mapping[int, int]

    @staticmethod
    def of(statements: Statements) -> Claims:
        """The claims that these statements make."""
        heads = {a.head: i for i, a in enumerate(statements.attributions) if a.head is not None}
        return Claims(statements, heads)

    def around(self, chars: Chars, quantity: Token, harm: Token) -> int | None:
        """The statement that gives the number at these characters, None for the report's own voice."""
        held = (i for i in self.statements.contents.holding(chars) if not self._presumes(i, harm))
        found = next(held, None)  # "the rains have claimed 1,302 lives" claims nothing
        return found if found is not None else self._going_on(quantity, harm)

    def day(self, statement: int | None) -> Time | None:
        """The day on which a statement was made."""
        return self.statements.told[statement].said_on if statement is not None else None

    def _presumes(self, i: int, harm: Token) -> bool:
        """Whether a statement around a harm does not claim it: "condemned the attack that killed 13", or is the harm itself."""
        if self.statements.attributions[i].head == harm.i:
            return True
        return self.statements.attributions[i].kind in PRESUMING and _is_relative(harm)

    def _going_on(self, quantity: Token, harm: Token) -> int | None:
        """The statement on whose content, or on whose cue as a sum, the numeral's clause hangs."""
        token = quantity
        for _ in range(LONGEST_PATH):
            said = self.statements.around((token.idx, token.idx + len(token)))
            if said is not None:
                before = self.statements.attributions[said].start < quantity.idx
                return said if before and not self._presumes(said, harm) else None
            above = token.head
            if above == token or _tells_anew(token) or self._is_source(token):
                return None
            if above.i in self.by_head and above.i < quantity.i and _sums_up(token):
                return self.by_head[above.i]
            token = above
        return None

    def _is_source(self, token: Token) -> bool:
        """Whether a word names who speaks: "said Toral, who lost two sons"."""
        i = self.by_head.get(token.head.i)
        source = self.statements.attributions[i].source if i is not None else None
        return source is not None and source[0] <= token.idx < source[1]


def said(doc: Doc, statements: Statements) -> Statements:
    """The statements without those that only count: "seen" of "had seen 40 dead in Beni" has the place of what it counts."""
    kept = [i for i, a in enumerate(statements.attributions) if a.head is None or not is_count(doc[a.head])]
    return Statements(tuple(statements.attributions[i] for i in kept), tuple(statements.told[i] for i in kept))


def _is_relative(verb: Token) -> bool:
    """Whether a harm is told in a relative clause on what did it."""
    for _ in range(LONGEST_PATH):
        if verb.dep_ in ("relcl", "acl"):
            return status_group(verb.head) is None
        if verb.dep_ not in ("conj", "acomp", "oprd", "ccomp", "xcomp"):  # "an attack that left 17 people dead"
            return False
        verb = verb.head
    return False


def _tells_anew(verb: Token) -> bool:
    """Whether a verb begins a clause of its own: "the army said, while 12 villagers fled", "the bombing, which killed two"."""
    if verb.dep_ in ("relcl", "acl") and status_group(verb.head) is not None:
        return False  # "treating eight soldiers, one of whom died"
    return verb.pos_ in VERBAL and any(c.dep_ in SUBJECTS for c in verb.children)


def _sums_up(token: Token) -> bool:
    """Whether what hangs on a cue goes on counting: "bringing the toll to 12", "for a total of 47", "up from 45"."""
    if token.tag_ == "VBG":
        return token.dep_ == "advcl" and token.lemma_.lower() in words("moving")
    if token.dep_ == "prep" and token.lower_ == "for":
        return any(c.dep_ == "pobj" and c.lemma_.lower() in words("size") for c in token.children)
    return token.lower_ in ("up", "down") and token.dep_ == "advmod"
