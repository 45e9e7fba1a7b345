"""The invented figures of the KPI sample: the same seed gives the same figures.

A KPI is its line of data/reference/kpis.csv, a year is counted from 0, a quarter from 0 to 19.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from statistics import fmean

FIRST_YEAR, YEARS = 2020, 5
# A shape begins with the third year; what was before runs the same way backwards.
BEFORE = 8
SEED = "illustrative 1"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a KPI's quarters run: first level, change a quarter, spread, target, four seasons."""

    level: float
    drift: float
    spread: float
    target: float | str
    seasons: tuple[float, float, float, float] = (1, 1, 1, 1)


SHAPES: Mapping[str, Shape] = {
    "CCS 06": Shape(86, 0.5, 1.0, 90),
    "CCS 10": Shape(5800, 0, 260, "Data only", (1.05, 0.95, 0.95, 1.05)),
    "CCS 12": Shape(3100, 110, 120, 4000),
    "CCS 17": Shape(148_000, 1500, 4000, 160_000, (1, 1.02, 0.94, 1.08)),
    "CCS 11": Shape(11_700, 0, 240, 11_500, (1.2, 0.95, 0.9, 0.98)),
    "CM 08": Shape(39_000, 0, 420, 40_000),
    "CM 10": Shape(14_200, 420, 60, 18_000),
    "SP 01": Shape(21, 0.3, 4, 90, (0.9, 1.1, 0.8, 1.3)),
    "SP 02": Shape(6.4, -0.08, 0.05, 5),
    "DM 01": Shape(9, 0, 1, 8),
    "DM 02": Shape(88, -0.7, 1, 85),
    "DM 06": Shape(71, 0.25, 0.5, 75),
    "DM 07/8": Shape(6.5, 0.05, 1.8, 5),
    "SP 05": Shape(1, 0, 0.3, 4),
    "SP 04": Shape(12.6, 0, 0.7, 12),
    "PM TP 10-12": Shape(182, -2.5, 2, 160),
    "CP HW 18": Shape(95_000, 500, 9000, 400_000, (0.5, 0.9, 1.1, 1.5)),
    "HS 12": Shape(1180, 18, 15, "Data only"),
    "HS 25": Shape(14.6, 0, 1.1, 15),
    "ED 31": Shape(40, 0.5, 4, 45, (0.6, 1.3, 1.2, 0.9)),
    "CP HW 04": Shape(118_000, 900, 2500, 120_000, (1, 0.93, 0.97, 1.1)),
    "CP HW 07": Shape(730, 0, 25, 700),
    "CP HW 03": Shape(52, 0, 4, 60, (1.2, 1.3, 0.7, 0.8)),
    "LL TPI 01/03": Shape(44, 0, 3, 45),
    "CP 01": Shape(1060, -4, 20, 1000, (1.03, 1.05, 0.97, 0.95)),
    "CP 02": Shape(73, 0, 2.2, 75),
    "CP 06": Shape(410, -9, 15, 320, (1.15, 1.2, 0.85, 0.8)),
    "CP 07": Shape(215, 5, 10, "N/A", (0.98, 1.06, 0.98, 0.98)),
    "CP 01.1": Shape(350, 3, 8, 340),
    "CON 10": Shape(3.7, 0, 0.3, 4),
    "CON 24": Shape(28, 0, 4, 25),
    "CON 15": Shape(238, 0, 12, 240),
    "CON TPI 13": Shape(93.2, 0, 0.9, 95),
    "ED 01": Shape(21_000, 500, 700, 20_000, (1.1, 1.35, 0.9, 0.75)),
    "FOOTFALL": Shape(640_000, 2_000, 22_000, 600_000, (0.95, 1.0, 1.15, 0.9)),
    "HR 03.1": Shape(2.1, -0.02, 0.1, 8, (0.9, 0.85, 1.1, 1.15)),
    "FS 02": Shape(4_300_000, 0, 60_000, 17_000_000),
    "FS 03": Shape(94, 0.2, 0.7, 90),
    "RB 01": Shape(24.4, 0, 0.1, 98, (1.18, 1.13, 1.12, 0.57)),
}
# What keeps the sample honest about real files: gaps, late and provisional figures, and one status
# that the tolerance does not give.
MISSING = {("CCS 17", 9), ("ED 01", 8), ("CON 10", 14)}
LATE = {("CM 08", 19), ("ED 31", 19), ("CP 02", 19)}
PROVISIONAL = {"CP 01", "CP 06", "RB 01"}
MISREPORTED = {("CON TPI 13", 4): "OK"}


def quarters(kpi: Mapping[str, str]) -> Sequence[float]:
    """Twenty invented quarters of a KPI, rounded as reported; cumulative ones rise in a year."""
    random, shape, count = Random(f"{SEED} {kpi['code']}"), shape_of(kpi), 4 * YEARS  # noqa: S311
    drawn = {
        n: (shape.level + shape.drift * n) * shape.seasons[n % 4] + random.gauss(0, shape.spread)
        for n in (*range(count - BEFORE), *range(-1, -BEFORE - 1, -1))
    }
    bare = [max(0.0, drawn[n]) for n in range(-BEFORE, count - BEFORE)]
    if kpi["kind"] == "cumulative":
        bare = [total for n in range(0, count, 4) for total in accumulate(bare[n : n + 4])]
    most = 100.0 if kpi["unit"] == "percent" else float("inf")
    return [round(min(value, most), int(kpi["decimals"])) for value in bare]


def shape_of(kpi: Mapping[str, str]) -> Shape:
    """The shape of a KPI; one that is new to the plan gets a plain shape by its unit."""
    plain = Shape(82, 0.2, 2, 85) if kpi["unit"] == "percent" else Shape(100, 0.5, 5, 100)
    return SHAPES.get(kpi["code"], plain)


def year_figure(kpi: Mapping[str, str], year: int) -> float | None:
    """A year's figure as its quarters make it, None for counts whose target is a quarter's."""
    values = quarters(kpi)[4 * year : 4 * year + 4]
    if kpi["frequency"] == "annual" or kpi["kind"] in ("snapshot", "cumulative"):
        return values[-1]
    if kpi["kind"] == "ratio":
        return round(fmean(values), int(kpi["decimals"]))
    return None if isinstance(shape_of(kpi).target, float | int) else sum(values)


def status_word(kpi: Mapping[str, str], value: float, year: int) -> str:
    """The status as the performance system words it, by the KPI's tolerance or 5 %."""
    target = shape_of(kpi).target
    if isinstance(target, str) or kpi["polarity"] == "none":
        return "Data Only"
    if (kpi["code"], year) in MISREPORTED:
        return MISREPORTED[kpi["code"], year]
    amount = float(kpi["tolerance"] or 5)
    allowed = amount if kpi["tolerance_kind"] == "absolute" else target * amount / 100
    missed_by = target - value if kpi["polarity"] == "maximise" else value - target
    return "OK" if missed_by <= 0 else "Warning" if missed_by <= allowed else "Alert"
