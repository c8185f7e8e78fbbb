"""Build knowledge/data/offices.csv: who held which office when.

    python scripts/build_offices.py --actors DIR

DIR holds reign_leaders_2021_03.csv (the leaders of REIGN, with days) and three tables of facts from Wikidata:
world_leaders_wikidata_2021.csv (years), ukraine_cabinet_wikidata.csv and world_bodies_wikidata.csv (days). The hand-kept
knowledge/data/offices_more.csv goes before them: an office that it lists is taken from it alone.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from reportedly.knowledge.gazetteer import countries, key

DATA = Path(__file__).parents[1] / "src/reportedly/knowledge/data"
MORE_KEPT_UNTIL = "2025-03-31"
WORLD_KEPT_UNTIL = "2022-10-01"  # the Captains Regent of 1 October 2022 are in it, the British change of 25 October is not
REIGN_KEPT_UNTIL = "2021-03-01"
REIGN_SINCE = "1985"
NEVER = "9999"

REIGN_CODES = """
AAB AG AFG AF ALB AL ALG DZ AND AD ANG AO ARG AR ARM AM AUL AU AUS AT AZE AZ BAH BH BAR BB BEL BE BEN BJ BFO BF BHM BS BHU BT
BLR BY BLZ BZ BNG BD BOL BO BOT BW BRA BR BRU BN BUI BI BUL BG CAM KH CAN CA CAO CM CAP CV CDI CI CEN CF CHA TD CHL CL CHN CN
COL CO COM KM CON CG COS CR CRO HR CUB CU CYP CY CZR CZ DEN DK DJI DJ DMA DM DOM DO DRC CD DRV VN ECU EC EGY EG EQG GQ ERI ER
EST EE ETH ET ETM TL FIJ FJ FIN FI FRN FR FSM FM GAB GA GAM GM GDR DD GFR DE GHA GH GMY DE GNB GW GRC GR GRG GE GRN GD GUA GT
GUI GN GUY GY HAI HT HON HN HUN HU ICE IS IND IN INS ID IRE IE IRQ IQ ISR IL ITA IT JAM JM JOR JO JPN JP KEN KE KIR KI KOS XK
KUW KW KYR KG KZK KZ LAO LA LAT LV LBR LR LES LS LIB LY LIE LI LIT LT LUX LU MAA MR MAC MK MAD MV MAG MG MAL MY MAS MU
MAW MW MEX MX MLD MD MLI ML MLT MT MNC MC MNG ME MON MN MOR MA MSI MH MYA MM MZM MZ NAM NA NAU NR NEP NP NEW NZ NIC NI NIG NG
NIR NE NOR NO NTH NL OMA OM PAK PK PAL PW PAN PA PAR PY PER PE PHI PH PNG PG POL PL POR PT PRK KP QAT QA ROK KR ROM RO RUS RU
RWA RW SAF ZA SAL SV SAU SA SEN SN SEY SC SIE SL SIN SG SKN KN SLO SK SLU LC SLV SI SOL SB SOM SO SPN ES SRI LK SSD SS STP ST
SUD SD SUR SR SVG VC SWA SZ SWD SE SWZ CH SYR SY TAJ TJ TAZ TZ THI TH TKM TM TOG TG TON TO TRI TT TUN TN TUR TR TUV TV UAE AE
UGA UG UKG GB UKR UA URU UY USA US UZB UZ VAN VU VEN VE WSM WS YEM YE YUG YU ZAM ZM ZIM ZW
"""  # states as REIGN abbreviates them, each with its ISO code; without Iran, Bosnia,
# Lebanon and San Marino, where several rule
REIGN_STATES = dict(zip(REIGN_CODES.split()[::2], REIGN_CODES.split()[1::2], strict=True))

TITLES = {
    "president": "president",
    "prime minister": "prime minister",
    "premier": "prime minister",
    "taoiseach": "prime minister",
    "federal chancellor": "chancellor",
    "king": "king",
    "monarch": "king",
    "druk gyalpo": "king",
    "ngwenyama": "king",
    "yang di-pertuan agong": "king",
    "emperor": "emperor",
    "sultan": "sultan",
    "emir": "emir",
    "prince": "prince",
    "pope": "pope",
    "supreme leader": "supreme leader",
}
QUEENS = ("Elizabeth II", "Margrethe II of Denmark")
ELSEWHERE = ("Elizabeth II", "Charles III")  # nobody calls them by the name of another realm
UKRAINE = {
    "Chairman of the Verkhovna Rada": "speaker",
    "Commander-in-Chief of the Armed Forces": "commander-in-chief",
    "Governor of the National Bank": "central bank governor",
    "Head of the Office of the President": "chief of staff",
    "Head of the Security Service": "head of the security service",
    "Minister of Defence": "defence minister",
    "Minister of Economy": "economy minister",
    "Minister of Education and Science": "education minister",
    "Minister of Energy": "energy minister",
    "Minister of Finance": "finance minister",
    "Minister of Foreign Affairs": "foreign minister",
    "Minister of Healthcare": "health minister",
    "Minister of Infrastructure": "infrastructure minister",
    "Minister of Interior Affairs": "interior minister",
    "Minister of Justice": "justice minister",
    "Permanent Representative to the United Nations": "ambassador to the United Nations",
    "President": "president",
    "Prime Minister": "prime minister",
    "Prosecutor General": "prosecutor general",
    "Secretary of the National Security and Defense Council": "national security adviser",
    "ambassador to the United States of America": "ambassador to the United States",
}
BODIES = {
    "Deputy Secretary-General of the United Nations": ("deputy secretary-general", "United Nations"),
    "Director-General of the World Trade Organization": ("director-general", "World Trade Organization"),
    "President of the International Court of Justice": ("president", "International Court of Justice"),
    "President of the United Nations General Assembly": ("president", "United Nations General Assembly"),
    "Secretary-General of the United Nations": ("secretary-general", "United Nations"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the table. Dates are YYYY, YYYY-MM or YYYY-MM-DD, as known; an open `end` is known to hold until `kept`."""

    title: str
    of: str
    name: str
    wikidata: str
    start: str
    end: str
    kept: str
    rules: str

    @property
    def office(self) -> tuple[str, str]:
        """What is held: a title, of a state or body."""
        return self.title, self.of


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, its cells without outer spaces."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:  # REIGN mixes encodings
        return [{name: (cell or "").strip() for name, cell in row.items() if name} for row in csv.DictReader(file)]


def supplement(path: Path) -> Iterator[Term]:
    """The hand-kept terms."""
    for row in rows(path):
        yield Term(**{**row, "kept": row["kept"] or MORE_KEPT_UNTIL})


def world(path: Path) -> Iterator[Term]:
    """The heads of states and governments in 2022, with years."""
    for row in rows(path):
        position, name = (
            row["positionLabel"],
            re.sub(r", Prince of.*| of (Denmark|Belgium|Norway|Jordan|Lesotho).*", "", row["officeholderLabel"]),
        )
        title = TITLES.get(re.split(r" of ", position)[0].lower()) or TITLES.get(position.lower())
        country = countries().by_name(re.sub(r"^Kingdom of (the )?", "", row["country"]))
        foreign = name in ELSEWHERE and row["country"] != "United Kingdom"
        if title and country and name and row["start_year"] and not foreign and not re.fullmatch(r"Q\d+", name):
            title = "queen" if row["officeholderLabel"] in QUEENS else title
            yield Term(title, country.code, name, row["officeholder"], row["start_year"], row["end_year"], WORLD_KEPT_UNTIL, "")


def ukraine(path: Path) -> Iterator[Term]:
    """Ukraine's cabinet and other offices, with days."""
    for row in rows(path):
        if row["position"] in UKRAINE and row["start"]:
            yield Term(UKRAINE[row["position"]], "UA", row["person"], row["personID"], row["start"], row["end"], "2022-07-31", "")


def bodies(path: Path) -> Iterator[Term]:
    """The heads of the United Nations, its court, and the WTO, with days."""
    for row in rows(path):
        if row["position"] in BODIES and row["start"]:
            name = row["person"].split(", Baron")[0]
            yield Term(*BODIES[row["position"]], name, row["personID"], row["start"], row["end"], WORLD_KEPT_UNTIL, "")


def reign(path: Path) -> Iterator[Term]:
    """Those who ruled in fact, with the day of their start; the end is the next one's start where both fall in one month."""
    ruling: dict[str, list[Term]] = {}
    for row in rows(path):
        code = REIGN_STATES.get(row["stateabb"])
        if code:
            start = f"{row['syear']}-{int(row['smonth']):02}-{int(row['sdate']):02}"
            end = f"{row['eyear']}-{int(row['emonth']):02}" if row["eyear"] else ""
            name = " ".join(reversed(re.sub(r"\(.*?\)", "", row["leader"]).strip().split(", ")))
            ruling.setdefault(code, []).append(Term("leader", code, name, "", start, end, REIGN_KEPT_UNTIL, "yes"))
    for terms in ruling.values():
        terms.sort(key=lambda term: term.start)
        for term, following in zip(terms, [*terms[1:], None], strict=True):
            handed_over = following and term.end[:7] == following.start[:7]
            yield replace(term, end=following.start if following and handed_over else term.end)


def surname(name: str) -> str:
    """The last word of a name, lower case and without accents."""
    return key(name).split()[-1].lower() if name.split() else ""


def entitled(leaders: list[Term], facts: list[Term]) -> Iterator[Term]:
    """Leaders and facts as one table: a leader who is also among the facts gets his full name, id and title from there.

    The title of a state's last leader goes to those before him since 1990, and to those after him.
    """
    people: dict[tuple[str, str], list[Term]] = {}
    for fact in facts:
        people.setdefault((fact.of, surname(fact.name)), []).append(fact)

    def match(leader: Term) -> Term | None:
        near = [
            fact
            for fact in people.get((leader.of, surname(leader.name)), ())
            if abs(int(fact.start[:4]) - int(leader.start[:4])) <= 1
        ]
        return near[0] if len(near) == 1 else None

    matches = {leader: match(leader) for leader in sorted(leaders, key=lambda term: term.start)}
    usual = {leader.of: found.title if found else "leader" for leader, found in matches.items()}
    for leader, found in matches.items():
        if found:
            yield replace(found, start=leader.start, end=leader.end or found.end, rules="yes")
        else:
            yield replace(leader, title=usual[leader.of] if leader.start > "1990" else "leader")
    for fact in facts:
        if fact not in matches.values():
            yield replace(fact, rules="yes" if usual.get(fact.of) == fact.title else "")


def merged(more: list[Term], others: Iterable[Term]) -> list[Term]:
    """The hand-kept terms, and the others on offices that those don't list; nobody else rules once a hand-kept one does."""
    listed = {term.office for term in more}
    begun: dict[str, str] = {}
    for term in more:
        if term.rules:
            begun[term.of] = min(begun.get(term.of, NEVER), term.start)
    kept = []
    for term in others:
        first = begun.get(term.of, NEVER) if term.rules else NEVER
        if term.office not in listed and term.start < first and (term.end or NEVER) >= REIGN_SINCE:
            kept.append(replace(term, end=min(term.end or NEVER, first).replace(NEVER, "")))
    return sorted(
        (replace(term, kept="" if term.end else term.kept) for term in [*more, *kept]),
        key=lambda term: (term.of, term.title, term.start, term.name),
    )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--actors", type=Path, required=True, metavar="DIR")
    actors: Path = parser.parse_args().actors
    facts = [
        *world(actors / "world_leaders_wikidata_2021.csv"),
        *ukraine(actors / "ukraine_cabinet_wikidata.csv"),
        *bodies(actors / "world_bodies_wikidata.csv"),
    ]
    ids = {(term.of, key(term.name)): term.wikidata for term in facts}
    more = [
        replace(term, wikidata=term.wikidata or ids.get((term.of, key(term.name)), ""))
        for term in supplement(DATA / "offices_more.csv")
    ]
    terms = merged(more, entitled([*reign(actors / "reign_leaders_2021_03.csv")], facts))
    with (DATA / "offices.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Term))
        writer.writerows(astuple(term) for term in terms)


if __name__ == "__main__":
    main()
