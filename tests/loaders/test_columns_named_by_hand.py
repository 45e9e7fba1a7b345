"""A table with headings nobody knows: shown, named once, read ever after, and rebuilt alike."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from data.questions import stored_statistics, stored_uploads
from data.store import Store
from data.uploads import StoredFile
from loaders import __main__ as command_line
from loaders import publish, stored_mappings
from loaders.check import Checked, Plans
from loaders.findings.codes import Severity
from loaders.parsing.normalise import plain
from loaders.publish import SubmittedFile
from loaders.reading import StatisticKey
from loaders.rebuild import rebuild
from loaders.tables.column_mapping import ColumnMapping, likely_heading_row
from loaders.tables.headings import Role
from tests.actors import ANALYST, analyst
from tests.loaders.checks.small_workbooks import workbook

ODD = ColumnMapping(
    ("our ref", "we count", "first three months", "we hoped for"),
    {0: Role.CODE, 1: Role.NAME, 2: Role.VALUE, 3: Role.TARGET},
)
OTHERWISE = ColumnMapping(ODD.signature, {0: Role.CODE, 2: Role.TARGET, 3: Role.VALUE})


def odd(value: int = 120, ref: str = "Our Ref.") -> SubmittedFile:
    table = f"Homes team\n{ref},We count,First three months,We hoped for\nSP 01,Homes,{value},90\n"
    return SubmittedFile(StoredFile("homes.csv", table.encode()), period="Q1 2024/25")


def figures(checked: Checked) -> list[tuple[str, str, float | None, float | None]]:
    return [(row.code, row.period.label, row.value, row.target) for row in checked.rows]


@pytest.fixture
def store(without_figures: Store) -> Store:
    return without_figures


def test_a_table_with_unknown_headings_is_refused_and_shown() -> None:
    checked = publish.read(odd(), Plans())
    assert [finding.code for finding in checked.findings] == ["no_layout"]
    (shown,) = checked.first_rows
    assert shown.rows[2] == ("SP 01", "Homes", "120", "90")
    row = likely_heading_row(shown)
    assert row == 2
    assert shown.signatures[row - shown.first_row] == ODD.signature


def test_named_once_it_is_read_and_so_is_every_file_with_these_headings(store: Store) -> None:
    stored_mappings.keep(store, ODD, ANALYST)
    for submitted, value in ((odd(), 120), (odd(130, "our ref"), 130)):
        checked = publish.read(submitted, Plans(), mappings=stored_mappings.kept(store))
        assert figures(checked) == [("SP 01", "Q1 2024/25", value, 90)]
        assert checked.publishable
        assert list(checked.mappings) == [ODD]
        assert checked.first_rows  # for what was said to be corrected
    other = publish.read(odd(130, "Reference of ours"), Plans(), mappings=[ODD])
    assert other.first_rows


V, T = Role.VALUE, Role.TARGET
OVER = ("Zahl", "Q1 2024/25", None, "Q2 2024/25", None)
WORDS = (None, "did", "aim", "did", "aim")


@pytest.mark.parametrize(
    ("rows", "heading_row", "roles"),
    [
        ([OVER, ("what", *WORDS[1:])], 2, {0: Role.CODE, 1: V, 2: T, 3: V, 4: T}),
        # The codes stand under no heading of the row that was chosen.
        ([OVER, WORDS], 2, {-1: Role.CODE, 0: V, 1: T, 2: V, 3: T}),
        # The upper row was chosen: what stands below it is no figure.
        ([OVER, WORDS], 1, {0: Role.CODE, 1: V, 2: T, 3: V, 4: T}),
        (
            [
                ("Frob", "2024/25", None, "2024/25", None),
                (None, "first thing", None, "second thing", None),
                (None, "Q1", "Q1", "Q2", "Q2"),
            ],
            3,
            {-1: Role.CODE, 0: V, 1: T, 2: V, 3: T},
        ),
    ],
)
def test_named_by_hand_a_table_may_have_several_rows_of_headings(
    rows: list[tuple[object, ...]], heading_row: int, roles: dict[int, Role]
) -> None:
    content = workbook([*rows, ("CON 15", 210, 200, 190, 185)])
    submitted = SubmittedFile(StoredFile("odd.xlsx", content))
    (shown,) = publish.read(submitted, Plans()).first_rows
    by_hand = ColumnMapping(shown.signatures[heading_row - 1], roles)
    checked = publish.read(submitted, Plans(), mappings=[by_hand])
    assert [finding for finding in checked.findings if finding.severity is Severity.REJECT] == []
    assert [(r.period.label, r.value, r.target) for r in checked.rows] == [
        ("Q1 2024/25", 210, 200),
        ("Q2 2024/25", 190, 185),
    ]


def test_words_over_a_blank_heading_do_not_part_the_periods_beside_them_from_their_quarters() -> (
    None
):
    over = ("Our ref", "2024/25", None, "2025/26", None)
    content = workbook([over, (None, "Q1", "Q2", "Q1", "Q2"), ("CON 15", 210, 200, 190, 185)])
    checked = publish.read(SubmittedFile(StoredFile("odd.xlsx", content)), Plans())
    assert [row.period.label for row in checked.rows] == [
        "Q1 2024/25", "Q2 2024/25", "Q1 2025/26", "Q2 2025/26",
    ]  # fmt: skip


def test_what_an_upload_was_read_by_is_kept_with_it(store: Store) -> None:
    submitted = odd()
    number = publish.publish(
        store, submitted, publish.read(submitted, Plans(), mappings=[ODD]), analyst("A")
    )
    (hints,) = stored_uploads.uploads(store)["hints"]
    assert '"our ref"' in hints
    again = publish.read(submitted, Plans(), mappings=[ODD])
    assert publish.publish(store, submitted, again, analyst("A")) == number


def test_a_file_that_needs_no_mapping_keeps_none(store: Store) -> None:
    table = b"Code,Short Name,Period,Value\nSP 01,Homes,Q1 2024/25,120\n"
    submitted = SubmittedFile(StoredFile("known.csv", table))
    publish.publish(
        store, submitted, publish.read(submitted, Plans(), mappings=[ODD]), analyst("A")
    )
    assert list(stored_uploads.uploads(store)["hints"]) == ["{}"]


def test_a_rebuild_reads_by_what_was_said_then(store: Store, tmp_path: Path) -> None:
    submitted = odd()
    stored_mappings.keep(store, ODD, ANALYST)
    by_hand = stored_mappings.kept(store)
    publish.publish(
        store, submitted, publish.read(submitted, Plans(), mappings=by_hand), analyst("A")
    )
    stored_mappings.keep(store, OTHERWISE, ANALYST)
    assert rebuild(store, tmp_path / "again.duckdb").uploads == 1
    fresh = Store(tmp_path / "again.duckdb")
    assert list(stored_uploads.current_rows(fresh, "kpi_value")["value"]) == [120]
    assert list(stored_mappings.kept(fresh)) == [OTHERWISE]


def test_a_rebuild_reads_statistics_by_what_was_said_then(store: Store, tmp_path: Path) -> None:
    table = b"Place,2022,2023\nHarborough,412,398\n"
    submitted = SubmittedFile(StoredFile("empty-homes.csv", table))
    homes = StatisticKey("empty-homes", "Empty homes", "number")
    roles = {0: Role.AREA, 1: Role.FIGURE, 2: Role.FIGURE}
    mapping = ColumnMapping(("place", "2022", "2023"), roles, {1: homes, 2: homes})
    checked = publish.read(submitted, Plans(), mappings=[mapping])
    publish.publish(store, submitted, checked, ANALYST)
    assert rebuild(store, tmp_path / "again.duckdb").uploads == 1
    fresh = Store(tmp_path / "again.duckdb")
    figures = stored_statistics.statistic_values(fresh, ["empty-homes"], ["E07000131"])
    assert list(figures["value"]) == [412, 398]
    assert set(figures["area"]) == {"E07000131"}


ONS_LINE = ("E07000131", "Empty homes", "2024-01-01/P1Y", "412")


def test_a_line_of_a_published_file_that_was_named_by_hand_changes_how_no_file_is_read(
    store: Store,
) -> None:
    lines = [("AREACD", "Indicator", "Period", "Observation"), ONS_LINE]
    published = "\n".join(map(",".join, lines)).encode()
    bait = publish.read(SubmittedFile(StoredFile("bait.csv", published.splitlines()[1])), Plans())
    assert [finding.code for finding in bait.findings] == ["no_layout"]
    assert [sheet.signatures for sheet in bait.first_rows] == [[()]]

    hijacked = StatisticKey("hijacked", "Hijacked statistic", "number")
    roles = {0: Role.AREA, 2: Role.PERIOD, 3: Role.FIGURE}
    for signature in (plain_words(ONS_LINE), plain_words(lines[0])):
        stored_mappings.keep(
            store, ColumnMapping(signature, roles, {3: hijacked}), analyst("A. Person")
        )
    submitted = SubmittedFile(StoredFile("published.csv", published))
    by_hand = publish.read(submitted, Plans(), mappings=stored_mappings.kept(store))
    untouched = publish.read(submitted, Plans())
    assert by_hand.rows == untouched.rows
    assert [row.name for row in by_hand.rows] == ["Empty homes"]
    assert not by_hand.mappings


def plain_words(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(plain, texts))


@pytest.mark.usefixtures("fresh")
def test_the_command_line_reads_by_what_was_said_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "homes.csv"
    path.write_bytes(odd().file.content)
    arguments = ["publish", str(path), "--period", "Q1 2024/25", "--by", "A. Analyst"]
    assert command_line.main(arguments) == command_line.REFUSED
    stored_mappings.keep(publish.ready(), ODD, ANALYST)
    assert command_line.main(arguments) == command_line.DONE
    assert "1 rows" in capsys.readouterr().out
