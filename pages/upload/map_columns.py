"""Columns named by hand: the top of an unknown table, what each column holds, what is kept."""

from collections.abc import Sequence

import streamlit as st

from data.questions import stored_uploads
from data.records import Record, records
from insights import cache
from insights.formatting import count, day
from loaders import stored_mappings
from loaders.check import Checked
from loaders.publish import SubmittedFile
from loaders.reading import FirstRows
from loaders.tables.column_mapping import ColumnMapping, from_stored, likely_heading_row
from loaders.workbook import column_letters
from pages.shared import html_tables
from pages.shared.escaping import escaped
from pages.upload import column_form
from pages.upload.column_form import ROLE_WORDS


def offer(submitted: SubmittedFile, checked: Checked) -> None:
    """For a file without a table that is known: its first rows, and what each column holds."""
    if checked.mappings:
        html_tables.quiet("Read by columns named by hand; they are listed at the end of this page.")
    if not checked.first_rows:
        return
    st.subheader("Say what the columns hold", anchor=False)
    st.write(
        "No table with known headings was found. Choose the row with the headings and say what "
        "each column holds: of KPIs their code or name, period and values; of areas the area and "
        "the statistic of each column of figures. It is kept: the next file with these headings "
        "is read without asking."
    )
    key = submitted.file.sha256
    shown = _sheet(checked.first_rows, key)
    row = _heading_row(shown, key)
    _first_rows(shown, row)
    signature = shown.signatures[row - shown.first_row]
    if not signature:
        st.info("This row cannot be headings: it is empty, too wide, or has a very long text.")
        return
    _columns(submitted, shown, row, signature)


def kept() -> None:
    """The columns named by hand that are in use, and a way to set one aside."""
    in_use = records(cache.ask(stored_uploads.column_mappings))
    if not in_use:
        return
    with st.expander(f"Columns named by hand: {count(len(in_use), 'table')}"):
        rows: list[list[html_tables.Cell]] = [
            [_in_words(one), str(one["said_by"]), day(one["said_at"])] for one in in_use
        ]
        html_tables.table("In use, newest first", ["Heading and what it holds", "By", "When"], rows)
        _set_aside(in_use)


def _sheet(shown: Sequence[FirstRows], key: str) -> FirstRows:
    if len(shown) == 1:
        return shown[0]
    names = [one.sheet for one in shown]
    chosen = st.selectbox("Sheet", names, key=f"sheet-{key}")
    return shown[names.index(chosen)]


def _heading_row(shown: FirstRows, key: str) -> int:
    last = shown.first_row + len(shown.rows) - 1
    return st.number_input(
        "Row with the headings",
        min_value=shown.first_row,
        max_value=last,
        value=likely_heading_row(shown) or shown.first_row,
        key=f"row-{key}-{shown.sheet}",
        width=240,
    )


def _first_rows(shown: FirstRows, heading_row: int) -> None:
    """The rows as a grid with letters and numbers, as the spreadsheet has them."""
    width = max(map(len, shown.rows))
    used = [c for c in range(width) if any(_text(row, c) for row in shown.rows)]
    rows: list[list[html_tables.Cell]] = [
        [number, *(_marked(_text(row, c), number == heading_row) for c in used)]
        for number, row in enumerate(shown.rows, shown.first_row)
    ]
    caption = f"Sheet {shown.sheet}, the first {count(len(rows), 'row')}"
    html_tables.grid(caption, ["Row", *(column_letters(c + 1) for c in used)], rows)


def _marked(text: str, is_heading: bool) -> html_tables.Cell:  # noqa: FBT001
    return html_tables.Markup(f"<strong>{escaped(text)}</strong>") if is_heading else text


def _columns(
    submitted: SubmittedFile, shown: FirstRows, row: int, signature: tuple[str, ...]
) -> None:
    """A choice for each column under the headings, the person's name, and the button."""
    key = f"{submitted.file.sha256}-{shown.sheet}-{row}"
    before = next((m for m in _kept_now() if m.signature == signature), None)
    with st.form(f"columns-{key}"):
        answers = column_form.asked(shown, row, signature, before, key)
        if submitted.period is None:
            st.write(
                "Where no heading, title or sheet names the period, write it in the box for the "
                "quarter at the top of the page; a year such as 2023/24 can stand there too."
            )
        who = st.text_input("Your name", key=f"mapped-by-{key}")
        pressed = st.form_submit_button("Read it this way", type="primary")
    if not pressed:
        return
    missing = answers.what_is_missing()
    if missing or not who.strip():
        st.error(missing or "Give your name: it is kept with what you said of the columns.")
        return
    stored_mappings.keep(cache.store(), answers.mapping(), who.strip())
    _read_again(
        "What these columns hold is kept: files with these headings are read without asking."
    )


def _set_aside(in_use: Sequence[Record]) -> None:
    with st.form("set-aside", clear_on_submit=True):
        st.write("Set one aside and such a file is asked about again. Nothing is deleted.")
        numbers = [int(str(one["mapping"])) for one in in_use]
        words = {number: _in_words(one) for number, one in zip(numbers, in_use, strict=True)}
        chosen = st.selectbox("Columns", numbers, format_func=words.__getitem__, key="set-aside")
        who = st.text_input("Your name", key="set-aside-by")
        pressed = st.form_submit_button("Set aside")
    if not pressed:
        return
    if not who.strip():
        st.error("Give your name: the store keeps who set the columns aside.")
        return
    one = in_use[numbers.index(chosen)]
    mapping = from_stored(str(one["signature"]), str(one["roles"]))
    stored_mappings.set_aside(cache.store(), mapping, who.strip())
    _read_again("What was said of these columns is set aside.")


def _read_again(told: str) -> None:
    """Tell what was done, and read what lies in the file box anew."""
    st.session_state["told"] = told
    st.session_state.pop("checked", None)
    st.rerun()


def _kept_now() -> Sequence[ColumnMapping]:
    return stored_mappings.kept(cache.store())


def _in_words(one: Record) -> str:
    """`our ref: KPI code; we count: Value`: the headings with what their columns hold."""
    mapping = from_stored(str(one["signature"]), str(one["roles"]))
    return "; ".join(
        f"{mapping.signature[place] or 'no heading'}: {_holds(mapping, place)}"
        for place in sorted(mapping.roles)
    )


def _holds(mapping: ColumnMapping, place: int) -> str:
    measure = mapping.measures.get(place)
    return f"{measure.name}, {measure.unit}" if measure else ROLE_WORDS[mapping.roles[place]]


def _text(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
