"""How the tagger's training data are read: the markup of our passages, brat files, and the labels made of them."""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from tokenizers import Tokenizer

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from training.data import Annotated, Example, examples, joined, own, polnear  # noqa: E402
from training.evaluate import overlap  # noqa: E402
from training.frames import TELLERS, framed  # noqa: E402
from training.markup import BadMarkup, Marked, Passage, parsed, passage, passages  # noqa: E402

FERRY = """
{c1:The ferry sank}, {s1:the coast guard} {q1:said}.

{q2:According to} {s2:the Gazette}, {c2:{s3:the captain} {q3:told} prosecutors {c3:he had not slept}}.
= 1 kind=say channel=statement
= 2 relay
= 3 kind=say chain=2 hedged
"""


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str(files("reportedly.knowledge").joinpath("data", "tagger", "tokenizer.json").read_text("utf-8"))


def shown(found: Passage, number: int) -> tuple[list[str], list[str], list[str]]:
    a = found.attributions[number]
    source, cue, contents = ([found.text[s:e] for s, e in spans] for spans in (a.source, a.cue, a.contents))
    return source, cue, contents


def test_marks_nest_and_leave_the_text() -> None:
    found = passage("ferry", FERRY)
    assert found.text == (
        "The ferry sank, the coast guard said.\n\nAccording to the Gazette, the captain told prosecutors he had not slept."
    )
    assert shown(found, 2) == (["the Gazette"], ["According to"], ["the captain told prosecutors he had not slept"])
    assert shown(found, 3) == (["the captain"], ["told"], ["he had not slept"])
    assert found.attributions[3].notes == {"kind": "say", "chain": "2", "hedged": ""}


def test_a_content_in_parts_keeps_them_in_order() -> None:
    found = passage("parts", '{c1:"We came,"} {s1:she} {q1:said}. {c1:"We saw."}\n= 1 kind=say\n')
    assert shown(found, 1)[2] == ['"We came,"', '"We saw."']


def test_listeners_and_days_are_marked() -> None:
    marked = "{s1:The crew} {q1:told} {a1:{a2:Reuters}} {c1:the tug sank}. {c2:It was old}, {s2:they} {q2:said}.\n"
    (found,) = parsed("# tug | agency | Europe | 2023-09-16\n" + marked + "= 1 kind=say said_on=2023-09-15\n= 2 kind=say\n")
    assert str(found.published) == "2023-09-16"
    assert [found.text[slice(*span)] for a in found.attributions.values() for span in a.addressee] == ["Reuters", "Reuters"]
    assert found.attributions[1].notes["said_on"] == "2023-09-15"


@pytest.mark.parametrize(("folder", "least"), [("train", 230), ("heldout", 40)])
def test_the_passages_and_what_was_said_in_them_are_dated(folder: str, least: int) -> None:
    found = list(passages(ROOT / "training" / "corpus" / folder))
    assert all(p.published for p in found)
    days = [(p, m.notes["said_on"]) for p in found for m in p.attributions.values() if "said_on" in m.notes]
    assert len(days) > least
    assert all(0 <= (p.published - dt.date.fromisoformat(day)).days < 7 for p, day in days if p.published)


def test_a_passage_without_attributions_is_a_hard_negative() -> None:
    assert list(parsed("# calm | agency | Europe\nThe bridge stayed open.\n")) == [Passage("calm", "The bridge stayed open.", {})]


@pytest.mark.parametrize(
    "body",
    ["{c1:open\n= 1 kind=say", "loose}\n", "{x1:odd}\n", "{c1:a} {s1:b}\n= 2 kind=say", "{c1:a}\n"],
    ids=["not closed", "not opened", "no such role", "another number", "not described"],
)
def test_bad_markup_is_refused(body: str) -> None:
    with pytest.raises(BadMarkup, match="here"):
        passage("here", body)


@pytest.mark.parametrize("part", ["train", "heldout"])
def test_every_passage_is_marked_up_properly(part: str) -> None:
    for found in passages(ROOT / "training" / "corpus" / part):
        for number, a in found.attributions.items():
            assert a.contents, f"{found.name} {number} has no content"
            for start, end in (*a.source, *a.cue, *a.contents):
                assert found.text[start:end].strip() == found.text[start:end] != "", f"{found.name} {number}"


def test_nothing_held_out_is_trained_on() -> None:
    trained = {found.text for found in passages(ROOT / "training" / "corpus" / "train")}
    assert trained.isdisjoint(found.text for found in passages(ROOT / "training" / "corpus" / "heldout"))


def ferry() -> Annotated:
    found = passage("ferry", FERRY)
    break_ = found.text.index("\n\n")
    return Annotated(
        "ferry", found.text, ((0, break_), (break_ + 2, len(found.text))), (tuple(found.attributions.values()),), True
    )


def labelled(example: Example, row: Iterator[int], text: str) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for word, label in zip(example.window.words, row, strict=True):
        found.setdefault(int(label), []).append(text[word.start : word.end])
    return {label: " ".join(words) for label, words in found.items() if label}


def test_the_flat_labels_are_the_outermost_attributions(tokenizer: Tokenizer) -> None:
    report = ferry()
    (example,) = examples(report, tokenizer)
    found = labelled(example, example.flat, report.text)
    assert found[3] + " + " + found[4] == "said According + to"
    assert found[6] == "ferry sank captain told prosecutors he had not slept"
    assert labelled(example, example.inner, report.text) == {1: "told"}


def test_each_cue_has_its_own_source_and_content(tokenizer: Tokenizer) -> None:
    report = ferry()
    (example,) = examples(report, tokenizer)
    inner = int(example.cues[:, 2].argmax())
    assert example.cues[:, 2].sum() == 1
    assert labelled(example, example.links[inner], report.text) == {1: "the", 2: "captain", 3: "he", 4: "had not slept"}


def test_where_nesting_is_not_marked_inner_cues_are_unknown(tokenizer: Tokenizer) -> None:
    nested = ferry()
    flat = Annotated(nested.name, nested.text, nested.paragraphs, (nested.readings[0][:2],), False)
    (example,) = examples(flat, tokenizer)
    told = next(at for at, w in enumerate(example.window.words) if flat.text[w.start : w.end] == "told")
    said = next(at for at, w in enumerate(example.window.words) if flat.text[w.start : w.end] == "said")
    assert (example.inner[told], example.inner[said]) == (-100, 0)


def test_joined_passages_keep_their_marks() -> None:
    two = joined([ferry(), ferry()])
    spans = [span for a in two.readings[0] for span in a.cue]
    assert [two.text[s:e] for s, e in spans] == ["said", "According to", "told"] * 2


def test_brat_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a.txt").write_text('"We go," she said. "Now."\n', encoding="utf-8")
    (tmp_path / "attributions" / "a_x1.ann").write_text(
        "T1\tSource 9 12\tshe\nT2\tCue 13 17\tsaid\nT3\tContent 0 8\t...\nT4\tContent 19 25\t...\nT5\tAttribution 13 17\tsaid\n"
        "E1\tAttribution:T5 Source:T1 Cue:T2 Content:T3 Content2:T4\n"
        "T6\tDiscuss 0 8\t...\nE2\tDiscuss:T6\n#1\tAnnotatorNotes E1\tno\n",
        encoding="utf-8",
    )
    (report,) = polnear(tmp_path)
    ((found,),) = report.readings
    assert (found.source, found.cue, found.contents) == (((9, 12),), ((13, 17),), ((0, 8), (19, 25)))


def test_bad_passages_are_left_out_of_training(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("# good | agency | Asia\nAll quiet.\n# bad | agency | Asia\n{c1:x\n= 1\n", encoding="utf-8")
    assert [report.name for report in own(tmp_path)] == ["good"]


def test_overlap_is_intersection_over_union() -> None:
    assert overlap([(0, 4)], [(2, 6)]) == pytest.approx(1 / 3)
    assert overlap([], []) == 0


@pytest.mark.parametrize("seed", range(20))
def test_a_framed_sentence_stands_inside_its_teller(seed: int) -> None:
    text = "It rained all night. The mayor said the dam would hold. Nobody slept."
    spans = [(text.index(words), text.index(words) + len(words)) for words in ("The mayor", "said", "the dam would hold")]
    source, cue, content = ((span,) for span in spans)
    report = Annotated("dam", text, ((0, len(text)),), ((Marked(source, cue, content),),), False)
    (told,) = framed([report], random.Random(seed), 5)
    (outer, inner) = told.readings[0]
    assert told.text[slice(*inner.source[0])].lower() == "the mayor"
    assert [told.text[slice(*span)] for span in (*inner.cue, *inner.contents)] == ["said", "the dam would hold"]
    assert told.text[slice(*outer.contents[0])].lower() == "the mayor said the dam would hold"
    assert told.text[slice(*outer.source[0])].lower() in {teller.lower() for teller in TELLERS}
    assert told.text[slice(*outer.cue[0])].lower() in {"according to", "reported", "said", "as", "reports", "claimed"}
    assert told.text.endswith(".")
