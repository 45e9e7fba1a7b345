"""An officer's own forecast of a KPI's year end: a form that keeps it, and one to take it back."""

from datetime import UTC, datetime

import streamlit as st

from data.actor import AccessRole
from insights import cache
from insights.kpis import Kpi
from insights.officer_forecasts import (
    OfficerForecast,
    forecast_box,
    forecast_event,
    officer_forecasts,
    years_to_forecast,
)
from pages.shared import as_of, box_lengths, flash, signed_form, signed_in
from pages.shared.escaping import plain


def forecast_form(kpi: Kpi) -> None:
    """A form for what an officer expects the year to end at, and one to take it back."""
    if as_of.chosen() or not signed_in.may(AccessRole.ANALYST):
        return
    with st.expander("Give your own forecast of the year's end"):
        _give(kpi)
        if forecasts := officer_forecasts(kpi):
            _take_back(kpi, {forecast.year.label: forecast for forecast in forecasts})


def _give(kpi: Kpi) -> None:
    years = {year.label: year for year in years_to_forecast(kpi, datetime.now(UTC).date())}
    box = forecast_box(kpi)
    with st.form(f"forecast-{kpi.code}", clear_on_submit=True):
        label = st.selectbox("Financial year", list(years))
        value = st.number_input(
            f"Forecast outturn ({plain(box.unit)})",
            min_value=box.possible.low,
            max_value=box.possible.high,
            value=None,
            step=box.step,
            format=box.number_format,
        )
        reason = st.text_input("What it rests on, in a few words", max_chars=box_lengths.WORDS)
        signature = signed_form.sign("Keep the forecast", f"forecast-by-{kpi.code}")
    if not signature.pressed:
        return
    if value is None:
        st.error("Give the number that you expect the year to end at.")
        return
    cache.store().add_event(signature.actor, forecast_event(kpi, years[label], value, reason))
    flash.tell("It is kept and stands beside the forecast that is worked out here.")


def _take_back(kpi: Kpi, forecasts: dict[str, OfficerForecast]) -> None:
    with st.form(f"forecast-back-{kpi.code}", clear_on_submit=True):
        label = st.selectbox("Take back the forecast of", list(forecasts))
        signature = signed_form.sign("Take the forecast back", f"forecast-back-by-{kpi.code}")
    if signature.pressed:
        forecast = forecasts[label]
        event = forecast_event(kpi, forecast.year, forecast.value, forecast.reason)
        cache.store().add_event(signature.actor, event, set_aside=True)
        flash.tell("It is taken back. The store keeps that it was said.")
