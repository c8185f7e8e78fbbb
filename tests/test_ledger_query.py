"""Asking a ledger: filters, order, pages, the grammar of searches, and no error but ours for any of it."""

import dataclasses
import sqlite3
from datetime import date, timedelta

import pytest
from fake_reader import FakeReader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample import AGENTLESS, CALL, KILLED, READING, REPORT, SHELLING, TOLL

from reportedly.errors import BadQuery, QueryTooSlow
from reportedly.ledger import ASKED, VIEWS, fts, open_ledger, search, sqlite
from reportedly.ledger.grammar import MAX_LENGTH, MAX_TERMS, Term
from reportedly.records import Report, report_id

PEOPLE = ("Ada Brenik", "Tomas Vell", "Ilse Marrow")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Thirty reports of three lines, one a day from 1 March 2020, the last one without a date; and the sample."""
    with open_ledger(tmp_path_factory.mktemp("ledger") / "ledger.db", create=True) as made:
        for number in range(30):
            day = None if number == 29 else date(2020, 3, 1) + timedelta(number)
            lines = [f"{who} said the {'ferry' if at else 'bridge'} number {number} was open" for at, who in enumerate(PEOPLE)]
            text = "\n".join([*lines, "Ada Brenik denied that rivérs rose"])
            outlet = "Wire" if number % 2 else "Gazette"
            report = Report(report_id(text, outlet, None), text, f"Day {number}", day, outlet)
            made.add(report, next(FakeReader().read_many([report])))
        made.add(REPORT, READING)
        yield made


def contents(rows):
    return rows.column("content")


def test_newest_first_and_undated_last(ledger):
    rows = ledger.statements(limit=None, by="tomas")
    days = rows.column("published")
    assert len(days) == 30
    assert days[-1] is None
    assert days[:-1] == sorted(days[:-1], reverse=True)


def test_statements_of_one_report_are_in_the_order_of_its_text(ledger):
    rows = ledger.statements(since="2020-03-05", until="2020-03-05")
    assert rows.column("source") == [*PEOPLE, "Ada Brenik"]


@pytest.mark.parametrize("name", ["Ada Brenik", "ada", "BRENIK", "=Ada Brenik", "ada brenik"])
def test_by_a_name_or_part_of_it(ledger, name):
    assert set(ledger.statements(by=name).column("source")) == {"Ada Brenik"}


@pytest.mark.parametrize("name", ["=Ada", "brenik ada", "ad", "Bren"])
def test_not_by_another_name(ledger, name):
    assert len(ledger.statements(by=name)) == 0


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"via": "economic"}, []),
        ({"via": "taveno courier"}, [CALL.id]),
        ({"to": "Arvesk"}, [CALL.id]),
        ({"channel": "phone"}, [CALL.id]),
        ({"about": "torgal"}, [CALL.id]),
        ({"place": "Torvek"}, [TOLL.id]),
        ({"hedged": True}, [AGENTLESS.id]),
        ({"kind": ["reject", "accuse"], "hedged": False}, [CALL.id]),
        ({"type": "mixed"}, [CALL.id]),
        ({"min_score": 0.905}, [CALL.id]),
        ({"report": REPORT.id[:9]}, [TOLL.id, AGENTLESS.id, CALL.id]),
        ({"outlet": "The Sorrenik Herald", "by": "ministry"}, [TOLL.id]),
        ({"since": "2019-03-11", "until": date(2019, 3, 11)}, [CALL.id]),
        ({"search": "market -bridge"}, [TOLL.id]),
        ({"search": '"not pay for"'}, [CALL.id]),
        ({"search": "shell*"}, [AGENTLESS.id]),
        ({"search": "torvek", "by": "torgal"}, []),
        ({"search": "-ferry -bridge -rivers"}, [TOLL.id, AGENTLESS.id, CALL.id]),
    ],
)
def test_statement_filters(ledger, filters, ids):
    assert sorted(ledger.statements(**filters).column("id")) == sorted(ids)


@pytest.mark.parametrize(
    ("view", "filters", "ids"),
    [
        ("figures", {"by": "velmara", "kind": "killed", "place": "torvek"}, [KILLED.id]),
        ("figures", {"about": "civilians"}, [KILLED.id]),
        ("figures", {"search": "market"}, [KILLED.id]),
        ("figures", {"since": "2019-03-09", "until": "2019-03-09"}, [KILLED.id]),
        ("events", {"about": "kelduria", "kind": "ASSAULT"}, [SHELLING.id]),
        ("events", {"actor": "=Kelduria"}, [SHELLING.id]),
        ("events", {"status": "possible"}, [SHELLING.id]),
        ("appearances", {"about": "president torgal"}, ["e-torgal"]),
        ("appearances", {"kind": "outlet"}, ["e-courier"]),
        ("reports", {"search": "envoy"}, [REPORT.id]),
        ("reports", {"outlet": "The Sorrenik Herald", "until": "2019-12-31"}, [REPORT.id]),
    ],
)
def test_filters_of_the_other_views(ledger, view, filters, ids):
    assert ledger.ask(view, **filters).column("id") == ids


def test_place_knows_the_country_of_a_place(tmp_path):
    located = dataclasses.replace(KILLED.place, value=dataclasses.replace(KILLED.place.value, country="UA"))
    reading = dataclasses.replace(READING, figures=(dataclasses.replace(KILLED, place=located),))
    with open_ledger(tmp_path / "ledger.db", create=True) as ledger:
        ledger.add(REPORT, reading)
        for place in ("Ukraine", "UA", "Torvek"):
            assert ledger.figures(place=place).column("id") == [KILLED.id]
        assert len(ledger.figures(place="Poland")) == 0


def test_accents_do_not_matter(ledger):
    assert set(contents(ledger.statements(search="rivers"))) == {"that rivérs rose"}


def test_pages_join_without_gap_or_overlap(ledger):
    whole = ledger.statements(limit=1000)
    pages = []
    after = None
    while True:
        page = ledger.statements(limit=7, after=after)
        pages += page.values
        after = page.next
        if after is None:
            break
    assert tuple(pages) == whole.values
    assert ledger.statements(limit=None).values == whole.values
    assert len(whole) == ledger.count("statements") == 123


def test_a_common_word_gives_what_a_rare_one_would(ledger, monkeypatch):
    for filters in ({"search": "bridge"}, {"search": "open -ferry", "by": "ada"}, {"search": "open", "kind": "say"}):
        few = ledger.statements(limit=5, **filters)
        with monkeypatch.context() as patch:
            patch.setattr(fts, "FEW", 0)
            assert ledger.statements(limit=5, **filters).values == few.values


def test_facets(ledger):
    assert ledger.facet("statements", "source", limit=2) == [("Ada Brenik", 60), ("Ilse Marrow", 30)]
    assert ledger.facet("statements", "outlet", by="tomas") == [("Gazette", 15), ("Wire", 15)]
    assert dict(ledger.facet("statements", "kind", search="rivers")) == {"deny": 30}
    with pytest.raises(BadQuery, match="no column"):
        ledger.facet("statements", "colour")


@pytest.mark.parametrize(
    "filters",
    [
        {"by": ""},
        {"by": "—"},
        {"by": 3},
        {"search": ""},
        {"search": '"" * -'},
        {"search": "x" * (MAX_LENGTH + 1)},
        {"search": "x " * (MAX_TERMS + 1)},
        {"since": "yesterday"},
        {"since": 5},
        {"kind": "shout"},
        {"kind": ["say", None]},
        {"hedged": "yes"},
        {"min_score": 2},
        {"min_score": float("nan")},
        {"report": ""},
        {"outlet": "\ud800"},
        {"limit": 0},
        {"limit": 10**30},
        {"after": "nothing"},
        {"colour": "red"},
        {"actor": "Ada"},
    ],
)
def test_filters_that_are_refused(ledger, filters):
    with pytest.raises(BadQuery):
        ledger.statements(**filters)


ANYTHING = st.one_of(
    st.text(max_size=60),
    st.text(alphabet='ab "*-()^:{}+,;\\\x00\ud800AND OR NOT NEAR é', max_size=60),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.lists(st.text(max_size=5), max_size=3),
)
NAMES = sorted({name for view in ASKED.values() for name in (*view.names, *view.choices)})


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    view=st.sampled_from(sorted(ASKED)),
    filters=st.dictionaries(
        st.sampled_from([*NAMES, "search", "since", "until", "report", "outlet", "min_score", "limit", "after"]),
        ANYTHING,
        max_size=4,
    ),
)
def test_any_filter_gives_rows_or_our_error(ledger, view, filters):
    if filters.get("limit", 1) is None:
        filters["limit"] = 5
    try:
        assert len(ledger.ask(view, **filters)) >= 0
    except BadQuery:
        return


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.one_of(st.text(max_size=80), st.text(alphabet='ferry said"*-() ^:ANDORNOT', max_size=80)))
def test_any_search_gives_rows_or_our_error(ledger, query):
    try:
        rows = ledger.statements(search=query)
    except BadQuery:
        return
    for term in search(query).unwanted:
        if not term.prefix and term.text.isascii() and term.text.isalpha():
            assert not any(term.text.lower() in content.lower().split() for content in contents(rows))


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ("peace talks", ["peace", "talks"], []),
        ('"peace talks" -war', ["peace talks"], ["war"]),
        ('-"peace talks" pris*', [Term("pris", True)], ["peace talks"]),
        ('"open phrase', ["open phrase"], []),
        ("don't U.S. 2,000", ["don t", "U S", "2 000"], []),
        ('one"two"three', ["one", "two", "three"], []),
        ("- * ( AND", ["AND"], []),
        ('"sea por"*', [Term("sea por", True)], []),
        ("well-known", ["well known"], []),
    ],
)
def test_the_grammar(query, wanted, unwanted):
    found = search(query)
    assert found.wanted == tuple(each if isinstance(each, Term) else Term(each) for each in wanted)
    assert found.unwanted == tuple(map(Term, unwanted))


def test_a_query_has_a_deadline(ledger, monkeypatch):
    monkeypatch.setattr(sqlite, "OPCODES_BETWEEN_LOOKS", 1)
    with open_ledger(ledger.path, deadline=0) as hurried, pytest.raises(QueryTooSlow, match="ask for less"):
        hurried.statements(search="ferry")
    assert len(ledger.statements(search="ferry")) > 0


def test_rows_are_dicts_with_every_column(ledger):
    rows = ledger.statements(limit=3)
    assert [tuple(row) for row in rows] == [VIEWS["statements"].headings] * 3
    assert rows[0] == dict(zip(rows.columns, rows.values[0], strict=True))
    assert len(rows[1:]) == 2


def test_rows_in_a_notebook_are_escaped(ledger):
    page = ledger.figures(search="market")._repr_html_()
    assert "&lt;market&gt;" in page
    assert "<market>" not in page


def test_rows_go_to_pandas(ledger):
    pandas = pytest.importorskip("pandas")
    frame = ledger.statements(limit=3).to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == list(VIEWS["statements"].headings)


def test_rows_go_to_polars(ledger):
    pytest.importorskip("polars")
    assert ledger.statements(limit=3).to_polars().shape == (3, len(VIEWS["statements"].headings))


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_the_views_are_there_for_other_programs(ledger, view):
    raw = sqlite3.connect(ledger.path)
    cursor = raw.execute(f"SELECT * FROM {view}")
    assert [column[0] for column in cursor.description] == [*VIEWS[view].headings, "rowid"]
    assert len(cursor.fetchall()) == ledger.count(view)


def test_datasette_finds_the_search_of_a_view(ledger):
    raw = sqlite3.connect(ledger.path)
    sql = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'statements_fts'").fetchone()[0]
    assert 'content="statements"' in sql
    found = raw.execute(
        "SELECT source FROM statements WHERE rowid IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH 'rivers')"
    )
    assert set(found) == {("Ada Brenik",)}


def test_counting_by_source_touches_no_report(ledger):
    plan = (
        sqlite3.connect(ledger.path)
        .execute("EXPLAIN QUERY PLAN SELECT source, count(*) FROM statements GROUP BY source")
        .fetchall()
    )
    assert [row[3] for row in plan] == ["SCAN statement_records USING COVERING INDEX statement_records_by_source"]
