from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integplan_pdf.engine.dates import add_months, format_date, parse_date, parse_period, period_of

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("08.02.2015", dt.date(2015, 2, 8)),
        ("8.2.2015", dt.date(2015, 2, 8)),
        ("8.2.15", dt.date(2015, 2, 8)),
        (" 8. 2. 2015 ", dt.date(2015, 2, 8)),
        ("8/2/2015", dt.date(2015, 2, 8)),
        ("2015-02-08", dt.date(2015, 2, 8)),
        ("2015-02-08T00:00:00", dt.date(2015, 2, 8)),
        ("8. februar 2015", dt.date(2015, 2, 8)),
        ("8 Feb. 2015", dt.date(2015, 2, 8)),
        ("1. DESEMBER 2026", dt.date(2026, 12, 1)),
        ("46023", dt.date(2026, 1, 1)),
        ("29.02.2028", dt.date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_in_every_form_people_write(text: str, day: dt.date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xx.xx.20xx",
        "29.02.2027",
        "31.04.2026",
        "02.2026",
        "vår 2026",
        "mars 2026",
        "31. april 2026",
        "123",
        "2026-02-08T13:00",
    ],
)
def test_what_is_no_date_is_not_guessed_at(text: str) -> None:
    assert parse_date(text) is None


@given(DAYS)
def test_a_written_date_reads_back(day: dt.date) -> None:
    assert parse_date(format_date(day)) == day


@pytest.mark.parametrize(
    ("text", "canonical", "start", "end"),
    [
        ("1.2.–30.6.2026", "01.02.2026–30.06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("1.2.26 - 30.6.26", "01.02.2026–30.06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("01.02.2026 til 30.06.2026", "01.02.2026–30.06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("f.o.m. 1.2.2026 t.o.m. 30.6.2026", "01.02.2026–30.06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("2026-02-01 – 2026-06-30", "01.02.2026–30.06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("2.2026-6.2026", "02.2026–06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("1. februar til 30. juni 2026", "01.02.2026–30.06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("februar 2026 – juni 2026", "02.2026–06.2026", dt.date(2026, 2, 1), dt.date(2026, 6, 30)),
        ("01.02.2026–", "01.02.2026–", dt.date(2026, 2, 1), None),
        ("01.02.2026", "01.02.2026", dt.date(2026, 2, 1), dt.date(2026, 2, 1)),
        ("12.2026", "12.2026", dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
    ],
)
def test_a_period_becomes_canonical(text: str, canonical: str, start: dt.date, end: dt.date | None) -> None:
    period = parse_period(text)
    assert (period.text, period.start, period.end) == (canonical, start, end)


@pytest.mark.parametrize(
    "text",
    ["vår 2026", "uke 6–26", "xx.20xx-xx.20xx", "2026–2027", "1.2–3.4–5.6", "ti uker", "mars til mai", "hver mai"],
)
def test_a_period_that_is_not_understood_is_kept_as_text(text: str) -> None:
    period = parse_period(text)
    assert (period.text, period.start, period.end) == (text, None, None)


@given(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
def test_a_period_of_days_reads_back(start: dt.date | None, end: dt.date | None) -> None:
    period = period_of(start, end)
    assert parse_period(period.text) == period


@given(st.text())
def test_a_canonical_period_stays_as_it_is(text: str) -> None:
    once = parse_period(text)
    assert parse_period(once.text) == once


def test_months_are_added_to_the_last_day_of_short_months() -> None:
    assert add_months(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert add_months(dt.date(2026, 1, 15), -1) == dt.date(2025, 12, 15)


def test_the_last_month_there_is_has_a_last_day() -> None:
    assert parse_period("12.9999").end == dt.date(9999, 12, 31)
