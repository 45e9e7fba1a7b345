"""Plans and figures of any content that the rules admit, as a file would bring them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from hypothesis import strategies as st
from msgspec import structs

from data import admissible
from data.reference_tables import CHOICES, cleaned_cell, columns, longest
from loaders.plans.plan_sheets import TITLES
from loaders.reading import PlanSheet, Reading, Row, RowKind
from metrics.period import (
    Period,
    PeriodKind,
    academic_year,
    calendar_year,
    financial_year,
    half_year,
    instant,
    month,
    quarter,
    year_to_date,
)
from metrics.status import State
from tests.pages.payloads import PAYLOADS

COUNCIL = "E07000131"
Cells = Mapping[str, str]
# What looks like nothing, or like something else, to whoever reads it without care.
ODD = (
    "nan",
    "None",
    "<NA>",
    "NULL",
    "0",
    "-",
    "1e400",
    "true",
    "=",
    "'",
    '"',
    "\\",
    "😀",
    "é" * 120,
)


@dataclass
class Content:
    """Rows of plans by table, and figures."""

    tables: dict[str, list[Cells]] = field(default_factory=dict)
    figures: list[Row] = field(default_factory=list)

    def reading(self) -> Reading:
        """What a layout would give that had read it from a file."""
        return Reading("any content", self.figures, plan_sheets=plan_sheets(self.tables))


def plan_sheets(
    tables: Mapping[str, Sequence[Cells]],
    taken_out: Mapping[str, Sequence[Cells]] = MappingProxyType({}),
) -> Sequence[PlanSheet]:
    """The rows as the sheets of a workbook of plans, and rows to be taken out."""
    return tuple(
        _plan_sheet(table, tables.get(table, ()), taken_out.get(table, ()))
        for table in {**tables, **taken_out}
    )


def _plan_sheet(table: str, rows: Sequence[Cells], taken_out: Sequence[Cells]) -> PlanSheet:
    names = columns()[table]
    texts_by_row = {
        number: tuple(cells.get(name, "") for name in names)
        for number, cells in enumerate([*rows, *taken_out], 2)
    }
    removed = frozenset(list(texts_by_row)[len(rows) :])
    return PlanSheet(table, TITLES[table], dict.fromkeys(names, "A"), texts_by_row, removed)


def texts(column: str) -> st.SearchStrategy[str]:
    """Texts that a column of a plan admits."""
    typed = st.one_of(
        st.sampled_from((*PAYLOADS, *ODD)),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    )
    kept = typed.map(lambda text: cleaned_cell(column, text)[: longest(column)].strip())
    return kept.filter(bool)


NAMES, SENTENCES, NOTES = texts("name"), texts("title"), texts("definition")
CODES = st.one_of(
    st.sampled_from(
        ["A", "a", "place", "0", "nan", "None", "A.-_ b", "x" * admissible.CODE_LENGTH]
    ),
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,38}[A-Za-z0-9]", fullmatch=True),
)
CODES_WITH_SLASH = st.one_of(CODES, st.sampled_from(["a/b", "a/", "1/../x"]))
DAYS = st.one_of(
    st.dates(admissible.EARLIEST, admissible.LATEST),
    st.sampled_from([admissible.EARLIEST, admissible.LATEST, date(2024, 2, 29)]),
)
BELOW = admissible.TOO_LARGE * (1 - 1e-15)
NUMBERS = st.one_of(
    st.floats(-BELOW, BELOW),
    st.sampled_from([0.0, -0.0, BELOW, -BELOW, 5e-324, 1 / 3, 100.0, 1e-9, 0.1 + 0.2]),
    st.integers(-1000, 1000).map(float),
)
# As reference files write them.
DOUBLES = st.one_of(st.integers(-(10**15) + 1, 10**15 - 1).map(str), st.just("0.0000001"))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of any kind whose days are admitted."""
    day = draw(DAYS)
    year = min(max(day.year, admissible.EARLIEST.year), admissible.LATEST.year - 1)
    within = draw(st.integers(1, 12))
    made = {
        PeriodKind.MONTH: lambda: month(year, within),
        PeriodKind.QUARTER: lambda: quarter(year, within % 4 + 1),
        PeriodKind.HALF_YEAR: lambda: half_year(year, within % 2 + 1),
        PeriodKind.FINANCIAL_YEAR: lambda: financial_year(year),
        PeriodKind.CALENDAR_YEAR: lambda: calendar_year(year),
        PeriodKind.ACADEMIC_YEAR: lambda: academic_year(year),
        PeriodKind.YEAR_TO_DATE: lambda: year_to_date(quarter(year, within % 4 + 1)),
        PeriodKind.INSTANT: lambda: instant(day),
        PeriodKind.ROLLING: lambda: Period(
            day, min(day + timedelta(days=30 * within), admissible.LATEST), PeriodKind.ROLLING
        ),
    }
    return made[draw(st.sampled_from(PeriodKind))]()


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A plan with its KPIs, activities and profile, and figures of them and of statistics."""
    content = Content()
    plan = draw(CODES_WITH_SLASH)
    codes = draw(st.lists(CODES_WITH_SLASH, min_size=2, max_size=4, unique=True))
    _plan(draw, content, plan)
    priorities = draw(st.lists(CODES, min_size=1, max_size=3, unique=True))
    _priorities(draw, content, plan, priorities)
    _kpis(draw, content, plan, codes, priorities[0])
    _activities(draw, content, plan, codes)
    _profile(draw, content, plan, priorities[0])
    for code in codes:
        content.figures += draw(kpi_values(plan, code, f"KPI {code}"))
    content.figures += draw(activity_updates(plan, str(content.tables["activity"][0]["code"])))
    content.figures += draw(statistic_values())
    return content


def _plan(draw: st.DrawFn, content: Content, plan: str) -> None:
    starts, ends = sorted((draw(DAYS), draw(DAYS)))
    content.tables["plan"] = [
        {
            "plan": plan, "title": draw(SENTENCES), "council": draw(NAMES), "area": COUNCIL,
            "starts": str(starts), "ends": str(ends), "source": draw(SENTENCES),
        }
    ]  # fmt: skip


def _priorities(draw: st.DrawFn, content: Content, plan: str, codes: Sequence[str]) -> None:
    content.tables["priority"] = [
        {
            "plan": plan, "code": code, "position": str(draw(st.sampled_from([0, 1, 999_999_999]))),
            "name": draw(NAMES), "description": draw(st.one_of(st.just(""), NOTES)),
        }
        for code in codes
    ]  # fmt: skip
    content.tables["outcome"] = [
        {
            "plan": plan, "code": draw(CODES), "position": "1", "priority": codes[0],
            "title": draw(SENTENCES),
        }
    ]  # fmt: skip


def _kpis(
    draw: st.DrawFn, content: Content, plan: str, codes: Sequence[str], priority: str
) -> None:
    def choice(column: str) -> str:
        return draw(st.sampled_from(CHOICES["kpi", column]))

    optional = {
        column: st.one_of(st.just(""), NAMES) for column in ("service", "lead", "portfolio")
    }
    tolerances = [("", ""), ("0", "percent"), ("999999999999999", "absolute"), ("5", "percent")]
    kpis: list[Cells] = []
    for code in codes:
        tolerance, tolerance_kind = draw(st.sampled_from(tolerances))
        kpis.append(
            {
                "plan": plan, "code": code, "position": "1", "name": draw(NAMES),
                "unit": choice("unit"), "decimals": draw(st.sampled_from("01234")),
                "polarity": choice("polarity"), "frequency": choice("frequency"),
                "kind": choice("kind"), "tolerance": tolerance, "tolerance_kind": tolerance_kind,
                "definition": draw(NOTES),
                **{column: draw(strategy) for column, strategy in optional.items()},
            }
        )  # fmt: skip
    content.tables["kpi"] = kpis
    content.tables["kpi_summary"] = [
        {"plan": plan, "priority": priority, "position": str(position), "kpi": code,
         "text": draw(SENTENCES)}
        for position, code in enumerate(codes)
    ]  # fmt: skip
    content.tables["kpi_counterpart"] = [
        {"plan": plan, "kpi": code, "position": "1", "statistic": "population",
         "relation": choice_of(draw, "kpi_counterpart", "relation"), "note": draw(NOTES)}
        for code in codes[:2]
    ]  # fmt: skip


def choice_of(draw: st.DrawFn, table: str, column: str) -> str:
    """One of the known words of a column."""
    return draw(st.sampled_from(CHOICES[table, column]))


def _activities(draw: st.DrawFn, content: Content, plan: str, kpis: Sequence[str]) -> None:
    priority, outcome = content.tables["priority"][0], content.tables["outcome"][0]
    content.tables["activity"] = [
        {"plan": plan, "position": "1", "code": draw(CODES_WITH_SLASH),
         "priority": priority["code"], "title": draw(SENTENCES), "lead": draw(NAMES)},
        {"plan": plan, "position": "2", "priority": priority["code"], "title": draw(SENTENCES)},
    ]  # fmt: skip
    content.tables["activity_outcome"] = [
        {"plan": plan, "activity": "1", "outcome": outcome["code"]}
    ]
    content.tables["activity_line"] = [
        {"plan": plan, "activity": "1", "kind": choice_of(draw, "activity_line", "kind"),
         "position": "1", "text": draw(SENTENCES), "kpi": draw(st.sampled_from(["", *kpis]))}
    ]  # fmt: skip


def _profile(draw: st.DrawFn, content: Content, plan: str, theme: str) -> None:
    content.tables["profile_figure"] = [
        {"plan": plan, "position": str(position), "theme": theme, "name": draw(NAMES),
         "printed": draw(SENTENCES), "value": draw(DOUBLES), "unit": draw(NAMES),
         "comparator": draw(st.one_of(st.just(""), NAMES)),
         "statistic": draw(st.sampled_from(["", "population"])),
         "check_note": draw(st.one_of(st.just(""), SENTENCES))}
        for position in (1, 2)
    ]  # fmt: skip


@st.composite
def kpi_values(draw: st.DrawFn, plan: str, code: str, sheet: str) -> Sequence[Row]:
    """Figures of a KPI, of any periods, or quarter by quarter so that there is a control chart."""
    running = [quarter(2019 + n // 4, n % 4 + 1) for n in range(draw(st.sampled_from([1, 3, 14])))]
    covered = draw(st.one_of(st.just(running), st.lists(periods(), max_size=5, unique=True)))
    rows = []
    for number, period in enumerate(covered, 1):
        value = draw(st.one_of(st.none(), NUMBERS))
        low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
        rows.append(
            Row(
                RowKind.KPI_VALUE, code, period, sheet, f"D{number}", plan=plan, value=value,
                state=None if value is not None else draw(st.sampled_from(State)).value,
                target=draw(st.sampled_from([None, low])), target_upper=None,
                target_state=draw(st.sampled_from([None, *State])),
                reported_status=draw(st.one_of(st.none(), NAMES)),
                note=draw(st.one_of(st.none(), NOTES)), lead=draw(st.one_of(st.none(), NAMES)),
                provisional=draw(st.booleans()),
            )
        )  # fmt: skip
        if rows[-1].target is not None and draw(st.booleans()):
            rows[-1] = structs.replace(rows[-1], target_upper=high)
    return rows


@st.composite
def activity_updates(draw: st.DrawFn, plan: str, code: str) -> Sequence[Row]:
    """What officers report of an activity."""
    return [
        Row(
            RowKind.ACTIVITY_UPDATE, code, period, "Activities", f"A{number}", plan=plan,
            name=draw(SENTENCES), reported_status=draw(NAMES), note=draw(NOTES),
            next_steps=draw(NOTES), lead=draw(NAMES), portfolio=draw(NAMES),
        )
        for number, period in enumerate(draw(st.lists(periods(), min_size=1, max_size=3)), 1)
    ]  # fmt: skip


@st.composite
def statistic_values(draw: st.DrawFn) -> Sequence[Row]:
    """Figures of a statistic that nobody knew, for the district and others."""
    code, name, unit = draw(CODES), draw(NAMES), draw(NAMES)
    areas = [COUNCIL, "E92000001", draw(CODES)]
    rows: list[Row] = []
    for period in draw(st.lists(periods(), min_size=1, max_size=4, unique=True)):
        for area in areas:
            low, value, high = sorted(draw(NUMBERS) for _ in range(3))
            is_estimate = draw(st.booleans())
            rows.append(
                Row(
                    RowKind.STATISTIC_VALUE, code, period, "Figures", f"A{len(rows)}", area=area,
                    name=name, value=value, unit=unit, lower=low if is_estimate else None,
                    upper=high if is_estimate else None,
                    vintage=draw(st.one_of(st.none(), DAYS)),
                    note=draw(st.one_of(st.none(), NOTES)),
                )
            )  # fmt: skip
    return rows
