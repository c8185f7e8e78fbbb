"""Bytes -> text, strictly: an encoding is never guessed, a byte never dropped or replaced."""

from __future__ import annotations

import codecs

from reportedly.errors import NotText

UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
OTHER_FORMATS = {
    b"%pdf": "a PDF; extract its text first: pdftotext FILE.pdf FILE.txt",
    b"pk\x03\x04": "a ZIP archive, as .docx, .odt and .epub are; save it as plain text first",
    b"\x1f\x8b": "compressed with gzip; unpack it first: gunzip --keep FILE.gz",
    b"{\\rtf": "rich text (RTF); save it as plain text first",
    b"<!doctype html": "a web page; save its text first",
    b"<html": "a web page; save its text first",
}
TO_UTF8 = "if it is text in an older encoding, convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"


def decoded(raw: bytes, name: str) -> str:
    """The text of UTF-8 bytes, or of UTF-16 ones with a byte order mark. A byte order mark is no part of the text.

    Raises NotText, naming the format or the offset of the first byte (from 0) that is not UTF-8.
    """
    for opening, kind in OTHER_FORMATS.items():
        if raw[: len(opening)].lower() == opening:
            raise NotText(f"{name}: not text but {kind}")
    encoding = UTF16.get(raw[:2], "utf-8")
    mark = 2 if raw[:2] in UTF16 else 3 if raw.startswith(codecs.BOM_UTF8) else 0
    if encoding == "utf-8" and (nul := raw.find(0)) >= 0:
        raise NotText(f"{name}: binary (a NUL byte at offset {nul}); give plain text in UTF-8")
    try:
        text = raw[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        at = mark + error.start
        raise NotText(f"{name}: byte 0x{raw[at]:02x} at offset {at} is not {encoding.upper()}; {TO_UTF8}") from error
    if "\0" in text:
        raise NotText(f"{name}: binary (the character NUL in it); give plain text in UTF-8")
    return text
