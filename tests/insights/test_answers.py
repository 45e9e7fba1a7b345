"""Questions on the command line: names, sentences and errors as docs/questions.md says."""

import json
import re

import pytest

from insights.__main__ import ANSWERED, NOT_FOUND, main
from insights.kpis import kpis_of
from tests.pages import shipped
from tests.shared import ROOT

pytestmark = pytest.mark.usefixtures("only_read")

KPI_NAMES = [
    "code", "name", "plan", "period", "value", "state", "unit", "target", "status",
    "reported_status", "direction_previous", "direction_last_year", "sentence", "attention",
    "overdue", "illustrative", "source", "priorities", "portfolio", "lead", "service", "benchmark",
    "forecast", "officer_forecast",
]  # fmt: skip
STATISTIC_NAMES = [
    "code", "name", "area", "period", "value", "lower", "upper", "unit", "comparisons", "source",
    "state", "sentence", "benchmark", "publisher", "licence",
]  # fmt: skip


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main([*arguments, "--json"]) == ANSWERED
    answers: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return answers


def test_every_kpi_answers_with_the_sentence_that_pages_show(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = asked(capsys, "kpis")
    assert [list(answer) for answer in answers] == [KPI_NAMES] * shipped.KPIS
    assert [answer["sentence"] for answer in answers] == [
        kpi.sentence for kpi in kpis_of(shipped.PLAN)
    ]
    ranks = [answer["attention"]["rank"] for answer in answers if answer["attention"]]  # type: ignore[index]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))


def test_a_kpi_is_found_however_its_code_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    (homes,) = asked(capsys, "kpis", "sp01")
    assert (homes["code"], homes["value"], homes["target"]) == ("SP 01", 99, 90)
    assert homes["period"] == {"label": "Q4 2024/25", "start": "2025-01-01", "end": "2025-03-31"}
    assert homes["source"] == homes["source"] | {  # type: ignore[operator]
        "file": "illustrative-kpi-export.xlsx", "sheet": "2024-25", "cell": "I22",
    }  # fmt: skip
    assert homes["illustrative"] is True


def test_a_report_of_another_quarter_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    (homes,) = asked(capsys, "kpis", "SP 01", "--quarter", "Q2 2023/24")
    assert homes["period"] == {"label": "Q2 2023/24", "start": "2023-07-01", "end": "2023-09-30"}


def test_as_of_a_day_before_all_uploads_nothing_has_a_figure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answers = asked(capsys, "kpis", "--as-of", "2020-01-01")
    assert {(answer["value"], answer["state"]) for answer in answers} == {(None, "no figure yet")}


def test_kpis_of_a_service_are_those_that_it_answers_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    service = str(kpis_of(shipped.PLAN)[0].definition["service"])
    codes = {answer["code"] for answer in asked(capsys, "kpis", "--for", service.lower())}
    assert codes == {
        kpi.code for kpi in kpis_of(shipped.PLAN) if kpi.definition["service"] == service
    }


def test_every_statistic_has_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    answers = asked(capsys, "statistics", "--area", "Charnwood")
    assert {answer["area"]["name"] for answer in answers} == {"Charnwood"}  # type: ignore[index]
    assert {tuple(answer) for answer in answers} == {tuple(STATISTIC_NAMES)}
    beside = [other for answer in answers for other in answer["comparisons"]]  # type: ignore[attr-defined]
    assert beside
    # Groups are those of the district, so another area is set beside areas that it lies in.
    names = {"United Kingdom", "Great Britain", "England", "East Midlands", "Leicestershire"}
    assert {other["area"] for other in beside} <= {*names, shipped.HOME_NAME}
    assert all({"area", "statistic", "period", "vintage", "verdict"} <= set(o) for o in beside)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["kpis", "SP 0l"], 'There is no KPI "SP 0l" in this plan; the nearest is SP 0'),
        (["kpis", "--for", "Nobody"], 'No KPI has a lead, portfolio or service "Nobody"; the near'),
        (["statistics", "--area", "Harboro"], 'no area "Harboro"; the nearest is Harborough.'),
    ],
)
def test_what_is_not_known_is_a_sentence_with_the_nearest(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == NOT_FOUND
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["kpis", "--quarter", "Q5 2024/25"], ["kpis", "--as-of", "1/9/2026"]]
)
def test_what_is_typed_wrongly_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_the_document_names_every_name() -> None:
    document = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(\w+)`", document))
    assert set(KPI_NAMES) | set(STATISTIC_NAMES) <= documented
