import json
from datetime import date

from data.uploads import StoredFile
from loaders.check import Checked
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.json_report import json_report
from loaders.reading import Row, RowKind
from metrics.period import quarter

FILE = StoredFile("q1.csv", b"abc")
ROW = Row(
    RowKind.STATISTIC_VALUE, "X", quarter(2024, 1), "KPIs", "D14", value=83.1,
    vintage=date(2024, 5, 1),
)  # fmt: skip
FINDING = Finding(Severity.WARN, FindingCode.JUMP, "It is odd.", cell="A1")


def printed(checked: Checked) -> str:
    return json.dumps(json_report(FILE, checked))


def test_a_file_is_told_as_documented_name_by_name() -> None:
    assert printed(Checked("KPI tables", [ROW], [FINDING], {"cells": 10, "rows": 1})) == (
        '{"file": "q1.csv", '
        '"sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", '
        '"layout": "KPI tables", "status": "publishable", "counts": {"cells": 10, "rows": 1}, '
        '"findings": [{"severity": "warn", "code": "jump", "message": "It is odd.", '
        '"sheet": null, "cell": "A1", "found": null, "expected": null, "action": null}], '
        '"plan_rows": {}, "rows": [{"kind": "statistic_value", "code": "X", '
        '"period": {"kind": "quarter", "start": "2024-04-01", "end": "2024-06-30", '
        '"label": "Q1 2024/25"}, "sheet": "KPIs", "cell": "D14", "plan": null, "area": null, '
        '"name": null, "value": 83.1, "state": null, "unit": null, "target": null, '
        '"target_upper": null, "target_state": null, "reported_status": null, "note": null, '
        '"next_steps": null, "lead": null, "portfolio": null, "service": null, '
        '"lower": null, "upper": null, '
        '"provisional": false, "vintage": "2024-05-01", "polarity": null}]}'
    )


def test_a_file_without_a_layout_is_refused_and_has_none() -> None:
    report = json_report(FILE, Checked("", (), (FINDING,), {}))
    assert (report["layout"], report["status"], report["rows"]) == (None, "refused", [])
