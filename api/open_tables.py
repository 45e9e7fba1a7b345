"""The tables of the interface: what each holds, which words choose from it, and who may see it."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from api import answer_shapes as shapes
from api.answer_fields import AnswerField, TableColumn, columns_of
from api.parameters import AS_OF, CURSOR, LIMIT, TIME, Parameter, ParsedQuery
from api.problems import nearest, not_there
from data.actor import AccessRole, Actor
from insights import answers, areas, cache, district_statistics, plan_answers, upload_answers
from insights.answer_values import Answer
from insights.kpis import Kpi, current_kpis, current_plan, has_plan, kpis_of
from insights.ownership import OwnerRole
from metrics.status import Rag, State

_PAGED = (LIMIT, CURSOR)
# What one request may ask for: an area takes a second where nobody asked for it before.
_MOST_CODES, _MOST_AREAS = 60, 5


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of the interface by its name, and what gives its answers to a request.

    Its `parameters` are the words that it knows; `role` is the least that may see it.
    """

    name: str
    title: str
    description: str
    fields: Sequence[AnswerField]
    parameters: Sequence[Parameter]
    answers: Callable[[ParsedQuery], Sequence[Answer]]
    role: AccessRole = AccessRole.PUBLIC

    @property
    def columns(self) -> Sequence[TableColumn]:
        """Its columns where it is a table and not a list of objects."""
        return columns_of(self.fields)

    def is_for(self, actor: Actor) -> bool:
        """Whether somebody may see it."""
        return actor.role.includes(self.role)

    def rows(self, query: ParsedQuery) -> Sequence[Answer]:
        """All its answers to a request, before they are cut into pages."""
        keys = {p.name: p.key for p in self.parameters if p.key and query.values(p.name)}
        return [
            answer
            for answer in self.answers(query)
            if all(_has_any(answer[key], query.values(name)) for name, key in keys.items())
        ]


def _has_any(value: object, chosen: Collection[str]) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(item in chosen for item in values)


def _kpis(query: ParsedQuery) -> Sequence[Answer]:
    kpis = _kpis_of_plan(query)
    if query.values("outcome"):
        served = _served_by(query.values("outcome"), {kpi.plan for kpi in kpis})
        kpis = [kpi for kpi in kpis if kpi.code in served]
    if query.years:
        return [row for kpi in kpis for row in answers.kpi_figure_answers(kpi, query.years)]
    codes = {kpi.code for kpi in kpis}
    every = answers.kpi_answers_of_plan(kpis[0].plan) if kpis else ()
    return [answer for answer in every if answer["code"] in codes]


def _kpis_of_plan(query: ParsedQuery) -> Sequence[Kpi]:
    if not has_plan():
        return ()
    return kpis_of(next(iter(query.values("plan")), current_plan()))


def _served_by(outcomes: Collection[str], plans: Collection[str]) -> set[str]:
    return {
        code
        for outcome in plan_answers.outcome_answers()
        if outcome["code"] in outcomes and outcome["plan"] in plans
        for code in outcome["kpis"]
    }


def one_kpi(code: str, as_of: date | None = None) -> OpenTable:
    """The figures of a KPI, all there are unless years are asked for, as a table of its own.

    Spaces and capitals of the code do not matter. Its latest figure comes as the table of all KPIs
    has it. InterfaceProblem where no plan knows the code, now or at the end of a day.
    """
    exact = _exact_code(code, known_then_too(_kpi_codes, as_of))

    def figures(query: ParsedQuery) -> Sequence[Answer]:
        kpis = [kpi for kpi in _kpis_of_plan(query) if kpi.code == exact]
        years = query.years or (1, 9999)
        rows = [row for kpi in kpis for row in answers.kpi_figure_answers(kpi, years)]
        latest = [
            row
            for kpi in kpis
            for row in answers.kpi_answers_of_plan(kpi.plan)
            if row["code"] == exact
        ]
        in_full = {str(row["period"]): row for row in latest}
        return [in_full.get(str(row["period"]), row) for row in rows] or latest

    return OpenTable(
        "kpis",
        f"KPI {exact}",
        "Every figure of the KPI, the oldest first",
        shapes.KPI_FIGURE,
        one_kpi_parameters(),
        figures,
    )


def kpi_of_code(code: str) -> Kpi:
    """A KPI of the current plan by its code, in the same way."""
    kpis = {kpi.code: kpi for kpi in current_kpis()}
    return kpis[_exact_code(code, list(kpis))]


def _exact_code(code: str, codes: Sequence[str]) -> str:
    known = {_plain(name): name for name in codes}
    if _plain(code) not in known:
        raise not_there(f'There is no KPI "{code[:100]}"{nearest(code, codes)}.')
    return known[_plain(code)]


def one_kpi_parameters() -> Sequence[Parameter]:
    """The words that the table of one KPI knows."""
    return (_plan("Its plan; without it the current one"), TIME, AS_OF, *_PAGED)


def _plain(code: str) -> str:
    return re.sub(r"[\W_]+", "", code).casefold()


def _activities(query: ParsedQuery) -> Sequence[Answer]:
    owners = [(role, name) for role in OwnerRole for name in query.values(role)]
    return plan_answers.activity_answers(query.years, tuple(owners))


def _statistics(query: ParsedQuery) -> Sequence[Answer]:
    codes = tuple(query.values("indicator")) or tuple(district_statistics.definitions())
    of_areas = tuple(query.values("geo")) or (areas.home()[0],)
    if query.years:
        return answers.statistic_figure_answers(codes, of_areas, query.years)
    wanted = codes if query.values("indicator") else None
    return [row for area in of_areas for row in answers.statistic_answers(area, wanted)]


def _plan_codes() -> Sequence[str]:
    return [str(plan["plan"]) for plan in plan_answers.plan_answers()]


def _priority_codes() -> Sequence[str]:
    plans = plan_answers.plan_answers()
    return list(dict.fromkeys(row["code"] for plan in plans for row in plan["priorities"]))


def _outcome_codes() -> Sequence[str]:
    return list(dict.fromkeys(str(row["code"]) for row in plan_answers.outcome_answers()))


def _kpi_codes() -> Sequence[str]:
    plans = _plan_codes()
    return list(dict.fromkeys(kpi.code for plan in plans for kpi in kpis_of(plan)))


def _names(role: OwnerRole) -> Callable[[], Sequence[str]]:
    """Those who answer for a KPI or a key activity in a role.

    Whoever answers for the others alone is known to a table too, and has no row in it.
    """

    def names() -> Sequence[str]:
        kpis = (row for plan in _plan_codes() for row in answers.kpi_answers_of_plan(plan))
        of_kpis = {name for row in kpis for name in row[role]}
        is_of_kpis_alone = role is OwnerRole.SERVICE
        of_activities = () if is_of_kpis_alone else _activity_values(role)()
        return sorted(of_kpis.union(of_activities))

    return names


def _activity_values(key: str) -> Callable[[], Sequence[str]]:
    """What activities have in a field."""

    def values() -> Sequence[str]:
        rows = plan_answers.activity_answers()
        every = [*rows, *plan_answers.activity_answers((1, 9999))]
        return sorted({str(row[key]) for row in every if row[key]})

    return values


def known_then_too(known: Callable[[], Sequence[str]], as_of: date | None) -> Sequence[str]:
    """Codes or names of now, and those of the end of a day: what is gone since is known again."""
    now = known()
    if as_of is None:
        return now
    with cache.store().as_of(as_of):
        return list(dict.fromkeys([*now, *known()]))


def as_known(parameters: Sequence[Parameter], as_of: date | None) -> Sequence[Parameter]:
    """The words of a table with the values that they may have as of a day."""
    return [
        parameter
        if as_of is None or parameter.known is None
        else replace(parameter, known=partial(known_then_too, parameter.known, as_of))
        for parameter in parameters
    ]


def _plan(description: str) -> Parameter:
    return Parameter("plan", description, _plan_codes, key="plan")


def _choice(
    name: str, description: str, known: Callable[[], Sequence[str]], key: str, most: int = 1
) -> Parameter:
    return Parameter(name, description, known, most=most, key=key)


_EVERY_PLAN = _plan("Of this plan; without it of every one")
_PRIORITY_OF_ONE = _choice("priority", "Under this priority", _priority_codes, "priority")
_OUTCOME = _choice("outcome", "Serving this critical outcome", _outcome_codes, "outcomes")

TABLES: Mapping[str, OpenTable] = {
    table.name: table
    for table in (
        OpenTable(
            "kpis",
            "KPIs",
            "Each KPI of a plan with its latest figure, or its figures of some years",
            shapes.KPI_FIGURE,
            (
                _plan("Of this plan; without it of the current one"),
                _choice("indicator", "These KPIs, by code", _kpi_codes, "code", _MOST_CODES),
                _choice("priority", "Serving this priority", _priority_codes, "priorities"),
                Parameter("outcome", "Serving this critical outcome", _outcome_codes),
                *(
                    _choice(role, f"This {role.words} answers for it", _names(role), role)
                    for role in OwnerRole
                ),
                _choice(
                    "status", "The computed status", lambda: [*Rag, *State], "status", len(State)
                ),
                _choice("state", "The word for a missing figure", lambda: list(State), "state"),
                TIME,
                AS_OF,
                *_PAGED,
            ),
            _kpis,
        ),
        OpenTable(
            "activities",
            "Key activities",
            "Each key activity in its latest report, or every report of some years",
            shapes.ACTIVITY,
            (
                _EVERY_PLAN,
                _PRIORITY_OF_ONE,
                _OUTCOME,
                *(
                    Parameter(
                        role,
                        f"This {role.words} answers for it, by name or by the KPIs that it names",
                        _names(role),
                    )
                    for role in OwnerRole
                ),
                _choice("status", "How it stands", _activity_values("status"), "status", 5),
                TIME,
                AS_OF,
                *_PAGED,
            ),
            _activities,
        ),
        OpenTable(
            "outcomes",
            "Critical outcomes",
            "Each critical outcome with the activities and KPIs that serve it",
            shapes.OUTCOME,
            (_EVERY_PLAN, _PRIORITY_OF_ONE, AS_OF, *_PAGED),
            lambda _: plan_answers.outcome_answers(),
        ),
        OpenTable(
            "plans",
            "Plans",
            "Each corporate plan with its priorities",
            shapes.PLAN,
            (_EVERY_PLAN, AS_OF, *_PAGED),
            lambda _: plan_answers.plan_answers(),
        ),
        OpenTable(
            "statistics",
            "Published statistics",
            "The latest published figure of each statistic of an area beside those of others, or "
            "its figures of some years",
            shapes.STATISTIC_FIGURE,
            (
                Parameter(
                    "indicator",
                    "These statistics, by code; without it all",
                    lambda: list(district_statistics.definitions()),
                    most=_MOST_CODES,
                ),
                Parameter(
                    "geo",
                    "These areas, by official code; without it the council's own",
                    lambda: sorted(areas.names()),
                    most=_MOST_AREAS,
                ),
                TIME,
                AS_OF,
                *_PAGED,
            ),
            _statistics,
        ),
        OpenTable(
            "areas",
            "Areas",
            "Every area that figures are held for",
            shapes.AREA,
            (
                _choice(
                    "geo",
                    "These areas, by official code",
                    lambda: sorted(areas.names()),
                    "code",
                    _MOST_CODES,
                ),
                *_PAGED,
            ),
            lambda _: plan_answers.area_answers(),
        ),
        OpenTable(
            "uploads",
            "Uploads",
            "Every published file, the newest first; for analysts",
            shapes.UPLOAD,
            (
                _choice(
                    "state",
                    "Whether it stands",
                    lambda: ["published", "illustrative", "withdrawn"],
                    "state",
                ),
                AS_OF,
                *_PAGED,
            ),
            lambda _: upload_answers.upload_answers(),
            AccessRole.ANALYST,
        ),
        OpenTable(
            "findings",
            "Findings",
            "What was noticed in each file; for analysts",
            shapes.FINDING,
            (AS_OF, *_PAGED),
            lambda _: upload_answers.finding_answers(),
            AccessRole.ANALYST,
        ),
    )
}
