"""The accuracy gate: floors on the project's own gold. Lowering one is done by hand, in the open."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import gate  # noqa: E402
import predict  # noqa: E402

KEPT = json.loads((BENCHMARKS / "gate.json").read_text("utf-8"))


def test_the_gold_is_the_one_that_the_floors_were_measured_on() -> None:
    assert gate.gold_digest() == KEPT["gold"], "the gold changed: measure again with `benchmarks/gate.py --raise` and say so"


def test_no_score_is_under_its_floor() -> None:
    assert gate.below(gate.scores(), KEPT["floors"]) == []


def test_a_worse_reading_breaks_the_gate() -> None:
    assert gate.below({"statement content": 0.1}, {"statement content": 0.5}) == [
        "statement content: 0.100 is under the floor 0.500"
    ]


def test_ledger_predictions_are_the_shipped_readings(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    predict.main(["ledger", "--in", str(gate.GOLD), "--out", str(out)])
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [path.stem for path in sorted(gate.GOLD.glob("*.json"))]


def test_predictions_read_nothing_of_the_gold_but_the_report(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bare = {"title": None, "outlet": None} | {"id": "x", "published": "2020-02-04", "text": "The mayor said on Monday it rained."}
    (folder / "x.json").write_text(json.dumps(bare), "utf-8")
    out = tmp_path / "out.jsonl"
    predict.main(["ledger", "--in", str(folder), "--out", str(out)])
    (line,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert [(s["source_name"], s["said_on"]) for s in line["statements"]] == [("mayor (anonymous)", "2020-02-03")]


def test_attribution_predictions_are_flat(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The governor said that the engineers had warned that the dam would break.", "utf-8")
    out = tmp_path / "out.jsonl"
    predict.main(["attribution", "--text", str(tmp_path), "--out", str(out)])
    (line,) = map(json.loads, out.read_text("utf-8").splitlines())
    assert (line["doc"], len(line["attributions"])) == ("a", 1)


@pytest.mark.parametrize("module", ["ledger", "attribution", "events", "places", "timex"])
def test_benchmarks_bring_no_model_of_their_own(module: str) -> None:
    source = (BENCHMARKS / "corpora" / f"{module}.py").read_text("utf-8")
    assert "spacy.load" not in source
    assert "Reader()" in source or "from reportedly.read." in source
