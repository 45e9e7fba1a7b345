"""Ten councils of every kind and nation: each starts with its own district, every page draws."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data import store as stores
from insights import area_shapes, areas, map_extents
from loaders import publish
from tests.pages.app import opened, text

# What COUNCIL says, and the code, kind and nation that it means.
COUNCILS = {
    "Kirklees": ("E08000034", "metropolitan district", "England"),
    "E07000178": ("E07000178", "district", "England"),
    "E06000063": ("E06000063", "unitary", "England"),
    "Leicestershire County Council": ("E10000018", "county", "England"),
    "Camden": ("E09000007", "London borough", "England"),
    "Cardiff": ("W06000015", "unitary", "Wales"),
    "City of Edinburgh": ("S12000036", "council area", "Scotland"),
    "Belfast": ("N09000003", "local government district", "Northern Ireland"),
    "Isles of Scilly": ("E06000053", "unitary", "England"),
    "Orkney Islands": ("S12000023", "council area", "Scotland"),
}
WITHOUT_PLAN = ["overview", "my_area", "kpi", "activities", "rug", "local-outcomes"]
WITH_DISTRICT = ["district", "compare", "map"]
# What is said without a plan, and of no district, does not depend on the kind of council.
ON_EVERY_PAGE = ("E07000178", "City of Edinburgh", "Belfast")
# What a database holds of a council, and of whom it is.
OF_A_COUNCIL = ("kpi_value", "activity_update", "council", "reference_version")


@pytest.fixture(scope="module")
def statistics_only(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped statistics and nothing of any council, as another's start has it.

    The figures are stored once for all tests: that takes longer than everything else.
    """
    path = Path(shutil.copy(built, tmp_path_factory.mktemp("statistics") / "statistics.duckdb"))
    with duckdb.connect(str(path)) as connection:
        for table in OF_A_COUNCIL:
            connection.execute(f"DELETE FROM {table}")
        for table in ("upload", "upload_file", "upload_step", "finding"):
            connection.execute(f"DELETE FROM {table} WHERE upload > 1")
    return path


@pytest.fixture(params=COUNCILS)
def council(
    request: pytest.FixtureRequest,
    statistics_only: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[str]:
    """A council's dashboard on a database of its own, just started."""
    path = Path(shutil.copy(statistics_only, tmp_path / "district.duckdb"))
    monkeypatch.setenv("DISTRICT_DATABASE", str(path))
    monkeypatch.setenv("COUNCIL", request.param)
    publish.ready()
    yield request.param
    stores.close_shared()


def test_every_page_of_a_council_draws_with_its_own_district(council: str) -> None:
    code, kind, nation = COUNCILS[council]
    name = areas.home()[1]
    assert areas.home()[0] == code
    assert areas.home_record()["kind"] == kind
    assert areas.names()[areas.own_nation()] == nation
    assert areas.groups()
    assert map_extents.extents(map_extents.tier_for("population"))
    assert area_shapes.hexagon_outlines((code,))["arcs"]
    pages = {}
    without_plan = WITHOUT_PLAN if council in ON_EVERY_PAGE else WITHOUT_PLAN[:1]
    others = ["upload", "history", "about", "search"] if council in ON_EVERY_PAGE else []
    for page in [*without_plan, *WITH_DISTRICT, *others]:
        app = opened(page)
        # There is nobody to show it for, and no report.
        assert not {"for", "quarter"} & {box.key for box in app.selectbox}
        assert len(app.title) == 1
        pages[page] = text(app)
    for page in without_plan:
        assert f"{name} has no corporate plan here yet" in pages[page]
    assert f"{name} in figures" in pages["district"]
    assert nation in pages["district"]
    assert f"{name} outlined" in pages["map"]
    # Compare lists every council of the kingdom.
    assert [page for page in pages if "Harborough" in pages[page]] in ([], ["compare"])
