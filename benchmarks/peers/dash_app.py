"""A priority's measures in Dash: `python dash_app.py FOLDER PORT`, served by gunicorn."""

import sys
from pathlib import Path

import duckdb
import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dcc, html
from gunicorn.app.base import BaseApplication

FOLDER, PORT = Path(sys.argv[1]), sys.argv[2]
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

app = Dash(__name__, title=f"{MEASURES['priority'][0]}, performance")
app.layout = html.Main(
    [
        html.H1(MEASURES["priority"][0]),
        html.Label("Portfolio", htmlFor="portfolio"),
        dcc.Dropdown(
            [EVERYBODY, *sorted(MEASURES["portfolio"].dropna().unique())],
            EVERYBODY,
            id="portfolio",
            clearable=False,
        ),
        html.Table(id="measures"),
        html.Label("Measure", htmlFor="measure"),
        dcc.Dropdown(id="measure", clearable=False),
        dcc.Graph(id="trend"),
    ]
)


@callback(
    Output("measures", "children"),
    Output("measure", "options"),
    Output("measure", "value"),
    Input("portfolio", "value"),
)
def filtered(portfolio):
    """The table of a portfolio's measures, and which of them can be chosen."""
    shown = MEASURES[(MEASURES["portfolio"] == portfolio) | (portfolio == EVERYBODY)]
    head = html.Thead(html.Tr([html.Th(title, scope="col") for title in COLUMNS.values()]))
    rows = shown[list(COLUMNS)].fillna("").itertuples(index=False)
    body = html.Tbody([html.Tr([html.Td(cell) for cell in row]) for row in rows])
    options = [{"label": row.name, "value": row.code} for row in shown.itertuples()]
    return [head, body], options, options[0]["value"] if options else None


@callback(Output("trend", "figure"), Input("measure", "value"))
def trend(code):
    """The figures of a measure through time against its target."""
    figures = FIGURES[FIGURES["code"] == code]
    lines = {"Outturn": "value", "Target": "target"}
    return go.Figure(
        [
            go.Scatter(x=figures["period_end"], y=figures[column], name=name)
            for name, column in lines.items()
        ]
    )


class Served(BaseApplication):
    """gunicorn with one worker of eight threads, as Dash is served for others."""

    def load_config(self):
        """Where it listens."""
        where = f"127.0.0.1:{PORT}"
        settings = {"bind": where, "workers": 1, "threads": 8, "keepalive": 60}
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self):
        """The application."""
        return app.server


if __name__ == "__main__":
    Served().run()
