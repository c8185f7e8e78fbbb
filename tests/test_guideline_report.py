"""The report from which the guidelines were written: its facts come out. Skipped where the gold folder is absent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import reportedly
from reportedly.records import Anchored, Figure, Interval, Reading, Statement

GOLD = Path(__file__).parent.parent.parent / "shared" / "data" / "ledger" / "001.json"


@pytest.fixture(scope="module")
def reading() -> Reading:
    if not GOLD.exists():
        pytest.skip("needs ../shared/data/ledger/001.json beside the project")
    gold = json.loads(GOLD.read_text("utf-8"))
    return reportedly.read(gold["text"], published=gold["published"])


def holding(reading: Reading, words: str) -> Statement:
    """The innermost statement whose content holds these words."""
    found = [s for s in reading.statements if any(words in span.quote for span in s.content)]
    return min(found, key=lambda s: sum(span.end - span.start for span in s.content))


def day(time: Anchored[Interval] | None) -> str | None:
    return time.value.day.isoformat() if time and time.value.day else None


def test_a_hedged_call_between_two_presidents(reading: Reading) -> None:
    s = holding(reading, "only lead to additional demands")
    assert reading.name(s.source) == "Vladimir Putin"
    assert s.addressee is not None
    assert reading.name(s.addressee.value) == "Emmanuel Macron"
    assert s.channel is not None
    assert s.channel.value == "phone"
    assert s.hedge is not None
    assert s.hedge.quote == "reportedly"


def test_an_outlet_in_the_chain(reading: Reading) -> None:
    s = holding(reading, "his determination")
    assert reading.name(s.source) == "Vladimir Putin"
    assert reading.chain(s.id) == ("The Economic Times",)


@pytest.mark.parametrize(
    ("words", "name"), [("The French president", "Emmanuel Macron"), ("the Russian leader", "Vladimir Putin")]
)
def test_a_description_is_somebody(reading: Reading, words: str, name: str) -> None:
    assert {reading.name(m.id) for m in reading.mentions if m.span.quote == words} == {name}


def test_the_tweet(reading: Reading) -> None:
    s = holding(reading, "human tragedies")
    assert reading.name(s.source) == "Emmanuel Macron"
    assert s.channel is not None
    assert s.channel.value == "tweet"


def figure(reading: Reading, best: int) -> Figure:
    (found,) = [f for f in reading.figures if f.best == best]
    return found


@pytest.mark.parametrize(("best", "measure"), [(227, "killed"), (525, "injured")])
def test_civilians_as_of_a_day(reading: Reading, best: int, measure: str) -> None:
    f = figure(reading, best)
    assert (f.measure.value, day(f.as_of), reading.claimant(f)) == (measure, "2022-03-01", "Michelle Bachelet")
    assert f.victims is not None
    assert f.place is not None
    assert (f.victims.value.text, f.place.value.name) == ("civilians", "Ukraine")


@pytest.mark.parametrize(("best", "measure"), [(498, "killed"), (1600, "injured")])
def test_a_states_own_losses(reading: Reading, best: int, measure: str) -> None:
    f = figure(reading, best)
    assert f.side is not None
    assert f.victims is not None
    assert (f.measure.value, reading.name(f.side.value), reading.claimant(f)) == (measure, "Russia", "Russia")
    assert f.victims.value.text == "soldiers"


def test_the_call_on_monday(reading: Reading) -> None:
    s = holding(reading, "to stop the attack")
    assert (reading.name(s.source), day(s.said_on)) == ("Emmanuel Macron", "2022-02-28")


def test_talks_near_a_border_and_an_agreement_that_failed(reading: Reading) -> None:
    talks = [e for e in reading.events if e.type == "CONSULT" and e.place and "Belarus" in e.place.value.name]
    assert [day(e.happened) for e in talks] == ["2022-02-28"]
    failed = [e for e in reading.events if e.type == "AGREE" and e.status.value == "failed"]
    parties = {reading.name(who.value) for e in failed for who in (e.actor, e.recipient) if who}
    assert parties == {"Russia", "Ukraine"}


def test_going_on_with_an_attack_says_nothing(reading: Reading) -> None:
    assert not [s for s in reading.statements if any("their attack" in span.quote for span in s.content)]
