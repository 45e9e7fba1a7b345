"""The workbook of a plan to download, edit and upload, or one that begins the next year."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from insights import areas, corporate_plans
from insights.cache import remembered
from insights.kept_aliases import kept_aliases
from insights.kpis import has_plan, target_table
from pages.shared.escaping import plain
from pages.upload import files_read
from pages.upload.template_download import EXCEL
from reports.first_plan import first_plan, no_targets
from reports.next_year import begun_from, begun_targets, next_year_of, year_name
from reports.template_years import reporting_year


def download() -> None:
    """Say what the workbook is for, choose the plan, and give it; an empty one before the first."""
    if not has_plan():
        _first(reporting_year(datetime.now(UTC).date()))
        return
    with st.expander("Change a plan: its KPIs, targets, portfolios or leads"):
        st.write(
            "Download the plan as a workbook, edit it in Excel and drop it above. What it would "
            "change is shown before you publish it. A new year begins as a copy of the one before."
        )
        choices = _choices()
        chosen = st.selectbox("Plan", list(choices), key="plan-workbook")
        plan, copied_from = choices[chosen]
        st.download_button(
            "Download the workbook of the plan",
            # Made when it is wanted: a page with every workbook ready would be slow.
            partial(_workbook, plan, copied_from),
            f"plan-{plan.replace('/', '-')}.xlsx",
            EXCEL,
            key="plan-to-edit",
        )


def _first(year: int) -> None:
    code, name = areas.home()
    st.write(
        f"{plain(name)} has no plan here yet. Download the plan workbook, fill in priorities and "
        "KPIs in Excel, and drop it above."
    )
    st.download_button(
        "Download the empty plan workbook",
        partial(_first_workbook, code, name, year),
        f"plan-{year_name(year).replace('/', '-')}.xlsx",
        EXCEL,
        key="first-plan",
    )


@remembered
def _first_workbook(code: str, name: str, year: int) -> bytes:
    # What writes workbooks takes a tenth of a second to load.
    from reports.plan_workbook import plan_workbook  # noqa: PLC0415

    texts = first_plan(files_read.plans().texts, code, name, year)
    return plan_workbook(texts, no_targets(), year_name(year))


def _choices() -> dict[str, tuple[str, str | None]]:
    """By the words of the choice the plan, and the one that it is copied from where it is new."""
    plans = [plan.plan for plan in corporate_plans.plans()]
    as_they_stand: dict[str, tuple[str, str | None]] = {
        f"{plan} as it stands": (plan, None) for plan in plans
    }
    newest = max(plans)
    later = next_year_of(newest)
    if later is None:
        return as_they_stand
    return as_they_stand | {f"{later}, begun as a copy of {newest}": (later, newest)}


@remembered
def _workbook(plan: str, copied_from: str | None) -> bytes:
    from reports.plan_workbook import plan_workbook  # noqa: PLC0415 - as above

    texts = files_read.plans().texts
    targets = target_table(copied_from or plan)
    if copied_from:
        texts = begun_from(texts, copied_from, plan)
        targets = begun_targets(targets, plan)
    return plan_workbook(texts, targets, plan, kept_aliases())
