"""The tagger: finds source, cue and content of every attribution in a text, attributions inside contents included.

A small encoder (`data/tagger/words.onnx`) labels each word; for each cue found, a linker (`links.onnx`) labels the words that
are its source and its content. The labels are decoded by Viterbi under the constraints of B-I-O. A content in which the encoder
sees a hint of another cue is read once more on its own. `training/` made the weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray
from tokenizers import Tokenizer

from reportedly.errors import DamagedKnowledge
from reportedly.knowledge.windows import Chars, Ints, Window, Word, relations, windows

Floats = NDArray[np.float32]

SUMS = "SHA256SUMS"
CUE = 3  # where "begins a cue" stands among the flat labels, "in a cue" behind it
SOURCE, CONTENT = 1, 3  # where "begins" stands among a cue's links
NEVER = np.float32(-1e9)
WORDS_OUT = ("flat", "inner", "word", "cue", "word_match", "cue_match")
DEEPEST = 2  # how often contents are read again
FEATURES = (
    "bias",
    "cue",
    "content",
    "content_odds",
    "content_least",
    "content_length",
    "content_parts",
    "content_many_parts",
    "content_left_out",
    "content_mass",
    "source",
    "no_source",
    "source_left_out",
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution in characters of the text. `score` is the probability that its content and its source are right."""

    source: tuple[Chars, ...]
    cue: tuple[Chars, ...]
    contents: tuple[Chars, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in words of a window (half-open ranges), with the evidence for it, by `FEATURES`.

    `hint` is the probability of the likeliest inner cue in its contents.
    """

    source: tuple[Chars, ...]
    cue: Chars
    contents: tuple[Chars, ...]
    inner: bool
    hint: float
    evidence: Floats


@dataclass(frozen=True, slots=True)
class Settings:
    """What training tuned.

    Bonuses for labels that begin a cue; from which hint a content is read again; from which score an outer attribution is kept;
    and the weights of the evidence in the score, by `FEATURES`.
    """

    cue_bonus: float
    inner_bonus: float
    least_hint: float
    least_score: float
    weights: tuple[float, ...]


class Tagger:
    """A tagger from a folder of weights. Raises DamagedKnowledge when a file is missing or altered."""

    def __init__(self, folder: Traversable) -> None:
        kept = _checked(folder)
        self.settings = Settings(**json.loads(kept["settings.json"]))
        self.tokenizer = Tokenizer.from_str(kept["tokenizer.json"].decode("utf-8"))
        self.words = _session(kept["words.onnx"])
        self.links = _session(kept["links.onnx"])

    def tag(self, text: str, paragraphs: Sequence[Chars]) -> Iterator[Tagged]:
        """The attributions of a text, window by window, in order of their cues within each."""
        for window in windows(text, paragraphs, self.tokenizer):
            yield from self._deep(text, window, DEEPEST)

    def _deep(self, text: str, window: Window, deeper: int) -> Iterator[Tagged]:
        """The attributions in a window, and those that come to light when contents that may hold one are read on their own."""
        found = self.read(window)
        hinted = [a for a in found if not a.inner and a.hint >= self.settings.least_hint]
        contents = {span for a in hinted for span in _chars(window.words, a.contents)}
        taken = {at for a in found for at in range(window.words[a.cue[0]].start, window.words[a.cue[1] - 1].end)}
        yield from (self.tagged(window, a) for a in found)
        if not deeper:
            return
        for inner in windows(text, sorted(contents), self.tokenizer):
            for a in self._deep(text, inner, deeper - 1):
                if taken.isdisjoint(range(*a.cue[0])):
                    taken.update(range(*a.cue[0]))
                    yield a

    def tagged(self, window: Window, found: Linked) -> Tagged:
        """An attribution in characters of the text, with its score."""
        source, cue, contents = (_chars(window.words, ranges) for ranges in (found.source, [found.cue], found.contents))
        return Tagged(source, cue, contents, self.score(found))

    def read(self, window: Window) -> list[Linked]:
        """The attributions in one window, in order of their cues; those without a content are left out."""
        return self.decode(window, self.encode(window))

    def encode(self, window: Window) -> dict[str, Floats]:
        """What the encoder says of each word, by `WORDS_OUT`."""
        given = {
            "pieces": window.pieces,
            "piece_word": window.piece_word,
            "first": window.first,
            "last": window.last,
            "features": window.features(),
        }
        return dict(zip(WORDS_OUT, self.words.run(WORDS_OUT, given), strict=True))

    def decode(self, window: Window, out: Mapping[str, Floats]) -> list[Linked]:
        """The attributions in one window, from what the encoder says of its words."""
        outer = np.stack((_others(out["flat"]), *out["flat"][:, CUE : CUE + 2].T), axis=1)
        labels = _log_softmax(np.stack((outer, out["inner"])))
        bonuses = np.array((self.settings.cue_bonus, self.settings.inner_bonus), dtype=np.float32)
        cues = _cues(labels + bonuses[:, None, None] * np.array((0, 1, 0), dtype=np.float32))
        if not len(cues):
            return []
        links = self._links(window, out, cues)
        paths = _viterbi(links, 2)
        found = [_linked(cue, labels, row, path) for cue, row, path in zip(cues, links, paths, strict=True)]
        return [a for a in _settled(found) if a.inner or self.score(a) >= self.settings.least_score]

    def score(self, found: Linked) -> float:
        """The probability that content and source are right."""
        odds = float(np.array(self.settings.weights, dtype=np.float32) @ found.evidence)
        return 1 / (1 + math.exp(-odds))

    def _links(self, window: Window, out: Mapping[str, Floats], cues: Ints) -> Floats:
        """Log-probabilities of every word's link to every cue, shape (cues, words, 5)."""
        at = np.arange(len(window.words))
        held = ((at >= cues[:, :1]) & (at <= cues[:, 1:2])).astype(np.float32)
        given = {
            **{name: out[name] for name in WORDS_OUT if name != "inner"},
            "share": held / held.sum(1, keepdims=True),
            "nested": cues[:, 2],
            "relation": relations(window.words, cues[:, :2]),
        }
        links = _log_softmax(self.links.run(["links"], given)[0])
        links[held > 0, 1:] = NEVER
        return links


def tag(text: str, paragraphs: Sequence[Chars]) -> tuple[Tagged, ...]:
    """The attributions of a text, whose paragraphs are given in characters; in order of their cues.

    Raises DamagedKnowledge when the tagger's files are missing or altered.
    """
    return tuple(sorted(_tagger().tag(text, paragraphs), key=lambda found: found.cue))


@cache
def _tagger() -> Tagger:
    return Tagger(files("reportedly.knowledge").joinpath("data", "tagger"))


def _checked(folder: Traversable) -> dict[str, bytes]:
    """The files of a folder that its SHA256SUMS names."""
    found: dict[str, bytes] = {}
    try:
        for line in folder.joinpath(SUMS).read_text("utf-8").splitlines():
            digest, name = line.split()
            found[name] = folder.joinpath(name).read_bytes()
            if sha256(found[name]).hexdigest() != digest:
                raise ValueError(f"{name} is not the file that was shipped")
    except (OSError, ValueError) as error:
        raise DamagedKnowledge(f"knowledge/data/tagger: {error}; install reportedly again") from error
    return found


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _linked(cue: Ints, labels: Floats, links: Floats, path: Ints) -> Linked:
    """Source and contents of a cue: the labels among which it was found, its links (words, 5), the best path through them."""
    first, last, inner = (int(n) for n in cue)
    sources, contents = _runs(path, SOURCE), _runs(path, CONTENT)
    source = max(
        sources, key=lambda run: float((links[run[0] : run[1], 1:3].max(1) - links[run[0] : run[1], 0]).sum()), default=None
    )
    return Linked(
        (source,) if source else (),
        (first, last + 1),
        tuple(contents),
        bool(inner),
        max((float(np.exp(labels[1, start:end, 1].max())) for start, end in contents), default=0.0),
        _evidence(float(np.exp(labels[inner, first, 1])), np.exp(links), path, source),
    )


def _evidence(cue: float, links: Floats, path: Ints, source: Chars | None) -> Floats:
    """What speaks for an attribution, by `FEATURES`, from the probabilities of its cue and of its links (words, 5)."""
    likely = links[np.arange(len(path)), path]
    chosen = path >= CONTENT
    content = likely[chosen] if chosen.any() else np.zeros(1, dtype=np.float32)
    mass = links[:, CONTENT:].sum(1)
    length = max(int(chosen.sum()), 1)
    parts = int((path == CONTENT).sum())
    found = {
        "bias": 1.0,
        "cue": _odds(cue),
        "content": float(content.mean()),
        "content_odds": _odds(float(content.mean())),
        "content_least": _odds(float(content.min())),
        "content_length": math.log(1 + length),
        "content_parts": float(parts > 1),
        "content_many_parts": float(parts > 2),
        "content_left_out": math.log1p(float(mass[~chosen].sum()) / length),
        "content_mass": math.log(float(mass.sum()) / length + 0.1),
        "source": _odds(float(likely[source[0] : source[1]].mean())) if source else 0.0,
        "no_source": float(source is None),
        "source_left_out": _odds(float(links[:, SOURCE:CONTENT].max())) if source is None else 0.0,
    }
    return np.array([found[name] for name in FEATURES], dtype=np.float32)


def _odds(probability: float) -> float:
    """Log-odds, within bounds."""
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def _settled(found: list[Linked]) -> list[Linked]:
    """Without those that have no content, and the inner ones that stand in nobody's."""
    held = [content for a in found for content in a.contents]
    inside = (not a.inner or any(start <= a.cue[0] and a.cue[1] <= end for start, end in held) for a in found)
    return [a for a, holds in zip(found, inside, strict=True) if a.contents and holds]


def _chars(words: Sequence[Word], ranges: Sequence[Chars]) -> tuple[Chars, ...]:
    return tuple((words[start].start, words[end - 1].end) for start, end in ranges)


def _cues(labels: Floats) -> Ints:
    """First and last word of each cue, and whether it was found inside a content; labels (outer and inner, words, 3)."""
    outer, inner = _viterbi(labels, 1)
    found = [(start, end, 0) for start, end in _runs(outer, 1)]
    taken = {at for start, end, _ in found for at in range(start, end)}
    found += [(start, end, 1) for start, end in _runs(inner, 1) if not taken.intersection(range(start, end))]
    return np.array([(start, end - 1, inside) for start, end, inside in sorted(found)], dtype=np.int64).reshape(-1, 3)


def _others(flat: Floats) -> Floats:
    """The logit of everything that is no cue."""
    rest = np.delete(flat, (CUE, CUE + 1), axis=1)
    top = rest.max(1)
    return np.asarray(top + np.log(np.exp(rest - top[:, None]).sum(1)), dtype=np.float32)


def _log_softmax(logits: Floats) -> Floats:
    top = logits - logits.max(-1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(-1, keepdims=True)), dtype=np.float32)


def _runs(path: Ints, begins: int) -> list[Chars]:
    """The runs of one role in a path of labels: a "begins" and the "in" behind it."""
    found: list[Chars] = []
    for at in np.flatnonzero(path == begins):
        end = int(at) + 1
        while end < len(path) and path[end] == begins + 1:
            end += 1
        found.append((int(at), end))
    return found


def _viterbi(labels: Floats, roles: int) -> Ints:
    """The best paths through log-probabilities (rows, words, 1 + 2 * roles), where "in" a role follows "begins" or "in" it."""
    rows, words, count = labels.shape
    barred = _barred(roles)
    best = labels[:, 0] + barred[0]
    back = np.zeros((words, rows, count), dtype=np.int64)
    for at in range(1, words):
        reach = best[:, :, None] + barred
        back[at] = reach.argmax(1)
        best = reach.max(1) + labels[:, at]
    path = np.zeros((rows, words), dtype=np.int64)
    path[:, -1] = best.argmax(1)
    for at in range(words - 1, 0, -1):
        path[:, at - 1] = back[at][np.arange(rows), path[:, at]]
    return path


@cache
def _barred(roles: int) -> Floats:
    """0 where a label may follow another, far below where not; the row of "no" is also that of the beginning."""
    count = 1 + 2 * roles
    barred = np.zeros((count, count), dtype=np.float32)
    for inside in range(2, count, 2):
        barred[:, inside] = NEVER
        barred[inside - 1 : inside + 1, inside] = 0
    return barred
