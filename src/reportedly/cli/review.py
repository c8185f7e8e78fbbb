"""The verb by which people judge what was read: a record, one field of it, or who somebody is."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli.messages import say, stderr
from reportedly.cli.options import of_the_ledger, opened

if TYPE_CHECKING:
    from reportedly.ledger import Shown, ShownEntity
    from reportedly.ledger.review import Verdict

VERDICTS = ("right", "wrong", "unsure")
WHO = "entity"  # the field that says who an entity is


@click.command()
@click.argument("prefix", metavar="ID")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option("--field", metavar="NAME", help="The field that is judged, if not the whole record.")
@click.option("--value", metavar="VALUE", help="What the field should hold, as text or JSON; of the field entity, the id of one.")
@click.option("--note", metavar="TEXT", help="Why.")
@click.option("--reviewer", metavar="NAME", envvar="REPORTEDLY_REVIEWER", show_envvar=True, help="Who says so.")
@of_the_ledger
def review(
    prefix: str, verdict: Verdict, path: Path, field: str | None, value: str | None, note: str | None, reviewer: str | None
) -> None:
    """Say that a record, or a field of it, is right or wrong. It is kept beside the reading; the newest verdict counts.

    Who somebody is, is the field entity of an entity, or of one appearance of it:
    "wrong --field entity --value ID" makes it that one, without a value an entity of its own, "unsure" leaves it to the rules.
    """
    from reportedly.ledger import Review  # noqa: PLC0415 - takes half a second to load: not for --help

    if value is not None and field is None:
        raise click.UsageError("--value is what a field should hold; say which with --field.")
    with opened(path) as ledger:
        view, record = ledger.find(prefix)
        _check(ledger.show(record), field)
        should_be = None if value is None else ledger.find(value)[1] if field == WHO else _value(value)
        ledger.review(Review(record, verdict, field, should_be, note, reviewer, datetime.now(UTC)))
    say(stderr(), f"{' '.join(filter(None, (view, record, field)))}: {verdict}", "reviewed")


def _check(found: Shown | ShownEntity, field: str | None) -> None:
    """Refuse a field that such a record does not have."""
    from reportedly.ledger import Shown  # noqa: PLC0415
    from reportedly.records import Entity  # noqa: PLC0415

    judged = (found.record or found.report) if isinstance(found, Shown) else None
    known = [each.name for each in fields(judged)] if judged else []
    known += [WHO] if judged is None or isinstance(judged, Entity) else []
    if field is not None and field not in known:
        raise click.BadParameter(f"one of the {found.view} has no {field!r}, but {', '.join(known)}.", param_hint="--field")


def _value(text: str) -> Any:
    """What JSON says, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text
