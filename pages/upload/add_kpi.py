"""A KPI that no plan has yet: defined where its name is not known, previewed, and added."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from data.actor import Actor
from data.reference_tables import CHOICES, KPI_UNITS
from data.uploads import Alias, StoredFile
from insights import cache, corporate_plans
from insights.kpis import current_plan, has_plan, next_position
from insights.plan_row_changes import plan_row_changes
from loaders import publish, stored_aliases
from loaders.check import Checked
from loaders.findings.codes import Severity
from loaders.plans import plan_rows
from loaders.publish import SubmittedFile
from loaders.tables.kpi_codes import alias_key
from loaders.unknown_words import UnknownWords
from pages.shared import box_lengths, flash, html_tables
from pages.shared.escaping import plain
from pages.upload import files_read, waiting_uploads

POLARITIES = {
    "maximise": "Higher is better",
    "minimise": "Lower is better",
    "range": "A range is aimed at",
    "none": "Neither",
}
KINDS = {
    "discrete": "Counted anew in each period",
    "cumulative": "Adds up over the year",
    "snapshot": "How it stands at the end of the period",
    "ratio": "A share or rate",
}
DECIMALS = (0, 1, 2, 3, 4)
TOLERANCES = {"percent": "percent of the target", "absolute": "the KPI's unit"}
NO_PRIORITY = ""
RESPONSIBLE = {
    "service": "Service, if known",
    "lead": "CMT lead, if known",
    "portfolio": "Portfolio, if known",
}


@dataclass(frozen=True, slots=True)
class _NewKpi:
    """A KPI as it is typed: its cells, its line under a priority, and its first target."""

    cells: Mapping[str, str | int]
    summary: Mapping[str, str | int] = field(default_factory=dict)
    target: Mapping[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return str(self.cells["code"])

    def workbook(self) -> bytes:
        # What writes workbooks takes a tenth of a second to load.
        from reports.new_kpi import new_kpi_workbook  # noqa: PLC0415

        return new_kpi_workbook(self.cells, self.summary, self.target)


def offer(unknown: UnknownWords, actor: Actor, key: str) -> None:
    """The form for the definition; what it would change; and the button that adds the KPI."""
    if not has_plan():
        return
    words = unknown.words
    with st.expander(f"It is a new KPI: add {plain(words)}"):
        kpi = _form(unknown, key)
        if kpi:
            st.session_state[f"new-kpi-{key}"] = kpi
        kpi = st.session_state.get(f"new-kpi-{key}")
        if kpi:
            _preview(kpi, words, actor, key)


def _form(unknown: UnknownWords, key: str) -> _NewKpi | None:
    """The definition as it is typed, once the button is pressed and nothing is missing.

    Where the file has a code and a name beside it, both stand there already.
    """
    code_in_file = unknown.words if unknown.name else ""
    name_in_file = unknown.name or unknown.words
    with st.form(f"define-{key}"):
        code = st.text_input(
            "Code, as the plan is to have it",
            code_in_file[: box_lengths.CODE],
            key=f"code-{key}",
            max_chars=box_lengths.CODE,
        )
        name = st.text_input(
            "Name", name_in_file[: box_lengths.NAME], key=f"name-{key}", max_chars=box_lengths.NAME
        )
        with st.container(horizontal=True):
            unit = st.selectbox("Unit", KPI_UNITS, key=f"unit-{key}", width=160)
            decimals = st.selectbox("Decimals", DECIMALS, key=f"decimals-{key}", width=110)
            frequency = st.selectbox(
                "Reported", CHOICES["kpi", "frequency"], index=1, key=f"often-{key}", width=150
            )
            polarity = st.selectbox(
                "Which way is good",
                list(POLARITIES),
                format_func=POLARITIES.__getitem__,
                key=f"polarity-{key}",
                width=220,
            )
            kind = st.selectbox(
                "What a figure is",
                list(KINDS),
                format_func=KINDS.__getitem__,
                key=f"kind-{key}",
                width=300,
            )
        definition = st.text_area(
            "Definition: what is counted, and how", key=f"define-as-{key}",
            max_chars=box_lengths.REASON,
        )  # fmt: skip
        with st.container(horizontal=True):
            whose = {
                column: st.text_input(
                    label, key=f"{column}-{key}", max_chars=box_lengths.NAME, width=260
                ).strip()
                for column, label in RESPONSIBLE.items()
            }
        priority = _ask_priority(key)
        tolerance = _ask_tolerance(key)
        target = _ask_target(key)
        pressed = st.form_submit_button("Show what this would change")
    if not pressed:
        return None
    typed = {"code": code.strip(), "name": name.strip(), "definition": definition.strip()}
    if not all(typed.values()):
        st.error("Give the KPI a code, a name and a definition.")
        return None
    if bool(target["Target"]) != bool(target["Period"]):
        st.error("Give a target together with its year or quarter, such as 2025/26.")
        return None
    plan = current_plan()
    cells: dict[str, str | int] = {
        **typed, "plan": plan, "position": next_position(plan), "unit": unit, "decimals": decimals,
        "polarity": polarity, "frequency": frequency, "kind": kind, **whose, **tolerance,
    }  # fmt: skip
    summary: dict[str, str | int] = {
        "plan": plan,
        "priority": priority,
        "position": corporate_plans.next_summary_position(plan),
        "kpi": typed["code"],
        "text": typed["name"],
    }
    return _NewKpi(cells, summary if priority else {}, target if target["Target"] else {})


def _ask_priority(key: str) -> str:
    names = {p.code: p.name for p in corporate_plans.priorities(current_plan())}
    words = {NO_PRIORITY: "None", **names}
    return st.selectbox(
        "Priority of the plan",
        list(words),
        format_func=lambda code: plain(words[code]),
        key=f"priority-{key}",
        width=300,
    )


def _ask_tolerance(key: str) -> Mapping[str, str]:
    """How far from its target a figure is amber; nothing where the usual tolerance holds."""
    with st.container(horizontal=True):
        amount = st.text_input(
            "Tolerance, if not the usual one",
            key=f"tolerance-{key}",
            max_chars=box_lengths.FIGURE,
            width=260,
        ).strip()
        kind = st.selectbox(
            "Tolerance in",
            list(TOLERANCES),
            format_func=TOLERANCES.__getitem__,
            key=f"tolerance-kind-{key}",
            width=260,
        )
    return {"tolerance": amount, "tolerance_kind": kind} if amount else {}


def _ask_target(key: str) -> Mapping[str, str]:
    with st.container(horizontal=True):
        target, period = (
            st.text_input(
                label, key=f"{name}-{key}", max_chars=box_lengths.FIGURE, width=260
            ).strip()
            for name, label in (
                ("first-target", "Target, if known"),
                ("target-period", "Year or quarter of the target"),
            )
        )
    return {"Period": period, "Target": target}


def _preview(kpi: _NewKpi, words: str, actor: Actor, key: str) -> None:
    """What was checked of it and would change, as of any workbook of plans; then the button."""
    file = StoredFile(f"new-kpi-{kpi.code}.xlsx".replace("/", "-"), kpi.workbook())
    submitted = SubmittedFile(file)
    plans = files_read.plans()
    checked = publish.read(submitted, plans, publish.published(cache.store()))
    refused = [*checked.findings_of(Severity.REJECT), *checked.undecided]
    for finding in refused:
        st.error(plain(finding.message))
    if kpi.code in plans.kpis:
        st.error(f"{plain(kpi.code)} is a KPI of the plan already. Give another code.")
    elif not refused:
        changes = plan_row_changes(plan_rows.changes(plans.texts, checked.plan_rows))
        st.write(f"{plain(changes.summary)}.")
        rows = [[change.row, change.change, change.what] for change in changes.differing]
        target = " ".join([*kpi.target.values()])
        rows += [[kpi.code, "new", f"Target: {target}"]] if target else []
        html_tables.table("What the plan would have", ["What", "Change", "Cells"], rows)
        name = plain(str(kpi.cells["name"]))
        if st.button(f"Add {name} to the plan", key=f"add-{key}", type="primary"):
            _add(submitted, checked, words, kpi.code, actor, key)
    html_tables.quiet("It is seen in History like every file, and can be taken back there.")


def _add(  # noqa: PLR0913, PLR0917 - a KPI, what it is called, and who adds it
    submitted: SubmittedFile, checked: Checked, words: str, code: str, actor: Actor, key: str
) -> None:
    if not actor.name:
        st.error("Give your name above: the history keeps who added the KPI.")
        return
    store = cache.store()
    numbers = publish.publish_together(store, [(submitted, checked)], actor)
    if alias_key(words) != alias_key(code):
        stored_aliases.keep(store, actor, Alias(stored_aliases.KPI, words, code))
    st.session_state.pop(f"new-kpi-{key}", None)
    files_read.read_again()
    waits = waiting_uploads.sentence(numbers)
    now = f"{code} is kept.{waits}" if waits else f"{code} is a KPI of the plan now."
    flash.tell(f"{now} {words} is read as it.")
