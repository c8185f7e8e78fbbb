"""The word lists: every group's example is a sentence that shows the group at work."""

from __future__ import annotations

import pytest

import reportedly
from reportedly.knowledge.lexicon import Group, groups
from reportedly.read.cast.cast import PRONOUN_OF, Cast
from reportedly.read.cast.mentions import candidates
from reportedly.read.parse import parse
from reportedly.read.speech.cues import kind_of
from reportedly.read.speech.hearsay import hearsay
from reportedly.read.speech.nouns import nominal, shown
from reportedly.read.speech.silences import silent
from reportedly.read.speech.tagged import without_addressee


def of(subject: str) -> list[object]:
    return [pytest.param(group, id=name) for name, group in groups(subject).items()]


@pytest.mark.parametrize("group", of("cues"))
def test_a_cue_makes_a_statement_of_its_kind(group: Group) -> None:
    parsed = parse(group.example)
    (cue,) = [t for t in parsed.doc if t.lemma_.lower() in group.words]
    rest = (cue.nbor().idx, len(group.example) - 1)
    assert kind_of(parsed, cue, without_addressee(cue, (rest,))) == group.values["kind"]


@pytest.mark.parametrize("group", of("nouns_of_saying"))
def test_a_noun_of_saying_makes_a_statement_of_its_kind(group: Group) -> None:
    parsed = parse(group.example)
    found = [a.kind for a in nominal(parsed) if a.head is not None and parsed.doc[a.head].lemma_.lower() in group.words]
    assert found == [group.values["kind"]]


@pytest.mark.parametrize("group", of("nouns_of_crying"))
def test_what_is_shouted_or_written_makes_a_statement(group: Group) -> None:
    (found,) = shown(parse(group.example))
    assert found.kind == group.values["kind"]
    assert group.example[slice(*found.contents[0])].startswith('"')


@pytest.mark.parametrize("group", of("silences"))
def test_a_silence_is_heard(group: Group) -> None:
    assert [a.kind for a in silent(parse(group.example))] == ["reject"]


@pytest.mark.parametrize("group", of("hearsay"))
def test_hearsay_makes_a_statement_of_its_kind(group: Group) -> None:
    assert [a.kind for a in hearsay(parse(group.example))] == [group.values["kind"]]


@pytest.mark.parametrize("group", of("channels"))
def test_a_channel_is_read(group: Group) -> None:
    (statement,) = reportedly.read(group.example).statements
    assert statement.channel is not None
    assert statement.channel.value == group.name


@pytest.mark.parametrize("group", of("hedges"))
def test_a_hedge_is_read(group: Group) -> None:
    (statement,) = reportedly.read(group.example).statements
    assert statement.hedge is not None


@pytest.mark.parametrize("group", of("roles"))
def test_a_role_noun_makes_a_candidate(group: Group) -> None:
    assert group.name in {c.role.name for c in candidates(parse(group.example)) if c.role}


@pytest.mark.parametrize("subject", ["cast", "pronouns", "short_titles"])
def test_examples_hold_a_word_of_their_group(subject: str) -> None:
    for group in groups(subject).values():
        said = group.example.lower()
        assert any(word.lower() in said for word in group.words), group.name


@pytest.mark.parametrize("group", of("names"))
def test_an_example_holds_a_word_of_its_group(group: Group) -> None:
    assert any(word in group.example for word in group.words)


@pytest.mark.parametrize("group", of("given_names"))
def test_a_given_name_tells_the_gender(group: Group) -> None:
    name, pronoun = group.example.split()[0], PRONOUN_OF[group.name]
    assert name in group.words
    assert f" {pronoun} " in group.example
    cast = Cast()
    assert cast[cast.person(f"{name} Marchenko")].gender == pronoun


@pytest.mark.parametrize("group", of("same_roles"))
def test_an_example_calls_an_office_by_two_words_of_its_group(group: Group) -> None:
    assert len({word.strip(".,;") for word in group.example.split()} & set(group.words)) == 2


@pytest.mark.parametrize("group", of("relays"))
def test_a_relay_becomes_a_link(group: Group) -> None:
    reading = reportedly.read(group.example)
    assert [name for s in reading.statements for name in reading.chain(s.id)] in (
        ["Radio Lumen"],
        ["The Harbour Gazette"],
        ["Harbour Gazette"],
        ["newspapers"],
    )
