"""Tags of a KPI: the metrics of national outcomes that the council reads from it."""

import streamlit as st
from markupsafe import Markup

from insights.kpis import Kpi
from insights.local_outcomes import metrics_of_kpi
from pages.shared import html_tables


def outcome_tags(kpi: Kpi) -> None:
    """A tag for each metric with its outcome; nothing where the council named none."""
    tags = [
        html_tables.badge(
            "local outcome", words=f"Local outcome: {metric.outcome}, {metric.metric}"
        )
        for metric in metrics_of_kpi(kpi)
    ]
    if tags:
        st.html(Markup(" ").join(tags))
