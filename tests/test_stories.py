"""Ten stories with the same kinds of facts, each told in another way: what a reader must bring home from any of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reportedly
from reportedly.records import Reading

STORIES = sorted((Path(__file__).parent / "stories").glob("*.json"))
NEAR = 60  # characters between an event's words and those that the story expects
Json = dict[str, Any]


@cache
def story(path: Path) -> tuple[Json, Reading]:
    told = json.loads(path.read_text("utf-8"))
    return told, reportedly.read(told["text"], published=told["published"], outlet=told["outlet"], title=told["title"])


def expectations(kind: str) -> list[Any]:
    """Each expectation of a kind, with the story that it stands in."""
    return [
        pytest.param(path, n, id=f"{path.stem}-{n}")
        for path in STORIES
        for n in range(len(json.loads(path.read_text("utf-8"))["expect"][kind]))
    ]
