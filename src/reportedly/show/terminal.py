"""A reading for the terminal: the coloured text with its statements, figures, events and entities beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from reportedly.records import Reading, Report
from reportedly.show.describe import Card, Section, byline, headline, notes, sections
from reportedly.show.spans import Label, labels

STYLES = {
    "content": "green",
    "cue": "bold magenta",
    "figure": "bold yellow",
    "event": "underline",
    "mention": "cyan",
    "detail": "cyan",
}
LONGEST_QUOTE = 240  # characters of a quotation in the lists; the text above has it whole
CONTEXT = 400  # characters, at most, of a line on either side of a record's words
PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
PICTURES |= {ord("\r"): ord(" "), 0x7F: 0x2421, **dict.fromkeys(range(0x80, 0xA0), 0xFFFD)}


def visible(text: str) -> str:
    """The text, character for character, with control characters as pictures of them.

    A report must not move the cursor, change the window's title or clear the screen: "\\x1b[2J" becomes "␛[2J".
    """
    return text.translate(PICTURES)


def rendered(report: Report, reading: Reading) -> RenderableType:
    """One reading, ready to be printed by a rich Console."""
    return Group(*_parts(report, reading))


def rendered_record(report: Report, reading: Reading, record: str) -> RenderableType:
    """One record of a reading, its words in the text around them, ready to be printed by a rich Console."""
    return Group(*_parts_of_record(report, reading, record))


def _parts_of_record(report: Report, reading: Reading, record: str) -> Iterator[RenderableType]:
    yield from _head(report)
    own = [label for label in labels(reading) if label.record == record]
    text = _marked(report.text, own)
    for start, end in around(report.text, own):
        yield text[start:end]
        yield Text()
    for section in sections(reading):
        yield from (_padded(section, card) for card in section.cards if card.record == record)


def around(text: str, labels: Iterable[Label]) -> list[tuple[int, int]]:
    """The lines that labels stand in, cut where these are far away, as half-open ranges in the order of the text."""
    ranges: list[tuple[int, int]] = []
    for label in sorted(labels, key=lambda label: (label.start, label.end)):
        line = text.rfind("\n", 0, label.start) + 1
        line_end = text.find("\n", label.end)
        start = max(line, label.start - CONTEXT)
        end = min(line_end if line_end >= 0 else len(text), label.end + CONTEXT)
        if ranges and start <= ranges[-1][1]:
            start, end = ranges[-1][0], max(end, ranges.pop()[1])
        ranges.append((start, end))
    return ranges


def _head(report: Report) -> Iterator[RenderableType]:
    yield Rule(Text(visible(headline(report)), style="bold"), align="left")
    yield Text(visible(byline(report)), style="dim")
    yield Text()


def _parts(report: Report, reading: Reading) -> Iterator[RenderableType]:
    yield from _head(report)
    yield coloured(report.text, reading)
    for section in sections(reading):
        if section.cards:
            yield Text(f"\n{section.title}", style="bold")
            yield from (_padded(section, card) for card in section.cards)
    yield from (Text(f"\nNote: {visible(note)}", style="yellow") for note in notes(reading))
    yield Text()


def coloured(text: str, reading: Reading) -> Text:
    """The text with its labelled characters in colour; of two overlapping ones the shorter prevails."""
    return _marked(text, [label for label in labels(reading) if label.kind != "detail"])


def _marked(text: str, labels: Iterable[Label]) -> Text:
    shown = Text(visible(text), overflow="fold")
    for label in sorted(labels, key=lambda label: label.start - label.end):
        shown.stylize(STYLES[label.kind], label.start, label.end)
    return shown


def _padded(section: Section, card: Card) -> Padding:
    return Padding(_card(section, card), (0, 0, 0, 2), expand=False)


def _card(section: Section, card: Card) -> Text:
    line = Text()
    line.append(visible(card.heading), style="bold")
    line.append(f"  {card.tag}", style=STYLES[section.kind])
    line.append(visible("".join(f" · {name} {value}" for name, value in card.facts)), style="dim")
    if section.kind == "mention":
        line.append(visible(f"  {', '.join(card.quotes)}"), style="dim italic")
        return line
    line.append(f"\n  {shortened(visible(' … '.join(card.quotes)))}", style="italic")
    line.append(f"\n  {visible(' <- '.join(card.chain))}", style="dim")
    return line


def shortened(quote: str) -> str:
    """A quotation on one line, without its end when it is long."""
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE].rstrip()} …"
