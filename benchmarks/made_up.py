"""Reports that nobody wrote, with the readings of them: as many as a benchmark wants, the same for the same seed.

A report has 12 statements, 6 figures, 6 events, 12 entities and 36 mentions in 380 words, which is what careful readers find in a
wire story. Names and words are spread as in real text: a few are everywhere, most are rare.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from reportedly.records import (
    Anchored,
    Entity,
    Event,
    Figure,
    Interval,
    Link,
    Mention,
    Place,
    Reading,
    Report,
    Span,
    Statement,
    record_id,
    report_id,
)

STATEMENTS = 12
READER = "made-up-1"
KINDS = ("say",) * 12 + ("accuse", "deny", "demand", "promise", "believe", "reject", "ask", "threaten")
MEASURES = ("killed", "killed", "injured", "displaced", "detained")
TYPES = ("CONSULT", "ASSAULT", "ACCUSE", "COERCE", "AID", "REQUEST")
OUTLETS = ("The Taveno Courier", "Sorrenik Herald", "Northern Wire", "Radio Kelduria", "Gazette of Orv")
FIRST_DAY = date(2014, 1, 1)
ONSETS = ("b", "br", "d", "dr", "f", "g", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
VOWELS, CODAS = "aeiou", "nrlskmt"


def word(number: int) -> str:
    """The n-th word of a language of our own: a syllable for each place of the number."""
    syllables = []
    number += 1
    while number:
        number, rest = divmod(number, 600)
        rest, coda = divmod(rest, 6)
        onset, vowel = divmod(rest, 5)
        syllables.append(ONSETS[onset % 20] + VOWELS[vowel] + CODAS[coda])
    return "".join(syllables)


class Maker:
    """Makes reports one after another from one random stream."""

    def __init__(self, seed: int, vocabulary: int = 40_000, people: int = 20_000) -> None:
        self._random = random.Random(seed)
        self._words = [word(number) for number in range(vocabulary)]
        self._word_weights = list(accumulate(1 / (rank + 3) for rank in range(vocabulary)))
        self._people = [f"{word(number).title()} {word(number * 7 + 99).title()}" for number in range(people)]
        self._people_weights = list(accumulate(1 / (rank + 5) for rank in range(people)))

    def reports(self, count: int) -> Iterator[tuple[Report, Reading]]:
        """So many reports with their readings."""
        return (self._report(number) for number in range(count))

    def _report(self, number: int) -> tuple[Report, Reading]:
        pick = self._random
        people = list(dict.fromkeys(pick.choices(self._people, cum_weights=self._people_weights, k=12)))
        text, marks = self._text(people)
        outlet, url = pick.choice(OUTLETS), f"https://example.org/{number}"
        report = Report(report_id(text, outlet, url), text, text[:60], FIRST_DAY + timedelta(pick.randrange(3_000)), outlet, url)
        return report, self._reading(report, people, marks)

    def _text(self, people: list[str]) -> tuple[str, dict[str, list[Span]]]:
        """A text of sentences "NAME told NAME that WORDS of 5 killed.", and where each part is."""
        parts: list[str] = []
        marks: dict[str, list[Span]] = {key: [] for key in ("source", "cue", "addressee", "content", "number", "verb", "words")}
        length = 0
        for sentence in range(STATEMENTS):
            words = self._random.choices(self._words, cum_weights=self._word_weights, k=24)
            content = " ".join([*words[:12], people[sentence % 3], *words[12:]])
            for key, part in (
                ("source", people[sentence % len(people)]),
                ("cue", "told"),
                ("addressee", people[-1]),
                ("that", "that"),
                ("content", content),
                ("number", f"{self._random.randrange(2, 900)}"),
                ("verb", "killed"),
                ("words", f"{words[3]}.\n"),
            ):
                if key in marks:
                    marks[key].append(Span(length, length + len(part), part))
                parts.append(part)
                length += len(part) + 1
        return " ".join(parts), marks

    def _reading(self, report: Report, people: list[str], marks: dict[str, list[Span]]) -> Reading:
        entities = {name: Entity(record_id(report.id, "entity", [(at, at)]), name, "person") for at, name in enumerate(people)}
        sources = [self._mention(report, span, entities[span.quote]) for span in marks["source"]]
        others = [self._mention(report, span, entities[span.quote]) for span in marks["addressee"]]
        pronouns = [self._mention(report, span, entities[people[0]]) for span in marks["words"]]
        statements = tuple(self._statement(report, at, sources[at], others[at], marks) for at in range(STATEMENTS))
        figures = tuple(self._figure(report, at, statements[at], marks) for at in range(0, STATEMENTS, 2))
        events = tuple(self._event(report, at, statements[at], others[at], marks) for at in range(1, STATEMENTS, 2))
        return Reading(report.id, READER, tuple(entities.values()), (*sources, *others, *pronouns), statements, figures, events)

    def _mention(self, report: Report, span: Span, entity: Entity) -> Mention:
        return Mention(record_id(report.id, "mention", [(span.start, span.end)]), span, "name", entity.id)

    def _statement(self, report: Report, at: int, source: Mention, other: Mention, marks: dict[str, list[Span]]) -> Statement:
        pick, cue, content = self._random, marks["cue"][at], marks["content"][at]
        day = report.published if isinstance(report.published, date) else None
        return Statement(
            record_id(report.id, "statement", [(cue.start, cue.end), (content.start, content.end)]),
            (content,),
            source.id,
            cue,
            "indirect",
            Anchored(pick.choice(KINDS), cue),
            chain=(Link(other.entity or "", other.span, "outlet"),) if pick.random() < 0.2 else (),
            addressee=Anchored(other.entity or "", other.span) if pick.random() < 0.3 else None,
            hedge=cue if pick.random() < 0.1 else None,
            said_on=Anchored(Interval(day, day, str(day)), cue) if pick.random() < 0.3 else None,
            score=round(pick.random(), 2),
        )

    def _figure(self, report: Report, at: int, statement: Statement, marks: dict[str, list[Span]]) -> Figure:
        span, verb, number = marks["number"][at], marks["verb"][at], int(marks["number"][at].quote)
        return Figure(
            record_id(report.id, "figure", [(span.start, span.end)], "killed"),
            span,
            Anchored(self._random.choice(MEASURES), verb),
            number,
            number,
            number,
            place=Anchored(Place("Torvek", "UA", 46.25, 21.5), verb),
            statement=statement.id,
            score=0.7,
        )

    def _event(self, report: Report, at: int, statement: Statement, other: Mention, marks: dict[str, list[Span]]) -> Event:
        span = marks["verb"][at]
        return Event(
            record_id(report.id, "event", [(span.start, span.end)]),
            (span,),
            self._random.choice(TYPES),
            Anchored("happened", span),
            actor=Anchored(other.entity or "", other.span),
            statement=statement.id,
            score=0.6,
        )
