"""Names that nobody knows: answered on the Upload page by one click, listed, taken back."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import store as stores
from data.questions import stored_kpis
from data.uploads import Alias
from loaders import stored_aliases
from tests.actors import ANALYST
from tests.pages.app import as_read, failures, opened, text

NAMES = (
    b"Indicator,Q1 2024/25,Q2 2024/25\nFly tips we counted,210,190\n<b>Garages</b> *let*,12,13\n"
)


def with_names(name: str = "names.csv", content: bytes = NAMES) -> AppTest:
    app = opened("upload")
    app.file_uploader[0].upload(name, content, "text/csv").run()
    assert not failures(app)
    return app


def button(app: AppTest, label: str) -> Any:
    return next(box for box in app.button if label in as_read(box.label))


def named(app: AppTest, who: str = "A. Analyst") -> AppTest:
    next(b for b in app.text_input if str(b.key).startswith("answered-by-")).input(who).run()
    return app


@pytest.mark.usefixtures("only_read")
def test_each_name_is_asked_about_once_as_typed_with_the_likeliest_kpi_first() -> None:
    app = with_names()
    page_text = text(app)
    assert "Say what these are: 2 names not known" in page_text
    assert "<b>Garages</b> *let*" in as_read(page_text)
    first = next(box for box in app.button if box.label.startswith("It is"))
    assert "(CON 15)" in as_read(first.label)
    assert "2 figures wait" in page_text


@pytest.mark.usefixtures("only_read")
def test_without_a_name_nothing_is_kept() -> None:
    app = with_names()
    button(app, "(CON 15)").click().run()
    assert "Give your name" in text(app)
    assert not stored_aliases.kept(stores.shared())


@pytest.mark.usefixtures("fresh")
def test_one_click_answers_and_the_file_and_later_ones_are_read_by_it() -> None:
    app = named(with_names())
    button(app, "(CON 15)").click().run()
    assert "1 name not known" in text(app)
    button(named(app), "Not ours").click().run()
    assert not failures(app)
    assert "Fit to publish" in text(app)
    assert list(stored_aliases.kept(stores.shared())) == [
        Alias("kpi", "<b>Garages</b> *let*", ""),
        Alias("kpi", "Fly tips we counted", "CON 15"),
    ]
    later = with_names("next.csv", NAMES.replace(b"210", b"211"))
    assert "Fit to publish" in text(later)
    assert "not known" not in text(later)
    labels = [element.label for element in later.expander]
    assert "Names that were explained: 2 names" in labels


@pytest.mark.usefixtures("fresh")
def test_any_other_kpi_can_be_chosen() -> None:
    app = named(with_names())
    other = next(box for box in app.selectbox if str(box.key).startswith("other-"))
    other.select(next(option for option in other.options if "(CP 06)" in option)).run()
    next(box for box in app.button if str(box.key).startswith("is-other-")).click().run()
    assert not failures(app)
    assert [alias.meaning for alias in stored_aliases.kept(stores.shared())] == ["CP 06"]


@pytest.mark.usefixtures("fresh")
def test_an_answer_that_is_taken_back_is_asked_for_again() -> None:
    app = named(with_names())
    button(app, "(CON 15)").click().run()
    button(app, "Take it back").click().run()
    assert "Give your name" in text(app)
    app.text_input(key="take-back-by").input("B. Other")
    button(app, "Take it back").click().run()
    assert not failures(app)
    assert "2 names not known" in text(app)
    assert not stored_aliases.kept(stores.shared())


@pytest.mark.usefixtures("fresh")
def test_a_new_kpi_is_defined_previewed_and_added_where_its_name_was_not_known() -> None:
    app = named(with_names())
    code = [box for box in app.text_input if str(box.key).startswith("code-")][1]
    define = [box for box in app.text_area if str(box.key).startswith("define-as-")][1]
    code.input("CP 01")
    define.input("Garages let at the end of the period.")
    shown = [box for box in app.button if box.label == "Show what this would change"][1]
    shown.click().run()
    assert "is a KPI of the plan already" in text(app)
    [box for box in app.text_input if str(box.key).startswith("code-")][1].input("GAR 01")
    [box for box in app.selectbox if box.label == "Priority of the plan"][1].select("place")
    typed = {"Tolerance, if": "5", "Target, if known": "90", "Year or quarter of": "2024/25"}
    for label, value in typed.items():
        [box for box in app.text_input if box.label.startswith(label)][1].input(value)
    [box for box in app.button if box.label == "Show what this would change"][1].click().run()
    assert "GAR 01" in text(app)
    button(app, "to the plan").click().run()
    assert not failures(app)
    assert "1 name not known" in text(app)
    store = stores.shared()
    assert Alias("kpi", "<b>Garages</b> *let*", "GAR 01") in stored_aliases.kept(store)
    kpis = stored_kpis.kpis(store)
    (kpi,) = kpis[kpis["code"] == "GAR 01"].to_dict("records")
    assert (kpi["name"], kpi["unit"], kpi["definition"]) == (
        "<b>Garages</b> *let*", "number", "Garages let at the end of the period.",
    )  # fmt: skip
    assert (kpi["priorities"], float(kpi["tolerance"]), kpi["tolerance_kind"]) == (
        "place", 5, "percent",
    )  # fmt: skip
    targets = stored_kpis.targets(store, "2024/25")
    (target,) = targets[targets["code"] == "GAR 01"].to_dict("records")
    assert (target["period"], target["target"]) == ("2024/25", 90)


AREAS = (
    b"area_code,area_name,period,indicator,value,unit\n"
    b"E07000131,Harborough,2024,Population,101,number\n"
    b"E05000001,Abbey,2024,Population,5,number\n"
    b"E05000002,Bosworth,2024,Population,6,number\n"
    b",Leicestershir Cty,2024,Population,500,number\n"
)


@pytest.mark.usefixtures("fresh")
def test_areas_like_no_other_are_named_or_left_out_by_one_answer_and_taken_back_together() -> None:
    app = with_names("areas.csv", AREAS)
    labels = [element.label for element in app.expander]
    assert "Areas that are not known: 2 names, 3 lines left out" in labels
    assert "E05: electoral wards" in text(app)
    button(named(app), "It is Leicestershire (E10000018)").click().run()
    assert not failures(app)
    assert "Areas that are not known: 1 name, 2 lines left out" in [e.label for e in app.expander]
    button(app, "Keep this answer").click().run()
    assert not any("Areas that are not known" in element.label for element in app.expander)
    store = stores.shared()
    assert {alias.words: alias.meaning for alias in stored_aliases.kept(store)} == {
        "E05": "", "Leicestershir Cty": "E10000018",
    }  # fmt: skip
    stored_aliases.set_aside(store, ANALYST, *stored_aliases.kept(store))
    app = named(with_names("areas.csv", AREAS))
    button(app, "None of these 2 names is ours").click().run()
    assert not any("Areas that are not known" in element.label for element in app.expander)
    box = next(box for box in app.selectbox if box.key == "alias-to-take-back")
    assert [as_read(o) for o in box.options] == ["Leicestershir Cty and 1 other: Not ours"]
    app.text_input(key="take-back-by").input("A. Analyst")
    button(app, "Take it back").click().run()
    assert not stored_aliases.kept(store)
