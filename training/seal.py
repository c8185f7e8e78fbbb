"""The sums by which the reader knows the tagger's files again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from reportedly.knowledge.tagger import SUMS

NAMES = ("links.onnx", "settings.json", "tokenizer.json", "words.onnx")


def seal(folder: Path) -> None:
    """Write SHA256SUMS over the tagger's files in a folder."""
    lines = [f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in NAMES]
    (folder / SUMS).write_text("".join(lines))
