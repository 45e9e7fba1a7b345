"""A row for each figure that waits: what stands beside it, all its reasons, and the decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from data.admissible import shortened
from insights import areas
from insights.formatting import count, figure_or_state
from loaders.check import Checked, decide
from loaders.checks.decisions import (
    Choice,
    Decision,
    SheetAndCell,
    decided_alike,
    done_words,
    staying,
)
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import Row
from loaders.standing_figures import StandingFigure, standing_figures
from pages.shared import box_lengths, html_tables
from pages.shared.escaping import escaped, plain
from pages.upload import decide_one, files_read, sheet_panel
from pages.upload.waiting_figures import WaitingFigure, waiting_figures

# So many figures are asked about at once; the others follow as these are decided.
MOST_ROWS = 10
FACTORS = (1_000.0, 1_000_000.0, 100.0, 0.01, 0.001)
# Of these it is asked once a name, above.
ASKED_BY_NAME = frozenset(
    (
        FindingCode.UNKNOWN_KPI,
        FindingCode.CODE_IS_A_DATE,
        FindingCode.NOT_OURS,
        FindingCode.UNKNOWN_ACTIVITY,
    )
)
_CORRECTS = (Choice.CORRECT, Choice.CORRECT_TARGET)


@dataclass(frozen=True, slots=True)
class _FileAsked:
    """A file whose figures are asked about: what was read of it, and what its rows need."""

    checked: Checked
    key: str
    links: sheet_panel.Links
    standing: Mapping[SheetAndCell, StandingFigure]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is chosen in a row, with the figure or meaning that the choice needs."""

    choice: Choice
    reason: str
    value: float | None = None
    meaning: str | None = None

    @property
    def missing(self) -> str | None:
        """The sentence that says what is still to be given; None where nothing is."""
        if not self.reason:
            return "Give a reason: the history keeps it."
        if self.choice in _CORRECTS and self.value is None:
            return "Give the right figure in digits, such as 83.1: the unit is that of the row."
        if self.choice in (Choice.KPI, Choice.AREA) and self.meaning is None:
            return "Choose which it is."
        return None


def decided(key: str) -> dict[SheetAndCell, tuple[Decision, ...]]:
    """What was decided of each figure of a file; kept for the visit, as it is no widget's."""
    made: dict[SheetAndCell, tuple[Decision, ...]]
    made = st.session_state.setdefault(f"figures-{key}", {})
    return made


def decisions(key: str) -> Sequence[Decision]:
    """All these decisions."""
    return [decision for made in decided(key).values() for decision in made]


def amendments(key: str) -> Sequence[Decision]:
    """Those by which a file is read anew: another KPI, area or unit, or what nobody could read."""
    return [decision for decision in decisions(key) if decision.amends]


def ask(checked: Checked, key: str) -> bool:
    """The first rows, and what was decided so far; whether there is any of either.

    `checked` is not decided yet.
    """
    made = decided(key)
    # All are looked at together: each by itself would go through all rows of the file anew.
    undecided = {
        decide_one.address(finding)
        for finding in decide(checked, decisions(key)).undecided
        if finding.code not in ASKED_BY_NAME
    }
    waiting = waiting_figures(checked)
    still = [figure for figure in waiting if figure.address in undecided]
    if made:
        _so_far(made, {figure.address: figure for figure in waiting}, key)
    if not still:
        return bool(made)
    first, rest = still[:MOST_ROWS], still[MOST_ROWS:]
    rows = [row for figure in first if (row := figure.row_meant)]
    standing = standing_figures(rows, files_read.published(), illustrative=checked.illustrative)
    file = _FileAsked(checked, key, sheet_panel.links(checked), standing)
    for figure in first:
        _row(figure, file)
    if rest:
        html_tables.quiet(f"{len(rest):,} more follow as these are decided.")
    return True


def _row(figure: WaitingFigure, file: _FileAsked) -> None:
    sheet, cell = figure.address
    key = f"{file.key}-{sheet}-{cell}"
    with st.container(border=True, key=f"box-{key}"):
        what, decision = st.columns([3, 2])
        with what:
            st.html(_facts(figure, file))
        with decision:
            _one_click(figure, file.key, key)
            _ask_choice(figure, file, key)


def _facts(figure: WaitingFigure, file: _FileAsked) -> Markup:
    """The measure, its period, the figure in the file, what stands beside it, and the reasons."""
    title = Markup("<b>{}</b>").format(escaped(figure.title(files_read.plans())))
    where = sheet_panel.where(figure.findings[0], file.links)
    small = Markup("<small>{}</small>").format(where)
    place = [title, *filter(None, [escaped(figure.period)]), small]
    facts = Markup(" &nbsp; ").join(
        Markup("<span class='dd-quiet'>{}</span> {}").format(name, escaped(shortened(words)))
        for name, words in _beside(figure, file)
    )
    reasons = Markup("").join(
        Markup("<li>{}</li>").format(escaped(_reason(finding))) for finding in figure.findings
    )
    html = Markup("<p>{}<br>{}</p><ul>{}</ul>")
    return html.format(Markup(", ").join(place), facts, reasons)


def _beside(figure: WaitingFigure, file: _FileAsked) -> Iterator[tuple[str, str]]:
    if figure.in_the_file:
        yield "In the file", figure.in_the_file
    if figure.is_typed:
        yield "Typed", figure.figure
    row = figure.row_meant
    standing = file.standing.get((row.sheet, row.cell)) if row else None
    if row is None or standing is None:
        return
    now = standing.now
    yield "Stands now", figure_or_state(now.value, now.state, row.unit) if now else "nothing"
    if standing.before:
        period, before = standing.before
        yield period.label, figure_or_state(before.value, before.state, row.unit)


def _one_click(figure: WaitingFigure, file_key: str, key: str) -> None:
    """The figures that the cell's text may mean, one click each."""
    offered = list(figure.offered())
    if not offered:
        return
    with st.container(horizontal=True):
        for choice, words, value in offered:
            if st.button(plain(words), key=f"is-{key}-{words}"):
                reason = f"The file has {figure.in_the_file}."
                _keep(figure, _Answer(choice, reason, value), file_key)


def _ask_choice(figure: WaitingFigure, file: _FileAsked, key: str) -> None:
    choices = figure.choices(file.checked)
    choice = st.selectbox(
        "What to do with it",
        list(choices),
        index=None,
        format_func=choices.__getitem__,
        placeholder="Decide later",
        key=f"do-{key}",
    )
    if choice is None:
        return
    value, meaning = _detail(choice, key)
    if choice is Choice.MULTIPLY and figure.row and _multiplies_target(figure.row, key):
        choice = Choice.MULTIPLY_BOTH
    reason = st.text_input("Reason", key=f"why-{key}", max_chars=box_lengths.REASON).strip()
    if st.button("Decide", key=f"decide-{key}"):
        _keep(figure, _Answer(choice, reason, value, meaning), file.key)


def _reason(finding: Finding) -> str:
    """A finding's sentence without the place, which stands above it."""
    place = f"Sheet {finding.sheet}, cell {finding.cell}: "
    return finding.message.removeprefix(place)


def _detail(choice: Choice | None, key: str) -> tuple[float | None, str | None]:
    """What a choice needs beside it: the right figure, a factor, or a KPI or area."""
    match choice:
        case Choice.CORRECT | Choice.CORRECT_TARGET:
            what = "figure" if choice is Choice.CORRECT else "target"
            typed = st.text_input(
                f"The right {what}", key=f"{what}-{key}", max_chars=box_lengths.FIGURE
            )
            return decide_one.number(typed.strip()), None
        case Choice.MULTIPLY:
            factor = st.selectbox(
                "Multiply by", FACTORS, format_func="{:,g}".format, key=f"by-how-{key}"
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
            key=f"target-too-{key}",
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
    )


def _keep(figure: WaitingFigure, answer: _Answer, key: str) -> None:
    """Keep the answer beside what was said of the figure before and still holds."""
    if answer.missing:
        st.error(plain(answer.missing))
        return
    sheet, cell = figure.address
    made = [
        Decision(f.code, sheet, cell, answer.choice, answer.reason, answer.value, answer.meaning)
        for f in figure.findings
    ]
    before = staying(decided(key).get(figure.address, ()), answer.choice)
    decided(key)[figure.address] = (*before, *made)
    if answer.choice is Choice.ACCEPT and figure.rivals:
        _leave_out_rivals(figure.rivals, answer.reason, key)
    st.rerun()


def _leave_out_rivals(rivals: Sequence[Row], reason: str, key: str) -> None:
    for row in rivals:
        conflict = Finding(
            Severity.QUARANTINE, FindingCode.CONFLICT, "", sheet=row.sheet, cell=row.cell
        )
        out = decided_alike([conflict], Choice.LEAVE_OUT, reason)
        decided(key)[row.sheet, row.cell] = tuple(out)


def _so_far(
    made: Mapping[SheetAndCell, Sequence[Decision]],
    figures: Mapping[SheetAndCell, WaitingFigure],
    key: str,
) -> None:
    names = {address: _figure_words(address, figures.get(address)) for address in made}
    with st.expander(f"Decided: {count(len(made), 'figure')}", expanded=True):
        rows = [
            [names[address], _place(address), word]
            for address, of_cell in made.items()
            for word in dict.fromkeys(f"{done_words(d)}: {d.reason}" for d in of_cell)
        ]
        html_tables.table("Decided one by one", ["Figure", "Where", "What"], rows)
        chosen = st.selectbox(
            "Take one back",
            list(made),
            index=None,
            format_func=names.__getitem__,
            placeholder="None",
            key=f"undo-{key}",
        )
        if chosen is not None and st.button("Take it back", key=f"undo-now-{key}"):
            decided(key).pop(chosen, None)
            st.rerun()


def _figure_words(address: SheetAndCell, figure: WaitingFigure | None) -> str:
    """`Fly tipping reports (CON 15), Q1 2024/25`; of what was no figure the sheet and cell."""
    if figure is None:
        return _place(address)
    return ", ".join(filter(None, [figure.title(files_read.plans()), figure.period]))


def _place(address: SheetAndCell) -> str:
    return " ".join(filter(None, address)) or "the file"
