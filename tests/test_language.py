import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from reportedly.ingest.language import language, language_name

SHORT_REPORTS = {
    "en": "Three villagers were hurt on Sunday when a mine went off beside the road to Halmin, the mayor told reporters.",
    "de": "Drei Dorfbewohner wurden am Sonntag verletzt, als neben der Straße eine Mine explodierte, sagte der Bürgermeister.",
    "fr": "Trois villageois ont été blessés dimanche par l'explosion d'une mine au bord de la route, a déclaré le maire.",
    "es": "Tres vecinos resultaron heridos el domingo al estallar una mina junto a la carretera de Halmin, dijo el alcalde.",
    "it": "Tre abitanti del villaggio sono rimasti feriti domenica per l'esplosione di una mina, ha detto il sindaco.",
    "pt": "Três moradores ficaram feridos no domingo quando uma mina explodiu na estrada, disse o prefeito aos jornalistas.",
    "nl": "Drie dorpelingen raakten zondag gewond toen een mijn ontplofte naast de weg naar Halmin, zei de burgemeester.",
    "pl": "Trzech mieszkańców wsi zostało rannych w niedzielę, gdy przy drodze do Halmin wybuchła mina, powiedział burmistrz.",
    "ru": "Трое жителей села ранены в воскресенье при взрыве мины у дороги на Халмин, сообщил журналистам глава района.",
    "uk": "Троє мешканців села поранені в неділю внаслідок вибуху міни біля дороги, повідомив журналістам голова громади.",
    "ar": "أصيب ثلاثة قرويين بجروح يوم الأحد في انفجار لغم بجانب الطريق، حسبما قال رئيس البلدية للصحفيين.",
    "fa": "سه روستایی روز یکشنبه در اثر انفجار مین در کنار جاده زخمی شدند، شهردار به خبرنگاران گفت.",
    "tr": "Belediye başkanı gazetecilere, pazar günü yol kenarında patlayan mayında üç köylünün yaralandığını söyledi.",
    "zh": "市长告诉记者，星期天路边一枚地雷爆炸，造成三名村民受伤，其中一人伤势严重。",
    "ja": "日曜日、道路脇で地雷が爆発し、村人三人が負傷したと市長が記者団に語った。",
    "ko": "일요일 도로변에서 지뢰가 폭발해 마을 주민 세 명이 다쳤다고 시장이 기자들에게 말했다.",
}


@pytest.mark.parametrize("code", SHORT_REPORTS)
def test_a_report_of_one_sentence(code):
    assert language(SHORT_REPORTS[code]) == code


@pytest.mark.parametrize("text", ["", " \n", "12 34", "👍🚑", "“” — …", "x", "UN", "\ud800", "'" * 10_000])
def test_what_cannot_be_told(text):
    assert language(text) == "und"


def test_english_with_foreign_words_is_english():
    said = 'RABAT - "Nous ne céderons pas," Minister Idriss Benhaddou told the daily Al-Watan al-Jadid in Ksar el-Djebel.'
    assert language(said + " He was speaking a day after talks with the union broke down over pay.") == "en"


def test_capitals_are_english_too():
    assert language(SHORT_REPORTS["en"].upper()) == "en"


def test_most_of_the_text_decides_not_its_first_line():
    assert language("MELDUNG DES TAGES\n\n" + SHORT_REPORTS["en"] * 5) == "en"
    assert language("BREAKING NEWS\n\n" + SHORT_REPORTS["de"] * 5) == "de"


def test_a_long_text_is_as_sure_as_a_short_one():
    assert language(SHORT_REPORTS["en"] * 5_000) == "en"
    assert language(SHORT_REPORTS["ru"] * 5_000) == "ru"


def test_every_language_has_a_name():
    labels = LanguageIdentifier.from_model_file(MODEL_FILE).labels
    codes = {code for code in labels if language_name(code) == code}
    assert codes <= {"zxx", "wuu", "yue", "ary", "arz", "uzs", "grc", "hbo"}  # these are never given
    assert language_name("de") == "German"
    assert language_name("qqq") == "qqq"


@given(st.text(max_size=60))
def test_any_text_has_one_language(text):
    assert language(text) == language(text)
    assert 2 <= len(language(text)) <= 3
