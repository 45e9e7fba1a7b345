"""The publishers' files made into what is shipped."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from pyarrow import parquet as pq

from loaders.collection import collected_areas
from loaders.collection.__main__ import DOCUMENT
from loaders.collection.collected_files import (
    CollectedFile,
    NoFiguresInFile,
    collected_files,
    under_current_codes,
)
from loaders.collection.definition_drafts import drafts
from loaders.collection.figure_counts import counts, document
from loaders.collection.figure_table import figure_table, parquet
from loaders.reading import Row, RowKind
from loaders.shipped_statistics import SHIPPED_STATISTICS, shipped_rows
from metrics.period import Period, PeriodKind
from tests.shared import shared

FAMILIES = ("foreign-direct-investment", "museums")
YEAR = Period(date(2017, 1, 1), date(2017, 12, 31), PeriodKind.CALENDAR_YEAR)
FORMER_GLASGOW, GLASGOW = "S12000046", "S12000049"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two families as the publisher gives them, and one of them again under another name."""
    target = tmp_path_factory.mktemp("published")
    for family in FAMILIES:
        for ending in ("csv", "json"):
            shutil.copy(shared(f"collection/{family}.{ending}"), target)
    (target / "again").mkdir()
    shutil.copy(target / "museums.csv", target / "again")
    return target


@pytest.fixture(scope="module")
def files(folder: Path) -> list[CollectedFile]:
    return list(collected_files([folder]))


def test_two_families_give_the_rows_that_are_shipped(files: list[CollectedFile]) -> None:
    (made,) = shipped_rows(parquet(figure_table(files))).values()
    (shipped,) = shipped_rows(SHIPPED_STATISTICS.read_bytes()).values()
    of_families = shipped[shipped["sheet"].isin([f"{family}.csv" for family in FAMILIES])]
    assert made.astype(str).to_dict("records") == of_families.astype(str).to_dict("records")
    assert len(made) == 1_520 + 432


def test_the_same_figures_give_the_same_bytes_in_whatever_order_they_come(
    files: list[CollectedFile],
) -> None:
    assert parquet(figure_table(files)) == parquet(figure_table(files[::-1]))


def test_lines_without_an_area_are_left_out_with_the_reason_and_the_file_is_read(
    files: list[CollectedFile],
) -> None:
    (investment,) = [file for file in files if file.name.startswith("foreign")]
    (reason,) = investment.left_out
    assert '60 lines have "na" for an area' in reason
    assert investment.published == "2026-05-12"


def test_a_file_that_no_layout_reads_stops_it(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("name,score\nA,1\n", encoding="utf-8")
    with pytest.raises(NoFiguresInFile, match="no layout"):
        list(collected_files([tmp_path]))


def row(area: str, value: float = 1.0) -> Row:
    return Row(RowKind.STATISTIC_VALUE, "museums", YEAR, "museums", "F2", area=area, value=value)


def test_an_area_that_was_merely_recoded_stands_under_its_current_code() -> None:
    (recoded,) = under_current_codes([row(FORMER_GLASGOW)])
    assert (recoded.area, recoded.note) == (GLASGOW, f"published as {FORMER_GLASGOW}")


def test_where_both_codes_are_published_both_stand() -> None:
    both = under_current_codes([row(FORMER_GLASGOW), row(GLASGOW, 2.0)])
    assert [known.area for known in both] == [FORMER_GLASGOW, GLASGOW]


def test_an_area_that_became_part_of_a_larger_one_keeps_its_code() -> None:
    (district,) = under_current_codes([row("E07000163")])
    assert district.area == "E07000163"


def test_every_area_of_the_figures_is_named_and_an_itl_area_lies_in_the_nearest(
    folder: Path,
) -> None:
    areas = {area.code: area for area in collected_areas.collected_areas(["TLC11"], [folder])}
    assert areas["TLC11"].parent == "TLC1"
    assert areas["TLC11"].kind == "ITL level 3"
    assert list(areas) == sorted(areas)


def test_an_area_that_no_file_names_stops_it(folder: Path) -> None:
    with pytest.raises(collected_areas.UnnamedArea, match="E06999999"):
        collected_areas.collected_areas(["E06999999"], [folder])


def test_a_draft_has_what_the_publisher_says_of_unit_decimals_and_address(folder: Path) -> None:
    (draft,) = drafts({"museums": "museums.csv"}, [folder])
    assert (draft["unit"], draft["decimals"]) == ("per 100,000", "1")
    assert draft["publisher"] == "Office for National Statistics"
    assert draft["source"].startswith("Museums: https://www.ons.gov.uk/")


def test_the_counts_are_those_of_the_figures() -> None:
    table = counts()
    assert table["figures"].sum() == pq.read_metadata(SHIPPED_STATISTICS).num_rows
    assert table.loc["claimant-count", "areas"] == 413
    assert table["police"]["homicide-offences"] > 300


def test_the_document_of_the_counts_is_that_of_the_figures() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()
