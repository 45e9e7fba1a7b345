"""What is to be known of a statistic that no reference file defines: asked, and previewed."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.reference_tables import CADENCES, TOPICS
from insights.added_statistics import NOT_GIVEN
from insights.corporate_plans import priorities
from insights.kpis import current_plan, has_plan
from loaders.reading import StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from metrics.words.kpi_wording import capital
from pages.shared import box_lengths, html_tables
from pages.shared.escaping import plain

POLARITIES = {
    "none": "Neither",
    "maximise": "Higher is better",
    "minimise": "Lower is better",
}
GOOD = "Which way is good"
NO_PRIORITY = ""
ALL_TOPICS = ("other", *TOPICS)
USUAL_CADENCE = "yearly"


def ask_polarities(
    names: Sequence[str], before: Sequence[StatisticKey], key: str
) -> Mapping[str, str | None]:
    """Which way is good, by the name of each new statistic.

    Of several statistics each must be answered, and is None until it is: one answer for all makes
    figures worse that are better. `before` are those that the same columns defined before.
    """
    known = {statistic.name: statistic.facts.get("polarity") for statistic in before}
    if len(names) <= 1:
        # The name may be typed in the same form. The next statistic is asked with a box of its own.
        answer = _choice(GOOD, POLARITIES, next(map(known.get, names), None), f"{key}-{len(known)}")
        return dict.fromkeys(names, answer)
    with st.container(horizontal=True):
        return {name: _polarity(name, known.get(name), key) for name in names}


def _polarity(name: str, before: str | None, key: str) -> str | None:
    options = list(POLARITIES)
    return st.selectbox(
        f"{GOOD}: {plain(name)}",
        options,
        index=options.index(before) if before in options else None,
        format_func=POLARITIES.__getitem__,
        placeholder="Not answered",
        key=f"new-polarity-{key}-{name}",
        width=340,
    )


def ask(before: Sequence[StatisticKey], key: str) -> Mapping[str, str]:
    """The facts that all new statistics share, by their names; empty ones are left out.

    `before` are those that the same columns defined before.
    """
    facts = before[0].facts if before else {}
    of_plan = {NO_PRIORITY: "None", **_priority_names()}
    cadence = facts.get("cadence", USUAL_CADENCE)
    with st.expander("More about the new statistics: topic, priority, source, licence"):
        st.write("What you say here, and the unit, holds for all new statistics of this table.")
        with st.container(horizontal=True):
            chosen = {
                "topic": _choice("Topic", _capitals(ALL_TOPICS), facts.get("topic"), key),
                "priority": _choice("Priority of the plan", of_plan, facts.get("priority"), key),
                "cadence": _choice("Published", _capitals(CADENCES), cadence, key),
            }
        source = st.text_input(
            "Its source: publisher, title and address",
            facts.get("source", ""),
            key=f"new-source-{key}",
            max_chars=box_lengths.NAME,
        )
        licence = st.text_input(
            "Its licence",
            facts.get("licence", ""),
            key=f"new-licence-{key}",
            max_chars=box_lengths.NAME,
        )
    answers = {**chosen, "source": source.strip(), "licence": licence.strip()}
    return {fact: value for fact, value in answers.items() if value}


def preview(mappings: Sequence[ColumnMapping]) -> None:
    """The statistics that the columns of a file define, as the pages will have them."""
    named = [s for m in mappings for s in (*m.measures.values(), *m.indicators.values())]
    new = {statistic.code: statistic for statistic in named if statistic.facts}
    if not new:
        return
    of_plan = _priority_names()
    rows = [
        [
            statistic.name,
            statistic.unit,
            POLARITIES.get(statistic.facts.get("polarity", "none"), ""),
            capital(statistic.facts.get("topic", "")),
            of_plan.get(statistic.facts.get("priority", ""), "None"),
            statistic.facts.get("source", NOT_GIVEN),
            statistic.facts.get("licence", NOT_GIVEN),
        ]
        for statistic in new.values()
    ]
    headings = ["Statistic", "Unit", "Good", "Topic", "Priority", "Source", "Licence"]
    html_tables.table("New statistics that this file defines", headings, rows)


def _priority_names() -> Mapping[str, str]:
    """The priorities of the current plan by code; none without a plan."""
    if not has_plan():
        return {}
    return {priority.code: priority.name for priority in priorities(current_plan())}


def _choice(label: str, words: Mapping[str, str], before: str | None, key: str) -> str:
    options: list[str] = list(words)
    return st.selectbox(
        label,
        options,
        index=options.index(before) if before in options else 0,
        format_func=lambda option: plain(words[option]),
        key=f"new-{label}-{key}",
        width=220,
    )


def _capitals(options: Sequence[str]) -> Mapping[str, str]:
    return {option: capital(option) for option in options}
