import csv
import runpy
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.layouts import Hints, key_activities, kpi_tables, layouts
from loaders.reading import Reading
from metrics import period as spans
from tests.shared import ROOT, shared

SAMPLES = ROOT / "data" / "samples"
KPI_SAMPLE = SAMPLES / "illustrative-kpi-export.xlsx"
ACTIVITY_SAMPLE = SAMPLES / "key-activities-2019-20-q1.xlsx"
MAKER = SAMPLES / "make_samples.py"


@pytest.fixture(scope="module")
def kpi_sample() -> Reading:
    return kpi_tables.read(open_workbook(KPI_SAMPLE.name, KPI_SAMPLE.read_bytes()), Hints())


@pytest.fixture(scope="module")
def activity_sample() -> Reading:
    content = ACTIVITY_SAMPLE.read_bytes()
    return key_activities.read(open_workbook(ACTIVITY_SAMPLE.name, content), Hints())


def kpis() -> dict[str, dict[str, str]]:
    with (ROOT / "data" / "reference" / "kpis.csv").open(encoding="utf-8") as file:
        return {kpi["code"]: kpi for kpi in csv.DictReader(file) if kpi["plan"] == "2024/25"}


@pytest.mark.parametrize(
    ("path", "name"), [(KPI_SAMPLE, kpi_tables.NAME), (ACTIVITY_SAMPLE, key_activities.NAME)]
)
def test_exactly_one_layout_recognises_a_sample(path: Path, name: str) -> None:
    workbook = open_workbook(path.name, path.read_bytes())
    assert [layout.name for layout in layouts() if layout.recognises(workbook, Hints())] == [name]


def test_the_kpi_sample_reads_without_a_doubt_and_says_that_it_is_illustrative(
    kpi_sample: Reading,
) -> None:
    assert {finding.severity for finding in kpi_sample.findings} == {Severity.INFO}
    assert {finding.code for finding in kpi_sample.findings} == {"illustrative"}


def test_the_kpi_sample_covers_every_kpi_of_the_plan_in_every_quarter_but_a_few(
    kpi_sample: Reading,
) -> None:
    assert {row.code for row in kpi_sample.rows} == set(kpis())
    quarters = [spans.quarter(year, number) for year in range(2020, 2025) for number in range(1, 5)]
    figures = {(row.code, row.period) for row in kpi_sample.rows}
    missing = [(c, q.label) for c in kpis() for q in quarters if (c, q) not in figures]
    assert sorted(missing) == [
        ("CCS 17", "Q2 2022/23"), ("CON 10", "Q3 2023/24"), ("ED 01", "Q1 2022/23"),
    ]  # fmt: skip


def test_the_kpi_sample_shows_every_status_state_and_mark(kpi_sample: Reading) -> None:
    latest = [r for r in kpi_sample.rows if r.reported_status and r.period.financial_year == 2024]
    words = Counter(row.reported_status for row in latest)
    assert all(words[word] >= 3 for word in ("OK", "Warning", "Alert", "Data Only"))
    assert {row.state for row in kpi_sample.rows} == {None, "not due", "awaited"}
    provisional = sorted(row.code for row in kpi_sample.rows if row.provisional)
    assert provisional == ["CP 01", "CP 06", "RB 01"]


def test_the_reported_status_follows_the_tolerance_except_once(kpi_sample: Reading) -> None:
    differing = []
    for row in kpi_sample.rows:
        kpi = kpis()[row.code]
        if row.reported_status in (None, "Data Only") or row.value is None or row.target is None:
            continue
        gap = (row.value - row.target) * (1 if kpi["polarity"] == "maximise" else -1)
        amount = float(kpi["tolerance"] or 5)
        allowed = amount if kpi["tolerance_kind"] == "absolute" else row.target * amount / 100
        if row.reported_status != ("OK" if gap >= 0 else "Warning" if gap >= -allowed else "Alert"):
            differing.append((row.code, row.period.label, row.reported_status))
    assert differing == [("CON TPI 13", "Q4 2024/25", "OK")]


def test_targets_of_the_kpi_sample_belong_to_every_year(kpi_sample: Reading) -> None:
    targets = {row.period.financial_year for row in kpi_sample.rows if row.target is not None}
    assert targets == set(range(2020, 2025))


def test_cumulative_figures_rise_within_the_year(kpi_sample: Reading) -> None:
    homes = {row.period: row.value or 0 for row in kpi_sample.rows if row.code == "SP 01"}
    for year in range(2020, 2025):
        values = [homes[spans.quarter(year, number)] for number in range(1, 5)]
        assert values == sorted(values)
        assert homes[spans.financial_year(year)] == values[-1]


def test_the_activity_sample_has_the_facts_of_the_report(activity_sample: Reading) -> None:
    rows = activity_sample.rows
    assert not activity_sample.findings
    assert {row.period for row in rows} == {spans.quarter(2019, 1)}
    assert Counter(row.reported_status for row in rows) == {
        "Green": 32, "Amber": 2, "Start Later in Year": 2, "Complete": 1,
    }  # fmt: skip
    assert Counter(row.lead for row in rows) == {
        "D. Atkinson": 11, "A.M. Hawkins": 9, "R. Szadziewski": 8, "V.Wenham": 7, "B. Jolly": 1,
        None: 1,
    }  # fmt: skip
    assert Counter(row.portfolio for row in rows) == {
        "Strategy": 9, "Finance": 8, "Communities": 5, "Regulatory": 5, "Corporate": 5,
        "Wellbeing": 4, None: 1,
    }  # fmt: skip
    assert [row.code for row in rows if row.lead is None] == ["KA.11.03"]


def test_the_activity_sample_agrees_with_the_report_activity_by_activity(
    activity_sample: Reading,
) -> None:
    lines = shared("seeds/key-activities-2019-20-q1.txt").read_text(encoding="utf-8").splitlines()
    printed = [(line.split("\t") + [""] * 5)[:6] for line in lines if line.startswith("KA.")]
    report = {line[0][:8]: (line[1], line[4] or None, line[5] or None) for line in printed}
    sample = {r.code: (r.reported_status, r.lead, r.portfolio) for r in activity_sample.rows}
    assert sample == report


def test_continued_rows_joined_the_activity_they_continue(activity_sample: Reading) -> None:
    notes = {row.code: row.note or "" for row in activity_sample.rows}
    assert notes["KA.01.05"].endswith(
        "\nEight officers of the enterprise partnership took part in the tour."
    )
    assert notes["KA.07.01"].count("\n") == 2


def test_the_script_writes_the_committed_workbooks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source in (MAKER, SAMPLES / "key-activities-2019-20-q1.csv"):
        (tmp_path / "samples" / source.name).parent.mkdir(exist_ok=True)
        (tmp_path / "samples" / source.name).write_bytes(source.read_bytes())
    (tmp_path / "reference").mkdir()
    kpi_file = ROOT / "data" / "reference" / "kpis.csv"
    (tmp_path / "reference" / "kpis.csv").write_bytes(kpi_file.read_bytes())
    runpy.run_path(str(tmp_path / "samples" / MAKER.name), run_name="__main__")
    for path in (KPI_SAMPLE, ACTIVITY_SAMPLE):
        again, committed = load_workbook(tmp_path / "samples" / path.name), load_workbook(path)
        for sheet in committed.worksheets:
            same = again[sheet.title]
            assert list(same.values) == list(sheet.values)
            assert same.merged_cells.ranges == sheet.merged_cells.ranges
