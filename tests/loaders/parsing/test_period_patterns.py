import pytest

from loaders.findings.codes import Severity
from loaders.parsing.period_patterns import FORMS, Form, NotAPeriod
from metrics.period import Period, financial_year, month, quarter


def first_form(words: str) -> tuple[Form, Period]:
    """The first form in the list that the words have, and the period it stands for."""
    matches = ((form, form.pattern.search(words)) for form in FORMS)
    form, match = next((form, match) for form, match in matches if match)
    return form, form.build(match, None)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("quarter ending june 2019", quarter(2019, 1)),
        ("qtr to 30/09/2024", quarter(2024, 2)),
        ("3 months ended 31.3.2025", quarter(2024, 4)),
        ("q1 2019/20", quarter(2019, 1)),
        ("2019/20 q1", quarter(2019, 1)),
        ("year ending march 2020", financial_year(2019)),
        ("2019/20", financial_year(2019)),
        ("april 2019", month(2019, 4)),
        ("2019-04-01/p1m", month(2019, 4)),
    ],
)
def test_the_longest_way_of_writing_a_period_comes_first(words: str, period: Period) -> None:
    assert first_form(words)[1] == period


@pytest.mark.parametrize(("words", "bare"), [("q1", True), ("april", True), ("2019/20", False)])
def test_words_that_need_a_year_or_could_be_a_number_count_only_alone(
    words: str, bare: bool
) -> None:
    assert next(form for form in FORMS if form.pattern.search(words)).bare is bare


def test_a_year_to_date_is_marked_as_one() -> None:
    form, period = first_form("2019/20 ytd")
    assert (form.to_date, period) == (True, financial_year(2019))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2019/21", "2019/20"),
        ("q5 2019/20", "Q1 2019/20 to Q4"),
        ("h3 2019/20", "H1 2019/20 or H2"),
        ("q1 2019", "Q1 2019/20"),
        ("quarter to may 2019", "a quarter that ends with June, September, December or March"),
        ("31 june 2019", "a day such as 30 June 2019"),
        ("may 2019 to april 2019", "the earlier month first"),
    ],
)
def test_a_slip_is_refused_with_what_to_write(words: str, expected: str) -> None:
    with pytest.raises(NotAPeriod) as refused:
        first_form(words)
    finding = refused.value.finding
    assert (finding.code, finding.severity) == ("bad_period", Severity.REJECT)
    assert finding.expected == expected
    assert finding.found
    assert str(refused.value) == finding.message
