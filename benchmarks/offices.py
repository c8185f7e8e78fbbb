"""The table of offices: 200 questions, and how long it takes to load.

    python benchmarks/offices.py             # right, abstained and wrong, by group; and the time
    python benchmarks/offices.py --wrong     # the questions that were not answered right, too
    python benchmarks/offices.py --reports DIR...   # and what dated reports (JSON Lines) say themselves

`offices.csv` beside this file holds the questions: an office as a report puts it, a day, the right answer, and a work in which it
can be checked. The answer's spellings are parted by "|"; it is empty where nobody is right. They were written from general
knowledge before the table was read, which then had 181 right, 17 abstained and 2 wrong. The table was completed afterwards by the
same hand, with these misses known: the present figures are a floor to hold, not a blind test.

A question is right when the reader names the person, or nobody where nobody is right; abstained when it names nobody where there
was somebody; wrong otherwise. The share of right is among those answered.

Reports ask questions of their own: "French President Jacques Chirac" in a report of 3 March 1999. Each office, name and month of
these counts once, unless the words before it say that it is over ("former"). A report may still speak of the past, so that the
share of right is a lower bound.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path

from reportedly.knowledge.called import called
from reportedly.knowledge.gazetteer import countries, key
from reportedly.knowledge.offices import holder

QUESTIONS = Path(__file__).with_suffix(".csv")
TABLE = files("reportedly.knowledge") / "data" / "offices.csv"
RUNS = 7
CSV_ALONE = f"import csv; rows = list(csv.reader(open({str(TABLE)!r}, encoding='utf-8')))"
LOADED = "from reportedly.knowledge.offices import holder; import datetime; holder('president', 'FR', datetime.date(2022, 3, 3))"
IMPORTED = "import reportedly.knowledge.called, reportedly.knowledge.offices, datetime"
TIMED = """
import time
{before}
start = time.perf_counter()
{timed}
print(time.perf_counter() - start)
"""
TITLES = ("President", "Prime Minister", "Premier", "Chancellor", "King", "[Ff]oreign [Mm]inister", "[Dd]efen[cs]e [Mm]inister",
          "[Ii]nterior [Mm]inister", "(?:Foreign|Defence|Defense) Secretary", "Secretary of State", "Secretary[- ]General",
          "[Ff]oreign [Mm]inistry spokes(?:man|woman)", "chief", "president", "prime minister")  # fmt: skip
PAST = ("former", "late", "then", "ex", "deposed", "ousted", "slain", "exiled", "ex-")
NEARLY = 0.7  # "Chretien" is "Chrétien", "Mohammed" is "Mohamad"
GROUPINGS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "all": lambda _: "all",
    "when": lambda question: "before 2015" if question["day"] < "2015" else "since 2015",
    "where": lambda question: question["continent"],
    "what": lambda question: question["kind"],
}


def questions() -> list[dict[str, str]]:
    """The questions."""
    with QUESTIONS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def answer(question: Mapping[str, str]) -> str | None:
    """Whom the table names."""
    office = called(question["office"])
    held = holder(*office, date.fromisoformat(question["day"])) if office else None
    return held.name if held else None


def verdict(question: Mapping[str, str], answered: str | None) -> str:
    """right, abstained or wrong."""
    expected = {_plain(spelling) for spelling in question["answer"].split("|") if spelling}
    if answered is None:
        return "abstained" if expected else "right"
    return "right" if _plain(answered) in expected else "wrong"


def report() -> Iterator[str]:
    """A line for each group: right, abstained, wrong, and the share of right among those answered."""
    verdicts = [(question, verdict(question, answer(question))) for question in questions()]
    yield f"{'':14}{'n':>5}{'right':>7}{'abstained':>11}{'wrong':>7}{'right of answered':>19}"
    for grouping in GROUPINGS.values():
        for name in sorted({grouping(question) for question, _ in verdicts}):
            found = Counter(said for question, said in verdicts if grouping(question) == name)
            answered = found["right"] + found["wrong"]
            share = f"{found['right'] / answered:.3f}" if answered else "-"
            yield f"{name:14}{found.total():5}{found['right']:7}{found['abstained']:11}{found['wrong']:7}{share:>19}"


def told(paths: Iterable[Path]) -> Iterator[tuple[tuple[str, str], date, str]]:
    """The office, the day and the name in "French President Jacques Chirac" of reports with `text` and `published`."""
    words = {word for country in countries().by_code.values() for word in (country.name, *country.aliases, *country.adjectives)}
    states = "|".join(map(re.escape, sorted({*words, "UN", "U.N.", "NATO", "EU", "IAEA"}, key=len, reverse=True)))
    said = re.compile(rf"(\S+) ((?:{states}) (?:{'|'.join(TITLES)})),? ((?:[A-Z][\w'’-]+ ?){{1,3}})")
    seen = set()
    for report in (json.loads(line) for path in paths for line in path.open(encoding="utf-8")):
        for before, office_words, name in said.findall(report["text"]) if report.get("published") else ():
            day, office = date.fromisoformat(report["published"][:10]), called(office_words)
            key_of = (office, name.strip(), day.year, day.month)
            if office and before.lower().strip("(,") not in PAST and key_of not in seen:
                seen.add(key_of)
                yield office, day, name


def agrees(told_name: str, held: str) -> bool:
    """Whether a word of one name is nearly one of the other."""
    return any(
        SequenceMatcher(None, a, b).ratio() >= NEARLY
        for a in _plain(told_name).split()
        for b in _plain(held).split()
        if len(a) > 2
    )


def compared(paths: Iterable[Path]) -> Iterator[str]:
    """How often the table agrees with reports, and every pair in which it does not."""
    counts: Counter[str] = Counter()
    for office, day, name in told(paths):
        held = holder(*office, day)
        said = "abstained" if held is None else "right" if agrees(name, held.name) else "differs"
        counts[said] += 1
        if held is not None and said == "differs":
            yield f"{day} {' '.join(office)}: {held.name}, not {name.strip()}"
    yield f"in reports: {counts['right']} right, {counts['abstained']} abstained, {counts['differs']} different"


def seconds(timed: str, before: str = "") -> float:
    """How long some code takes in a process of its own: the least of several runs."""
    code = TIMED.format(before=before, timed=timed)
    return min(float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(RUNS))


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--reports", type=Path, nargs="+", default=[], metavar="DIR")
    asked = parser.parse_args()
    print(*report(), sep="\n")
    if asked.wrong:
        for question in questions():
            if verdict(question, said := answer(question)) != "right":
                print(f"{question['day']} {question['office']}: {said}, not {question['answer'] or 'nobody'}")
    if asked.reports:
        print(*compared(path for folder in asked.reports for path in sorted(folder.glob("*.jsonl"))), sep="\n")
    alone, loaded = seconds(CSV_ALONE, "import csv"), seconds(LOADED, IMPORTED)
    print(f"\nloaded and asked once in {loaded * 1000:.0f} ms, {loaded / alone:.1f} times what the csv module alone takes")


def _plain(name: str) -> str:
    return key(name).lower().replace("-", " ").replace(".", "").strip()


if __name__ == "__main__":
    main()
