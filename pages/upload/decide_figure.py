"""A box for each figure that waits: all its reasons, and the decision there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from data.admissible import shortened
from insights import areas
from insights.formatting import count, figure_or_state
from loaders.check import Checked
from loaders.checks.decisions import (
    AMENDS,
    Choice,
    Decision,
    all_acceptable,
    decided_alike,
    done_words,
)
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Row, RowKind
from pages.shared import box_lengths, html_tables
from pages.shared.escaping import escaped, plain
from pages.upload import decide_one, files_read, sheet_panel
from pages.upload.decide_one import Address

# So many boxes stand open at once; the others follow as these are decided.
MOST_BOXES = 10
WORDS: Mapping[Choice, str] = {
    Choice.ACCEPT: "Accept as read",
    Choice.CORRECT: "Correct it",
    Choice.KPI: "It is another KPI",
    Choice.AREA: "It is another area",
    Choice.MULTIPLY: "It is in another unit: multiply it",
    Choice.JOIN: "All are one: join their texts",
    Choice.LEAVE_OUT: "Leave out",
}
KEEP_ONE = "Keep this one, leave out the others"
FACTORS = (1_000.0, 1_000_000.0, 100.0, 0.01, 0.001)
# Of these it is asked once a name, above.
ASKED_BY_NAME = frozenset(
    (FindingCode.UNKNOWN_KPI, FindingCode.NOT_OURS, FindingCode.UNKNOWN_ACTIVITY)
)


@dataclass(frozen=True, slots=True)
class WaitingFigure:
    """A cell that waits: its findings, the row that was read of it, and rows it disagrees with."""

    address: Address
    findings: Sequence[Finding]
    row: Row | None
    rivals: Sequence[Row]

    @property
    def title(self) -> str:
        """`SP 01, Q1 2024/25: 120`, or where nothing was read the sheet and cell."""
        row = self.row
        if row is None:
            return decide_one.where(self.findings[0])
        what = f"{row.code} of {row.area}" if row.area else row.code
        if row.kind is RowKind.ACTIVITY_UPDATE:
            return f"{what}, {row.period.label}: {row.reported_status or 'without a status'}"
        brings_figure = row.value is not None or row.state is not None
        value = figure_or_state(row.value, row.state, row.unit) if brings_figure else "a target"
        return f"{what}, {row.period.label}: {value}"


def decided(key: str) -> dict[Address, tuple[Decision, ...]]:
    """What was decided of each figure of a file; kept for the visit, as it is no widget's."""
    kept: dict[Address, tuple[Decision, ...]] = st.session_state.setdefault(f"figures-{key}", {})
    return kept


def decisions(key: str) -> Sequence[Decision]:
    """All these decisions."""
    return [decision for made in decided(key).values() for decision in made]


def amendments(key: str) -> Sequence[Decision]:
    """Those by which a file is read anew: another KPI, area or unit."""
    return [decision for decision in decisions(key) if decision.choice in AMENDS]


def ask(checked: Checked, key: str) -> None:
    """The first boxes, and what was decided so far; `checked` is not decided yet."""
    waiting = [
        figure
        for figure in waiting_figures(checked)
        if not {finding.code for finding in figure.findings} <= ASKED_BY_NAME
    ]
    made = decided(key)
    still = [figure for figure in waiting if figure.address not in made]
    if made:
        _so_far(made, key)
    links = sheet_panel.links(checked)
    for figure in still[:MOST_BOXES]:
        _box(figure, checked, f"{key}-{figure.address[0]}-{figure.address[1]}", key, links)
    rest = still[MOST_BOXES:]
    if rest:
        html_tables.quiet(f"{len(rest):,} more follow as these are decided.")


def waiting_figures(checked: Checked) -> Sequence[WaitingFigure]:
    """The cells with quarantined findings, in the order of the findings."""
    rows = {(row.sheet, row.cell): row for row in checked.rows}
    by_figure: dict[object, list[Row]] = {}
    for row in checked.rows:
        by_figure.setdefault((row.kind, row.code, row.area, row.period), []).append(row)
    by_cell: dict[Address, list[Finding]] = {}
    for finding in checked.findings_of(Severity.QUARANTINE):
        by_cell.setdefault(decide_one.address(finding), []).append(finding)
    return [
        WaitingFigure(address, group, row, _rivals(row, by_figure))
        for address, group in by_cell.items()
        for row in [rows.get((address[0] or "", address[1] or ""))]
    ]


def _rivals(row: Row | None, by_figure: Mapping[object, Sequence[Row]]) -> Sequence[Row]:
    if row is None:
        return ()
    same = by_figure[row.kind, row.code, row.area, row.period]
    return [other for other in same if other is not row]


def _choices(figure: WaitingFigure, checked: Checked) -> Sequence[tuple[Choice, str]]:
    """What may be done with a figure, in words."""
    row, choices = figure.row, []
    if row is not None and all_acceptable(figure.findings, checked.rows):
        choices.append((Choice.ACCEPT, KEEP_ONE if figure.rivals else WORDS[Choice.ACCEPT]))
        if row.kind is not RowKind.ACTIVITY_UPDATE:
            choices.append((Choice.CORRECT, WORDS[Choice.CORRECT]))
        elif figure.rivals:
            choices.append((Choice.JOIN, WORDS[Choice.JOIN]))
    if row is not None and row.kind is RowKind.KPI_VALUE:
        choices.append((Choice.KPI, WORDS[Choice.KPI]))
        if row.value is not None or row.target is not None:
            choices.append((Choice.MULTIPLY, WORDS[Choice.MULTIPLY]))
    if row is not None and row.kind is RowKind.STATISTIC_VALUE:
        choices.append((Choice.AREA, WORDS[Choice.AREA]))
    return [*choices, (Choice.LEAVE_OUT, WORDS[Choice.LEAVE_OUT])]


def _box(
    figure: WaitingFigure, checked: Checked, key: str, file_key: str, links: sheet_panel.Links
) -> None:
    with st.container(border=True, key=f"box-{key}"):
        place = sheet_panel.where(figure.findings[0], links)
        reasons = Markup("").join(
            Markup("<li>{}</li>").format(escaped(_reason(finding))) for finding in figure.findings
        )
        html = Markup("<p><b>{}</b> <small>{}</small></p><ul>{}</ul>")
        st.html(html.format(escaped(shortened(figure.title)), place, reasons))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choices = dict(_choices(figure, checked))
            choice = st.selectbox(
                "What to do with it",
                list(choices),
                index=None,
                format_func=choices.__getitem__,
                placeholder="Decide later",
                key=f"do-{key}",
                width=300,
            )
            value, meaning = _detail(choice, key)
            if choice is Choice.MULTIPLY and figure.row and _multiplies_target(figure.row, key):
                choice = Choice.MULTIPLY_BOTH
            reason = st.text_input(
                "Reason", key=f"why-{key}", max_chars=box_lengths.REASON, width=300
            ).strip()
            pressed = st.button("Decide", key=f"decide-{key}", disabled=choice is None)
        if pressed and choice is not None:
            _keep(figure, choice, value, meaning, reason, file_key)


def _reason(finding: Finding) -> str:
    """A finding's sentence without the place, which stands above it."""
    place = f"Sheet {finding.sheet}, cell {finding.cell}: "
    return finding.message.removeprefix(place)


def _detail(choice: Choice | None, key: str) -> tuple[float | None, str | None]:
    """What a choice needs beside it: the right figure, a factor, or a KPI or area."""
    match choice:
        case Choice.CORRECT:
            typed = st.text_input(
                "The right figure", key=f"figure-{key}", max_chars=box_lengths.FIGURE, width=160
            )
            return decide_one.number(typed.strip()), None
        case Choice.MULTIPLY:
            factor = st.selectbox(
                "Multiply by", FACTORS, format_func="{:,g}".format, key=f"by-how-{key}", width=160
            )
            return factor, None
        case Choice.KPI:
            names = {
                str(kpi["code"]): f"{kpi['name']} ({kpi['code']})"
                for kpi in files_read.plans().kpis.values()
            }
            return None, _named("Which KPI", names, key)
        case Choice.AREA:
            return None, _named("Which area", areas.names(), key)
        case _:
            return None, None


def _multiplies_target(row: Row, key: str) -> bool:
    """Whether the target of the row is in the other unit too, which is asked beside a figure."""
    if row.target is None or row.value is None:
        return row.target is not None
    ends = [end for end in (row.target, row.target_upper) if end is not None]
    target = " to ".join(figure_or_state(end, None, row.unit) for end in ends)
    answers = {True: "multiply it too", False: "leave it as it is"}
    return bool(
        st.selectbox(
            f"Its target of {plain(target)}",
            list(answers),
            format_func=answers.__getitem__,
            key=f"target-{key}",
            width=240,
        )
    )


def _named(label: str, names: Mapping[str, str], key: str) -> str | None:
    return st.selectbox(
        label,
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder="Choose",
        key=f"which-{key}",
        width=300,
    )


def _keep(  # noqa: PLR0913, PLR0917 - a decision and what it is about
    figure: WaitingFigure,
    choice: Choice,
    value: float | None,
    meaning: str | None,
    reason: str,
    key: str,
) -> None:
    if not reason:
        st.error("Give a reason: the history keeps it.")
    elif choice is Choice.CORRECT and value is None:
        st.error("Give the right figure in digits, such as 83.1: the unit is that of the row.")
    elif choice in (Choice.KPI, Choice.AREA) and meaning is None:
        st.error("Choose which it is.")
    else:
        sheet, cell = figure.address
        made = [
            Decision(finding.code, sheet, cell, choice, reason, value, meaning)
            for finding in figure.findings
        ]
        decided(key)[figure.address] = tuple(made)
        if choice is Choice.ACCEPT and figure.rivals:
            _leave_out_rivals(figure.rivals, reason, key)
        st.rerun()


def _leave_out_rivals(rivals: Sequence[Row], reason: str, key: str) -> None:
    for row in rivals:
        conflict = Finding(
            Severity.QUARANTINE, FindingCode.CONFLICT, "", sheet=row.sheet, cell=row.cell
        )
        out = decided_alike([conflict], Choice.LEAVE_OUT, reason)
        decided(key)[row.sheet, row.cell] = tuple(out)


def _so_far(made: Mapping[Address, Sequence[Decision]], key: str) -> None:
    with st.expander(f"Decided: {count(len(made), 'figure')}", expanded=True):
        rows = [
            [_place(address), f"{done_words(decisions[0])}: {decisions[0].reason}"]
            for address, decisions in made.items()
        ]
        html_tables.table("Decided one by one", ["Where", "What"], rows)
        chosen = st.selectbox(
            "Take one back",
            list(made),
            index=None,
            format_func=_place,
            placeholder="None",
            key=f"undo-{key}",
            width=300,
        )
        if chosen is not None and st.button("Take it back", key=f"undo-now-{key}"):
            decided(key).pop(chosen, None)
            st.rerun()


def _place(address: Address) -> str:
    return " ".join(filter(None, address)) or "the file"
