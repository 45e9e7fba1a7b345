"""COUNCIL: a code or a name decides whose dashboard it is; a mistake is one sentence."""

import shutil
from pathlib import Path

import pytest

from data import reference_files
from data.councils import Council, UnknownCouncil


@pytest.mark.parametrize(
    ("setting", "council"),
    [
        ("", Council("E07000131", "Harborough")),
        ("E07000131", Council("E07000131", "Harborough")),
        (" e06000061 ", Council("E06000061", "North Northamptonshire")),
        ("harborough district council", Council("E07000131", "Harborough")),
        ("Leicester", Council("E06000016", "Leicester")),
        ("Leicestershire County Council", Council("E10000018", "Leicestershire")),
        ("London Borough of Camden", Council("E09000007", "Camden")),
        ("Edinburgh", Council("S12000036", "City of Edinburgh")),
        ("Hull", Council("E06000010", "Kingston upon Hull, City of")),
        ("Anglesey", Council("W06000001", "Isle of Anglesey")),
        ("Armagh City, Banbridge and Craigavon",
         Council("N09000002", "Armagh City, Banbridge and Craigavon")),
    ],
)  # fmt: skip
def test_a_code_or_a_name_means_a_council(
    setting: str, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCIL", setting)
    assert reference_files.council() == council


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("Harboro", "the nearest is Harborough (E07000131)"),
        ("Richmond", "the nearest is Richmond upon Thames (E09000027)"),
        ("Kettering", "its area belongs to North Northamptonshire (E06000061)"),
        ("E12000004", "which is no council"),
        ("xyzzy", "Write its code, such as E07000131, or its name"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_the_nearest(
    setting: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCIL", setting)
    with pytest.raises(UnknownCouncil) as refusal:
        reference_files.council()
    assert said in str(refusal.value)
    assert str(refusal.value).startswith("COUNCIL is ")
    assert "\n" not in str(refusal.value)


def test_texts_have_the_plans_of_the_council_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(reference_files.texts()["kpi"]) > 0
    monkeypatch.setenv("COUNCIL", "Belfast")
    texts = reference_files.texts()
    assert texts["kpi"].empty
    assert texts["plan"].empty
    assert not texts["statistic"].empty


def test_without_a_plan_in_the_files_the_setting_must_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(reference_files.REFERENCE_FOLDER, tmp_path / "reference"))
    plans = folder / "plans.csv"
    plans.write_text(plans.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    monkeypatch.delenv("COUNCIL", raising=False)
    with pytest.raises(UnknownCouncil, match="COUNCIL must say whose dashboard this is"):
        reference_files.council(folder)
    monkeypatch.setenv("COUNCIL", "Belfast")
    assert reference_files.council(folder).code == "N09000003"
