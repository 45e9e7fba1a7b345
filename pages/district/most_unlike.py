"""What sets the area most apart from the areas of a group."""

import streamlit as st
from markupsafe import Markup

from insights import areas
from insights.areas import ComparisonGroup
from insights.unlike_similar import UnlikeOthers, most_unlike
from pages.shared import html_tables
from pages.shared.prepared_html import prepared_html


def unlike(group: ComparisonGroup) -> None:
    """The statistics that are furthest from the group's middle, in words."""
    st.html(_furthest(group))


@prepared_html
def _furthest(group: ComparisonGroup) -> Markup:
    furthest, (_, name) = most_unlike(group), areas.home()
    heading = f"Where {name} differs most"
    if not furthest:
        none = "No statistic with at least ten of these areas is far from their middle."
        return html_tables.headed(heading, Markup("<div>{}</div>").format(none))
    remark = html_tables.quiet_html(
        "These figures are furthest from the middle of the group. That is not good or bad in "
        "itself, and among many statistics some are far by chance."
    )
    rows = [_cells(one) for one in furthest]
    headings = ["Statistic", name, "Among these areas"]
    caption = f"{name} beside others: {group.name}"
    table = html_tables.table_html(caption, headings, rows, numeric=[name])
    return html_tables.headed(heading, remark, table)


def _cells(one: UnlikeOthers) -> list[html_tables.Cell]:
    name = html_tables.link(one.name, "compare", statistic=one.code)
    return [name, f"{one.figure}\n{one.period_label}", one.sentence]
