"""What a statement does: by its cue, by explicit words, and by the weights."""

from __future__ import annotations

import pytest

import reportedly
from reportedly.knowledge.lexicon import Group, groups, groups_of
from reportedly.knowledge.tables import table
from reportedly.knowledge.weights import best
from reportedly.read.attribute import attribute
from reportedly.read.explicit import by_cue
from reportedly.read.kinds import Said, before, features
from reportedly.read.layers import Attribution
from reportedly.read.parse import parse
from reportedly.read.resolve import resolve
from reportedly.records import Statement


def last(text: str) -> Statement:
    return reportedly.read(text, published="2019-03-12").statements[-1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ivo Marek said the army must leave the port.", "demand"),
        ("Ivo Marek said the water should crest by noon.", "say"),
        ("“Don't shoot,” the woman shouted.", "demand"),
        ("Ivo Marek spoke about his determination to rebuild the port.", "intend"),
        ("The clerk alleged that the mayor had taken bribes.", "accuse"),
        ("The mayor called for an inquiry.", "demand"),
        ("The mayor called the report “nonsense”.", "deny"),
        ("The driver pleaded guilty to smuggling.", "agree"),
        ("The driver pleaded not guilty to smuggling.", "deny"),
        ("The company did not respond to requests for comment.", "reject"),
        ("The rector thanked the firemen for their patience.", "other"),
        ("The ministry said the bridge was open.", "say"),
    ],
)
def test_the_kind_of_a_statement(text: str, kind: str) -> None:
    assert last(text).kind.value == kind


def test_what_answers_an_accusation_denies_it() -> None:
    assert last("The union accused the owner of lying. The owner said it had never seen the letter.").kind.value == "deny"


def test_an_explicit_word_says_the_kind() -> None:
    span = last("Ivo Marek said the army must leave the port.").kind.span
    assert span is not None
    assert span.quote == "must"


@pytest.mark.parametrize("group", [pytest.param(group, id=name) for name, group in groups("kinds").items()])
def test_a_group_of_words_is_a_feature(group: Group) -> None:
    parsed = parse(group.example)
    attributions = attribute(parsed)
    people = resolve(parsed, attributions, None)
    seen = {f for a in attributions for f in features(parsed, a, None, people)}
    assert f"group={group.name}" in seen


def test_every_outcome_of_the_weights_is_a_kind() -> None:
    (bias,) = (row for row in table("kinds.csv", dict) if not row["feature"])
    assert set(bias) - {"feature"} == set(groups_kinds()) | {"say", "other"}


def groups_kinds() -> set[str]:
    return {group.values["kind"] for found in groups_of("cues").values() for group in found}


def test_the_weights_follow_the_lexicon_where_nothing_speaks_against_it() -> None:
    assert best("kinds.csv", ("lexicon=demand", "cue=demand", "explicit=")) == "demand"


def test_what_was_said_before_is_not_the_relay_of_the_same_words() -> None:
    attributions = attribute(parse("The union accused the owner of lying. The owner said it had never seen the letter."))
    first, second = attributions[0], attributions[-1]
    assert before([first, second], [3, 4], 1) == Said(first, 3)
    assert before([first, first], [3, 4], 1) is None
    assert before([first], [3], 0) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The bank rejected the accusation.", "deny"),
        ("The union rejected a two percent offer.", "reject"),
        ("The premier ruled out a second vote.", "reject"),
        ("The minister wants to close the harbour.", "intend"),
        ("Fishermen want him gone by Christmas.", "demand"),
        ("The premier said the strike was illegal.", "reject"),
        ("The captain said he could not discuss the case.", "reject"),
        ("The ministry said it was set to open talks on Friday.", "intend"),
        ("The bishop said the shelling must stop.", "demand"),
        ("The rebels say they will disrupt the vote.", "threaten"),
        ("The farmers called the dam an act of robbery.", "accuse"),
        ("The bishop said he wanted to appeal to both villages for patience.", "ask"),
        ('"I want someone to look at the ledger," the bishop said.', "demand"),
        ("Ivo Marek said brigands intended to burn the mill.", "intend"),
    ],
)
def test_cues_and_words_that_leave_no_doubt(text: str, kind: str) -> None:
    assert last(text).kind.value == kind


@pytest.mark.parametrize("group", [pytest.param(g, id=name) for name, g in groups("acts").items() if "kind" in g.values])
def test_a_group_of_acts_gives_its_kind(group: Group) -> None:
    parsed = parse(group.example)
    heads = [t.i for t in parsed.doc if t.lemma_.lower() in group.words]
    whole = ((0, len(group.example)),)
    found = {by_cue(parsed, Attribution(None, None, whole, None, head)) for head in heads}
    read = {s.kind.value for s in reportedly.read(group.example).statements}
    assert group.values["kind"] in found | read
