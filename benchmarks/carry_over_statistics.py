"""Carry published figures over into data/reference/statistic_values.csv.

`python -m benchmarks.carry_over_statistics FOLDER`, where FOLDER holds the publishers' files as
data/reference/README.md lists them. Needs one package more than the application, python-calamine:
three of the files are .ods and one is .xls, which openpyxl cannot read.
Which statistics and areas are carried over is in statistics.csv and comparison_groups.csv.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from data import reference_files

VALUES = reference_files.REFERENCE_FOLDER / "statistic_values.csv"
EXPLORE_LOCAL_STATISTICS = "ons-explore-local-statistics"
UNITED_KINGDOM, GREAT_BRITAIN = "K02000001", "K03000001"
COLUMNS = ["code", "area", "period_kind", "period_start", "period_end", "value", "state", "lower"]
COLUMNS += ["upper", "status_note", "vintage", "source_file"]

# Statuses of Explore local statistics: the state of an empty figure, and the status in words.
STATUSES = {
    "x": ("suppressed", "x (not available)"),
    "c": ("suppressed", "c (confidential)"),
    "u": ("suppressed", "u (unreliable)"),
    "z": ("not applicable", "z (not applicable)"),
}
YEAR_KINDS = {1: "calendar_year", 4: "financial_year", 8: "academic_year", 9: "academic_year"}


@dataclass(frozen=True)
class Sheet:
    """One published sheet: where its headings and area codes are, and which columns to carry over.

    `heading_row` counts from 1, columns are named by their headings; `figures` maps a heading to a
    statistic and a period, and `years_of` is the statistic under headings such as 2019-20.
    """

    file: str
    vintage: date
    heading_row: int
    sheet: str | None = None
    area: str = "Code"
    figures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    years_of: str | None = None
    markers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


PAY = "median-annual-pay-residence"
UNRELIABLE_OR_DISCLOSIVE = {"x": "suppressed", "..": "suppressed"}
SHEETS = (
    Sheet(
        file="population/mye22final.xlsx",
        vintage=date(2024, 3, 26),
        heading_row=8,
        sheet="MYE5",
        figures={
            "Estimated Population mid-2022": ("population", "2022-06-30"),
            "Estimated Population mid-2011": ("population", "2011-06-30"),
            "2022 people per sq. km": ("population-density", "2022-06-30"),
            "2011 people per sq. km": ("population-density", "2011-06-30"),
        },
    ),
    Sheet(
        file="pay/Home Geography Table 8.7a   Annual pay - Gross 2019.xls",
        vintage=date(2020, 11, 3),
        heading_row=5,
        sheet="All",
        figures={"Median": (PAY, "2018-04-01/P1Y")},
        markers=UNRELIABLE_OR_DISCLOSIVE,
    ),
    Sheet(
        file="pay/PROV - Home Geography Table 8.7a   Annual pay - Gross 2025.csv",
        vintage=date(2025, 10, 23),
        heading_row=5,
        figures={"Median": (PAY, "2024-04-01/P1Y")},
        markers=UNRELIABLE_OR_DISCLOSIVE,
        note="provisional",
    ),
    Sheet(
        file="housing/Live_Table_122.ods",
        vintage=date(2021, 11, 25),
        heading_row=4,
        sheet="LT122",
        area="Current\nONS code",
        years_of="net-additional-dwellings",
        markers={"..": "not applicable"},
    ),
    Sheet(
        file="housing/Live_Tables_1006-1009.ods",
        vintage=date(2021, 11, 18),
        heading_row=4,
        sheet="Live_Table_1008C",
        area="Current\nONS code",
        years_of="affordable-housing-completions",
        markers={"..": "not applicable"},
    ),
)


def carry_over(folder: Path) -> pd.DataFrame:
    """The chosen figures of every file in `folder`, all as text, columns as COLUMNS.

    Values stand as published, to the last digit. Raises FileNotFoundError where a file is missing.
    """
    tables = reference_files.tables()
    same_area = _same_area(tables["area"])
    frames = [*_explore_local_statistics(folder / EXPLORE_LOCAL_STATISTICS, same_area)]
    frames += [_sheet(sheet, folder, tables["area"]) for sheet in SHEETS]
    frames.append(_fly_tipping(folder / "environment/flytipping_la.ods", tables["area"]))
    figures = pd.concat(frames)
    return _chosen(figures, tables["statistic"], tables["comparison_group"])


def _explore_local_statistics(folder: Path, same_area: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    paths = sorted(folder.glob("*.csv"))
    if not paths:
        raise FileNotFoundError(folder)
    for path in paths:
        lines = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        statuses = lines["status"].map(lambda status: STATUSES.get(status, ("awaited", status)))
        empty = lines["observation"] == ""
        notes = lines["notes"].str.cat(statuses.str[1], sep="; ").str.strip("; ")
        figures = pd.DataFrame(
            {
                "code": lines["indicator"].map(_slug),
                "area": lines["areacd"],
                "period": lines["period"],
                "value": lines["observation"],
                "state": statuses.str[0].where(empty, ""),
                "lower": lines["lci_95"],
                "upper": lines["uci_95"],
                "status_note": notes,
                "vintage": _source_date(path.with_suffix(".json")),
                "source_file": path.name,
            }
        )
        yield _under_region_codes(figures, same_area)


def _under_region_codes(figures: pd.DataFrame, same_area: Mapping[str, str]) -> pd.DataFrame:
    """What is published for a region only under its ITL code, under the code of the region."""
    region = figures["area"].map(same_area)
    published = set(zip(figures["code"], figures["area"], strict=True))
    keys = zip(figures["code"], region, strict=True)
    moved = region.notna() & pd.Series([key not in published for key in keys], figures.index)
    named = figures["status_note"].str.cat("published as " + figures["area"], sep="; ")
    return figures.assign(
        area=region.where(moved, figures["area"]),
        status_note=named.str.strip("; ").where(moved, figures["status_note"]),
    )


def _sheet(published: Sheet, folder: Path, areas: pd.DataFrame) -> pd.DataFrame:
    path = folder / published.file
    cells = _cells(path, published.sheet)
    headings = cells.iloc[published.heading_row - 1]
    lines = cells.iloc[published.heading_row :]
    codes = lines.iloc[:, headings.tolist().index(published.area)]
    codes = codes.where(codes != "", lines.iloc[:, 0].map(_codes_of_regions(areas)))
    frames = [
        pd.DataFrame({"area": codes, "value": lines.iloc[:, column], **facts})
        for column, facts in _carried_columns(published, headings)
    ]
    return _stated(pd.concat(frames), published.markers).assign(
        vintage=published.vintage.isoformat(), source_file=path.name
    )


def _carried_columns(
    published: Sheet, headings: "pd.Series[str]"
) -> Iterator[tuple[int, dict[str, str]]]:
    """Columns to carry over with their statistic, period and note; `2019-20R` is a revised year."""
    for column, heading in enumerate(headings):
        year = re.fullmatch(r"(\d{4})-\d{2}(R?)", heading) if published.years_of else None
        if heading in published.figures:
            code, when = published.figures[heading]
            yield column, {"code": code, "period": when, "status_note": published.note}
        elif published.years_of and year:
            note = "revised" if year[2] else ""
            when = f"{year[1]}-04-01/P1Y"
            yield column, {"code": published.years_of, "period": when, "status_note": note}


def _fly_tipping(path: Path, areas: pd.DataFrame) -> pd.DataFrame:
    """Total incidents; of two totals for England in a year the later, comparable one counts."""
    cells = _cells(path, "LA_incidents")
    lines = cells.iloc[3:].set_axis(cells.iloc[2], axis=1)
    region = lines["Region"].str.extract(r"^\*?(?:Total )?([^(]*?)(?: \((.*)\))?$")
    totals = lines["ONS Code"] == "*Total"
    codes = lines["ONS Code"].where(~totals, region[0].map(_codes_of_regions(areas)))
    figures = pd.DataFrame(
        {
            "code": "fly-tipping-incidents",
            "area": codes,
            "period": lines["Year"].str[:4] + "-04-01/P1Y",
            "value": lines["Total Incidents"],
            "status_note": region[1].where(totals, "").fillna(""),
        }
    )
    last = figures.drop_duplicates(["area", "period"], keep="last")
    return _stated(last, {":": "awaited"}).assign(vintage="2024-03-13", source_file=path.name)


def _cells(path: Path, sheet: str | None) -> pd.DataFrame:
    """Every cell as text, "" where empty, whole numbers without a decimal point."""
    if path.suffix == ".csv":
        cells = pd.read_csv(path, header=None, dtype=str, encoding="cp1252", keep_default_na=False)
        return cells.map(lambda cell: cell.strip().replace(",", ""))
    frame = pd.read_excel(
        path, sheet_name=sheet or 0, header=None, dtype=object, na_filter=False, engine="calamine"
    )
    return frame.map(_text)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _stated(figures: pd.DataFrame, markers: Mapping[str, str]) -> pd.DataFrame:
    """Figures with markers turned into states; lines without an area or a figure are left out."""
    filled = figures[figures["area"].notna() & (figures["value"] != "")]
    state = filled["value"].map(lambda value: markers.get(value, ""))
    return filled.assign(value=filled["value"].where(state == "", ""), state=state)


def _chosen(figures: pd.DataFrame, statistics: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """The statistics and areas that are shipped, in the order of statistics.csv."""
    order = {code: place for place, code in enumerate(statistics["code"])}
    with_uk = set(figures.loc[figures["area"] == UNITED_KINGDOM, "code"])
    shipped = figures["area"].isin({*groups["area"]})
    shipped |= (figures["area"] == GREAT_BRITAIN) & ~figures["code"].isin(with_uk)
    chosen = figures[shipped & figures["code"].isin(order)]
    spans = pd.DataFrame([_span(text) for text in chosen["period"]], index=chosen.index)
    full = chosen.assign(place=chosen["code"].map(order), **spans).fillna("")
    return full.sort_values(["place", "area", "period_start"])[COLUMNS].reset_index(drop=True)


def _span(text: str) -> dict[str, str]:
    """`2024-04-01/P1Y` as kind, first day and last day; a bare date is an instant."""
    first, _, length = text.partition("/P")
    start = pd.Timestamp(first)
    if not length:
        return {"period_kind": "instant", "period_start": first, "period_end": first}
    end = start + pd.DateOffset(years=int(length.removesuffix("Y"))) - pd.Timedelta(days=1)
    whole_year = length == "1Y" and start.day == 1
    kind = YEAR_KINDS.get(start.month, "rolling") if whole_year else "rolling"
    return {"period_kind": kind, "period_start": first, "period_end": end.date().isoformat()}


def _source_date(path: Path) -> str:
    """The newest sourceDate of a family's metadata, in ISO form."""
    dates = re.findall(r"\d{2}/\d{2}/\d{4}", _source_dates(json.loads(path.read_text("utf-8"))))
    return max("-".join(reversed(text.split("/"))) for text in dates)


def _source_dates(node: object) -> str:
    if not isinstance(node, dict):
        return ""
    return " ".join([str(node.get("sourceDate", "")), *map(_source_dates, node.values())])


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _same_area(areas: pd.DataFrame) -> Mapping[str, str]:
    """ITL level 1 codes to the code of the region or country that covers the same ground."""
    return dict(areas.loc[areas["kind"] == "ITL level 1", ["code", "parent"]].values)


def _codes_of_regions(areas: pd.DataFrame) -> Mapping[str, str]:
    named = areas[areas["kind"].isin(["region", "nation"])]
    return dict(zip(named["name"], named["code"], strict=True))


if __name__ == "__main__":
    carry_over(Path(sys.argv[1])).to_csv(VALUES, index=False, lineterminator="\n")
