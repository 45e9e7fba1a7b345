"""A table nobody knows: the analyst says what its columns hold, once."""

from collections.abc import Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import store as stores
from insights.district_statistics import definitions
from insights.statistic_sources import statistic_sources
from loaders import stored_mappings
from loaders.reading import StatisticKey
from loaders.tables.column_mapping import MAPPABLE, ColumnMapping
from loaders.tables.headings import Role
from pages.upload.column_form import ROLE_WORDS, Answers
from tests.pages.app import as_read, failures, opened, text
from tests.pages.upload.upload_page import published

ODD = (
    b"Homes team,\n,\nOur ref,<b>We</b> *count*,Q1 2024/25,Why\n"
    b"SP 01,Homes,120,=1+1\nDM 01,Applications,100,\n"
)
SIGNATURE = ("our ref", "b we b count", "q1 2024 25", "why")


def with_unknown_table(content: bytes = ODD, name: str = "odd.csv") -> AppTest:
    app = opened("upload")
    app.file_uploader[0].upload(name, content, "text/csv").run()
    assert not failures(app)
    return app


def choices(app: AppTest) -> dict[str, Any]:
    """The choice for each column, by its letter."""
    return {box.label[0]: box for box in app.selectbox if as_read(box.label)[1:3] == ": "}


def button(app: AppTest, label: str) -> Any:
    return next(box for box in app.button if box.label == label)


def read_so(app: AppTest, who: str, **roles: str) -> AppTest:
    for letter, role in roles.items():
        choices(app)[letter].select(role)
    next(box for box in app.text_input if str(box.key).startswith("mapped-by-")).input(who)
    button(app, "Read it this way").click().run()
    assert not failures(app)
    return app


def test_every_role_that_may_be_said_has_words_of_its_own() -> None:
    assert set(ROLE_WORDS) == {"", *MAPPABLE}
    assert len(set(ROLE_WORDS.values())) == len(ROLE_WORDS)


@pytest.mark.usefixtures("only_read")
def test_the_first_rows_are_shown_as_typed_with_letters_and_numbers() -> None:
    page_text = text(with_unknown_table())
    assert "Say below what its columns hold" in page_text
    assert "Say what the columns hold" in page_text
    assert "<strong>&lt;b&gt;We&lt;/b&gt; *count*</strong>" in page_text
    assert '<th scope="row" class="">4</th><td class="" data-label="A">SP 01</td>' in page_text
    assert "=1+1" in page_text


@pytest.mark.usefixtures("only_read")
def test_headings_that_are_known_are_chosen_already() -> None:
    app = with_unknown_table()
    assert app.number_input[0].value == 3
    assert {letter: box.value for letter, box in choices(app).items()} == {
        "A": "",
        "B": "",
        "C": Role.VALUE,
        "D": "",
    }
    assert choices(app)["B"].label == r"B\: \<b\>We\</b\> \*count\*"


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize(
    ("who", "roles", "sentence"),
    [
        ("A. Analyst", {}, "Say which column holds the KPI's code or name"),
        ("A. Analyst", {"A": "code", "C": ""}, "Say which column holds a value or a target"),
        (" ", {"A": "code"}, "Give your name"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_kept(
    who: str, roles: dict[str, str], sentence: str
) -> None:
    app = read_so(with_unknown_table(), who, **roles)
    assert sentence in text(app)
    assert not stored_mappings.kept(stores.shared())


@pytest.mark.usefixtures("fresh")
def test_what_is_said_is_kept_and_the_file_is_read_at_once() -> None:
    app = read_so(with_unknown_table(), " A. Analyst ", A="code", B="name")
    assert "Fit to publish" in text(app)
    assert "Read by columns named by hand" in text(app)
    assert "Say what the columns hold" not in text(app)
    roles = {0: Role.CODE, 1: Role.NAME, 2: Role.VALUE}
    assert list(stored_mappings.kept(stores.shared())) == [ColumnMapping(SIGNATURE, roles)]


@pytest.mark.usefixtures("fresh")
def test_nothing_moves_on_the_page_when_it_runs_anew_after_a_file_was_read() -> None:
    """A browser draws anew what moves: an open list closes, and half a word is gone."""
    app = with_unknown_table()
    read_first = places(app)
    assert places(app.run()) == read_first
    # A sentence stands above the page for one run.
    read_by_hand = places(read_so(app, "A. Analyst", A="code", B="value", D="note"))
    assert app.success
    assert places(app.run()) == read_by_hand != read_first
    assert not app.success


def places(app: AppTest) -> dict[int, str]:
    """What stands where on the page, but for groups and places that are empty."""
    parts = app.main.children.items()
    return {at: part.type for at, part in parts if part.type not in ("empty", "flex_container")}


@pytest.mark.usefixtures("fresh")
def test_the_next_file_with_these_headings_is_read_without_asking() -> None:
    read_so(with_unknown_table(), "A. Analyst", A="code", B="name")
    page_text = text(with_unknown_table(ODD.replace(b"120", b"130"), "next.csv"))
    assert "Fit to publish" in page_text
    assert "our ref: KPI code; b we b count: KPI name; q1 2024 25: Value" in page_text
    assert "A. Analyst" in page_text


@pytest.mark.usefixtures("fresh")
def test_a_mapping_that_is_set_aside_is_asked_for_again() -> None:
    app = read_so(with_unknown_table(), "A. Analyst", A="code", B="name")
    button(app, "Set aside").click().run()
    assert "Give your name" in text(app)
    assert stored_mappings.kept(stores.shared())
    app.text_input(key="set-aside-by").input("B. Other")
    button(app, "Set aside").click().run()
    assert not failures(app)
    assert "Say what the columns hold" in text(app)
    assert not stored_mappings.kept(stores.shared())


@pytest.mark.usefixtures("only_read")
def test_a_row_that_is_empty_can_be_no_headings() -> None:
    app = with_unknown_table()
    app.number_input[0].set_value(2).run()
    assert "This row cannot be headings" in text(app)
    assert not choices(app)


@pytest.mark.usefixtures("only_read")
def test_a_file_that_cannot_be_opened_is_not_shown() -> None:
    assert "Say what the columns hold" not in text(with_unknown_table(b"%PDF-1.7", "scan.csv"))


AREAS = (
    b"Empty homes\nCouncil,LA code,Cases 2022,Cases 2023\n"
    b"Harborough,E07000131,412,398\nMelton,E07000133,7,9\n"
)
FACTS = {"polarity": "none", "topic": "other", "cadence": "yearly"}
OF_AREAS = ("council", "la code", "cases 2022", "cases 2023")


@pytest.mark.usefixtures("only_read")
def test_a_table_of_areas_is_told_for_what_was_recognised_and_its_columns_are_chosen() -> None:
    app = with_unknown_table(AREAS, "empty-homes.csv")
    assert "column B has 2 area codes such as E07000131; columns C to D have years" in text(app)
    assert {letter: box.value for letter, box in choices(app).items()} == {
        "A": "",
        "B": Role.AREA,
        "C": Role.FIGURE,
        "D": Role.FIGURE,
    }


def name_and_unit(app: AppTest, name: str, unit: str) -> None:
    next(box for box in app.text_input if str(box.key).startswith("new-statistic-")).input(name)
    next(box for box in app.selectbox if str(box.key).startswith("new-unit-")).select(unit)


@pytest.mark.usefixtures("only_read")
@pytest.mark.parametrize(
    ("name", "roles", "sentence"),
    [
        ("", {}, "Give the new statistic a name"),
        ("???", {}, "Give the new statistic a name"),
        ("Population", {}, "is known already: choose it"),
        ("Empty homes", {"B": ""}, "Say which column holds the area"),
        ("Empty homes", {"A": "note"}, "not both"),
    ],
)
def test_what_is_missing_of_a_statistic_is_asked_for(
    name: str, roles: dict[str, str], sentence: str
) -> None:
    app = with_unknown_table(AREAS, "empty-homes.csv")
    name_and_unit(app, name, "number")
    assert sentence in text(read_so(app, "A. Analyst", **roles))
    assert not stored_mappings.kept(stores.shared())


@pytest.mark.usefixtures("fresh")
def test_a_new_statistic_is_read_at_once_and_by_every_file_with_these_headings() -> None:
    app = with_unknown_table(AREAS, "empty-homes.csv")
    name_and_unit(app, "Empty homes", "percent")
    name_and_unit(app, "Empty homes", "number")
    facts = {"polarity": "minimise", "topic": "housing", "priority": "place", "cadence": "yearly",
             "source": "MHCLG, Empty homes: https://example.org", "licence": "OGL"}  # fmt: skip
    labels = {"Which way is good": "polarity", "Topic": "topic",
              "Priority of the plan": "priority", "Published": "cadence"}  # fmt: skip
    for label, fact in labels.items():
        next(box for box in app.selectbox if box.label == label).select(facts[fact])
    for fact in ("source", "licence"):
        next(box for box in app.text_input if box.label.startswith(f"Its {fact}")).input(
            facts[fact]
        )
    app = read_so(app, "A. Analyst")
    page_text = text(app)
    assert "Fit to publish" in page_text
    assert "New statistics that this file defines" in page_text
    statistic = StatisticKey("empty-homes", "Empty homes", "number", facts=facts)
    roles = {1: Role.AREA, 2: Role.FIGURE, 3: Role.FIGURE}
    kept = ColumnMapping(OF_AREAS, roles, {2: statistic, 3: statistic})
    assert list(stored_mappings.kept(stores.shared())) == [kept]
    later = text(with_unknown_table(AREAS.replace(b"412", b"413"), "next.csv"))
    assert "Fit to publish" in later
    assert "la code: Area, by code or name; cases 2022: Empty homes, number" in later
    defined = definitions()["empty-homes"]
    assert (defined["polarity"], defined["topic"], defined["theme"]) == (
        "minimise", "housing", "place",
    )  # fmt: skip
    source = next(s for s in statistic_sources() if "Empty homes" in s.statistics)
    assert (source.publisher, source.licence) == ("MHCLG, Empty homes", "OGL")
    # What was published is one click away.
    published(app)
    assert 'href="compare?statistic=empty-homes" target="_self">Empty homes</a>' in text(app)


@pytest.mark.usefixtures("fresh")
def test_figures_of_a_known_statistic_need_no_name() -> None:
    read_so(with_unknown_table(AREAS, "people.csv"), "A. Analyst", C="figure population", D="")
    (kept,) = stored_mappings.kept(stores.shared())
    assert kept.measures == {2: StatisticKey("population", "Population", "number")}


@pytest.mark.usefixtures("fresh")
def test_columns_that_are_one_measure_each_are_read_so() -> None:
    content = b"When,Tips,Rough sleepers\nQ1 2025/26,231,4\nQ2 2025/26,218,5\n"
    app = with_unknown_table(content, "depot.csv")
    roles = {"A": Role.PERIOD, "B": "value CON 15", "C": ""}
    page_text = text(read_so(app, "A. Analyst", **roles))
    assert "Fit to publish" in page_text
    assert "2 new, 0 changed, 0 same" in page_text
    assert "tips: CON 15" in page_text
    (kept,) = stored_mappings.kept(stores.shared())
    assert kept.kpis == {1: "CON 15"}
    misplaced = with_unknown_table(b"Tips,When\n231,Q1 2025/26\n", "turned.csv")
    sentence = "The column with the period must stand before"
    assert sentence in text(read_so(misplaced, "A. Analyst", A="value CON 15", B=Role.PERIOD))


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ((Role.AREA, Role.PERIOD, Role.INDICATOR, "value CON 15"), "of areas or of KPIs, not both"),
        ((Role.PERIOD, "figure", "value CON 15"), "of areas or of KPIs, not both"),
        (("value CON 15", Role.PERIOD, Role.INDICATOR), "Move it there in the file"),
        (("value CON 15",), "Say which column holds the period"),
        ((Role.PERIOD, "value CON 15"), ""),
    ],
)
def test_columns_of_one_measure_each_are_no_table_of_areas(
    choices: Sequence[str], sentence: str
) -> None:
    by_column = dict(enumerate(map(str, choices)))
    headings = dict.fromkeys(by_column, "Heading")
    missing = Answers((), by_column, headings, {}, "", "number", {}).what_is_missing()
    assert sentence in (missing or "")
    assert bool(missing) is bool(sentence)


TIDY = (
    b"place,when,what,amount\nHarborough,2023,Empty shops,12\nMelton,2023,Empty shops,9\n"
    b"Harborough,2023,Population,97600\n"
)


@pytest.mark.usefixtures("fresh")
def test_a_tidy_table_says_row_by_row_which_statistic_it_is_of() -> None:
    app = with_unknown_table(TIDY, "shops.csv")
    roles = {"A": Role.AREA, "B": Role.PERIOD, "C": Role.INDICATOR, "D": Role.VALUE}
    app = read_so(app, "A. Analyst", **roles)
    assert "1 row can be published now" in text(app)
    box = next(box for box in app.selectbox if "Empty shops" in box.label)
    box.select("new")
    page_text = text(read_so(app, "A. Analyst"))
    assert "Fit to publish" in page_text
    (kept,) = stored_mappings.kept(stores.shared())
    assert kept.indicators == {
        "empty shops": StatisticKey("empty-shops", "Empty shops", "number", facts=FACTS)
    }


@pytest.mark.usefixtures("fresh")
def test_which_way_is_good_is_asked_of_each_new_statistic() -> None:
    content = b"Council,LA code,Recycled,Dumped\nHarborough,E07000131,412,398\n"
    app = with_unknown_table(content, "waste.csv")
    app = read_so(app, "A. Analyst", C=Role.FIGURE, D=Role.FIGURE)
    assert "Say which way is good for each new statistic" in text(app)
    assert not stored_mappings.kept(stores.shared())
    for name, polarity in (("Recycled", "maximise"), ("Dumped", "minimise")):
        label = f"Which way is good: {name}"
        next(box for box in app.selectbox if as_read(box.label) == label).select(polarity)
    read_so(app, "A. Analyst")
    (kept,) = stored_mappings.kept(stores.shared())
    polarities = {s.name: s.facts["polarity"] for s in kept.measures.values()}
    assert polarities == {"Recycled": "maximise", "Dumped": "minimise"}
