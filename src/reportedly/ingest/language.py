"""The language of a text, by the character n-grams of py3langid (naive Bayes over 140 languages; Lui and Baldwin, 2012)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

UNDETERMINED = "und"
SURE = 0.5  # below it a text of a few words is as often named wrongly as rightly
SAMPLE = 4_000  # characters from the beginning, and as many from the middle: its probabilities flatten on longer texts
NOT_LANGUAGES = {"zxx", UNDETERMINED}  # zxx: no linguistic content, such as code or lists of digits
SPOKEN_OF_AS = {"wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar", "uzs": "uz", "grc": "el", "hbo": "he"}


def language(text: str) -> str:
    """The language that most of the text is in, as its ISO 639-1 code (639-3 where it has no such code).

    "und" when it cannot be told: no letters, or too few words. It depends on the text alone.
    """
    if not any(map(str.isalpha, text)):
        return UNDETERMINED
    code, probability = _identifier().classify(_sample(text))
    return UNDETERMINED if probability < SURE or code in NOT_LANGUAGES else SPOKEN_OF_AS.get(code, code)


def language_name(code: str) -> str:
    """The English name of a language code; the code itself when we have no name for it."""
    return _names().get(code, code)


def _sample(text: str) -> str:
    if len(text) <= 2 * SAMPLE:
        return text
    middle = max(SAMPLE, len(text) // 2)
    return text[:SAMPLE] + "\n" + text[middle : middle + SAMPLE]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    return tomllib.loads(files("reportedly.ingest").joinpath("languages.toml").read_text("utf-8"))
