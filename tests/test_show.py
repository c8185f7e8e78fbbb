import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from sample import AGENTLESS, CALL, KILLED, READING, REPORT, SHELLING, TEXT, TOLL

from reportedly.records import Entity, Figure, Interval, Reading, Report, Skip
from reportedly.show import describe, terminal
from reportedly.show.html import marked, page
from reportedly.show.spans import Label, labels, pieces

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
LABELS = st.lists(
    st.builds(
        Label,
        st.integers(0, 45),
        st.integers(0, 45),
        st.sampled_from(["content", "cue", "figure", "detail"]),
        st.sampled_from("abc"),
    )
)


class Page(HTMLParser):
    """The texts of a page's reports, and every element with its attributes."""

    def __init__(self, source: str):
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.depth = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if self.depth or dict(attributes).get("class") == "report":
            self.depth += 1
            self.texts += [""] if self.depth == 1 else []

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        if self.depth:
            self.texts[-1] += data


def whole(*readings):
    return "".join(page(readings))


def printed(report: Report, reading: Reading, **options) -> str:
    console = Console(width=200, highlight=False, **options)
    with console.capture() as capture:
        console.print(terminal.rendered(report, reading))
    return capture.get()


def test_labels_say_where_each_record_is():
    found = {(TEXT[label.start : label.end], label.kind) for label in labels(READING) if label.record == KILLED.id}
    details = {("killed", "detail"), ("civilians", "detail"), ("Torvek", "detail"), ("on Monday", "detail")}
    assert found == {("At least 21", "figure"), *details}
    of_call = {(TEXT[label.start : label.end], label.kind) for label in labels(READING) if label.record == CALL.id}
    assert {("told", "cue"), ("Sabina Torgal", "detail"), ("The Taveno Courier", "detail"), ("by phone", "detail")} <= of_call
    assert ("told", "detail") not in of_call


def test_a_mention_belongs_to_its_entity():
    assert {label.record for label in labels(READING) if label.kind == "mention"} >= {"e-torgal", "m-envoy"}


@given(TEXTS, LABELS)
def test_pieces_are_the_text_and_carry_the_labels_over_them(text, found):
    cut = list(pieces(text, found))
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    for piece in cut:
        covering = {label for label in found if label.start <= piece.start and piece.end <= label.end}
        assert set(piece.labels) == covering


@given(TEXTS, LABELS)
def test_the_page_holds_any_text_unaltered(text, found):
    shown = marked(text, found, {"a": "r0-1", "b": "r0-2"})
    assert Page(f'<div class="report">{shown}</div>').texts == [text]


def test_a_page_holds_the_text_and_shows_every_record():
    parsed = Page(whole((REPORT, READING), (REPORT, READING)))
    assert parsed.texts == [TEXT, TEXT]
    ids = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {record for _, attributes in parsed.elements for record in (attributes.get("data-r") or "").split()}
    assert named <= set(ids)
    anchors = {attributes["href"].removeprefix("#") for tag, attributes in parsed.elements if tag == "a"}
    assert anchors <= set(ids)
    assert "report ← The Taveno Courier ← Sabina Torgal" in whole((REPORT, READING))


def test_the_page_can_be_read_with_the_keyboard():
    parsed = Page(whole((REPORT, READING)))
    ids = {attributes.get("id") for _, attributes in parsed.elements}
    stops = [attributes for _, attributes in parsed.elements if attributes.get("tabindex") == "0"]
    described = {record for attributes in stops for record in attributes["aria-describedby"].split()}
    assert described <= ids
    assert len(described) == sum(len(section.cards) for section in describe.sections(READING)) - 1  # Velmara has no words


def test_the_page_loads_nothing_and_runs_only_its_own_script():
    source = whole((REPORT, READING))
    parsed = Page(source)
    policy = next(a["content"] for tag, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    for tag in ("style", "script"):
        [content] = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() in policy
    assert policy.startswith("default-src 'none'")
    assert not any({"src", "style"} & set(attributes) or tag in ("link", "img") for tag, attributes in parsed.elements)
    assert not re.search(r"https?://|@import|url\(", source)


def test_nothing_in_a_report_becomes_markup():
    evil = "</script><script>alert('1')</script>\"' onmouseover=x &amp;"
    reading = Reading("r", evil, (Entity("e", evil, "person", evil, (evil,)),), skipped=(Skip(evil, evil),))
    source = whole((Report("r", evil, title=evil, outlet=evil, authors=(evil,)), reading))
    parsed = Page(source)
    assert parsed.texts == [evil]
    assert [tag for tag, _ in parsed.elements].count("script") == 1
    assert not any("onmouseover" in attributes for _, attributes in parsed.elements)


def test_a_page_of_nothing_is_still_a_page():
    assert Page(whole((Report("r", "Rain."), Reading("r", "v")))).texts == ["Rain."]
    assert Page(whole()).texts == []


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("ink", ["paper", "panel", "content", "deep", "figure"]),
        ("quiet", ["paper", "panel"]),
        ("cue", ["paper", "content", "deep"]),
    ],
)
def test_contrast_is_enough_to_read(theme, ink, grounds):
    css = files("reportedly.show").joinpath("page.css").read_text("utf-8")
    colours = {name: both for name, *both in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", css)}
    for ground in grounds:
        dark, light = sorted(luminance(colours[name][theme]) for name in (ink, ground))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, ground


@pytest.mark.parametrize(
    ("low", "high", "best", "approximate", "words"),
    [
        (1600, 1600, 1600, False, "1,600"),
        (0, 0, 0, False, "0"),
        (40, 40, 40, True, "about 40"),
        (43, None, 43, False, "at least 43"),
        (24, None, None, False, "24 or more"),
        (0, 80, 80, False, "up to 80"),
        (3, 9, None, False, "3 to 9"),
    ],
)
def test_amounts(low, high, best, approximate, words):
    assert describe.amount(replace(KILLED, low=low, high=high, best=best, approximate=approximate)) == words


def test_days():
    day, month = SHELLING.happened.value, Interval(SHELLING.happened.value.start, None, "2019-03")
    assert describe.days(day) == "2019-03-11"
    assert describe.days(month) == "from 2019-03-11"
    assert describe.days(replace(month, start=None, until=day.until)) == "until 2019-03-11"
    assert describe.days(replace(day, until=day.until.replace(day=13))) == "2019-03-11 to 2019-03-13"
    assert describe.days(Interval(None, None, "PAST_REF")) == "PAST_REF"


def test_the_chain_runs_from_the_report_to_the_source():
    cards = {card.record: card for section in describe.sections(READING) for card in section.cards}
    assert cards[CALL.id].chain == ("report", "The Taveno Courier", "Sabina Torgal")
    assert cards[AGENTLESS.id].chain == ("report", "source not named")
    assert cards[KILLED.id].chain == ("report", "Ministry (Velmara)")
    own_voice = replace(READING, figures=(replace(KILLED, statement=None),))
    assert describe.sections(own_voice)[1].cards[0].chain == ("report",)


def test_the_terminal_shows_the_text_and_its_records():
    shown = printed(REPORT, READING)
    assert "report <- The Taveno Courier <- Sabina Torgal" in shown
    assert "at least 21 civilians  killed" in shown
    assert "(inferred from the dateline)" in shown
    assert "Note: a word in Hebrew letters was passed over (unread-script)" in shown
    for title in ("Statements", "Figures", "Events", "Entities"):
        assert f"\n{title}\n" in shown
    assert "Events" not in printed(REPORT, replace(READING, events=()))


def test_of_two_colours_the_inner_one_prevails():
    shown = terminal.coloured(TEXT, READING)
    assert shown.plain == TEXT.replace("\r", " ")
    styles = [span.style for span in shown.spans if span.start <= TEXT.index("At least 21") < span.end]
    assert styles == [terminal.STYLES["content"], terminal.STYLES["figure"]]


@given(st.text())
def test_a_report_cannot_take_hold_of_the_terminal(text):
    shown = terminal.visible(text)
    assert len(shown) == len(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


def test_no_escape_sequence_of_a_report_reaches_the_terminal():
    evil = "\x1b]0;owned\x07 \x1b[2J"
    reading = Reading("r", "v", (Entity("e", evil, "person", evil, (evil,)),), skipped=(Skip("c", evil),))
    shown = printed(Report("r", evil, title=evil, outlet=evil), reading, force_terminal=True, color_system=None)
    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown
    assert "␛[2J" in shown


def test_names_are_not_read_as_markup_of_the_terminal():
    shown = printed(Report("r", "[bold]x[/bold]", title="[red]T"), Reading("r", "v"))
    assert "[bold]x[/bold]" in shown
    assert "[red]T" in shown


def test_a_figure_in_a_figure_names_its_whole():
    part: Figure = replace(KILLED, id="part", part_of=KILLED.id, low=3, best=3, high=3)
    [_, card] = describe.sections(replace(READING, figures=(KILLED, part)))[1].cards
    assert ("part of", "at least 21") in card.facts
    assert TOLL.source == "m-ministry"


def test_a_mention_that_cannot_be_told_says_whom_it_may_be():
    first, second = READING.entities[:2]
    open_mention = replace(READING.mentions[0], entity=None, candidates=(first.id, second.id))
    *_, entities = describe.sections(replace(READING, mentions=(open_mention,)))
    assert entities.cards[-1].facts == (("may be", f"{first.name} or {second.name}"),)
