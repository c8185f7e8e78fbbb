"""Writes the generated documents: docs/records.md, docs/reading.schema.json and docs/errors.md.

Run it after a change to records.py, errors.py or reference.toml: `python scripts/build_reference.py`.
"""

from __future__ import annotations

import dataclasses
import json
import tomllib
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from reportedly import errors, records

ROOT = Path(__file__).parent.parent
RECORDS = (
    records.Reading, records.Statement, records.Figure, records.Event, records.Entity, records.Mention, records.Link,
    records.Skip, records.Anchored, records.Span, records.Interval, records.Place, records.Victims, records.Victim,
    records.Report, records.Origin,
)  # fmt: skip
SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", datetime: "string", date: "string"}
Schema = dict[str, Any]
ABOUT_RECORDS = """# Records

What the reader writes down. Generated from `reportedly.records` by `scripts/build_reference.py`.

Offsets are half-open ranges of Unicode code points in the report's text; intervals of days include both ends; unknown is
`null`. [reading.schema.json](reading.schema.json) is the JSON Schema of a reading. `reportedly read` writes one reading a
line, with the key `source` beside its fields: the input that it is of.
"""
ABOUT_ERRORS = """# Errors

Generated from `reportedly.errors` by `scripts/build_reference.py`.

Every error has a `code`, which stays the same from version to version, and a message that names the input and says what to do
next. Catch `ReportedlyError` to catch them all. A bad input never stops the others: the command line tells of it on standard
error, goes on, counts it as failed and exits with 1.

| code | exception | what it means | what to do |
|---|---|---|---|
"""


def documents() -> dict[Path, str]:
    """The generated documents by path."""
    meanings = tomllib.loads((ROOT / "scripts/reference.toml").read_text("utf-8"))
    schema = json.dumps(reading_schema(meanings), indent=2, ensure_ascii=False) + "\n"
    return {
        ROOT / "docs/records.md": "".join(record_reference(meanings)),
        ROOT / "docs/reading.schema.json": schema,
        ROOT / "docs/errors.md": "".join(error_reference(meanings["remedies"])),
    }


def reading_schema(meanings: Any) -> Schema:
    """The JSON Schema of a reading as `to_json` writes it. Each Anchored type has a definition of its own."""
    definitions: dict[str, Schema] = {}
    _reference(records.Reading, meanings, definitions)
    reading = definitions.pop("Reading")
    reading["properties"]["source"] = {
        "type": ["string", "null"],
        "description": "the input that the report came from; only `reportedly read` writes it",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Reading",
        **reading,
        "$defs": dict(sorted(definitions.items())),
    }


def record_reference(meanings: Any) -> Iterator[str]:
    """docs/records.md, in parts."""
    yield ABOUT_RECORDS
    for record in RECORDS:
        yield f"\n## {record.__name__}\n\n{_paragraphs(record.__doc__)}\n\n| field | type | meaning |\n|---|---|---|\n"
        for name, hint in _fields(record):
            yield f"| `{name}` | {_type_name(hint)} | {meanings[record.__name__][name]} |\n"


def error_reference(remedies: Any) -> Iterator[str]:
    """docs/errors.md, in parts."""
    yield ABOUT_ERRORS
    for error in _tree(errors.ReportedlyError):
        yield f"| `{error.code}` | `{error.__name__}` | {_sentence(error)} | {remedies[error.code]} |\n"


def _tree(error: type[errors.ReportedlyError]) -> Iterator[type[errors.ReportedlyError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _tree(kind)


def _sentence(error: type[errors.ReportedlyError]) -> str:
    return (error.__doc__ or "").strip()


def _paragraphs(doc: str | None) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in (doc or "").split("\n\n"))


def _fields(record: Any) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(record)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(record) if field.init]


def _schema(hint: Any, meanings: Any, definitions: dict[str, Schema]) -> Schema:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_schema(arg, meanings, definitions) for arg in args]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _schema(args[0], meanings, definitions)}
    if hint is types.NoneType:
        return {"type": "null"}
    if hint in SIMPLE:
        return {"type": SIMPLE[hint]} | (
            {"format": "date-time" if hint is datetime else "date"} if hint in (date, datetime) else {}
        )
    return _reference(hint, meanings, definitions)


def _reference(hint: Any, meanings: Any, definitions: dict[str, Schema]) -> Schema:
    record, args = typing.get_origin(hint) or hint, typing.get_args(hint)
    name = record.__name__ + (f" of {_plain_name(args[0])}" if args else "")
    if name not in definitions:
        definitions[name] = {}  # its own fields may refer to it
        said = meanings[record.__name__]
        properties = {
            key: {"description": said[key], **_schema(args[0] if field is records.T else field, meanings, definitions)}
            for key, field in _fields(record)
        }
        definitions[name] = {
            "description": _paragraphs(record.__doc__),
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name.replace(' ', '%20')}"}


def _plain_name(hint: Any) -> str:
    named = {value: key for key, value in vars(records).items() if typing.get_origin(value) is Literal}
    return named.get(hint) or hint.__name__


def _type_name(hint: Any) -> str:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return " or ".join(_type_name(arg) for arg in args)
    if origin is Literal:
        return ", ".join(f"`{arg}`" for arg in args)
    if origin is tuple:
        return f"list of {_type_name(args[0])}"
    if hint is types.NoneType:
        return "null"
    if hint is records.T:
        return "any"
    if dataclasses.is_dataclass(origin or hint):
        linked = (origin or hint).__name__
        return f"[{linked}](#{linked.lower()})" + (f" of {_type_name(args[0])}" if args else "")
    return {date: "date", datetime: "date-time"}.get(hint) or SIMPLE[hint]


if __name__ == "__main__":
    for path, content in documents().items():
        path.write_text(content, "utf-8")
