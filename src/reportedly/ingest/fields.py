"""What an input says about a report beside its text: the front matter of plain text, the keys of a JSON object, the date."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reportedly.errors import BadDate, BadRecord, Empty

FRONT_MATTER = ("published", "outlet", "title", "url")
OPENING = re.compile(r"---[ \t]*\r?\n")
CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
YEARS = range(1600, 2200)  # the first newspapers are of 1605; "0001-01-01" and "9999-12-31" stand for a missing date
DATE_FORM = "write a day as 2024-03-05, or a time with its zone as 2024-03-05T17:40:00+02:00, or leave it out"
JSON_FORM = 'JSON Lines has one whole object on each line, such as {"text": "...", "published": "2024-03-05"}'


@dataclass(frozen=True, slots=True)
class Fields:
    """A text of record and what was said about it. Nothing is said by an empty value."""

    text: str
    title: str | None = None
    published: date | datetime | None = None
    outlet: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


def from_plain(content: str, name: str) -> Fields:
    """The front matter, if there is one, and the text behind it, unaltered.

    Front matter stands between two lines `---`, the first of them at the very top. Raises BadRecord and BadDate.
    """
    opening = OPENING.match(content)
    closing = CLOSING.search(content, opening.end()) if opening else None
    if opening and not closing and content[opening.end() :].partition(":")[0] in FRONT_MATTER:
        raise BadRecord(f"{name}: the front matter is not closed; put a line --- behind it")
    if not (opening and closing):
        return Fields(content)
    said: dict[str, str | None] = {}
    for line in content[opening.end() : closing.start()].split("\n"):
        if line.strip():
            key, value = _front_line(line, name)
            if key in said:
                raise BadRecord(f"{name}: the front matter says {key} twice; keep one")
            said[key] = value
    return Fields(
        content[closing.end() :],
        title=said.get("title"),
        published=parsed_date(said.get("published"), name),
        outlet=said.get("outlet"),
        url=said.get("url"),
    )


def from_json(content: str, name: str) -> Fields:
    """The fields of one JSON object, of which only `text` is needed; keys that we don't know, and `id`, are passed over.

    Raises BadRecord, BadDate and Empty.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deep or a number too long")
        at = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadRecord(f"{name}: not JSON ({reason}{at}); {JSON_FORM}") from error
    if not isinstance(data, dict):
        raise BadRecord(f"{name}: a JSON {type(data).__name__} where an object was expected; {JSON_FORM}")
    if data.get("text") is None:
        keys = ", ".join(sorted(map(repr, data))[:8]) or "none"
        raise BadRecord(f'{name}: has no "text" (its keys: {keys}); put the text of the report under "text"')
    if not isinstance(data["text"], str):
        raise BadRecord(f'{name}: "text" must be a string')
    return Fields(
        storable(data["text"], name, "text"),
        title=_line(data, "title", name),
        published=parsed_date(data.get("published"), name),
        outlet=_line(data, "outlet", name),
        url=_line(data, "url", name),
        authors=_authors(data, name),
        language=_line(data, "language", name),
    )


def parsed_date(value: Any, name: str) -> date | datetime | None:
    """The day, or the time with its zone, that an ISO 8601 value says; None for an empty one. Raises BadDate."""
    if value is None or value == "":
        return None
    try:
        moment = _moment(value)
    except (TypeError, ValueError) as error:
        raise BadDate(f"{name}: published {value!r} is not an ISO 8601 date; {DATE_FORM}") from error
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise BadDate(f"{name}: published {value!r} has a time but no zone; {DATE_FORM}")
    if moment.year not in YEARS:
        raise BadDate(f"{name}: published {value!r} is no year of a news report; {DATE_FORM}")
    return moment


def storable(value: str, name: str, key: str) -> str:
    """The same string, when it can be written as UTF-8 and holds no NUL; raises BadRecord otherwise."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"half of a surrogate pair, \\u{ord(value[error.start]):04x}, at character {error.start}"
        raise BadRecord(f'{name}: "{key}" holds {half}; it is no character, write the pair or leave it out') from error
    if "\0" in value:
        raise BadRecord(f'{name}: "{key}" holds the character NUL; leave it out')
    return value


def with_text(fields: Fields, name: str) -> Fields:
    """The same fields, when there is something to read in them; raises Empty otherwise."""
    if not fields.text or fields.text.isspace():
        raise Empty(f"{name}: nothing to read in it; give a file with the text of a report")
    return fields


def _moment(value: str) -> date | datetime:
    return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)


def _front_line(line: str, name: str) -> tuple[str, str | None]:
    key, colon, value = line.partition(":")
    key = key.strip().lower()
    if not colon or key not in FRONT_MATTER:
        unknown = f"unknown key {key!r}" if colon else f"the line {line[:60]!r}, which is no `key: value`"
        remedy = f"the keys are {', '.join(FRONT_MATTER)}; if the report itself opens with ---, put two lines --- before it"
        raise BadRecord(f"{name}: {unknown} in the front matter; {remedy}")
    return key, value.strip() or None


def _line(data: Mapping[str, Any], key: str, name: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadRecord(f'{name}: "{key}" must be a string')
    return storable(value, name, key).strip() or None


def _authors(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    given = data.get("authors") or []
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list) or not all(isinstance(author, str) for author in listed):
        raise BadRecord(f'{name}: "authors" must be a list of strings')
    return tuple(storable(author, name, "authors").strip() for author in listed if author.strip())
