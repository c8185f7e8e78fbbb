"""A report and its reading, made by hand: what the tests of records, pages and lists are shown."""

from datetime import UTC, date, datetime

from reportedly.records import (
    Anchored,
    Entity,
    Event,
    Figure,
    Interval,
    Link,
    Mention,
    Origin,
    Place,
    Reading,
    Report,
    Skip,
    Span,
    Statement,
    Victim,
    Victims,
    record_id,
    report_id,
)

TEXT = """SORRENIK — According to The Taveno Courier, Sabina Torgal told Danilo Arvesk by phone on Monday that \
she “will not pay for somebody else’s war” & would recall her envoy.
At least 21 civilians were killed in Torvek <market>, the ministry said.\r
\tShelling resumed — 🚑🚑 allegedly on Kelduria’s order. מנהיג
"""  # fmt: skip


def span(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote), quote)


def anchored(value, quote):
    return Anchored(value, span(quote))


REPORT = Report(
    id=report_id(TEXT, "The Sorrenik Herald", None),
    text=TEXT,
    title="Presidents speak <by phone>",
    published=datetime(2019, 3, 12, 18, 5, tzinfo=UTC),
    outlet="The Sorrenik Herald",
    authors=("Ada Brenik",),
    origin=Origin("herald.txt", "0" * 64),
)


def _id(kind, *quotes, measure=""):
    return record_id(REPORT.id, kind, ((s.start, s.end) for s in map(span, quotes)), measure)


MONDAY = Interval(date(2019, 3, 11), date(2019, 3, 11), "2019-03-11")
ENTITIES = (
    Entity("e-courier", "The Taveno Courier", "outlet"),
    Entity("e-torgal", "Sabina Torgal", "person", "KD", ("President Torgal",)),
    Entity("e-arvesk", "Danilo Arvesk", "person", "VM"),
    Entity("e-ministry", "Ministry (Velmara)", "office", "VM", principal="e-velmara"),
    Entity("e-velmara", "Velmara", "state", "VM"),
    Entity("e-kelduria", "Kelduria", "state", "KD"),
)
MENTIONS = (
    Mention("m-courier", span("The Taveno Courier"), "name", "e-courier"),
    Mention("m-torgal", span("Sabina Torgal"), "name", "e-torgal"),
    Mention("m-arvesk", span("Danilo Arvesk"), "name", "e-arvesk"),
    Mention("m-she", span("she"), "pronoun", "e-torgal"),
    Mention("m-ministry", span("the ministry"), "nominal", "e-ministry"),
    Mention("m-kelduria", span("Kelduria"), "name", "e-kelduria"),
    Mention("m-envoy", span("her envoy"), "nominal", None),
)
CALL = Statement(
    _id("statement", "told"),
    (span("she “will not pay for somebody else’s war” & would recall her envoy"),),
    "m-torgal",
    span("told"),
    "mixed",
    anchored("reject", "told"),
    chain=(Link("e-courier", span("The Taveno Courier"), "outlet"),),
    addressee=anchored("e-arvesk", "Danilo Arvesk"),
    channel=anchored("phone", "by phone"),
    said_on=anchored(MONDAY, "on Monday"),
    score=0.91,
)
TOLL = Statement(
    _id("statement", "said"),
    (span("At least 21 civilians were killed in Torvek <market>"),),
    "m-ministry",
    span("said"),
    "indirect",
    Anchored("say", span("said")),
    score=0.8,
)
AGENTLESS = Statement(
    _id("statement", "allegedly"),
    (span("Shelling resumed"),),
    None,
    span("allegedly"),
    "indirect",
    Anchored("accuse", None, "the adverb"),
    hedge=span("allegedly"),
    parent=TOLL.id,
)
KILLED = Figure(
    _id("figure", "At least 21", measure="killed"),
    span("At least 21"),
    anchored("killed", "killed"),
    21,
    None,
    21,
    victims=anchored(Victims("civilians", "civilian", (Victim(Anchored("Ilan Obrek", None, "the caption")),)), "civilians"),
    side=Anchored("e-velmara", None, "the dateline"),
    place=anchored(Place("Torvek", None, 46.25, 21.5), "Torvek"),
    as_of=anchored(Interval(date(2019, 3, 9), None, "2019-03-09/.."), "on Monday"),
    scope="incident",
    incident=_id("event", "Shelling resumed"),
    statement=TOLL.id,
    score=0.77,
)
SHELLING = Event(
    _id("event", "Shelling resumed"),
    (span("Shelling resumed"),),
    "ASSAULT",
    anchored("possible", "allegedly"),
    mode="shelling",
    actor=anchored("e-kelduria", "Kelduria"),
    happened=Anchored(MONDAY, None, "the call"),
    tense="past",
    statement=AGENTLESS.id,
)
CONSULT = Event(
    _id("event", "by phone"),
    (span("told"), span("by phone")),
    "CONSULT",
    Anchored("happened"),
    actor=anchored("e-torgal", "Sabina Torgal"),
    recipient=anchored("e-arvesk", "Danilo Arvesk"),
)
READING = Reading(
    REPORT.id,
    "v1",
    ENTITIES,
    MENTIONS,
    (CALL, TOLL, AGENTLESS),
    (KILLED,),
    (CONSULT, SHELLING),
    (Skip("unread-script", "a word in Hebrew letters was passed over", span("מנהיג")),),
)
