"""Whether any pattern of the package goes slow on text made to slow it: 100,000 characters, then twice as many.

    python benchmarks/adversarial.py [--all]    # exit code 1 when a pattern takes over 50 ms, or grows faster than the text

Every regular expression is caught where the `re` module compiles it, while the whole package is imported and a report is read; a
call of `re` in the source that none of this reached fails the run. Each pattern is searched through the whole of each text, even
where the reader matches it against a few characters only. The grammar of dates goes over the kinds of the text's words.
The scanners written by hand are called as the reader calls them. They are Python, so they must be linear, but may take longer.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date as day
from pathlib import Path
from typing import Any

LENGTH = 100_000
SCANNED = 25_000  # characters for what is written in Python
LIMIT = 50.0  # ms for a pattern on so many characters
GROWTH = 2.5  # on twice the text: twice the time, and the noise of clocks and caches; what is quadratic takes four times
NOTICED = 5.0  # ms below which a ratio is noise
SOURCE = Path(__file__).parent.parent / "src" / "reportedly"

# Texts are (beginning, what is repeated, end).
UNITS = (
    "1", "12345678 ", ",", "1,", "1,000,", "1,00,", "1.", "1 000 ", "1'", "½", "1-", "1/", "12:", "$1 ", "1 m ", "2022-",
    "12/12/", '"', "'", "“", "”", "’", "‘", "„", '" ', "' ", "“ ", " ’", "a'", '"a', "'s ", " ", "\n", "\t", "\n\n", " \n",
    "\r\n", "\xa0", ".", ". ", "...", "?", '!" ', "-", "- ", "–", "---\n", "--- ", "(", ")", "(a", "((", "[", "_", "___ ", "a ",
    "a", "A", "AA ", "A. ", "A.", "A-", "Aa ", "Aaaa Bbbb ", "AAA, ", "AAA BBB, (", "the ", "the the ", "The ", "of ", "in ",
    "and ", "to ", ", in the ", "word. ", 'word." ', "word.   ", "Mr. ", "é", "🙂", "م ", "\u200d", "March 1-", "March ",
    "March 1, ", "May 1 and ", "Jan. ", "Fri. ", "Friday ", "early ", "late-", "last ", "the last ", "the same last ", "this ",
    "first ", "the first ", "first quarter ", "10:35 ", "p.m. ", "10 p.m. on ", "12 in the ", "year-", "years ",
    "a year and a ", "two weeks ", "one two three ", "two-and-", "1-1-1 or ", "twenty to ", "no more than ", "more than a ",
    "1990 of ", "of the year ", "fiscal ", "every ", "half a ", "1/2 ", "ago ", "between ", "between 1 and ", "from 1 to ",
    "from March 3 to ", "1 to ", "2 or ", "at least ", "at least a total of ", "about ", "well ", "many more than ",
    "a number ", "an unknown large ", "hundred ", "hundreds of ", "several ", "twenty-", "twenty ", "one hundred and ",
    "nine billion ", "5 million ", "million ", "a million and a half ", "three quarters of ", "not a single ", "not to be ",
    "as of ", "up to the ", "quoted ",
)  # fmt: skip
AROUND = (
    ("1", ",00", ""), ("1", ",000", "0"), ("1", ".000", "x"), (".", " ", "x"), (".", ")", "x"), ("word.", '"', "x"),
    ("word.", " ", "x"), ("the", " ", ""), ("5 ", "million ", ""), ("hundreds", " of millions", ""), ("---", " ", "x"),
    ("---\n", "a: b\n", ""), ("a", "'a", "'"), ("A", "B", ", "), ("A", ".", "("), ("not", " ", "to be"), ("AAA, ", "b", " -"),
    ("$", " ", "1"), ("March 1", " ", "2"), ("1", "-1", ""),
)  # fmt: skip


def texts(length: int) -> Iterator[tuple[str, str]]:
    """Texts of so many characters, each with its name."""
    for begin, unit, end in [*(("", unit, "") for unit in UNITS), *AROUND]:
        name = f"{begin!r} + {unit!r} ..." if begin else f"{unit!r} ..."
        yield name, begin + (unit * (length // len(unit) + 1))[: length - len(begin) - len(end)] + end


class Watch:
    """The patterns that the package compiles, by the place in its source that does so."""

    def __init__(self) -> None:
        self.patterns: dict[tuple[str, int], re.Pattern[str]] = {}
        self._compile = re._compile  # type: ignore[attr-defined]
        re._compile = self._caught  # type: ignore[attr-defined]

    def _caught(self, pattern: Any, flags: Any) -> Any:
        compiled = self._compile(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__") == "re":
            frame = frame.f_back
        if str(frame.f_globals.get("__name__", "")).startswith("reportedly"):
            self.patterns[(str(Path(frame.f_code.co_filename).relative_to(SOURCE)), frame.f_lineno)] = compiled
        return compiled

    def missed(self) -> list[str]:
        """The calls of `re` in the source that compiled nothing so far."""
        calls = ((str(path.relative_to(SOURCE)), call) for path in SOURCE.rglob("*.py") for call in _calls(path))
        return [
            f"{path}:{call.lineno}"
            for path, call in calls
            if not any(path == seen and call.lineno <= line <= (call.end_lineno or line) for seen, line in self.patterns)
        ]


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            module = node.func.value
            if isinstance(module, ast.Name) and module.id == "re" and node.func.attr != "escape":
                yield node


def exercised() -> Watch:
    """A watch that saw the whole package imported, and a report read that has something for every step."""
    watch = Watch()
    package = importlib.import_module("reportedly")
    for module in pkgutil.walk_packages(package.__path__, "reportedly."):
        importlib.import_module(module.name)
    from reportedly.ingest.fields import from_plain  # noqa: PLC0415
    from reportedly.read.reader import Reader  # noqa: PLC0415
    from reportedly.records import Report  # noqa: PLC0415

    text = "GENEVA, March 3 (Reuters) - On 2022-03-01 some 1,200 people fled Kyiv, officials who asked not to be named said."
    Reader().read(Report("0", from_plain(f"---\ntitle: Flight\n---\n{text}", "report").text, published=day(2022, 3, 2)))
    return watch


def scanners() -> dict[str, Callable[[str], Any]]:
    """What was written by hand to go through a text, by name."""
    from reportedly.ingest.fields import from_plain  # noqa: PLC0415
    from reportedly.ledger.layout import Sentences  # noqa: PLC0415
    from reportedly.read import date, locate, parse  # noqa: PLC0415
    from reportedly.read.figures.number import numbers  # noqa: PLC0415
    from reportedly.read.layers import Parse  # noqa: PLC0415
    from reportedly.read.quotations import quotations  # noqa: PLC0415

    vocabulary = parse.model().vocab

    def unparsed(text: str) -> Parse:
        doc = parse.Doc(vocabulary, words=[text[i : i + 6] for i in range(0, len(text), 6)], spaces=[False] * -(-len(text) // 6))
        return Parse(text, doc, tuple(parse.paragraphs(text)), ())

    return {
        "paragraphs": lambda text: list(parse.paragraphs(text)),
        "numbers": lambda text: list(numbers(text)),
        "quotations": lambda text: quotations(text, [(0, len(text))]),
        "times": lambda text: date.date(unparsed(text), day(2022, 3, 2)),
        "places": lambda text: locate.locate(unparsed(text)),
        "sentences": Sentences,
        "front matter": lambda text: _tried(from_plain, text),
    }


def _tried(step: Callable[..., Any], text: str) -> None:
    from reportedly.errors import ReportedlyError  # noqa: PLC0415

    try:
        step(text, "report")
    except ReportedlyError:
        return


def kinds(text: str) -> str:
    """A text as the grammar of dates sees it: a character for the kind of each of its words."""
    from spacy.tokens import Doc  # noqa: PLC0415

    from reportedly.read.layers import Parse  # noqa: PLC0415
    from reportedly.read.parse import model  # noqa: PLC0415
    from reportedly.read.timex.expressions import CODES  # noqa: PLC0415
    from reportedly.read.timex.lexemes import lexemes  # noqa: PLC0415

    parse = Parse(text, Doc(model().vocab), ((0, len(text)),), ())
    return "".join(CODES[lexeme.kind] for lexeme in lexemes(parse))


def worst(run: Callable[[str], Any], length: int, view: Callable[[str], str] = str) -> tuple[float, str, float, str]:
    """The most ms on a text of that length and on which, the largest growth on twice the text and on which."""
    slowest, growth = (0.0, ""), (0.0, "")
    for (name, text), (_, twice) in zip(texts(length), texts(2 * length), strict=True):
        begun = [clocked(run, view(text[: length // part])) for part in (16, 8)]
        if begun[1] > max(LIMIT, 3 * begun[0]):  # will not end
            return float("inf"), name, begun[1] / begun[0], name
        seen, doubled = view(text), view(twice)
        spent = min(clocked(run, seen) for _ in range(2))
        slowest = max(slowest, (spent, name))
        if spent > NOTICED:
            ratio = clocked(run, doubled) / spent
            if ratio > GROWTH:  # look again before blaming it
                ratio = min(clocked(run, doubled) for _ in range(5)) / min(clocked(run, seen) for _ in range(5))
            growth = max(growth, (ratio, name))
    return slowest[0], slowest[1], growth[0], growth[1]


def clocked(run: Callable[[str], Any], text: str) -> float:
    """CPU milliseconds of one run."""
    begun = time.process_time()
    run(text)
    return 1000 * (time.process_time() - begun)


def searched(pattern: re.Pattern[str]) -> Callable[[str], Any]:
    """Searching a text for all that a pattern matches."""
    return lambda text: sum(1 for _ in pattern.finditer(text))


def main() -> int:
    """Prints the slowest and whatever fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="print every pattern, not just the slowest")
    parser.add_argument("--list", action="store_true", help="print where each pattern is, itself and its flags, as JSON")
    given = parser.parse_args()
    watch = exercised()
    if given.list:
        found = {f"{path}:{line}": [p.pattern, p.flags] for (path, line), p in watch.patterns.items()}
        sys.stdout.write(json.dumps({"patterns": found, "missed": watch.missed()}))
        return 0
    gc.freeze()
    gc.disable()  # collecting what spaCy holds is no part of any pattern
    grammar = importlib.import_module("reportedly.read.timex.expressions")._grammar()
    failed = [f"not reached: {place}" for place in watch.missed()]
    rows = []
    for (path, line), pattern in sorted(watch.patterns.items()):
        ms, slow, growth, grows = worst(searched(pattern), LENGTH, kinds if pattern is grammar else str)
        rows.append((ms, f"{path}:{line}", growth, slow, grows))
        if ms > LIMIT or growth > GROWTH:
            failed.append(f"{path}:{line} takes {ms:.0f} ms on {slow}, {growth:.1f} times on twice {grows}")
    sys.stdout.write(f"{len(rows)} patterns on {len(UNITS) + len(AROUND)} texts of {LENGTH} characters; the slowest:\n")
    for ms, place, growth, slow, grows in sorted(rows, reverse=True)[: None if given.all else 8]:
        sys.stdout.write(f"{ms:8.1f} ms  {growth:4.2f} x  {place:36} {slow}  {grows if grows != slow else ''}\n")
    sys.stdout.write(f"scanners written by hand, {SCANNED} characters:\n")
    for name, scan in scanners().items():
        ms, slow, growth, grows = worst(scan, SCANNED)
        sys.stdout.write(f"{ms:8.1f} ms  {growth:4.2f} x  {name:36} {slow}  {grows if grows != slow else ''}\n")
        if growth > GROWTH:
            failed.append(f"{name} takes {growth:.1f} times as long on twice {grows}")
    sys.stdout.write("".join(f"FAILED {line}\n" for line in failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
