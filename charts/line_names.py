"""The names of lines at their ends: no legend has to be looked up."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from charts.prepared_chart import INK, QUIET_INK

# Names stand right of the ends of their lines; above or below them where other lines go on.
_NAME: Mapping[str, Any] = {"aria": False, "fontSize": 13, "fontWeight": 600}
_BESIDE: Mapping[str, Any] = {"align": "left", "baseline": "middle", "dx": 8}
_ABOVE: Mapping[str, Any] = {"align": "right", "dx": 4, "dy": -11}
_BELOW: Mapping[str, Any] = {**_ABOVE, "dy": 14}
# Where names stand that are beside their lines, of charts over time.
TIME_EDGE = alt.X("name_at:T", title=None)
# How far apart names stand, and how many pixels the values share.
LABEL_PIXELS, _PLOT_PIXELS = 18, 240


def with_ends(  # noqa: PLR0913, PLR0917
    frame: pd.DataFrame,
    order: str,
    ends: tuple[float, float] | None,
    named: Sequence[str] = (),
    level: Sequence[str] = (),
    pixels: int = _PLOT_PIXELS,
) -> pd.DataFrame:
    """The points, each line's last one marked, with a value at which its name is clear of others.

    Names `at_edge` stand right of the plot, from `name_at` on. `named` are the series whose names
    are drawn; all of them where it is empty. Those of `level` series stand at the edge wherever
    their lines end, as a target would cover the newest figure where a forecast goes on. `pixels` is
    what the values of `ends` share.
    """
    drawn = frame.copy()
    if drawn.empty:
        return drawn
    last = drawn.groupby("series", sort=False)[order].transform("max") == drawn[order]
    is_named = drawn["series"].isin(named) if named else True
    is_repeated = drawn.duplicated(["series", order], keep="last")
    drawn["last"] = is_named & last & ~is_repeated & drawn["value"].notna()
    is_level = drawn["series"].isin(level)
    drawn["at_edge"] = drawn["last"] & (is_level | (drawn[order] >= _edge(drawn, order)))
    if "end" in drawn:
        drawn["name_at"] = drawn["end"].mask(drawn["at_edge"] & is_level, drawn["end"].max())
    drawn["label_value"] = drawn["value"]
    # The axis reaches as far as what is shaded beside a line.
    reach = drawn[[name for name in ("value", "low", "high") if name in drawn]]
    low, high = ends or (reach.min().min(), reach.max().max())
    gap = ((high - low) or 1.0) * LABEL_PIXELS / pixels
    within = drawn.loc[drawn["last"] & ~drawn["at_edge"], "value"].sort_values()
    # The lowest of several stands below its line, so that it covers no other's end.
    lowest = within.iloc[: int(len(within) > 1)]
    drawn["below"] = drawn.index.isin(lowest.index)
    beside = drawn.loc[drawn["at_edge"], "value"].sort_values()
    for lasts in (beside, within.drop(lowest.index)):
        drawn.loc[lasts.index, "label_value"] = names_apart([float(end) for end in lasts], gap)
    return drawn


def _edge(drawn: pd.DataFrame, order: str) -> Any:
    """Where the newest period of a line with a name begins: names from there on stand beside."""
    named = drawn[drawn["last"]]
    begins = named["start"] if "start" in named else named[order]
    return begins.max() if len(begins) else drawn[order].max()


def names_apart(values: Sequence[float], gap: float) -> Sequence[float]:
    """Values in order, moved up by what they lack of a gap, and down again together by half."""
    moved: list[float] = []
    for value in values:
        moved.append(max(value, moved[-1] + gap) if moved else value)
    down = max((up - value for up, value in zip(moved, values, strict=True)), default=0) / 2
    lowered = [up - down if up > value else up for up, value in zip(moved, values, strict=True)]
    for number in range(len(lowered) - 2, -1, -1):
        lowered[number] = min(lowered[number], lowered[number + 1] - gap)
    return lowered


def names_at_ends(
    base: alt.Chart, x: alt.X, edge: alt.X, quiet: str = "false", key: alt.Color | None = None
) -> Sequence[alt.Chart]:
    """What each line is, at its end, on white so that it is read across other lines.

    `edge` places those that stand beside, clear of a figure that is drawn over its whole period.
    Names are grey where the expression `quiet` holds. `key` puts a dash of the line's colour before
    each that stands beside.
    """
    ink = alt.condition(quiet, alt.value(QUIET_INK), alt.value(INK))
    ends = base.transform_filter("datum.last").encode(x=x, y=alt.Y("label_value:Q"))
    beside = ends.transform_filter("datum.at_edge").encode(x=edge)
    keys = [beside.mark_text(**_NAME, **_BESIDE, text="\u2014").encode(color=key)] if key else []
    names: list[alt.Chart] = []
    for texts, place in (
        (beside, {**_BESIDE, "dx": 26} if key else _BESIDE),
        (ends.transform_filter("!datum.at_edge && !datum.below"), _ABOVE),
        (ends.transform_filter("datum.below"), _BELOW),
    ):
        written = texts.encode(text="name:N")
        names.append(written.mark_text(**_NAME, **place, stroke="white", strokeWidth=4))
        names.append(written.mark_text(**_NAME, **place).encode(color=ink))
    return [*keys, *names]
