"""Where time expressions stand: a grammar over the kinds of lexemes, compiled into one alternation.

Every lexeme becomes one character of a string of kinds, and each rule a pattern over that string, so that a text is gone
through once, whatever the number of rules. In a rule, a small word is a kind, a capital one a macro, and spaces mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportedly.read.layers import Parse
from reportedly.read.timex.lexemes import KINDS, Lexeme, lexemes

MACROS = {
    "NUMERAL": "(?>[number day] fraction? | [ones tens scale] (dash? and? [ones tens scale]){0,4})",
    "SOME": "(?>article? [vague couple] of? | NUMERAL ([or to dash] NUMERAL)? (and article half)?)",
    "UNIT": "[unit units quarter]",
    "BOUND": "([more less] than | no more than | at least | up to | nearly)",
    "EDGE": "(early dash? | the? bound of)",
    "SHIFT": "(the? (here same? | here? [back ahead] | [previous following same] same?))",
    "WEEKDAY": "(weekday | wday dot)",
    "MONTH": "(month dot? | mon dot | mon (?=day))",
    "MONTHDAY": "(?<!in) MONTH (day (?!dash? UNIT) | the? nth | the? ordinal) (comma? year)?",
    "DAYMONTH": "(the? nth | the ordinal | day) of? LASTLY (comma? year)?",
    "CALENDAR": "(WEEKDAY comma?)? (MONTHDAY | DAYMONTH)",
    "LASTLY": "(month | mon dot?)",
    "LINK": "(dash | to | through | until | till)",
    "DATE": "([day nth] of? LASTLY | (?<!in) MONTH [day nth])",
    "DAY": "(CALENDAR | weekday of? SHIFT unit | SHIFT? weekday | named | SHIFT unit | holiday)",
    "CLOCK": "((clock ampm? | (day | ones) (ampm | oclock) | noon | [number year] (?=zone)) zone?)",
    "PART": "((early dash?)? part)",
}
RULES = {
    "instant": "iso | slash",
    "span": "years | year dash year | DATE dash DATE (comma? year)? | LASTLY dash LASTLY (?!dot? day) (of? year)?"
    " | ((?<!in) MONTH [day nth] LINK | (?<=between) MONTH [day nth] and) [day nth] (?!dash? UNIT | month | mon) (comma? year)?"
    " | ([day nth] LINK | (?<=between) [day nth] and) [day nth] of? LASTLY (comma? year)?",
    "around": "the? ([unit weekend] of CALENDAR | eve of (CALENDAR | holiday))",
    "clock": "CLOCK (in the part)? ((comma | on)? DAY PART?)? | day in the part",
    "part": "(SHIFT | early dash?) part named? | early? (tonight | overnight)",
    "regular": "every (ordinal | NUMERAL)? (weekday part? | UNIT | month | part | season | weekend)"
    " | weekdays | weekday parts | regular",
    "day": "early? (weekday of? SHIFT unit | CALENDAR | SHIFT? weekday | named | holiday) (PART | noon)? | earlier named",
    "beside": "((?<=month day and) | (?<=mon dot day and)) day (?=[comma dot in at on to]) | day (?=and day of? LASTLY)",
    "quarter": "the? (SHIFT unit apostrophe s | year)? (fiscal dash?)? ordinal quarter (of? year)?"
    " | fiscal? ordinal dash quarter | the? ordinal half of? year",
    "compared": "(the | article) unit dash (ago | earlier) (ordinal? quarter | period) | unit dash (ago | earlier)",
    "month": "(EDGE | the? [ordinal back] unit of)? (MONTH ((comma | of)? year | of? SHIFT unit)"
    " | SHIFT? (month (?!dot? day) | mon dot (?!day)) | (?<=in) month)",
    "season": "(EDGE? SHIFT | the early?)? season of? year | EDGE? SHIFT season | the early? season",
    "ago": "nearly? (SOME more? | article) UNIT (ago | earlier | before (?=[comma dot]) | hence | from now)"
    " | the unit before (?=[comma dot])",
    "unit": "(EDGE | earlier)? SHIFT fiscal? [unit quarter] | the? bound of the [unit quarter]"
    " | (SHIFT | the) weekend | the latest? quarter | the latest period",
    "length": "(the? [back ahead recent previous following ordinal] | the | BOUND)? SOME more? UNIT"
    " | (NUMERAL | vague) dash [unit quarter] (dash long)?"
    " | (BOUND | over)? (half? article | article half dash?) UNIT (and article half)?"
    " | the? [recent ahead back] units | units dash long | units",
    "year": "EDGE? (the? fiscal | the unit)? year",
    "decade": "(EDGE | the early? dash?)? (decade | the? nineties) | the? [nth ordinal] dash? unit",
    "reference": "now | lately | (?<=in) the back | the near? future | here",
    "bare": "the fiscal? unit",
}
NOTHING = "the [the other] | (?<!and) [number day ones] [other comma dot]"  # what begins no expression, to be told at a glance
PARTS = re.compile(r"\[[^][]*\]|\(\?(?:[:>=!]|<[=!])|\{[^{}]*\}|.")  # of a pattern: sets, openings of groups, repetitions, signs
CODES = {kind: chr(0x100 + i) for i, kind in enumerate(KINDS)}  # one character each, none special to regular expressions


@dataclass(frozen=True, slots=True)
class Expression:
    """The lexemes `[first, last)` of a text, which a rule of the grammar matched."""

    rule: str
    lexemes: tuple[Lexeme, ...]
    first: int
    last: int

    @property
    def words(self) -> tuple[Lexeme, ...]:
        """The lexemes of the expression itself."""
        return self.lexemes[self.first : self.last]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.words[-1].end

    @property
    def unit(self) -> str:
        """The unit of time it counts in: Y, Q, M, W, D, E (decade), C (century), F (fortnight), h, m, s; "" without one."""
        word = self.get("unit", "units", "quarter")
        return str(word.means) if word else ""

    def get(self, *kinds: str) -> Lexeme | None:
        """Its first lexeme of one of these kinds."""
        return next((word for word in self.words if word.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        """Whether it has a lexeme of one of these kinds."""
        return self.get(*kinds) is not None

    def beside(self, steps: int) -> str:
        """The word so many lexemes behind its end, or (negative) before its beginning; "" at a paragraph's edge."""
        at = self.last + steps - 1 if steps > 0 else self.first + steps
        return self.lexemes[at].word if 0 <= at < len(self.lexemes) else ""


def expressions(parse: Parse) -> Iterator[Expression]:
    """The stretches of a text that the grammar matches, in order and apart."""
    found = tuple(lexemes(parse))
    names = tuple(RULES)
    for m in _grammar().finditer("".join(CODES[lexeme.kind] for lexeme in found)):
        yield Expression(names[(m.lastindex or 1) - 1], found, m.start(), m.end())


@cache
def _grammar() -> re.Pattern[str]:
    """The rules as one alternation over the codes of kinds; where two rules match, the one listed earlier wins.

    Before each rule stands what it may begin with, so that most places cost one look a rule.
    """
    patterns = [_pattern(rule) for rule in RULES.values()]
    firsts = ["".join(sorted(_beginnings(PARTS.findall(pattern)[::-1])[0])) for pattern in patterns]
    rules = "|".join(f"(?=[{first}])({pattern})" for first, pattern in zip(firsts, patterns, strict=True))
    return re.compile(f"(?=[{''.join(sorted(set(''.join(firsts))))}])(?!{_pattern(NOTHING)})(?:{rules})")


def _beginnings(parts: list[str]) -> tuple[frozenset[str], bool]:
    """The characters that matches of a pattern of ours may begin with, and whether it matches nothing at all.

    `parts` are those of the pattern, last one first; it takes them up to the end of the group.
    """
    before, empty = frozenset[str](), False  # of the alternatives so far
    here, begins = frozenset[str](), True  # of this one, and whether what comes next may begin it
    while parts and (part := parts.pop()) != ")":
        if part == "|":
            before, empty, here, begins = before | here, empty or begins, frozenset(), True
            continue
        inside, optional = _beginnings(parts) if part.startswith("(") else (frozenset(part.strip("[]")), False)
        if part.startswith("(") and part not in ("(?:", "(?>"):
            inside, optional = frozenset(), True
        if parts and parts[-1][0] in "?{":
            parts.pop()
            optional = True
        here, begins = here | (inside if begins else frozenset()), begins and optional
    return before | here, empty or begins


def _pattern(rule: str) -> str:
    """A rule as a regular expression: macros written out, kinds as their codes, no groups but its own."""
    while (expanded := re.sub(r"[A-Z]+", lambda m: MACROS[m[0]], rule)) != rule:
        rule = expanded
    coded = re.sub(r"[a-z]+", lambda m: CODES[m[0]], rule).replace(" ", "")
    return re.sub(r"\((?!\?)", "(?:", coded)
