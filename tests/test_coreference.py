"""The benchmark of coreference, on a text of our own in the format of its gold."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import coreference

TOKENS = (
    ("Olga", "NP", "(1"),
    ("Marchenko", "NP", "1)"),
    ("opened", "VVD", "_"),
    ("the", "DT", "(2"),
    ("bridge", "NN", "2)"),
    ("on", "IN", "_"),
    ("Sunday", "NP", "(3)"),
    (".", "SENT", "_"),
    ("She", "PP", "(1)"),
    ("said", "VVD", "_"),
    ("the", "DT", "(2"),
    ("bridge", "NN", "2)"),
    ("was", "VBD", "_"),
    ("safe", "JJ", "_"),
    (".", "SENT", "_"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Gold of one text: two chains, and a mention without one."""
    (tmp_path / "ontogum").mkdir()
    (tmp_path / "xml").mkdir()
    conll = [f"{i}\t{word}\t{chain}" for i, (word, _, chain) in enumerate(TOKENS)]
    (tmp_path / "ontogum" / "own.conll").write_text("\n".join(["# begin document", *conll]), "utf-8")
    tagged = [f"{word}\t{tag}\t{word}" for word, tag, _ in TOKENS]
    (tmp_path / "xml" / "own.xml").write_text("\n".join(['<text dateCreated="2019-03-12">', "<p>", *tagged, "</p>"]), "utf-8")
    return tmp_path


def test_the_text_is_written_as_people_write(folder: Path) -> None:
    gold = coreference.read(folder / "ontogum" / "own.conll", folder / "xml" / "own.xml")
    assert gold.text == "Olga Marchenko opened the bridge on Sunday. She said the bridge was safe.\n"
    assert [gold.text[slice(*chars)] for chars, chain in gold.mentions if chain == "1"] == ["Olga Marchenko", "She"]


def test_each_mention_but_the_first_is_asked_for(folder: Path) -> None:
    found = coreference.score(folder)
    assert [(link.kind, link.words) for link in found] == [("pronoun", "She"), ("definite description", "the bridge")]
    assert all(link.right["ours"] for link in found)
    assert [link.right["closest compatible"] for link in found] == [True, False]  # "Sunday" is nearer than the bridge


def test_the_table_says_n(folder: Path) -> None:
    assert coreference.table(coreference.score(folder)).splitlines()[-1].split() == ["both", "2", "1.000", "0.500", "0.500"]


def test_other_tokens_are_refused(folder: Path) -> None:
    xml = folder / "xml" / "own.xml"
    xml.write_text(xml.read_text("utf-8").replace("bridge\t", "tunnel\t", 1), "utf-8")
    with pytest.raises(ValueError, match="not of the same tokens"):
        coreference.score(folder)
