from loaders.findings.finding import Finding
from loaders.layouts.kpi_tables.definitions import Definition
from loaders.layouts.kpi_tables.entry_rows import rows_of
from loaders.layouts.kpi_tables.kpi_entries import KpiEntry, NotRead
from loaders.layouts.kpi_tables.years_to_date import RunningYears, running_years
from loaders.reading import Row
from metrics.period import quarter
from metrics.status import Polarity
from tests.loaders.layouts.kpi_tables.kpi_sheets import entry_of

WHOLE_YEARS = RunningYears()


def rows_and_findings(
    entry: KpiEntry, years: RunningYears = WHOLE_YEARS
) -> tuple[list[Row], list[Finding]]:
    findings: list[Finding] = []
    return list(rows_of(entry, years, findings, NotRead())), findings


def test_a_row_has_all_that_the_table_says_of_a_figure() -> None:
    entry = entry_of(
        ["Code", "Name", "Target", "Q1 2024/25", "Status", "Note", "Owner", "Portfolio"],
        ["SP 01", "Homes", 40, "42*", "Green", "On course.", "A. Person", "Place"],
        definition=Definition("days", Polarity.MAXIMISE),
    )
    ((row,), findings) = rows_and_findings(entry)
    assert not findings
    assert (row.code, row.name, row.period, row.cell) == ("SP 01", "Homes", quarter(2024, 1), "D2")
    assert (row.value, row.unit, row.target, row.provisional) == (42, "days", 40, True)
    assert (row.reported_status, row.note) == ("Green", "On course.")
    assert (row.lead, row.portfolio, row.polarity) == ("A. Person", "Place", "maximise")


def test_status_and_note_go_to_the_latest_figure_and_a_dated_note_to_its_own() -> None:
    entry = entry_of(
        ["Code", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Status", "Note", "Note Q1 2024/25"],
        ["SP 01", 41, 42, "TBC", "Red", "Late", "Early"],
    )
    rows, _ = rows_and_findings(entry)
    assert [(row.value, row.reported_status, row.note) for row in rows] == [
        (41, None, "Early"), (42, "Red", "Late"), (None, None, None),
    ]  # fmt: skip


def test_a_note_stays_with_the_newest_figure_read_unless_it_names_an_unread_period() -> None:
    headings = ["Code", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Note", "Note Q2 2024/25"]
    for first, newest in (41, "TBC"), ("TBC", None):
        not_read = NotRead()
        entry = entry_of(headings, ["SP 01", first, "see email", newest, "Late", "Early"])
        rows = rows_of(entry, WHOLE_YEARS, [], not_read)
        assert {row.period.label: row.note for row in rows if row.note} == {"Q1 2024/25": "Late"}
        assert {row.period.label: row.note for row in not_read.figures if row.note} == {
            "Q2 2024/25": "Early"
        }
    entry = entry_of(headings[:2] + headings[4:5], ["SP 01", "see email", "Late"])
    not_read = NotRead()
    assert not rows_of(entry, WHOLE_YEARS, [], not_read)
    assert [row.note for row in not_read.figures] == ["Late"]


def test_a_comment_below_a_figure_follows_its_note() -> None:
    entry = entry_of(
        ["Code", "Q1 2024/25", "Note"], ["SP 01", 41, "Late"], ["It will be better next year."]
    )
    ((row,), _) = rows_and_findings(entry)
    assert row.note == "Late; It will be better next year."


def test_a_target_of_a_year_to_come_is_a_row_of_its_own() -> None:
    entry = entry_of(["Code", "2024/25", "Target 2025/26"], ["SP 01", 41, "45-50"])
    rows, _ = rows_and_findings(entry)
    assert [(row.period.label, row.value, row.target, row.target_upper) for row in rows] == [
        ("2024/25", 41, None, None), ("2025/26", None, 45, 50),
    ]  # fmt: skip


def test_a_year_still_running_ends_with_its_last_figure() -> None:
    entry = entry_of(["Code", "Q1 2024/25", "2024/25"], ["SP 01", 41, 41])
    rows, _ = rows_and_findings(entry, running_years([quarter(2024, 1)]))
    assert [row.period.label for row in rows] == ["Q1 2024/25", "2024/25 to June"]


def test_a_year_to_date_without_a_month_refuses_the_file() -> None:
    entry = entry_of(["Code", "YTD 2024/25"], ["SP 01", 41])
    rows, (finding,) = rows_and_findings(entry)
    assert not rows
    assert (finding.code, finding.cell) == ("no_period", "B1")
