"""The table of offices: 200 questions, and how long it takes to load.

    python benchmarks/offices.py             # right, abstained and wrong, by group; and the time
    python benchmarks/offices.py --wrong     # the questions that were not answered right, too

`offices.csv` beside this file holds the questions: an office as a report puts it, a day, the right answer, and a work in which it
can be checked. The answer's spellings are parted by "|"; it is empty where nobody is right. They were written from general
knowledge before the table was read. A question is right when the reader names the person, or nobody where nobody is right;
abstained when it names nobody where there was somebody; wrong otherwise. The share of right is among those answered.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from reportedly.knowledge.called import called
from reportedly.knowledge.gazetteer import key
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


def seconds(timed: str, before: str = "") -> float:
    """How long some code takes in a process of its own: the least of several runs."""
    code = TIMED.format(before=before, timed=timed)
    return min(float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(RUNS))


def main() -> None:
    """Print it all."""
    print(*report(), sep="\n")
    if "--wrong" in sys.argv:
        for question in questions():
            if verdict(question, said := answer(question)) != "right":
                print(f"{question['day']} {question['office']}: {said}, not {question['answer'] or 'nobody'}")
    alone, loaded = seconds(CSV_ALONE, "import csv"), seconds(LOADED, IMPORTED)
    print(f"\nloaded and asked once in {loaded * 1000:.0f} ms, {loaded / alone:.1f} times what the csv module alone takes")


def _plain(name: str) -> str:
    return key(name).lower().replace("-", " ").replace(".", "").strip()


if __name__ == "__main__":
    main()
