"""No rule ever raises, whatever a plan holds. INTEGPLAN_EXAMPLES=10000 makes it the long run."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integplan_pdf.engine import paths
from integplan_pdf.engine.plans import field_paths, to_plan
from integplan_pdf.model.finding import Severity
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules import BOOK
from integplan_pdf.packs.integreringsplan.rules.eksempler import tre
from tests.packs.integreringsplan.lawcases import examples

EXAMPLES = int(os.environ.get("INTEGPLAN_EXAMPLES", "1000"))
SEVERAL = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

PLACES = sorted({path.replace("{i}", str(row)) for path in field_paths(Plan) for row in (1, 2, 4)})
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)) | st.dates(dt.date(2023, 1, 1), dt.date(2032, 1, 31))
JUDGED = st.dates(dt.date(2025, 10, 1), dt.date(2026, 12, 31)) | DAYS
WRITTEN = [
    *("", "x", "0", "99999", "60", "ja", "nei", "A1", "A2", "B1", "B2", "C1", "A1/A2", "A2/B1", "xx.20xx-xx.20xx"),
    *("15 t/uke", "1000000 timer i alt", "7,5 t per dag", "1–2 i uken", "noen", "tre møter", "to samtaler, kapasitet"),
    *("01.2026–02.2026", "31.12.9999–01.01.0001", "–01.02.2026", "01.02.2026–", "09.9999", "12.9999–12.9999"),
    *("14838702016", "148387 02016", "14838702024", "54838702271", "209900000103", "209900000104", "198900000106"),
    *("80000000001", "7869502019", "1234567890", "٣٤٥٦٧٨٩٠١٢٣", "0301 Oslo", "a@b.no", "OLENA KOVALENKO", "<Beskriv"),
    *("vgs_eller_hoeyere", "grunnskole", "under_grunnskole", "arbeid", "hoeyere_utdanning", "fullfoert_vgo"),
    *("deler_av_grunnskole_vgo", "fagskole", "livsmestring", "samfunnskunnskap", "fysioterapi", "diagnose"),
    *("Olena Kovalenko skal bli kokk", "Gir erfaring som kokk. " * 12, "Gir erfaring som sveiser. " * 12),
    *("2026-01-01", "2026-02-02", "2025-09-01", "2026-07-05", "2027-01-04", "2027-06-01", "2029-03-01", "2004-01-01"),
]


def fits(path: str, value: str) -> bool:
    """Return whether `value` can stand at `path`."""
    tree: dict[str, Any] = {}
    paths.put(tree, path, value)
    return not to_plan(Row("1", Origin(), tree), Plan)[1]


FITTING = {path: [value for value in WRITTEN if fits(path, value)] for path in PLACES}
ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(WRITTEN), DAYS, st.text(max_size=120), st.booleans(), st.none()
)
FACTS = [path for path in PLACES if path.partition(".")[0] in ("deltaker", "opplysninger", "varighet", "norskmaal")]
CHANGE = (st.sampled_from(FACTS) | st.sampled_from(PLACES)).flatmap(
    lambda path: st.tuples(st.just(path), st.sampled_from(FITTING[path]) | st.sampled_from(FITTING[path]) | ANYTHING)
)
CHANGES = st.lists(CHANGE, max_size=20).map(dict)


NEAR_A_RULE = [rule.about.fails for rule in BOOK if rule.id < "IP7"]
STARTS = st.none() | st.sampled_from([{}, *NEAR_A_RULE, *(example.change for example in examples() if example.alone)])


def made(start: dict[str, Any] | None, changes: dict[str, Any]) -> Plan:
    """Return a plan of whatever values can be used, and the rest left out, as when rows are read.

    It begins with nothing, or with an example of the rules or of the law.
    """
    tree: dict[str, Any] = {} if start is None else tre(start)
    for path, value in changes.items():
        paths.put(tree, path, value)
    plan, _ = to_plan(Row("1", Origin(), tree), Plan)
    assert isinstance(plan, Plan)
    return plan


@SEVERAL
@given(STARTS, CHANGES, STARTS, CHANGES, JUDGED)
def test_no_rule_ever_raises(
    start: dict[str, Any] | None,
    changes: dict[str, Any],
    other_start: dict[str, Any] | None,
    other_changes: dict[str, Any],
    on: dt.date,
) -> None:
    before, after = made(start, changes), made(other_start, other_changes)
    found = [*BOOK.check(before, on), *BOOK.check(after, on), *BOOK.check_change(before, after, on)]
    found += [finding for _, finding in BOOK.check_all([before, after, after], on)]
    found += [finding for _, finding in BOOK.check_list([before, after], [after], on)]
    for finding in found:
        assert finding.nb and finding.en
        assert not finding.unassessed or finding.severity is Severity.INFO
