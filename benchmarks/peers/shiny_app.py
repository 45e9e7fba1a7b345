"""A priority's measures in Shiny for Python: `python shiny_app.py FOLDER PORT`."""

import sys
from pathlib import Path

import duckdb
import plotly.graph_objects as go
from shiny import App, reactive, render, run_app, ui
from shinywidgets import output_widget, render_plotly

FOLDER, PORT = Path(sys.argv[1]), int(sys.argv[2])
EVERYBODY = "Everybody"
MEASURES = duckdb.read_parquet(str(FOLDER / "measures.parquet")).df()
FIGURES = duckdb.read_parquet(str(FOLDER / "figures.parquet")).df()
COLUMNS = {
    "name": "Measure",
    "period": "Period",
    "value": "Outturn",
    "target": "Target",
    "status": "Status",
}
PORTFOLIOS = [EVERYBODY, *sorted(MEASURES["portfolio"].dropna().unique())]


def names_by_code(measures):
    """The choices of a box."""
    return measures.set_index("code")["name"].to_dict()


page = ui.page_fluid(
    ui.h1(MEASURES["priority"][0]),
    ui.input_select("portfolio", "Portfolio", PORTFOLIOS),
    ui.output_data_frame("measures"),
    ui.input_select("measure", "Measure", names_by_code(MEASURES)),
    output_widget("trend"),
    title=f"{MEASURES['priority'][0]}, performance",
    lang="en",
)


def server(input, output, session):  # noqa: A002, ARG001 - as Shiny calls it
    """What one visitor sees."""

    @reactive.calc
    def shown():
        portfolio = input.portfolio()
        return MEASURES[(MEASURES["portfolio"] == portfolio) | (portfolio == EVERYBODY)]

    @render.data_frame
    def measures():
        return render.DataGrid(shown()[list(COLUMNS)].rename(columns=COLUMNS), width="100%")

    @reactive.effect
    def _():
        ui.update_select("measure", choices=names_by_code(shown()))

    @render_plotly
    def trend():
        return go.FigureWidget([go.Scatter(name="Outturn"), go.Scatter(name="Target")])

    @reactive.effect
    def _():
        # A new chart for each measure would send the library of charts anew, 4 MB each time.
        figures = FIGURES[FIGURES["code"] == input.measure()]
        outturn, target = trend.widget.data
        with trend.widget.batch_update():
            outturn.x, outturn.y = figures["period_end"], figures["value"]
            target.x, target.y = figures["period_end"], figures["target"]


app = App(page, server)

if __name__ == "__main__":
    run_app(app, port=PORT)
