"""The yearly survey of earnings: the day in April that it asks about, and when it was published."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from metrics.period import Period, financial_year, instant, month

SURVEYS = Path(__file__).parents[3] / "data" / "reference" / "pay_surveys.csv"
APRIL = 4


@dataclass(frozen=True, slots=True)
class PaySurvey:
    """One year's survey: None where a date is not known."""

    survey_day: date
    published: date | None


@cache
def pay_surveys(path: Path = SURVEYS) -> Mapping[int, PaySurvey]:
    """The surveys of pay_surveys.csv by year."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {int(line["year"]): _survey(line) for line in csv.DictReader(file)}


def _survey(line: Mapping[str, str]) -> PaySurvey:
    published = line["published"]
    return PaySurvey(
        date.fromisoformat(line["survey_day"]), date.fromisoformat(published) if published else None
    )


def weekly_period(year: int) -> Period:
    """The day that weekly pay is asked for; April of a year whose day is not known."""
    survey = pay_surveys().get(year)
    return instant(survey.survey_day) if survey else month(year, APRIL)


def annual_period(year: int) -> Period:
    """The tax year that ended on 5 April of a year, as the financial year."""
    return financial_year(year - 1)


def published_on(year: int, *, provisional: bool) -> tuple[date, bool]:
    """When the results of a year were published, and whether the day is known.

    Revised results come out with the provisional ones of the next year. A day that is not known is
    the end of October, when they usually do: a later issue still stands above an earlier one.
    """
    issued = year if provisional else year + 1
    survey = pay_surveys().get(issued)
    if survey and survey.published:
        return survey.published, True
    return date(issued, 10, 31), False
