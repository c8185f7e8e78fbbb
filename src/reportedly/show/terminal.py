"""A reading for the terminal: the coloured text with its statements, figures, events and entities beneath."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from reportedly.records import Reading, Report
from reportedly.show.describe import Card, Section, byline, headline, notes, sections
from reportedly.show.spans import labels

STYLES = {"content": "green", "cue": "bold magenta", "figure": "bold yellow", "event": "underline", "mention": "cyan"}
LONGEST_QUOTE = 240  # characters of a quotation in the lists; the text above has it whole
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


def _parts(report: Report, reading: Reading) -> Iterator[RenderableType]:
    yield Rule(Text(visible(headline(report)), style="bold"), align="left")
    yield Text(visible(byline(report)), style="dim")
    yield Text()
    yield coloured(report.text, reading)
    for section in sections(reading):
        if section.cards:
            yield Text(f"\n{section.title}", style="bold")
            yield from (Padding(_card(section, card), (0, 0, 0, 2), expand=False) for card in section.cards)
    yield from (Text(f"\nNote: {visible(note)}", style="yellow") for note in notes(reading))
    yield Text()


def coloured(text: str, reading: Reading) -> Text:
    """The text with its labelled characters in colour; of two overlapping ones the shorter prevails."""
    shown = Text(visible(text), overflow="fold")
    known = (label for label in labels(reading) if label.kind in STYLES)
    for label in sorted(known, key=lambda label: label.start - label.end):
        shown.stylize(STYLES[label.kind], label.start, label.end)
    return shown


def _card(section: Section, card: Card) -> Text:
    line = Text()
    line.append(visible(card.heading), style="bold")
    line.append(f"  {card.tag}", style=STYLES[section.kind])
    line.append(visible("".join(f" · {name} {value}" for name, value in card.facts)), style="dim")
    if section.kind == "mention":
        line.append(visible(f"  {', '.join(card.quotes)}"), style="dim italic")
        return line
    line.append(f"\n  {_shortened(visible(' … '.join(card.quotes)))}", style="italic")
    line.append(f"\n  {visible(' <- '.join(card.chain))}", style="dim")
    return line


def _shortened(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE].rstrip()} …"
