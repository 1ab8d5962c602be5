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

EXAMPLES = int(os.environ.get("INTEGPLAN_EXAMPLES", "1000"))
SEVERAL = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)

PLACES = sorted({path.replace("{i}", str(row)) for path in field_paths(Plan) for row in (1, 2, 4)})
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)) | st.dates(dt.date(2023, 1, 1), dt.date(2032, 1, 31))
WRITTEN = st.sampled_from(
    [
        *("", "x", "0", "99999", "60", "ja", "nei", "A1", "B1", "B2", "C1", "A2/B1", "xx.20xx-xx.20xx", "<Beskriv"),
        *(
            "15 t/uke",
            "1000000 timer i alt",
            "7,5 t per dag",
            "1–2 i uken",
            "noen",
            "tre møter",
            "to samtaler, kapasitet",
        ),
        *("01.2026–02.2026", "31.12.9999–01.01.0001", "–01.02.2026", "01.02.2026–", "09.9999", "12.9999–12.9999"),
        *("14838702016", "148387 02016", "54838702271", "209900000103", "80000000001", "1234567890", "٣٤٥٦٧٨٩٠١٢٣"),
        *("vgs_eller_hoeyere", "grunnskole", "under_grunnskole", "arbeid", "hoeyere_utdanning", "fullfoert_vgo"),
        *("deler_av_grunnskole_vgo", "fagskole", "livsmestring", "fysioterapi", "diagnose", "0301 Oslo", "a@b.no"),
    ]
)
VALUES: st.SearchStrategy[Any] = st.one_of(WRITTEN, DAYS, st.text(max_size=120), st.booleans(), st.none())
CHANGES = st.dictionaries(st.sampled_from(PLACES), VALUES, max_size=25)


def made(changes: dict[str, Any], *, from_nothing: bool) -> Plan:
    """Return a plan of whatever values can be used, and the rest left out, as when rows are read."""
    tree: dict[str, Any] = {} if from_nothing else tre({})
    for path, value in changes.items():
        paths.put(tree, path, value)
    plan, _ = to_plan(Row("1", Origin(), tree), Plan)
    assert isinstance(plan, Plan)
    return plan


@SEVERAL
@given(CHANGES, CHANGES, DAYS, st.booleans())
def test_no_rule_ever_raises(one: dict[str, Any], other: dict[str, Any], on: dt.date, from_nothing: bool) -> None:
    before, after = made(one, from_nothing=from_nothing), made(other, from_nothing=False)
    found = [*BOOK.check(before, on), *BOOK.check(after, on), *BOOK.check_change(before, after, on)]
    found += [finding for _, finding in BOOK.check_all([before, after, before, after], on)]
    found += [finding for _, finding in BOOK.check_list([before, after], [after], on)]
    for finding in found:
        assert finding.nb and finding.en
        assert not finding.unassessed or finding.severity is Severity.INFO
