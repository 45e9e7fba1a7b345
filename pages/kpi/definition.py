"""What a KPI is, as the plan states it, and who answers for it."""

import streamlit as st

from insights.formatting import unit_words
from insights.kpi_records import word
from insights.kpis import Kpi
from insights.planned_activities import activities_of_kpi
from metrics.status import Polarity
from pages.shared import html_tables

UNKNOWN = "not stated in the plan"
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
        ["Service", word(stated["service"]) or UNKNOWN],
        ["CMT lead", word(stated["lead"]) or UNKNOWN],
        ["Portfolio", word(stated["portfolio"]) or UNKNOWN],
        ["Key activities it serves", served or "none names it"],
    ]
    st.header("Definition and owner", anchor=False)
    html_tables.table(f"{kpi.code} in the plan {kpi.plan}", ["What", "As stated"], rows)
