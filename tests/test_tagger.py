"""The tagger: what it finds in plain sentences, and what it does on any text."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from tokenizers import Tokenizer

from reportedly.errors import DamagedKnowledge
from reportedly.knowledge.tagger import Tagged, Tagger, _viterbi, tag
from reportedly.knowledge.windows import (
    CLOSING,
    INSIDE,
    MOST_PIECES,
    OPENING,
    OUTSIDE,
    STEPS,
    UNCLOSED,
    relations,
    windows,
    words_of,
)

WEIGHTS = files("reportedly.knowledge").joinpath("data", "tagger")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str(WEIGHTS.joinpath("tokenizer.json").read_text("utf-8"))


def paragraphs(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def read(text: str) -> list[tuple[str, str, str]]:
    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " / ".join(text[start:end] for start, end in spans)

    return [(words(a.source), words(a.cue), words(a.contents).removeprefix("that ")) for a in tag(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour will reopen on Monday, the mayor said.", ("the mayor", "said", "The harbour will reopen on Monday")),
        (
            '"We have nothing to hide," Ilse Varga told reporters. "The books are open."',
            ("Ilse Varga", "told", '"We have nothing to hide," / "The books are open."'),
        ),
        (
            "Nine villages were cut off, according to the relief agency.",
            ("the relief agency", "according to", "Nine villages were cut off"),
        ),
        (
            "The ministry denied that its aircraft had crossed the border.",
            ("The ministry", "denied", "its aircraft had crossed the border"),
        ),
    ],
)
def test_plain_attributions(text: str, expected: tuple[str, str, str]) -> None:
    assert read(text) == [expected]


def test_one_attribution_inside_another() -> None:
    found = read("According to the Harbour Gazette, the captain told prosecutors that he had not slept for two days.")
    assert any(source == "the captain" and "he had not slept for two days" in content for source, _, content in found)
    assert any(source == "the Harbour Gazette" for source, _, _ in found)


def test_a_report_that_quotes_nobody_has_none() -> None:
    assert read("The bridge was closed on Wednesday. Buses were sent by way of the old road.") == []


def test_scores_are_probabilities_and_sure_finds_score_higher() -> None:
    text = '"We will not leave our homes," Omar Haddad said on Tuesday.'
    (found,) = tag(text, paragraphs(text))
    assert 0.6 < found.score < 1


def check(text: str, found: tuple[Tagged, ...]) -> None:
    for a in found:
        assert a.contents
        for start, end in (*a.source, *a.cue, *a.contents):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
        assert 0 < a.score < 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_tagged(text: str) -> None:
    check(text, tag(text, paragraphs(text)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "😀" * 300,
        '"' * 3000,
        "7" * 20_000,
        "a'" * 5_000 + "a",
        "قال الوزير إن المدينة هادئة.",
        "\ud800 she said \udfff",
        "[CLS] [SEP] [MASK] he said.",
        "she said " * 3_000,
        "部长说" * 500,
        "\u0300\u200b\ufeff\u2028 he said",
    ],
    ids=[
        "empty",
        "space",
        "emoji",
        "quotes",
        "digits",
        "apostrophes",
        "arabic",
        "surrogates",
        "specials",
        "long",
        "chinese",
        "odd",
    ],
)
def test_odd_texts(text: str) -> None:
    check(text, tag(text, paragraphs(text)))


def test_a_long_text_is_read_to_its_end() -> None:
    text = "The dam held, engineers said.\n" * 200
    assert sum(text[start:end] == "engineers" for a in tag(text, paragraphs(text)) for start, end in a.source) == 200


def test_reading_again_finds_the_same() -> None:
    text = "The dam held, engineers said. The river authority denied it."
    assert tag(text, paragraphs(text)) == tag(text, paragraphs(text))


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    with as_file(WEIGHTS) as folder:
        shutil.copytree(folder, tmp_path / "tagger")
    changed = tmp_path / "tagger" / "settings.json"
    changed.write_text(changed.read_text("utf-8") + " ", encoding="utf-8")
    with pytest.raises(DamagedKnowledge, match=r"settings\.json"):
        Tagger(tmp_path / "tagger")


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DamagedKnowledge, match="install reportedly again"):
        Tagger(tmp_path)


def test_the_weights_are_small() -> None:
    assert sum(len(file.read_bytes()) for file in WEIGHTS.iterdir()) < 30_000_000


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He "saw" it', [OUTSIDE, OPENING, INSIDE, CLOSING, OUTSIDE]),
        ("He “saw it", [OUTSIDE, OPENING, UNCLOSED, UNCLOSED]),
        ("He 'saw' it", [OUTSIDE, OPENING, INSIDE, CLOSING, OUTSIDE]),
        ("the drivers' it", [OUTSIDE] * 4),
        ('\'Twas "so"', [OUTSIDE, OUTSIDE, OPENING, INSIDE, CLOSING]),
    ],
)
def test_words_know_how_they_stand_to_quotation_marks(text: str, quotes: list[int]) -> None:
    assert [word.quote for word in words_of(text, 0, len(text))] == quotes


def test_sentences_end_at_stops_but_not_behind_a_title() -> None:
    text = "Mr. Amadi left. “It rained.” Then he slept."
    firsts = [text[w.start : w.end] for w in words_of(text, 0, len(text)) if w.place]
    assert firsts == ["Mr", "“", "Then"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab '\"“”‘’.,!\n7É中", max_size=400), st.integers(1, MOST_PIECES))
def test_windows_hold_every_word_once_and_are_small(tokenizer: Tokenizer, text: str, first: int) -> None:
    found = list(windows(text, paragraphs(text), tokenizer, first))
    words = [word[:2] for window in found for word in window.words]
    assert words == [w[:2] for start, end in paragraphs(text) for w in words_of(text, start, end)]
    for window in found:
        assert len(window.pieces) <= MOST_PIECES + 2
        assert len(window.pieces) == len(window.piece_word)
        assert (window.piece_word[window.first[window.first > 0]] == np.flatnonzero(window.first > 0) + 1).all()


@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 3)), min_size=1, max_size=6))
def test_relations_stay_within_the_models_tables(size: int, starts: list[tuple[int, int]]) -> None:
    words = words_of("Go. " * size, 0, 4 * size)
    cues = np.array([(min(a, len(words) - 1), min(a + b, len(words) - 1)) for a, b in starts])
    found = relations(words, cues)
    assert found.shape == (len(cues), len(words), 4)
    assert (found >= 0).all()
    assert (found.max((0, 1)) < (2 * len(STEPS) + 1, 7, 5, 7)).all()


@given(arrays.arrays(np.float32, (2, 12, 5), elements=st.floats(-9, 0, width=32)))
def test_inside_a_role_comes_only_behind_its_beginning(labels: np.ndarray) -> None:
    for path in _viterbi(labels, 2):
        for before, label in zip([0, *path], path, strict=False):
            assert label not in (2, 4) or before in (label - 1, label)


def test_viterbi_takes_the_likeliest_path() -> None:
    labels = np.log(np.array([[[0.6, 0.4, 0.0001], [0.2, 0.1, 0.7], [0.9, 0.05, 0.05]]], dtype=np.float32))
    assert _viterbi(labels, 1).tolist() == [[1, 2, 0]]
