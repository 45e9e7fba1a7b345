"""The tables of pages as files: what a row is, and what each of its columns holds."""

from collections.abc import Iterator, Mapping, Sequence

from insights import areas, control_chart_points
from insights.area_map import AreaMap
from insights.distribution import Distribution
from insights.due_figures import DueFigure
from insights.kpis import Kpi
from insights.local_outcomes import LocalMetric
from insights.ownership import OwnerRole, owners_of
from insights.tartan_rug import RugGroup, RugOrder, RugRow, TartanRug, tartan_rug
from metrics.spc.kpi_control_chart import KpiControlChart
from reports.data_table import ColumnKind, DataColumn, DataTable

_CODE, _NAME = DataColumn("code", description="The KPI's code"), DataColumn("name")
_ILLUSTRATIVE = DataColumn(
    "illustrative", ColumnKind.BOOLEAN, "Whether the figure is invented to show the software"
)


def rug_table(kpis: Sequence[Kpi], order: RugOrder) -> DataTable:
    """Eight quarters: a row for each measure and quarter."""
    rug = tartan_rug(kpis, order)
    return DataTable(
        "Eight quarters",
        "Each measure in each of eight quarters, with its status against the target of then.",
        (
            DataColumn("under", description=f"Its {order.lower()}"),
            _CODE,
            _NAME,
            DataColumn("quarter"),
            DataColumn("quarter_end", ColumnKind.DAY),
            DataColumn("status", description="The computed status; empty without a figure"),
            DataColumn("in_words", description="Figure, target and status"),
            _ILLUSTRATIVE,
        ),
        [row for group in rug.groups for row in _of_rug(rug, group)] if rug else (),
    )


def _of_rug(rug: TartanRug, group: RugGroup) -> Iterator[Sequence[object]]:
    for row in group.rows:
        yield from _of_measure(rug, group, row)


def _of_measure(rug: TartanRug, group: RugGroup, row: RugRow) -> Iterator[Sequence[object]]:
    kpi = row.kpi
    for quarter, cell in zip(rug.quarters, row.cells, strict=True):
        status = str(cell.status) if cell.status else None
        words = cell.words if cell.status else None
        yield (group.name, kpi.code, kpi.name, quarter.label, quarter.end, status, words,
               kpi.illustrative)  # fmt: skip


def map_table(area_map: AreaMap) -> DataTable:
    """The councils of a map with their figures."""
    return DataTable(
        area_map.name,
        f"{area_map.name}, {area_map.period_label}, of each council of {area_map.extent.name}.",
        (
            DataColumn("area", description="The council's official code"),
            DataColumn("area_name"),
            DataColumn("value", ColumnKind.NUMBER, f"The figure, in {area_map.unit}"),
            DataColumn("in_words", description="The figure, or the word in its place"),
            DataColumn("group", description="Its fifth among all councils, or why it has none"),
            DataColumn("period"),
            DataColumn("published", ColumnKind.DAY),
        ),
        [
            (a.code, a.area_name, a.value, a.words, a.group, area_map.period_label,
             area_map.vintage)
            for a in area_map.listed
        ],
    )  # fmt: skip


def authorities_table(name: str, authorities: Distribution) -> DataTable:
    """Every local authority with its figure of one period, the lowest first."""
    return DataTable(
        f"{name} among local authorities",
        f"{name}, {authorities.period_label}, of each local authority.",
        (
            DataColumn("area_name"),
            DataColumn("value", ColumnKind.NUMBER),
            DataColumn("in_words", description="The figure with its unit"),
            DataColumn("period"),
        ),
        [(f.area_name, f.value, f.words, authorities.period_label) for f in authorities.figures],
    )


def local_outcomes_table(outcomes: Mapping[str, Sequence[LocalMetric]]) -> DataTable:
    """Local outcomes with their metrics, as the council filled them in."""
    _, name = areas.home()
    return DataTable(
        "Local outcomes",
        f"Each metric of the local outcomes with the figure of {name}.",
        (
            DataColumn("outcome"),
            DataColumn("metric"),
            DataColumn("figure", description=f"The figure of {name} in words"),
            DataColumn("period"),
            DataColumn("compared", description="What it is set beside"),
            DataColumn("position", description="A KPI's status, or how a statistic stands"),
            DataColumn("kpi", description="The code of the KPI that it is read from"),
            DataColumn("statistic", description="The code of the statistic that it is read from"),
            DataColumn("note"),
        ),
        [
            (m.outcome, m.metric, m.figure, m.period_label, m.nation, m.status or m.against.words,
             m.kpi, m.statistic, m.note)
            for metrics in outcomes.values()
            for m in metrics
        ],
    )  # fmt: skip


def control_table(kpi: Kpi, control: KpiControlChart) -> DataTable:
    """The figures of a control chart with what is found of each."""
    return DataTable(
        f"Control chart of {kpi.code}",
        f"Each period of {kpi.name} with what its control chart finds.",
        (
            DataColumn("period"),
            DataColumn("figure", description="The figure in words"),
            DataColumn("finding", description="Whether it is more than usual variation"),
            _ILLUSTRATIVE,
        ),
        [
            (row.period_label, row.figure, row.finding, kpi.illustrative)
            for row in control_chart_points.rows(kpi, control)
        ],
    )


def due_table(figures: Sequence[DueFigure]) -> DataTable:
    """Figures that are due or overdue, with who answers for them."""
    return DataTable(
        "Figures due",
        "Each figure of a measure that is due or overdue.",
        (
            _CODE,
            _NAME,
            DataColumn("period"),
            DataColumn("due_by", ColumnKind.DAY),
            DataColumn("days_overdue", ColumnKind.WHOLE, "Empty where it has no figure yet"),
            DataColumn("lead", ColumnKind.TEXTS, "The CMT leads who answer for it"),
            DataColumn("service", ColumnKind.TEXTS, "The services that answer for it"),
        ),
        [
            (due.kpi.code, due.kpi.name, due.period.label, due.by,
             None if due.is_first else due.days_overdue,
             *("; ".join(owners_of(due.kpi, role).names) or None
               for role in (OwnerRole.LEAD, OwnerRole.SERVICE)))
            for due in figures
        ],
    )  # fmt: skip
