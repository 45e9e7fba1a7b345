"""What analysts look at, drawn when it is opened: variation, how a forecast is made, forms."""

from functools import partial

from insights.forecast_method import method_words
from insights.kpis import Kpi
from metrics.words.kpi_wording import capital
from pages.kpi.control_chart import variation
from pages.kpi.events import events
from pages.kpi.officer_forecast import forecast_form
from pages.shared import html_tables, unexpected
from pages.shared.folded import folded


def for_analysts(kpi: Kpi) -> None:
    """The control chart with its method, how the year's end is worked out, and forms."""
    title = "For analysts: is it more than usual variation?"
    folded(title, "analysts", partial(_sections, kpi))


def _sections(kpi: Kpi) -> None:
    for section in (variation, _year_end_method, forecast_form, events):
        with unexpected.on_its_own():
            section(kpi)


def _year_end_method(kpi: Kpi) -> None:
    method = method_words(kpi)
    if method:
        html_tables.quiet(f"How the year's end is worked out: {capital(method)}.")
