"""A reader that takes no time: a statement for each line `NAME said WORDS`, a figure for its number. Some words make it fail."""

import re

from reportedly.errors import UnreadLanguage
from reportedly.records import Anchored, Entity, Event, Figure, Mention, Reading, Skip, Span, Statement, record_id

LINE = re.compile(r"^(?P<source>[A-Z]\w+(?: [A-Z]\w+)*) (?P<cue>said|denied) (?P<content>.+)$", re.MULTILINE)
KINDS = {"said": "say", "denied": "deny"}


class FakeReader:
    def __init__(self, version="fake-1"):
        self.version = version

    def read_many(self, reports):
        for report in reports:
            if "DEFECT" in report.text:
                raise ZeroDivisionError("a defect")
            if "FOREIGN" in report.text:
                raise UnreadLanguage("it is in Volapük; only English is read")
            yield self._read(report)

    def _read(self, report):
        if "SKIPPED" in report.text:
            return Reading(report.id, self.version, skipped=(Skip("unread-language", "it is in Volapük"),))
        entities, mentions, statements, figures, events = {}, [], [], [], []
        for found in LINE.finditer(report.text):
            source, cue, content = (span(report, *found.span(part)) for part in ("source", "cue", "content"))
            entity = entities.setdefault(source.quote, Entity(id_of(report, "entity", source), source.quote, "person"))
            mentions.append(Mention(id_of(report, "mention", source), source, "name", entity.id))
            statement = Statement(
                id_of(report, "statement", cue),
                (content,),
                mentions[-1].id,
                cue,
                "indirect",
                Anchored(KINDS[cue.quote], cue),
                score=0.9,
            )
            statements.append(statement)
            for number in re.finditer(r"\d{1,9}", content.quote):
                count = span(report, content.start + number.start(), content.start + number.end())
                value = int(count.quote)
                killed = Anchored("killed", count)
                at = id_of(report, "figure", count, "killed")
                figures.append(Figure(at, count, killed, value, value, value, statement=statement.id, score=0.8))
                events.append(
                    Event(
                        id_of(report, "event", count),
                        (count,),
                        "ASSAULT",
                        Anchored("happened"),
                        statement=statement.id,
                        score=0.6,
                    )
                )
        if "TWICE" in report.text:
            statements *= 2
        return Reading(
            report.id, self.version, tuple(entities.values()), tuple(mentions), tuple(statements), tuple(figures), tuple(events)
        )


def span(report, start, end):
    return Span(start, end, report.text[start:end])


def id_of(report, kind, at, measure=""):
    return record_id(report.id, kind, [(at.start, at.end)], measure)


def make_second():
    return FakeReader("fake-2")
