"""Ofcom Connected Nations: files made in the shape of its downloads.

The columns of 2023 to 2026 and how files are named:
https://www.ofcom.org.uk/phones-and-broadband/coverage-and-speeds/infrastructure-research (about
the data), and https://github.com/istaykov/ofcom_broadband for 2019 to 2023.
"""

import random
from collections.abc import Sequence
from datetime import date

import pytest

from loaders.files.opening import open_workbook
from loaders.findings.codes import Severity
from loaders.layouts import Hints, layout_for
from loaders.layouts import ofcom_connected_nations as layout
from loaders.reading import Reading
from loaders.sandbox import parent
from loaders.workbook import Workbook
from metrics import period as spans
from tests.loaders.published_files import (
    HARBOROUGH,
    assert_accounted,
    assert_sound,
    figure,
    finding_in,
    with_columns_shuffled,
)

FIXED_FILE, MOBILE_FILE = "202309_fixed_laua_coverage_r01.csv", "202309_mobile_laua_r01.csv"
FIXED = """laua,laua_name,All Premises,All Matched Premises,SFBB availability (% premises),\
UFBB (100Mbit/s) availability (% premises),UFBB availability (% premises),\
Full Fibre availability (% premises),Gigabit availability (% premises),\
% of premises unable to receive 2Mbit/s,% of premises below the USO,\
Number of premises with SFBB availability,Number of premises with Gigabit availability
E07000131,HARBOROUGH,47521,46990,97.4,76.2,75.9,61.3,75.8,0.1,0.6,46285,36021
E06000017,RUTLAND,19876,19700,96.8,60.1,60,58.8,60,0,0.9,19240,11926
S12000033,ABERDEEN CITY,130001,129000,98,95,95,88.5,94.9,0,0.1,127401,123371
"""
MOBILE = """laua,laua_name,prem_count,4G_prem_out_0,4G_prem_out_1,4G_prem_out_4,4G_prem_in_0,\
4G_prem_in_4,4G_geo_out_0,4G_geo_out_4,4G_Aroad_in_0,5G_high_confidence_prem_out_0,\
5G_very_high_confidence_prem_out_0
E07000131,Harborough,47521,0.05,0.2,97.11,1.2,62.4,0.16,88.02,0.3,9.75,14.2
"""
ON_DAY = "2023-09-01"


def read(text: str, file: str = FIXED_FILE, hints: Hints | None = None) -> Reading:
    reading = layout.read(open_workbook(file, text.encode()), hints or Hints())
    assert_sound(reading)
    return reading


@pytest.mark.parametrize(
    ("code", "value", "cell"),
    [
        ("superfast-broadband", 97.4, "E2"),
        ("ultrafast-broadband-100", 76.2, "F2"),
        ("ultrafast-broadband", 75.9, "G2"),
        ("full-fibre-broadband", 61.3, "H2"),
        ("gigabit-capable-broadband", 75.8, "I2"),
        ("broadband-below-universal-service", 0.6, "K2"),
    ],
)
def test_broadband_that_could_be_had_is_read_in_percent(code: str, value: float, cell: str) -> None:
    row = figure(read(FIXED), code, HARBOROUGH, ON_DAY)
    assert (row.value, row.cell, row.unit) == (value, cell, "percent")
    assert row.period == spans.instant(date(2023, 9, 1))


def test_numbers_of_premises_are_left_out_and_counted() -> None:
    reading = read(FIXED)
    assert len(reading.rows) == 18
    assert reading.counts["ignored: column that is not read"] == 15


@pytest.mark.parametrize(
    ("code", "value", "note"),
    [
        ("4g-coverage-outdoors-any-network", 99.95, "100 less 4G_prem_out_0, 0.05"),
        ("4g-coverage-outdoors-all-networks", 97.11, None),
        ("4g-coverage-indoors-any-network", 98.8, "100 less 4G_prem_in_0, 1.2"),
        ("4g-coverage-indoors-all-networks", 62.4, None),
        ("4g-coverage", 99.84, "100 less 4G_geo_out_0, 0.16"),
        ("4g-coverage-area-all-networks", 88.02, None),
        ("5g-coverage-outdoors-any-network", 90.25, "100 less 5G_high_confidence_prem_out_0, 9.75"),
    ],
)
def test_mobile_coverage_is_read_and_what_was_subtracted_is_named(
    code: str, value: float, note: str | None
) -> None:
    row = figure(read(MOBILE, MOBILE_FILE), code, HARBOROUGH, ON_DAY)
    assert (row.value, row.note) == (value, note)


def test_older_files_say_none_and_all() -> None:
    text = MOBILE.replace("_out_0", "_out_None").replace("_out_4", "_out_All")
    row = figure(read(text, MOBILE_FILE), "4g-coverage", HARBOROUGH, ON_DAY)
    assert row.value == 99.84


def test_homes_alone_are_never_mixed_with_all_premises() -> None:
    workbook = open_workbook("202309_fixed_laua_res_coverage_r01.csv", FIXED.encode())
    reading = layout.read(workbook, Hints())
    assert_accounted(reading)
    codes = {row.code for row in reading.rows}
    assert "gigabit-capable-broadband-homes" in codes
    assert "gigabit-capable-broadband" not in codes


@pytest.mark.parametrize(
    ("file", "title", "given", "start"),
    [
        (FIXED_FILE, "", None, "2023-09-01"),
        ("201809_fixed_laua_coverage_r01.csv", "", None, "2018-09-01"),
        ("broadband.csv", "Connected Nations, January 2026", None, "2026-01-01"),
        ("broadband.csv", "", spans.month(2024, 1), "2024-01-01"),
        ("broadband.csv", "", spans.instant(date(2024, 5, 20)), "2024-05-20"),
        # What the file says counts before what its giver says.
        (FIXED_FILE, "", spans.month(2024, 1), "2023-09-01"),
    ],
)
def test_the_day_is_what_a_title_the_file_or_the_giver_says(
    file: str, title: str, given: spans.Period | None, start: str
) -> None:
    text = f'"{title}"\n\n{FIXED}' if title else FIXED
    assert figure(read(text, file, Hints(given)), "full-fibre-broadband", HARBOROUGH, start)


@pytest.mark.parametrize("given", [None, spans.calendar_year(2023), spans.quarter(2023, 1)])
def test_a_file_that_does_not_say_of_which_month_is_refused_and_asks(
    given: spans.Period | None,
) -> None:
    reading = read(FIXED, "2017_fixed_laua.csv", Hints(given))
    assert finding_in(reading, "no_period").severity is Severity.REJECT
    assert not reading.rows
    assert reading.counts[f"ignored: {layout.WITHOUT_PERIOD}"] == 39


def test_what_is_no_share_of_a_whole_waits_for_a_decision() -> None:
    reading = read(FIXED.replace("97.4", "46285"))
    doubt = finding_in(reading, "percent_out_of_range")
    assert (doubt.severity, doubt.cell, reading.counts["quarantined"]) == ("quarantine", "E2", 1)


@pytest.mark.parametrize(
    ("typed", "state"), [("..", "not applicable"), ("N/A", "not applicable"), ("*", "suppressed")]
)
def test_a_missing_value_is_a_word(typed: str, state: str) -> None:
    row = figure(read(FIXED.replace("61.3", typed)), "full-fibre-broadband", HARBOROUGH, ON_DAY)
    assert (row.value, row.state) == (None, state)


RENAMED: Sequence[tuple[str, str]] = [
    ("laua,laua_name", "LAUA,LAUA_NAME"),
    ("laua,laua_name", "lad23cd,lad23nm"),
    ("laua,laua_name", "local_authority_code,local_authority_name"),
    ("SFBB availability (% premises)", "Superfast availability (% premises)"),
    ("Full Fibre availability (% premises)", "% of premises with Full Fibre availability"),
]


@pytest.mark.parametrize(("old", "new"), RENAMED)
def test_other_editions_head_the_same_columns_otherwise(old: str, new: str) -> None:
    as_published = [(row.code, row.area, row.value) for row in read(FIXED).rows]
    renamed = [(row.code, row.area, row.value) for row in read(FIXED.replace(old, new)).rows]
    assert renamed == as_published


def shuffled(text: str, seed: int) -> Workbook:
    workbook = open_workbook(FIXED_FILE, text.encode())
    return with_columns_shuffled(workbook, random.Random(seed))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("text", [FIXED, MOBILE])
def test_columns_may_stand_in_any_order(text: str, seed: int) -> None:
    reading = layout.read(shuffled(text, seed), Hints())
    assert_sound(reading)
    figures = {(row.code, row.area): row.value for row in reading.rows}
    assert figures == {(row.code, row.area): row.value for row in read(text).rows}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", [FIXED, MOBILE])
def test_it_passes_through_the_child_in_every_encoding(text: str, encoding: str) -> None:
    accented = text.replace("RUTLAND", "RUTLAND\u2019S")
    reading = parent.read_bytes(FIXED_FILE, accented.encode(encoding))
    assert reading.layout == layout.NAME
    assert_sound(reading)


@pytest.mark.parametrize("text", [FIXED, MOBILE])
def test_it_is_this_layout_that_the_file_is_given_to(text: str) -> None:
    chosen = layout_for(open_workbook("download.csv", text.encode()), Hints())
    assert chosen is not None
    assert chosen.name == layout.NAME
