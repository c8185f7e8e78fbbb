"""Whom a pronoun or a description means: our resolver and two baselines on coreference gold, with gold's mentions given.

    python benchmarks/coreference.py DIR

DIR holds `ontogum/NAME.conll` (a token a line: number, word, chains in brackets as in OntoNotes) and `xml/NAME.xml` (the same
tokens with paragraphs, quotes and the day), as the news part of GUM does. Of every chain we ask for each mention but its first
that is a personal pronoun, or a definite description: a common noun behind "the", "this", "that", "these", "those" or an owner.
It is right when the nearest earlier mention that it is linked to belongs to its chain. "You" and reflexives count; "it" that
stands for nobody is no mention in gold, and "this" alone is not asked for.

- ours: `follow`, the heart of `resolve`, is given gold's mentions, and the names within them, instead of its own candidates;
  all else is as in a reading.
- closest compatible: the nearest earlier mention that agrees in number, gender and animacy, by the tables of the lexicon.
- closest subject: the nearest of these that is a subject.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from reportedly.knowledge.lexicon import group_of
from reportedly.read.attribute import attribute
from reportedly.read.cast.candidate import Candidate
from reportedly.read.cast.mentions import candidates_at
from reportedly.read.locate import locate
from reportedly.read.parse import parse
from reportedly.read.resolve import follow
from reportedly.read.syntax import SUBJECTS

Chars = tuple[int, int]
Features = tuple[str | None, str | None, str | None]  # number, gender, animacy; None where the tables do not tell
TIGHT_BEFORE, TIGHT_AFTER = frozenset(".,;:?!)]}%"), frozenset("([{$£€#")
CLITICS = ("'s", "’s", "'", "’", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", "’re", "’ve", "’ll")
POINTING = ("the", "this", "that", "these", "those")
SINGULAR, PLURAL = ("he", "she", "it", "i"), ("they", "we")
SYSTEMS = ("ours", "closest compatible", "closest subject")


@dataclass(frozen=True)
class Text:
    """A report made of gold's tokens, with gold's mentions: where each stands, and its chain."""

    text: str
    published: date | None
    mentions: tuple[tuple[Chars, str], ...]


@dataclass(frozen=True)
class Link:
    """A mention that was asked for: its kind, and for each system whether it was linked rightly."""

    kind: str
    words: str
    right: Mapping[str, bool]


def read(conll: Path, xml: Path) -> Text:
    """A text as gold has it. Raises ValueError when the two files are not of the same tokens."""
    rows = [line.split("\t") for line in conll.read_text("utf-8").splitlines() if "\t" in line]
    text, places, day = _written(xml.read_text("utf-8").splitlines())
    if len(rows) != len(places) or any(row[1] not in ("", text[slice(*p)]) for row, p in zip(rows, places, strict=True)):
        raise ValueError(f"{conll} and {xml} are not of the same tokens")
    return Text(text, day, tuple(sorted(_mentions(rows, places), key=lambda m: (m[0][0], -m[0][1]))))


def _written(lines: Sequence[str]) -> tuple[str, list[Chars], date | None]:
    """The running text of a tagged one, where each token stands in it, and its day."""
    text, places, day, tight = "", [], None, True
    for line in lines:
        if "\t" in line:
            word, tag = line.split("\t")[:2]
            word = unescape(word)
            joined = tight or word[0] in TIGHT_BEFORE or word in CLITICS or tag in ("''", "HYPH")
            text += word if joined else f" {word}"
            places.append((len(text) - len(word), len(text)))
            tight = tag in ("``", "HYPH") or word in TIGHT_AFTER
        elif line.startswith(("</p>", "</head>")) and text:
            text, tight = text.rstrip("\n") + "\n", True
        elif found := re.search(r'dateCreated="(\d{4}-\d\d-\d\d)"', line):
            day = date.fromisoformat(found[1])
    return text, places, day


def _mentions(rows: Sequence[Sequence[str]], places: Sequence[Chars]) -> Iterator[tuple[Chars, str]]:
    opened: dict[str, list[int]] = {}
    for (start, end), row in zip(places, rows, strict=True):
        for bracket, chain, closed in re.findall(r"(\()?(\d+)(\))?", row[2]):
            if bracket:
                opened.setdefault(chain, []).append(start)
            if closed:
                last = end if row[1] not in CLITICS else end - len(row[1])
                yield (opened[chain].pop(), last), chain


def links(gold: Text) -> Iterator[Link]:
    """Each mention that is asked for, with the verdicts on all systems."""
    parsed = parse(gold.text)
    chains = dict(gold.mentions)
    given = candidates_at(parsed, chains)
    _, stage = follow(parsed, attribute(parsed), given, gold.published, locate(parsed))
    found = [c for c in given if c.chars in chains]
    ours = {c.chars: stage.entered.get(c.chars) for c in found}
    features = {c.chars: _features(c) for c in found}
    choose: dict[str, Callable[[Candidate, Candidate], bool]] = {
        "ours": lambda c, before: ours[c.chars] is not None and ours[c.chars] == ours[before.chars],
        "closest compatible": lambda c, before: _agree(features[c.chars], features[before.chars]),
        "closest subject": lambda c, before: before.head.dep_ in SUBJECTS and _agree(features[c.chars], features[before.chars]),
    }
    for i, c in enumerate(found):
        kind, chain = _kind(c), chains[c.chars]
        earlier = [before for before in found[:i] if before.end <= c.start]
        if kind is None or all(chains[before.chars] != chain for before in earlier):
            continue
        nearest = {name: next((b for b in reversed(earlier) if fits(c, b)), None) for name, fits in choose.items()}
        right = {name: b is not None and chains[b.chars] == chain for name, b in nearest.items()}
        yield Link(kind, c.text, right)


def _kind(c: Candidate) -> str | None:
    if c.kind == "pronoun":
        return "pronoun"
    definite = any(t.lower_ in POINTING or t.dep_ == "poss" for t in c.head.lefts)
    return "definite description" if c.kind == "nominal" and definite else None


def _features(c: Candidate) -> Features:
    if c.kind == "pronoun":
        number = "one" if c.label in SINGULAR else "many" if c.label in PLURAL else None
        gender = c.label if c.label in ("he", "she") else None
        return number, gender, "person" if gender or c.label == "i" else "thing" if c.label == "it" else None
    number = "many" if c.head.tag_ in ("NNS", "NNPS") else "one"
    words = [t.text for t in c.head.lefts] + [c.noun, *c.text.split()]
    told = next((g.name for word in words if (g := group_of("names").get(word)) and g.name in ("female", "male")), None)
    given = group_of("given_names").get(c.text.split()[0].lower())
    gender = {"female": "she", "male": "he"}.get(told or (given.name if given else ""))
    human = c.head.ent_type_ == "PERSON" or gender or (c.role is not None and c.role.values["type"] in ("person", "anonymous"))
    return number, gender, "person" if human else "thing" if number == "one" else None


def _agree(one: Features, other: Features) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def score(folder: Path) -> tuple[Link, ...]:
    """All links of a folder's texts. Raises FileNotFoundError when it has none."""
    files = sorted((folder / "ontogum").glob("*.conll"))
    if not files:
        raise FileNotFoundError(f"no ontogum/*.conll in {folder}")
    return tuple(link for conll in files for link in links(read(conll, folder / "xml" / f"{conll.stem}.xml")))


def table(found: Sequence[Link]) -> str:
    """The share that each system has right, by kind, with n."""
    lines = [f"{'':24}{'n':>6}" + "".join(f"{name:>20}" for name in SYSTEMS)]
    for kind in ("pronoun", "definite description", None):
        asked = [link for link in found if kind in (None, link.kind)]
        right = Counter(name for link in asked for name in SYSTEMS if link.right[name])
        shares = "".join(f"{right[name] / len(asked) if asked else 0:>20.3f}" for name in SYSTEMS)
        lines.append(f"{kind or 'both':24}{len(asked):>6}{shares}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    print(table(score(parser.parse_args(arguments).folder)))


if __name__ == "__main__":
    main()
