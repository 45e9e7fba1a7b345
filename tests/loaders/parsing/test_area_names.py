"""Areas by code, old code and name, and the files that say what they are called."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.parsing.area_names import REFERENCE, area_code, known_areas, near_area

HARBOROUGH = "E07000131"
KINDS = {"alias", "old code", "successor"}


def lines(stem: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        (HARBOROUGH, None, HARBOROUGH),
        (" E07000131 ", "  Harborough", HARBOROUGH),
        ("e07000131", None, HARBOROUGH),
        ("E07999999", "Nowhere yet", "E07999999"),
        ("E08000009 : Trafford", None, "E08000009"),
        (None, "E08000009 : Trafford", "E08000009"),
        ("Harborough", HARBOROUGH, HARBOROUGH),
        ("E06000048", "Northumberland", "E06000048"),
        ("TLF22", "Leicestershire CC and Rutland", "TLF22"),
        ("31UD", None, HARBOROUGH),
        ("31ud", "Harborough", HARBOROUGH),
        ("99ZZ", "Harborough", HARBOROUGH),
        ("", "Harborough", HARBOROUGH),
        ("31", "Rutland UA", "E06000017"),
        # Wards and smaller areas have a code of the same form, and may be called like a council.
        ("E01025892", "Harborough 001", None),
        ("E05005449", "Harborough", None),
        ("E070001311", None, None),
        ("E06000052, E06000053", "Cornwall and Isles of Scilly", None),
        (None, None, None),
        ("", "", None),
        ("-", "Not Classified", None),
    ],
)
def test_a_code_comes_before_a_name(
    code: str | None, name: str | None, expected: str | None
) -> None:
    assert area_code(code, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Harborough", HARBOROUGH),
        ("  HARBOROUGH ", HARBOROUGH),
        ("Harborough District Council", HARBOROUGH),
        ("Harborough (B)", HARBOROUGH),
        ("Harborough 2", HARBOROUGH),
        ("Leicester UA", "E06000016"),
        ("Leicester City Council", "E06000016"),
        ("Bristol", "E06000023"),
        ("City of Bristol", "E06000023"),
        ("Bristol, City of UA", "E06000023"),
        ("Herefordshire", "E06000019"),
        ("Hull", "E06000010"),
        ("London", "E12000007"),
        ("City of London", "E09000001"),
        ("London, City of", "E09000001"),
        ("Westminster, City of", "E09000033"),
        ("Barking & Dagenham LB", "E09000002"),
        ("Royal Borough of Kensington and Chelsea", "E09000020"),
        ("Trafford MCD", "E08000009"),
        ("St. Helens", "E08000013"),
        ("Kings Lynn & West Norfolk", "E07000146"),
        ("King\u2019s Lynn and West Norfolk", "E07000146"),
        ("Ynys M\u00f4n", "W06000001"),
        ("Isle of Anglesey / Ynys M\u00f4n", "W06000001"),
        ("The Vale of Glamorgan", "W06000014"),
        ("Edinburgh", "S12000036"),
        ("Western Isles", "S12000013"),
        ("Derry and Strabane", "N09000005"),
        ("East", "E12000006"),
        ("Yorkshire and the Humber", "E12000003"),
        ("UNITED KINGDOM", "K02000001"),
        ("England and Wales 1,2", "K04000001"),
        ("Leicestershire CC", "E10000018"),
        ("Nowhere", None),
        ("Newcastle", None),
        ("Total", None),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str, expected: str | None) -> None:
    assert area_code(None, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # A county and a smaller unitary authority that came later.
        ("Dorset", None),
        ("Dorset UA", "E06000059"),
        ("Dorset County Council", "E10000009"),
        # A region and the metropolitan county within it.
        ("West Midlands", "E12000005"),
        ("West Midlands Met County", "E11000005"),
        ("West Midlands (Met County)", "E11000005"),
        # One that took the place of the other on the same ground.
        ("Buckinghamshire", "E06000060"),
        ("Buckinghamshire County", "E10000002"),
        ("Northumberland", "E06000057"),
        ("Glasgow City", "S12000049"),
        ("Durham", "E06000047"),
        # A combined authority is never meant by a name alone.
        ("Greater Manchester", "E11000001"),
        ("East Midlands", "E12000004"),
    ],
)
def test_of_areas_that_share_a_name_one_is_known_for_sure_or_none(
    name: str, expected: str | None
) -> None:
    assert area_code(None, name) == expected


OTHER_KINDS = ("ITL", "combined", "city region", "police")
BY_NAME = [line for line in lines("areas") if not line["kind"].startswith(OTHER_KINDS)]


@given(st.sampled_from(BY_NAME), st.sampled_from(["", "  ", "\u00a0"]), st.booleans())
def test_a_name_gives_its_area_or_the_one_that_took_its_place_or_none(
    area: dict[str, str], space: str, shouted: bool
) -> None:
    name = f"{space}{area['name'].upper() if shouted else area['name']}{space}"
    now = area["code"]
    while now in known_areas().successors:
        now = known_areas().successors[now]
    assert area_code(area["code"], name) == area["code"]
    assert area_code(None, name) in {None, area["code"], now}


def test_no_name_is_unsure_but_that_of_dorset() -> None:
    unsure = {line["name"] for line in BY_NAME if area_code(None, line["name"]) is None}
    assert unsure == {"Dorset"}


def test_every_further_name_is_of_an_area_that_is_known() -> None:
    codes = {line["code"] for line in lines("areas")}
    for line in lines("area_names"):
        assert line["kind"] in KINDS
        assert line["area"] in codes
        if line["kind"] == "successor":
            assert line["name"] in codes
            assert line["name"] != line["area"]


def test_an_old_code_and_a_predecessor_stand_once() -> None:
    for kind, column in (("old code", "name"), ("successor", "area")):
        counted = Counter(line[column] for line in lines("area_names") if line["kind"] == kind)
        assert max(counted.values()) == 1


def test_every_alias_leads_to_its_area() -> None:
    aliases = [line for line in lines("area_names") if line["kind"] == "alias"]
    assert len(aliases) > 20
    assert [a["name"] for a in aliases if area_code(None, a["name"]) != a["area"]] == []


@pytest.mark.parametrize(
    ("beginning", "count"), [("E09", 33), ("W06", 22), ("N09", 11), ("E12", 9), ("E92", 1)]
)
def test_all_areas_of_a_kind_are_there(beginning: str, count: int) -> None:
    assert sum(code.startswith(beginning) for code in known_areas().kinds) == count


def test_the_areas_of_2023_are_all_there_without_those_they_replaced() -> None:
    areas = known_areas()
    today = [code for code in areas.kinds if code not in areas.successors]
    # Districts, unitary and metropolitan ones and boroughs of England; council areas of Scotland.
    assert sum(code[:3] in {"E06", "E07", "E08", "E09"} for code in today) == 296
    assert sum(code.startswith("S12") for code in today) == 32


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Harborogh", "E07000131"),
        ("Oadby and Wigsten", "E07000135"),
        # So short a name says too little, and a group is like no area.
        ("Melten", None),
        ("North Leicestershire", None),
        ("Greater Manchester WDA", None),
        ("", None),
    ],
)
def test_a_slip_of_the_pen_is_like_one_area(name: str, code: str | None) -> None:
    assert near_area(name) == code
    assert area_code(None, name) is None
