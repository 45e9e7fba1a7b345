from loaders.layouts.kpi_tables.kpi_blocks import Body, read_body
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import reference_kpi_codes
from loaders.tables.sheet_tables import read_tables
from loaders.workbook import CellValue, Sheet

HEADINGS: list[CellValue] = ["Ref", "Indicator", "Target", "Q1 2024/25", "Q2 2024/25"]
LONG = "Two cases went over because the surveyor was away in May"


def body_of(*rows: list[CellValue], **more: object) -> Body:
    sheet = Sheet("KPIs", [HEADINGS, *rows], **more)  # type: ignore[arg-type]
    return read_body(read_tables(sheet, reference_kpi_codes())[0])


def comments(body: Body) -> list[list[CellValue]]:
    return [[cell.value for cell in block.comments] for block in body.blocks]


def test_a_sentence_below_a_kpi_is_its_comment() -> None:
    body = body_of(
        ["CP 01", "Crimes", 9, 1, 2], [LONG], ["More next year."], ["CP 06", "x", 9, 1, 2]
    )
    assert comments(body) == [[LONG, "More next year."], []]


def test_a_short_text_is_a_section_and_a_footer_no_comment() -> None:
    body = body_of(["CP 01", "Crimes", 9, 1, 2], ["Housing"], ["SP 01", "x", 9, 1, 2],
                 ["Source: the performance system, printed on the third of July 2024"])  # fmt: skip
    assert (comments(body), body.words) == ([[], []], [3, 5])


def test_a_sentence_after_a_blank_row_belongs_to_no_kpi() -> None:
    body = body_of(["CP 01", "Crimes", 9, 1, 2], [], [LONG])
    assert (comments(body), body.words) == ([[]], [4])


def test_a_row_named_target_gives_the_targets_of_the_kpi_above() -> None:
    body = body_of(["CP 01", "Crimes", None, 1, 2], [None, "Target", None, 5, 6])
    assert [block.rows_of(Role.TARGET) for block in body.blocks] == [[3]]


def test_actual_and_target_below_each_other_are_one_kpi() -> None:
    rows: list[list[CellValue]] = [
        ["Indicator", None, "Q1 2024/25", "Q2 2024/25"],
        ["Crimes reported", "Actual", 1, 2],
        [None, "Target", 5, 6],
        ["Affordable homes completed", "Target", 7, 8],
        [None, "Actual", 3, 4],
    ]
    body = read_body(read_tables(Sheet("KPIs", rows), reference_kpi_codes())[0])
    assert [
        (block.name_row, block.row, list(block.rows_of(Role.TARGET))) for block in body.blocks
    ] == [
        (2, 2, [3]),
        (4, 5, [4]),
    ]


def test_totals_are_set_apart_only_where_rows_have_codes_or_the_word_stands_alone() -> None:
    body = body_of(
        ["CP 01", "Crimes", 9, 1, 2], [None, "Total crimes", 9, 1, 2], ["Total", None, 1]
    )
    assert (body.totals, len(body.blocks)) == ([3, 4], 1)


def test_a_name_merged_over_rows_names_each_of_them() -> None:
    rows: list[list[CellValue]] = [
        ["Code", "Period", "Value"],
        ["CP 01", "Q1 2024/25", 1],
        [None, "Q2 2024/25", 2],
    ]
    table = read_tables(Sheet("KPIs", rows, merged=[(2, 1, 3, 1)]), reference_kpi_codes())[0]
    assert [(block.name_row, block.row) for block in read_body(table).blocks] == [(2, 2), (2, 3)]


def test_parts_know_the_name_above_them() -> None:
    body = body_of([None, "Planning decisions:"], [None, "a) Majors", 9, 1, 2],
                 [None, "b) Minors", 9, 1, 2], ["CP 01", "Crimes", 9, 1, 2])  # fmt: skip
    assert [block.parent for block in body.blocks] == ["Planning decisions"] * 2 + [None]
