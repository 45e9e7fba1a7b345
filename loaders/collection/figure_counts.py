"""How many figures are shipped: statistics down, kinds of area across."""

import csv

import pandas as pd

from data.reference_files import REFERENCE_FOLDER
from loaders.shipped_statistics import SHIPPED_STATISTICS, shipped_rows

KINDS = {
    "UK, nations": ("country", "nation"),
    "regions": ("region", "ITL level 1", "London sub-region"),
    "counties": (
        "county",
        "metropolitan county",
        "combined authority",
        "city region",
        "combined districts",
    ),
    "districts": ("district",),
    "unitaries": ("unitary",),
    "metropolitan": ("metropolitan district",),
    "London": ("London borough",),
    "Scotland": ("council area",),
    "N. Ireland": ("local government district",),
    "ITL 2, 3": ("ITL level 2", "ITL level 3"),
    "police": ("police force area",),
}


def counts() -> pd.DataFrame:
    """Figures by statistic (index) and kinds of area (columns), with areas and a total."""
    (figures,) = shipped_rows(SHIPPED_STATISTICS.read_bytes()).values()
    with (REFERENCE_FOLDER / "areas.csv").open(encoding="utf-8", newline="") as file:
        kinds = {line["code"]: line["kind"] for line in csv.DictReader(file)}
    columns = {kind: name for name, of_name in KINDS.items() for kind in of_name}
    codes = figures["code"].astype(str)
    across = figures["area"].astype(str).map(kinds).map(columns)
    by_kind = pd.crosstab(codes, across).reindex(columns=list(KINDS), fill_value=0)
    areas = figures["area"].astype(str).groupby(codes).nunique()
    return by_kind.assign(areas=areas, figures=by_kind.sum(axis=1))


def document() -> str:
    """docs/statistics.md: the counts under each statistic's name, and how many have a value."""
    frame = counts()
    (figures,) = shipped_rows(SHIPPED_STATISTICS.read_bytes()).values()
    with (REFERENCE_FOLDER / "statistics.csv").open(encoding="utf-8", newline="") as file:
        names = {line["code"]: line["name"] for line in csv.DictReader(file)}
    total = frame.sum()
    total["areas"] = figures["area"].nunique()
    rows = [(names[str(code)], row) for code, row in frame.iterrows()]
    rows = [*sorted(rows, key=lambda row: row[0].casefold()), ("All statistics", total)]
    valued = int(figures["value"].notna().sum())
    return _DOCUMENT.format(
        figures=len(figures),
        statistics=len(frame),
        valued=valued,
        states=len(figures) - valued,
        headings=" | ".join(frame.columns),
        rules="|".join(["---:"] * len(frame.columns)),
        lines="\n".join(
            f"| {name} | {' | '.join(f'{int(n):,}' for n in row)} |" for name, row in rows
        ),
    )


_DOCUMENT = """# Statistics by kind of area

How many figures are shipped of each statistic, for every period and edition that its publisher's
file has. `python -m loaders.collection --document` writes this page.

Of {figures:,} figures of {statistics} statistics {valued:,} have a value; {states:,} have a word in
its place, such as suppressed. Counties are county councils, metropolitan counties and combined
authorities; what is worked out of two statistics is not counted.

| statistic | {headings} |
|---|{rules}|
{lines}
"""


def table() -> str:
    """The counts as text, a statistic a line, and the sums below."""
    frame = counts()
    (figures,) = shipped_rows(SHIPPED_STATISTICS.read_bytes()).values()
    frame.loc["all statistics"] = frame.sum()
    frame.loc["all statistics", "areas"] = figures["area"].nunique()
    lines = frame.to_string()
    return f"{lines}\n{len(frame) - 1} statistics"
