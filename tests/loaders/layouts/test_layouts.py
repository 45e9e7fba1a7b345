import pkgutil

from loaders import layouts as folder
from loaders.layouts import (
    Hints,
    kpi_tables,
    layout_for,
    layouts,
    mapped_statistics,
    ons_explore_local_statistics,
)
from loaders.reading import StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from loaders.workbook import Sheet, Workbook

KPIS = Workbook("kpis.xlsx", "xlsx", [Sheet("KPIs", [["Code", "2024/25"], ["SP 01", 42]])])
OF_KPIS = ColumnMapping(("a", "b"), {0: Role.CODE, 1: Role.VALUE})
OF_AREAS = ColumnMapping(
    ("a", "b"), {0: Role.AREA, 1: Role.FIGURE}, {1: StatisticKey("homes", "Homes", "number")}
)


def test_every_module_of_the_folder_is_a_layout_with_a_name_of_its_own() -> None:
    names = [layout.name for layout in layouts()]
    assert len(names) == len(list(pkgutil.iter_modules(folder.__path__)))
    assert len(set(names)) == len(names)


def test_the_one_that_goes_by_common_words_is_asked_last() -> None:
    assert layouts()[-1].name == kpi_tables.NAME


def test_a_workbook_goes_to_the_layout_that_recognises_it_and_others_to_none() -> None:
    layout = layout_for(KPIS, Hints())
    assert layout is not None
    assert layout.name == kpi_tables.NAME
    assert layout_for(Workbook("x.xlsx", "xlsx", [Sheet("S", [["words"]])]), Hints()) is None


def test_columns_named_by_hand_choose_the_layout() -> None:
    chosen = [layout_for(KPIS, Hints(mappings=[mapping])) for mapping in (OF_KPIS, OF_AREAS)]
    assert [layout and layout.name for layout in chosen] == [
        kpi_tables.NAME, mapped_statistics.NAME,
    ]  # fmt: skip


def test_columns_named_by_hand_change_nothing_about_a_layout_that_is_known() -> None:
    headings = ["AREACD", "Indicator", "Period", "Observation"]
    line = ["E07000131", "Homes", "2024-01-01/P1Y", "42"]
    workbook = Workbook("ons.csv", "csv", [Sheet("ons", [headings, line])])
    for mapping in (OF_KPIS, OF_AREAS):
        layout = layout_for(workbook, Hints(mappings=[mapping]))
        assert layout is not None
        assert layout.name == ons_explore_local_statistics.NAME
        assert not layout.takes_any([mapping])


def test_without_a_hint_the_kpis_are_those_of_the_reference_file() -> None:
    assert Hints().kpi_codes.resolve("sp1") == "SP 01"
