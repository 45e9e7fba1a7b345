"""Columns named by hand: the top of an unknown table, what each column holds, what is kept."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from insights import cache
from insights.formatting import count, day
from insights.kept_mappings import KeptMapping, kept_mappings
from loaders import stored_mappings
from loaders.check import Checked
from loaders.findings.codes import FindingCode, Severity
from loaders.publish import SubmittedFile
from loaders.reading import FirstRows
from loaders.tables.column_mapping import ColumnMapping, from_stored, likely_heading_row
from loaders.workbook import column_letters
from pages.shared import flash, html_tables, signed_form
from pages.shared.escaping import escaped, plain
from pages.upload import column_form, files_read, statistic_facts
from pages.upload.column_form import ROLE_WORDS, cell_text


def offer(file: SubmittedFile, checked: Checked) -> None:
    """For a file without a table that is known: its first rows, and what each column holds."""
    if checked.mappings:
        html_tables.quiet("Read by columns named by hand; they are listed at the end of this page.")
        statistic_facts.preview(checked.mappings)
    if not checked.first_rows:
        return
    if checked.layout and not checked.findings_of(Severity.REJECT):
        with st.expander(
            "Read as the wrong thing? Say what the columns hold",
            key=f"otherwise-{file.file.sha256}",
            on_change="rerun",
        ):
            _ask(file, checked)
    else:
        st.subheader("Say what the columns hold", anchor=False)
        _ask(file, checked)


def _ask(file: SubmittedFile, checked: Checked) -> None:
    """The sheet, the row with the headings, and a choice for each column under it."""
    known = "" if checked.layout else "No table with known headings was found. "
    st.write(
        f"{known}Choose the row with the headings, and say what each column holds. "
        "Your answer is kept: the next file with these headings is read without asking."
    )
    st.markdown(
        "- Figures of KPIs need the code or name, the period and the value of each row. "
        "A column may also be one measure.\n"
        "- Figures of areas need the area and the statistic.\n"
        "- Of several rows of headings choose the lowest. Periods above it count too."
    )
    key = file.file.sha256
    sheet = _sheet(checked.first_rows, key)
    row = _heading_row(sheet, key)
    _first_rows(sheet, row)
    signature = sheet.signatures[row - sheet.first_row]
    if not signature:
        st.info(
            "This row cannot be headings: it is empty, too wide, has a very long text, or holds a "
            "figure, a day or an area's code. Choose the row with the headings."
        )
        return
    unknown = [f.found for f in checked.findings if f.code is FindingCode.UNKNOWN_STATISTIC]
    _columns(file, sheet, row, signature, list(dict.fromkeys(filter(None, unknown))))


def kept() -> None:
    """The columns named by hand that are in use, and a way to set one aside."""
    in_use = kept_mappings()
    if not in_use:
        return
    with st.expander(f"Columns named by hand: {count(len(in_use), 'table')}"):
        rows = [[_in_words(mapping), mapping.said_by, day(mapping.said_at)] for mapping in in_use]
        html_tables.table("In use, newest first", ["Heading and what it holds", "By", "When"], rows)
        _set_aside(in_use)


def _sheet(sheets: Sequence[FirstRows], key: str) -> FirstRows:
    if len(sheets) == 1:
        return sheets[0]
    names = [sheet.sheet for sheet in sheets]
    chosen = st.selectbox("Sheet", names, key=f"sheet-{key}")
    return sheets[names.index(chosen)]


def _heading_row(sheet: FirstRows, key: str) -> int:
    *_, last = _numbers(sheet)
    return st.number_input(
        "Row with the headings",
        min_value=sheet.first_row,
        max_value=last,
        value=likely_heading_row(sheet) or sheet.first_row,
        key=f"row-{key}-{sheet.sheet}",
        width=240,
    )


def _numbers(sheet: FirstRows) -> Sequence[int]:
    return [number for number, _ in enumerate(sheet.rows, sheet.first_row)]


def _first_rows(sheet: FirstRows, heading_row: int) -> None:
    """The rows as a grid with letters and numbers, as the spreadsheet has them."""
    width = max(map(len, sheet.rows))
    letters = {
        column: column_letters(number)
        for number, column in enumerate(range(width), 1)
        if any(cell_text(row, column) for row in sheet.rows)
    }
    rows: list[list[html_tables.Cell]] = [
        [number, *(_cell(cell_text(row, column), number == heading_row) for column in letters)]
        for number, row in zip(_numbers(sheet), sheet.rows, strict=True)
    ]
    caption = f"Sheet {sheet.sheet}, the first {count(len(rows), 'row')}"
    html_tables.grid(caption, ["Row", *letters.values()], rows)


def _cell(text: str, is_heading: bool) -> html_tables.Cell:  # noqa: FBT001
    return Markup("<strong>{}</strong>").format(escaped(text)) if is_heading else text


def _columns(
    file: SubmittedFile,
    sheet: FirstRows,
    row: int,
    signature: tuple[str, ...],
    unknown_indicators: Sequence[str],
) -> None:
    """A choice for each column under the headings, the person's name, and the button."""
    key = f"{file.file.sha256}-{sheet.sheet}-{row}"
    before = next((m for m in _kept_now() if m.signature == signature), None)
    with st.form(f"columns-{key}"):
        answers = column_form.ask_columns(
            sheet, row, signature, before, key, unknown_indicators=unknown_indicators
        )
        if file.period is None:
            st.write(
                "Where nothing names the period, write it in the box at the top of the page: Q1 "
                "2024/25 or 2023/24."
            )
        signed = signed_form.sign("Read it this way", f"mapped-by-{key}", is_primary=True)
    if not signed.pressed:
        return
    missing = answers.what_is_missing()
    if missing:
        st.error(plain(missing))
        return
    if not signed_form.is_signed(
        signed, "Give your name: it is kept with what you said of the columns."
    ):
        return
    stored_mappings.keep(cache.store(), answers.mapping(), signed.actor)
    files_read.read_again()
    flash.tell(
        "What these columns hold is kept: files with these headings are read without asking."
    )


def _set_aside(in_use: Sequence[KeptMapping]) -> None:
    with st.form("set-aside", clear_on_submit=True):
        st.write("Set one aside and such a file is asked about again. Nothing is deleted.")
        by_number = {mapping.number: mapping for mapping in in_use}
        number = st.selectbox(
            "Columns",
            list(by_number),
            format_func=lambda number: _in_words(by_number[number]),
            key="set-aside",
        )
        signature = signed_form.sign("Set aside", "set-aside-by")
    missing = "Give your name: the store keeps who set the columns aside."
    if not signed_form.is_signed(signature, missing):
        return
    stored_mappings.set_aside(cache.store(), _mapping(by_number[number]), signature.actor)
    files_read.read_again()
    flash.tell("What was said of these columns is set aside.")


def _kept_now() -> Sequence[ColumnMapping]:
    return stored_mappings.kept(cache.store())


def _mapping(kept: KeptMapping) -> ColumnMapping:
    return from_stored(kept.signature, kept.roles)


def _in_words(kept: KeptMapping) -> str:
    """`our ref: KPI code; we count: Value`: the headings with what their columns hold."""
    mapping = _mapping(kept)
    return "; ".join(
        f"{mapping.signature[column] or 'no heading'}: {_holds(mapping, column)}"
        for column in sorted(mapping.roles)
    )


def _holds(mapping: ColumnMapping, column: int) -> str:
    statistic = mapping.measures.get(column)
    if statistic:
        return f"{statistic.name}, {statistic.unit}"
    return mapping.kpis.get(column) or ROLE_WORDS[mapping.roles[column]]
