"""District profile: the plan's printed figures, each beside the published one."""

import pandas as pd
import streamlit as st

from data.questions import stored_plans, stored_statistics
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.formatting import day, figure, unit_words
from insights.kpi_records import period_of
from insights.kpis import current_plan
from metrics.words.status_words import during
from pages.shared import charts, html_tables
from pages.shared.choices import choose_one

THEMES = {
    "place": "Place",
    "health": "Health",
    "environment": "Environment",
    "economy": "Economy",
}


def render() -> None:
    """The printed profile by theme, then any statistic beside similar areas."""
    plan = current_plan()
    _, name = areas.home()
    st.title("District profile")
    st.write(
        f"{name} as the plan {plan} printed it. Where a published figure exists it stands beside "
        "the printed one with its period, area and date of publication; where the printed figure "
        "does not hold, the check says why."
    )
    figures = cache.ask(stored_plans.profile_figures, plan)
    for theme, words in THEMES.items():
        of_theme = records(figures[figures["theme"] == theme])
        st.header(words, anchor=False)
        headings = ["Figure", "As printed", "Compared with, as printed", "Published", "Check"]
        rows = [_row(printed) for printed in of_theme]
        html_tables.table(f"{words}: {len(rows)} figures", headings, rows)
    _similar()


def _row(printed: Record) -> list[html_tables.Cell]:
    return [
        str(printed["name"]),
        str(printed["printed"]),
        _comparator(printed),
        _published(printed),
        _check(printed),
    ]


def _comparator(printed: Record) -> str:
    if not isinstance(printed["comparator"], str):
        return ""
    figures = printed["comparator_printed"]
    return f"{printed['comparator']}: {figures if isinstance(figures, str) else 'no figure'}"


def _published(printed: Record) -> str:
    code = printed["statistic"]
    if not isinstance(code, str):
        return "no counterpart"
    home, _ = areas.home()
    other = printed["comparator_area"]
    start = printed["period_start"]
    then, now = (
        district_statistics.latest_figure(code, home, start),
        district_statistics.latest_figure(code, home),
    )
    is_newer = now is not None and (then is None or period_of(then) != period_of(now))
    found = [
        *_facts(code, [home, other] if isinstance(other, str) else [home], start),
        *(_facts(code, [home], None) if is_newer else []),
    ]
    return "\n".join(found) or "no figure for this area"


def _facts(code: str, of: list[str], start: object) -> list[str]:
    """`Harborough 22, England 9 in 2022/23; published 20 November 2025`."""
    records = [district_statistics.latest_figure(code, area, start) for area in of]
    known = [record for record in records if record]
    if not known:
        return []
    statistics = cache.ask(stored_statistics.statistics).set_index("code")
    unit, decimals = str(statistics.loc[code, "unit"]), int(str(statistics.loc[code, "decimals"]))
    figures = ", ".join(
        f"{record['area_name']} {figure(float(str(record['value'])), unit, decimals)}"
        for record in known
    )
    first = known[0]
    return [f"{figures} {during(period_of(first))}; published {day(first['vintage'])}"]


def _check(printed: Record) -> str:
    parts = [printed["derived"], printed["check_note"]]
    return "\n".join(part for part in parts if isinstance(part, str))


def _similar() -> None:
    """One statistic for the district and each council of a group, in the same period."""
    st.header("Beside similar areas", anchor=False)
    statistics = {str(r["code"]): r for r in records(cache.ask(stored_statistics.statistics))}
    # A total says nothing beside a nation's: the first choice is a rate.
    rates = [
        code for code, row in statistics.items() if row["unit"] not in district_statistics.TOTALS
    ]
    code = choose_one(
        "Statistic",
        list(statistics),
        "statistic",
        lambda code: str(statistics[code]["name"]),
        default=rates[0] if rates else None,
    )
    groups = {group.code: group for group in areas.groups()}
    if not groups:
        st.info("No group of areas is chosen: data/reference/comparison_groups.csv names them.")
        return
    group = groups[choose_one("Areas", list(groups), "group", lambda code: groups[code].name)]
    statistic = statistics[code]
    home, _ = areas.home()
    national = () if statistic["unit"] in district_statistics.TOTALS else areas.NATIONAL
    values = district_statistics.values_of((code,), (home, *group.areas, *national))
    valued = values[values["value"].notna()]
    own = valued[valued["area"] == home]
    if own.empty:
        st.info("This statistic has no figure for the district.")
        return
    latest = own.iloc[-1]
    same = valued[valued["period_end"] == latest["period_end"]]
    same = same[same["period_start"] == latest["period_start"]].sort_values(
        "value", ascending=False
    )
    _bars(statistic, same, home, str(latest["period_label"]))
    html_tables.quiet(f"{group.name}: {group.source}. Published {day(latest['vintage'])}.")


def _bars(statistic: Record, same: pd.DataFrame, home: str, period: str) -> None:
    unit, decimals = str(statistic["unit"]), int(str(statistic["decimals"]))
    words = [figure(value, unit, decimals) for value in same["value"]]
    points = pd.DataFrame(
        {
            "series": same["area_name"],
            "value": same["value"],
            "home": same["area"] == home,
            "words": words,
            "order": range(len(same)),
        }
    )
    title = f"{statistic['name']}, {period} ({unit_words(unit)})"
    charts.area_bars(points, title, f"Bars of {title} for {len(points)} areas", "similar")
    with st.expander("Figures behind the chart"):
        rows: list[list[html_tables.Cell]] = [
            list(pair) for pair in zip(same["area_name"], words, strict=True)
        ]
        html_tables.table(title, ["Area", "Figure"], rows, numeric=["Figure"])
