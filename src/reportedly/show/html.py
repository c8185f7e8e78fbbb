"""Readings as one self-contained HTML page: the untouched texts with their spans, and the records beside them.

Nothing is loaded from outside, and the page's own policy forbids it: a report can bring in no script, style, image or link.
The text content of a report's block is the report's text, character for character.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files

from reportedly.records import Reading, Report
from reportedly.show.describe import Card, Section, byline, headline, notes, sections
from reportedly.show.spans import Label, Piece, labels, pieces

LEGEND = {"content": "what is said", "cue": "cue", "figure": "figures", "event": "events", "mention": "people, states, outlets"}


def page(readings: Iterable[tuple[Report, Reading]]) -> Iterator[str]:
    """The page, in parts, so that many readings need not be held at once. It is to be written as UTF-8, newlines untouched."""
    yield _opening()
    contents = []
    for number, (report, reading) in enumerate(readings):
        key = f"r{number}"
        contents.append((key, headline(report)))
        yield _article(key, report, reading)
    yield _closing(contents)


def anchor(reading: Reading, record: str) -> str | None:
    """Where the page of this reading alone lists a record."""
    listed = [card.record for section in sections(reading) for card in section.cards]
    return f"r0-{listed.index(record)}" if record in listed else None


def marked(text: str, labels: Iterable[Label], ids: Mapping[str, str]) -> str:
    """The text as HTML, its labelled pieces in elements that name their records by the ids given."""
    return "".join(_piece(text, piece, ids) for piece in pieces(text, labels))


def escaped(text: str) -> str:
    """The text as HTML. A carriage return is written as a reference: a browser would read a bare one as a newline."""
    return escape(text).replace("\r", "&#13;")


def _opening() -> str:
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src 'sha256-{_sha256(style)}'; script-src 'sha256-{_sha256(script)}'; base-uri 'none'"
    keys = "".join(
        f'<label><input type="checkbox" id="show-{kind}" checked><span class="m {kind}">{name}</span></label>'
        for kind, name in LEGEND.items()
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>reportedly: who said what</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header class="bar"><h1>reportedly</h1><fieldset class="legend"><legend>Show in the text</legend>{keys}</fieldset>'
        '<button class="theme" type="button" hidden>Light or dark</button></header>\n<main>\n'
    )


def _closing(contents: list[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="#{key}">{escaped(title)}</a></li>' for key, title in contents)
    nav = f'<nav aria-label="Reports"><ol>{items}</ol></nav>\n' if len(contents) > 1 else ""
    return f'</main>\n{nav}<div id="card" role="tooltip" hidden></div>\n<script>{_asset("page.js")}</script>\n</body>\n</html>\n'


def _article(key: str, report: Report, reading: Reading) -> str:
    found, shown = labels(reading), sections(reading)
    ids = {card.record: f"{key}-{n}" for n, card in enumerate(card for section in shown for card in section.cards)}
    at = {label.record: f"{key}-t{label.start}" for label in reversed(found) if label.kind != "detail"}
    lists = "".join(_section(section, ids, at) for section in shown)
    noted = "".join(f'<p class="note">{escaped(note)}</p>' for note in notes(reading))
    text = marked(report.text, found, ids)
    return (
        f'<article id="{key}"><header><h2 dir="auto">{escaped(headline(report))}</h2>'
        f'<p class="byline">{escaped(byline(report))}</p>{noted}</header>\n'
        f'<div class="columns"><div class="report" dir="auto">{text}</div>\n<aside aria-label="Records">{lists}'
        f'<p class="reader">Read by version {escaped(reading.reader)} of the reader</p></aside></div></article>\n'
    )


def _piece(text: str, piece: Piece, ids: Mapping[str, str]) -> str:
    words = escaped(text[piece.start : piece.end])
    inner_first = [label for label in reversed(piece.labels) if label.record in ids]
    main = [label for label in inner_first if label.kind != "detail"]
    if not inner_first:
        return words
    kinds = sorted({label.kind for label in main})
    deep = ["deep"] if sum(label.kind == "content" for label in main) > 1 else []
    attributes = [f'class="{" ".join(["m", *kinds, *deep])}"']
    if main:
        attributes.append(f'data-r="{_joined(main, ids)}"')
    if details := [label for label in inner_first if label.kind == "detail"]:
        attributes.append(f'data-d="{_joined(details, ids)}"')
    if begun := [label for label in main if label.start == piece.start]:
        place = ids[begun[0].record].partition("-")[0]
        attributes += [f'id="{place}-t{piece.start}"', 'tabindex="0"', f'aria-describedby="{_joined(begun, ids)}"']
    return f"<span {' '.join(attributes)}>{words}</span>"


def _joined(labels: Iterable[Label], ids: Mapping[str, str]) -> str:
    return " ".join(dict.fromkeys(ids[label.record] for label in labels))


def _section(section: Section, ids: Mapping[str, str], at: Mapping[str, str]) -> str:
    of = f"of-{section.kind}"
    items = "".join(
        f'<li id="{ids[card.record]}" class="{of}" data-of="{of}">{_card(card, at.get(card.record))}</li>'
        for card in section.cards
    )
    listed = f"<ol>{items}</ol>" if items else '<p class="none">none found</p>'
    return f'<section class="{of}"><h3>{section.title} {len(section.cards)}</h3>{listed}</section>'


def _card(card: Card, at: str | None) -> str:
    heading = f'<a href="#{at}">{escaped(card.heading)}</a>' if at else escaped(card.heading)
    quote = f'<p class="quote" dir="auto">{escaped(" … ".join(card.quotes))}</p>' if card.quotes else ""
    chain = f'<p class="chain">{escaped(" ← ".join(card.chain))}</p>' if card.chain else ""
    facts = "".join(f"<div><dt>{escaped(name)}</dt><dd>{escaped(value)}</dd></div>" for name, value in card.facts)
    listed = f'<dl class="facts">{facts}</dl>' if facts else ""
    return (
        f'<div class="card"><p class="head">{heading}<span class="tag">{escaped(card.tag)}</span></p>{quote}{chain}{listed}</div>'
    )


@cache
def _asset(name: str) -> str:
    return files("reportedly.show").joinpath(name).read_text("utf-8")


def _sha256(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")
