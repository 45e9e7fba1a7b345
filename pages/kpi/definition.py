"""What a KPI is, who says so, and who answers for it."""

import streamlit as st
from markupsafe import Markup

from insights.figure_wording import tolerance_words
from insights.formatting import unit_words
from insights.kpi_facts import GOOD_DIRECTIONS
from insights.kpi_limits import definition_text
from insights.kpi_records import word
from insights.kpis import Kpi, is_stated
from insights.ownership import OwnerRole, owners_of
from metrics.direction import KpiKind
from metrics.status import Polarity
from metrics.words.kpi_wording import capital
from pages.shared import html_tables
from pages.shared.prepared_html import prepared_html

UNKNOWN = "not stated in the plan"
PLAN = "the plan"
BY_DASHBOARD = "set by the dashboard; confirm or change in the plan workbook"
KINDS = {
    KpiKind.DISCRETE: "each period by itself",
    KpiKind.CUMULATIVE: "counted up over the year",
    KpiKind.SNAPSHOT: "how things stand at the period's end",
    KpiKind.RATIO: "a share or average of the period",
}
NOBODY = "not named in the plan, a file or a key activity"


def definition(kpi: Kpi) -> None:
    """Its definition, unit, owners and tolerance, folded."""
    st.html(_definition(kpi))


@prepared_html
def _definition(kpi: Kpi) -> Markup:
    stated = kpi.definition
    rows: list[list[html_tables.Cell]] = [
        ["Title in the plan", word(stated["official_title"]) or kpi.name, PLAN],
        ["Definition", definition_text(kpi) or UNKNOWN, "our words"],
        ["Unit", unit_words(kpi.unit), _by(kpi, "unit")],
        ["Good performance", GOOD_DIRECTIONS[Polarity(stated["polarity"])], _by(kpi, "polarity")],
        ["Reported", str(stated["frequency"]), _by(kpi, "frequency")],
        ["How figures count", KINDS[KpiKind(stated["kind"])], _by(kpi, "kind")],
        ["Just off target", tolerance_words(kpi), _by(kpi, "tolerance")],
        *_owner_rows(kpi),
    ]
    caption = f"{kpi.code} in the plan {kpi.plan}"
    table = html_tables.table_html(caption, ["What", "Says", "Set by"], rows)
    return html_tables.folded_html("Definition and owner", table)


def _by(kpi: Kpi, fact: str) -> str:
    """Who says so: the plan, a workbook of it, or this software where the plan is silent."""
    return PLAN if is_stated(kpi, fact) else BY_DASHBOARD


def _owner_rows(kpi: Kpi) -> list[list[html_tables.Cell]]:
    return [
        [capital(role.words), owners_of(kpi, role).sentence or NOBODY, ""] for role in OwnerRole
    ]
