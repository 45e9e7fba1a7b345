from tests.loaders.layouts.kpi_tables.kpi_sheets import entry_of


def test_figures_are_the_readings_that_are_numbers() -> None:
    entry = entry_of(
        ["Code", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Q4 2024/25"],
        ["SP 01", 41, "TBC", None, "not a figure"],
    )
    assert [dated.period.label for dated in entry.readings] == ["Q1 2024/25", "Q2 2024/25"]
    assert [dated.reading.value for dated in entry.figures] == [41]
    assert [cell.address for cell in entry.value_cells] == ["B2", "C2", "E2"]
