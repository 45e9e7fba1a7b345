"""What a KPI is, as the plan states it, and who answers for it."""

import streamlit as st

from insights.formatting import unit_words
from insights.kpi_records import word
from insights.kpis import Kpi
from insights.ownership import OwnerRole, owners_of
from insights.planned_activities import activities_of_kpi
from metrics.status import Polarity
from metrics.words.kpi_wording import capital
from pages.shared import html_tables

UNKNOWN = "not stated in the plan"
NOBODY = "not named in the plan, a file or a key activity"
GOOD_PERFORMANCE = {
    Polarity.MAXIMISE: "higher is better",
    Polarity.MINIMISE: "lower is better",
    Polarity.RANGE: "inside a range",
    Polarity.NONE: "neither higher nor lower is better",
}


def definition(kpi: Kpi) -> None:
    """Its definition, unit and owner, and the key activities that it serves."""
    stated = kpi.definition
    served = "; ".join(activity.name for activity in activities_of_kpi(kpi))
    rows: list[list[html_tables.Cell]] = [
        ["Definition", word(stated["definition"]) or UNKNOWN],
        ["Unit", unit_words(kpi.unit)],
        ["Good performance", GOOD_PERFORMANCE[Polarity(stated["polarity"])]],
        ["Reported", str(stated["frequency"])],
        ["Figures are", str(stated["kind"])],
        *_owner_rows(kpi),
        ["Key activities it serves", served or "none names it"],
    ]
    st.header("Definition and owner", anchor=False)
    html_tables.table(f"{kpi.code} in the plan {kpi.plan}", ["What", "As stated"], rows)


def _owner_rows(kpi: Kpi) -> list[list[html_tables.Cell]]:
    return [[capital(role.words), owners_of(kpi, role).sentence or NOBODY] for role in OwnerRole]
