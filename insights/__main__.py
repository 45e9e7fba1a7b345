"""Questions to the figures: `python -m insights kpis [CODE]`, `python -m insights statistics`.

Nothing is stored. Exit codes: 0 answered, 1 a sentence on stderr says what was not found, 2 usage.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from data import database_setting
from data.errors import UserError
from data.records import Record
from insights import answers, areas, cache, district_statistics
from insights.answer_values import Answer
from insights.kpis import Kpi, current_plan, kpis_of
from insights.ownership import OwnerRole, owners_of
from insights.statistic_wording import figure_in, figure_of
from metrics.comparison.benchmark import BenchmarkStatistic
from metrics.period import Period, quarter

ANSWERED, NOT_FOUND, USAGE = 0, 1, 2
_QUARTER = re.compile(r"Q([1-4]) (\d{4})/(\d{2})", re.IGNORECASE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question and give the exit code; what a person can mend is a sentence."""
    options = _parser().parse_args(arguments)
    try:
        if not database_setting.database_exists():
            raise UserError("There is no database yet: start the dashboard once, then ask again.")
        with cache.store().as_of(options.as_of):
            return int(options.question(options))
    except UserError as problem:
        print(problem, file=sys.stderr)
        return NOT_FOUND
    except BrokenPipeError:
        # The reader of our output has seen enough, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED


def kpis(options: argparse.Namespace) -> int:
    """Print the KPIs of the current plan, or one of them, or those that a name answers for."""
    every = kpis_of(current_plan(), quarter=options.quarter)
    wanted = {kpi.code for kpi in _answered_for(_of_code(every, options.code), options.owner)}
    shown = [answer for answer in answers.kpi_answers(every) if answer["code"] in wanted]
    _print(shown, _kpi_text, as_json=options.json)
    return ANSWERED


def statistics(options: argparse.Namespace) -> int:
    """Print the latest published figures of an area, beside those of others."""
    names = areas.names()
    area = options.area or areas.home()[0]
    if area not in names:
        area = _only({name.casefold(): code for code, name in names.items()}, area, names)
    _print(answers.statistic_answers(area), _statistic_text, as_json=options.json)
    return ANSWERED


def _of_code(every: Sequence[Kpi], code: str | None) -> Sequence[Kpi]:
    if code is None:
        return every
    by_code = {_plain(kpi.code): kpi for kpi in every}
    if _plain(code) in by_code:
        return [by_code[_plain(code)]]
    near = get_close_matches(_plain(code), list(by_code), n=1, cutoff=0)
    kpi = by_code[near[0]]
    raise UserError(f'There is no KPI "{code}" in this plan; the nearest is {kpi.code} {kpi.name}.')


def _answered_for(kpis: Sequence[Kpi], owner: str | None) -> Sequence[Kpi]:
    """Those whose lead, portfolio or service has the name in it."""
    if owner is None:
        return kpis
    names = {kpi.code: _owners(kpi) for kpi in kpis}
    every = {name for owners in names.values() for name in owners}
    if not any(owner.casefold() in name.casefold() for name in every):
        near = get_close_matches(owner, sorted(every), n=1, cutoff=0)
        nearest = f"; the nearest is {near[0]}" if near else ""
        raise UserError(f'No KPI has a lead, portfolio or service "{owner}"{nearest}.')
    return [
        kpi for kpi in kpis if any(owner.casefold() in name.casefold() for name in names[kpi.code])
    ]


def _owners(kpi: Kpi) -> set[str]:
    return {name for role in OwnerRole for name in owners_of(kpi, role).names}


def _only(by_name: Mapping[str, str], typed: str, names: Mapping[str, str]) -> str:
    """The code of an area by its name; UserError with the nearest one where there is none."""
    if typed.casefold() in by_name:
        return by_name[typed.casefold()]
    near = get_close_matches(typed, [*names, *names.values()], n=1, cutoff=0)
    raise UserError(f'There is no area "{typed}"; the nearest is {near[0]}.')


def _plain(code: str) -> str:
    return re.sub(r"[\W_]+", "", code).casefold()


def _print(shown: Sequence[Answer], written: object, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(list(shown), ensure_ascii=False, indent=2, allow_nan=False))
        return
    for answer in shown:
        print(written(answer))  # type: ignore[operator]


def _kpi_text(answer: Answer) -> str:
    made_up = " (illustrative)" if answer["illustrative"] else ""
    lines = [f"{answer['code']} {answer['name']}{made_up}", f"  {answer['sentence']}"]
    if answer["attention"]:
        reasons = "; ".join(answer["attention"]["reasons"])
        lines.append(f"  Needs attention, number {answer['attention']['rank']}: {reasons}.")
    return "\n".join(lines)


def _statistic_text(answer: Answer) -> str:
    definition = district_statistics.definitions()[answer["code"]]
    figure = figure_of(definition, answer["value"])
    lines = [f"{answer['name']}: {answer['area']['name']} {figure}, {answer['period']['label']}"]
    lines += [
        f"  {other['area']} {_other_figure(definition, other)}, {other['statistic']}, "
        f"{other['period']['label']}, published {other['vintage']}: {other['verdict']}, "
        f"{other['reason']}"
        for other in answer["comparisons"]
    ]
    return "\n".join(lines)


def _other_figure(definition: Record, other: Answer) -> str:
    is_median = other["statistic"] == BenchmarkStatistic.MEDIAN
    return figure_in(definition, {"value": other["value"], "councils": is_median})


def _quarter(typed: str) -> Period:
    match = _QUARTER.fullmatch(typed.strip())
    year = int(match.group(2)) if match else 0
    if match is None or (year + 1) % 100 != int(match.group(3)):
        raise argparse.ArgumentTypeError(f'"{typed}" is not a quarter; write "Q4 2024/25"')
    return quarter(year, int(match.group(1)))


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as problem:
        words = f'"{typed}" is not a day; write it as 2026-09-01'
        raise argparse.ArgumentTypeError(words) from problem


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m insights", description=__doc__)
    questions = parser.add_subparsers(required=True, metavar="QUESTION")
    of_kpis = questions.add_parser("kpis", help="the KPIs of the current plan")
    of_kpis.set_defaults(question=kpis)
    of_kpis.add_argument("code", nargs="?", metavar="CODE", help="one KPI by its code")
    of_kpis.add_argument("--for", dest="owner", metavar="NAME", help="of a lead or service")
    of_kpis.add_argument("--quarter", type=_quarter, help='the report, such as "Q4 2024/25"')
    of_kpis.add_argument("--as-of", type=_day, metavar="DATE", help="as it stood on a day")
    of_statistics = questions.add_parser("statistics", help="published figures of an area")
    of_statistics.set_defaults(question=statistics, as_of=None)
    of_statistics.add_argument("--area", metavar="CODE", help="an area by its code or name")
    for question in (of_kpis, of_statistics):
        question.add_argument("--json", action="store_true", help="as JSON: docs/questions.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
