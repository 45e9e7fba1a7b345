"""What files call KPIs and areas: said once, used by every file that follows, and taken back."""

import json
from pathlib import Path

import pytest

from data.questions import stored_uploads
from data.store import Store
from data.uploads import Alias, StoredFile
from loaders import publish, stored_aliases
from loaders.check import Checked, Plans
from loaders.findings.codes import Severity
from loaders.publish import SubmittedFile
from loaders.rebuild import figures_hash, rebuild
from loaders.unknown_words import UnknownWords, unknown_words
from tests.actors import ANALYST, analyst

NAMES = b"Indicator,Q1 2024/25,Q2 2024/25\nFly tips we counted,210,190\nGarages let,12,13\n"
ACROSS = b"Period,SP 01,CON 15,Garages let\nQ1 2024/25,12,1,3\nQ2 2024/25,31,2,4\n"
WARDS = b"Area,Code,Q1 2024/25\nHarborough,SP 01,12\nSector Four,SP 01,5\n"
FLY_TIPS = Alias("kpi", "Fly tips we counted", "CON 15")
NO_GARAGES = Alias("kpi", "garages LET", "")


def read(content: bytes, *aliases: Alias) -> Checked:
    submitted = SubmittedFile(StoredFile("names.csv", content))
    return publish.read(submitted, Plans(), aliases=aliases)


def figures(checked: Checked) -> list[tuple[str, str, float | None]]:
    return [(row.code, row.period.label, row.value) for row in checked.rows]


def asked(checked: Checked) -> list[tuple[str, str]]:
    return [(words.kind, words.words) for words in unknown_words(checked, Plans())]


def test_each_name_nobody_knows_is_asked_for_once_with_its_likeliest_kpi_first() -> None:
    first, second = unknown_words(read(NAMES), Plans())
    assert (first.words, len(first.findings)) == ("Fly tips we counted", 2)
    assert first.suggestions[0] == "CON 15"
    assert second.words == "Garages let"


def test_a_name_that_was_explained_is_its_kpi_and_one_that_is_not_ours_is_left_out() -> None:
    checked = read(NAMES, FLY_TIPS, NO_GARAGES)
    assert figures(checked) == [("CON 15", "Q1 2024/25", 210), ("CON 15", "Q2 2024/25", 190)]
    assert checked.publishable
    assert not asked(checked)
    words_read = [finding.found for finding in checked.findings if finding.code == "alias_used"]
    assert words_read == ["Fly tips we counted", "Garages let"]
    assert list(checked.aliases) == [FLY_TIPS, NO_GARAGES]


def test_every_cell_of_what_is_not_ours_is_accounted_for() -> None:
    counts = read(NAMES, FLY_TIPS, NO_GARAGES).counts
    assert counts["loaded"] + counts["quarantined"] + counts["ignored"] == counts["cells"]


def test_a_column_that_is_one_kpi_is_answered_as_a_row_is() -> None:
    assert asked(read(ACROSS)) == [("kpi", "Garages let")]
    checked = read(ACROSS, Alias("kpi", "Garages let", "CP 06"))
    assert ("CP 06", "Q2 2024/25", 4) in figures(checked)
    assert len(checked.rows) == 6


@pytest.mark.parametrize(
    ("meaning", "figures_read"),
    [("E07000131", [12, 5]), ("", [12])],
)
def test_an_area_is_the_councils_own_or_is_left_out_from_then_on(
    meaning: str, figures_read: list[float]
) -> None:
    content = WARDS.replace(b"Sector Four,SP 01,5", b"Sector Four,CON 15,5")
    assert asked(read(content)) == [("area", "Sector Four")]
    checked = read(content, Alias("area", "sector four", meaning))
    assert [row.value for row in checked.rows] == figures_read
    assert not checked.findings_of(Severity.QUARANTINE)


def test_a_known_area_is_never_offered_as_the_councils_own() -> None:
    content = WARDS.replace(b"Sector Four", b"Melton")
    (melton,) = unknown_words(read(content), Plans())
    assert melton == UnknownWords("area", "Melton", melton.findings, ())


def test_what_a_plan_knows_is_never_read_otherwise() -> None:
    aliases = (Alias("kpi", "SP 01", "CON 15"), Alias("kpi", "sp1", ""))
    assert [code for code, *_ in figures(read(ACROSS, *aliases))][:1] == ["SP 01"]


@pytest.mark.parametrize(
    ("typed", "explained"), [("XX 1.1", "XX 11"), ("XX 1", "XX 10"), ("Garages", "Garages let")]
)
def test_words_that_are_only_alike_are_still_asked_about(typed: str, explained: str) -> None:
    content = NAMES.replace(b"Garages let", typed.encode())
    assert asked(read(content, FLY_TIPS, Alias("kpi", explained, "CP 06"))) == [("kpi", typed)]


@pytest.mark.usefixtures("fresh")
def test_an_upload_is_rebuilt_by_what_was_said_then_whatever_was_taken_back(
    tmp_path: Path,
) -> None:
    store = publish.ready()
    stored_aliases.keep(store, ANALYST, FLY_TIPS)
    stored_aliases.keep(store, analyst("B. Other"), NO_GARAGES)
    submitted = SubmittedFile(StoredFile("names.csv", NAMES))
    checked = publish.read(submitted, Plans(), aliases=stored_aliases.kept(store))
    number = publish.publish(store, submitted, checked, ANALYST)
    hints = json.loads(stored_uploads.uploads(store).iloc[0]["hints"])
    assert list(stored_aliases.in_hints(hints)) == [FLY_TIPS, NO_GARAGES]
    stored_aliases.set_aside(store, ANALYST, FLY_TIPS)
    assert stored_aliases.kept(store) == [NO_GARAGES]
    rebuild(store, tmp_path / "again.duckdb")
    again = Store(tmp_path / "again.duckdb")
    assert figures_hash(again) == figures_hash(store)
    table = "alias"
    assert stored_uploads.every_row(again, table).equals(stored_uploads.every_row(store, table))
    rows = stored_uploads.rows_of_upload(again, number)["kpi_value"]
    assert list(rows["code"]) == ["CON 15", "CON 15"]
    again.close()
