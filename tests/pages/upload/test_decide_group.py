"""What waits for a decision is decided group by group, with a reason."""

from collections.abc import Container, Sequence
from typing import Any

import pytest

from data import store as stores
from data.questions import stored_uploads
from loaders.checks import settled_findings
from loaders.checks.decisions import SheetAndCell
from loaders.reading import Row
from loaders.rebuild import rebuild
from loaders.standing_figures import standing_figures
from pages.upload import decide_figure
from tests.loaders.checks.small_workbooks import activities, activity, listed, workbook
from tests.pages.app import text
from tests.pages.shipped import FIRST_UPLOAD
from tests.pages.upload.upload_page import (
    choice,
    published,
    with_file,
)

pytestmark = pytest.mark.usefixtures("fresh")


def test_what_waits_is_decided_with_a_reason_and_published() -> None:
    unknown_rows = [(code, "", "Q1 2024/25", 5) for code in ("ZZ 98", "ZZ 99")]
    too_large = [(code, "", "Q1 2024/25", "120%") for code in ("DM 02", "CON 10")]
    app = with_file(listed(*unknown_rows, *too_large))
    assert "4 figures wait for a decision" in text(app)
    assert "1 row can be published now" in text(app)
    # A name that nobody knows is asked about above: no figure of its own waits, but two shares do.
    assert "Or decide all of a kind at once:" in text(app)
    unknown, too_much = choice(app, "unknown_kpi"), choice(app, "percent_out_of_range")
    assert app.radio(key=unknown).options == ["Decide later", "Leave out"]
    assert app.radio(key=too_much).options == ["Decide later", "Accept as read", "Leave out"]
    app.radio(key=unknown).set_value("Leave out").run()
    assert "Give a reason" in text(app)
    app.text_input(key=unknown.replace("choice", "reason")).input("not ours")
    app.radio(key=too_much).set_value("Accept as read")
    app.text_input(key=too_much.replace("choice", "reason")).input("asked planning").run()
    assert "Fit to publish" in text(app)
    published(app)
    store = stores.shared()
    values = stored_uploads.current_rows(store, "kpi_value")
    codes = set(values[values["upload"] == FIRST_UPLOAD]["code"])
    assert codes == {"CP 01", "DM 02", "CON 10"}
    actions = set(stored_uploads.findings(store, FIRST_UPLOAD)["action"].dropna())
    assert "Left out by A. Analyst (typed): not ours" in actions
    assert "Accepted by A. Analyst (typed): asked planning" in actions


def test_of_rows_that_disagree_one_is_kept_in_its_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISTRICT_WHOLE_FILES", "1")
    app = with_file(listed(("CP 01", "", "Q1 2024/25", 901)))
    assert "2 figures wait for a decision" in text(app)
    assert not any(button.label.startswith("Publish") for button in app.button)
    (_, second) = [box for box in app.selectbox if str(box.key).startswith("do-")]
    second.set_value("accept").run()
    next(b for b in app.text_input if str(b.key).startswith("why-")).input("the later one")
    next(button for button in app.button if button.label == "Decide").click().run()
    assert "Fit to publish" in text(app)
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["CP 01"])
    assert list(values[values["upload"] == FIRST_UPLOAD]["value"]) == [901]


def test_a_cell_that_cannot_be_read_is_answered_in_its_row() -> None:
    cells = ("64/70", "fifty", "188 (210)")
    codes = ("DM 02", "ED 31", "CON 15")
    app = with_file(
        workbook(
            [["Code", "Period", "Value", "Note"]]
            + [[code, "Q1 2025/26", cell, "Busy"] for code, cell in zip(codes, cells, strict=True)]
        )
    )
    assert "Refused" not in text(app)
    assert "Not published yet: 3 figures wait" in text(app)
    labels = [button.label for button in app.button if button.label.startswith("It is ")]
    assert labels == ["It is 64", "It is 70", "It is 64 of 70, 91\\.4%", "It is 188", "It is 210"]
    assert "Fly tipping reports (CON 15)" in text(app)
    assert "Stands now" in text(app)
    next(b for b in app.button if b.label.startswith("It is 64 of 70")).click().run()
    choose = next(b for b in app.selectbox if str(b.key).startswith("do-"))
    choose.set_value("correct").run()
    for figure in ("-50", "50"):
        next(b for b in app.text_input if b.label == "The right figure").input(figure)
        next(b for b in app.text_input if str(b.key).startswith("why-")).input("asked the team")
        next(button for button in app.button if button.label == "Decide").click().run()
        assert ("Typed</span> \N{MINUS SIGN}50" in text(app)) is (figure == "-50")
        choose = next(b for b in app.selectbox if str(b.key).startswith("do-"))
        assert not any("multiply" in option for option in choose.options)
    page_text = text(app)
    assert "1 figure waits for a decision" in page_text
    assert "Minor and other applications decided in time (DM 02), Q1 2025/26" in page_text
    # Two of three are decided by themselves: nothing is left to be decided alike.
    assert "all of a kind at once" not in page_text
    published(app)
    store = stores.shared()
    rows = stored_uploads.rows_of_upload(store, FIRST_UPLOAD)["kpi_value"]
    assert list(rows["code"]) == ["DM 02", "ED 31"]
    assert list(rows["value"].round(1)) == [91.4, 50]
    assert set(rows["note"]) == {"Busy"}
    findings = stored_uploads.findings(store, FIRST_UPLOAD)
    corrected = findings[findings["action"].fillna("").str.startswith("Corrected")]
    assert list(corrected["action"]) == [
        'Corrected to 91.4285714286 by A. Analyst (typed): The file has "64/70".',
        "Corrected to 50 by A. Analyst (typed): asked the team",
    ]
    assert '"fifty"' in corrected["message"].iloc[1]
    assert "Left open: 1 figure" in text(app)
    rebuild(store, store.path.with_name("rebuilt.duckdb"))


def test_the_answer_for_all_is_for_figures_that_are_half_decided_too() -> None:
    app = with_file(listed(("ZZ 99", "", "Q1 2024/25", "fifty")))
    next(b for b in app.selectbox if str(b.key).startswith("do-")).set_value("correct").run()
    next(b for b in app.text_input if b.label == "The right figure").input("50")
    next(b for b in app.text_input if str(b.key).startswith("why-")).input("asked the team")
    next(button for button in app.button if button.label == "Decide").click().run()
    assert "1 figure waits for a decision" in text(app)
    unknown = choice(app, "unknown_kpi")
    app.radio(key=unknown).set_value("Leave out")
    app.text_input(key=unknown.replace("choice", "reason")).input("not ours").run()
    assert "Fit to publish" in text(app)
    published(app)
    rows = stored_uploads.rows_of_upload(stores.shared(), FIRST_UPLOAD)["kpi_value"]
    assert list(rows["code"]) == ["CP 01"]


def test_however_many_wait_all_rows_are_not_looked_at_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []
    asked: list[int] = []

    def counted(rows: Sequence[Row]) -> Container[SheetAndCell]:
        looked.append(len(rows))
        return without_rival(rows)

    def counted_standing(rows: Sequence[Row], *args: Any, **more: Any) -> Any:
        asked.append(len(rows))
        return standing_figures(rows, *args, **more)

    without_rival = settled_findings._without_rival
    monkeypatch.setattr(settled_findings, "_without_rival", counted)
    monkeypatch.setattr(decide_figure, "standing_figures", counted_standing)
    times = []
    for number in (2, 12):
        looked.clear()
        quarters = (f"Q{n % 4 + 1} {2020 + n // 4}/{21 + n // 4}" for n in range(number))
        app = with_file(listed(*(("DM 02", "", quarter, "120%") for quarter in quarters)))
        assert f"{number} figures wait for" in text(app)
        times.append(len(looked))
    assert "2 more follow as these are decided" in text(app)
    assert times[1] - times[0] < 5  # of ten more
    assert set(asked) == {2, 10}


def test_rows_of_one_activity_are_made_one_in_their_box() -> None:
    app = with_file(activities(activity("KA.01.03"), activity("KA.01.03", "Amber")), "ka.xlsx")
    (first, _) = [box for box in app.selectbox if str(box.key).startswith("do-")]
    assert "Correct it" not in first.options
    assert "(KA.01.03)</b>, Q1 2019/20" in text(app)
    first.set_value("join").run()
    next(b for b in app.text_input if str(b.key).startswith("why-")).input("two teams")
    next(button for button in app.button if button.label == "Decide").click().run()
    assert "Fit to publish" in text(app)
    published(app)
    store = stores.shared()
    updates = stored_uploads.rows_of_upload(store, FIRST_UPLOAD)["activity_update"]
    assert list(updates["reported_status"]) == ["Green"]
    assert list(updates["note"]) == ["Begun."]
    findings = stored_uploads.findings(store, FIRST_UPLOAD)
    (kept,) = findings[findings["code"] == "amended"]["action"]
    assert kept == "Made one with the other rows of its activity by A. Analyst (typed): two teams"


def test_what_is_left_open_is_listed_until_it_is_decided_from_the_kept_original() -> None:
    rows = ("ZZ 99", "", "Q1 2024/25", 5), ("DM 02", "", "Q1 2024/25", "120%", "115%")
    app = with_file(listed(*rows))
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value")
    assert set(values[values["upload"] == FIRST_UPLOAD]["code"]) == {"CP 01"}
    assert "Left open: 2 figures" in text(app)
    assert "They wait for a decision" in text(app)
    next(button for button in app.button if button.label == "Decide these now").click().run()
    assert "is looked at again" in text(app)
    (box,) = [box for box in app.selectbox if str(box.key).startswith("do-")]
    box.set_value("multiply").run()
    next(b for b in app.selectbox if b.label == "Multiply by").set_value(0.01)
    assert [b.value for b in app.selectbox if b.label == "Its target of 115%"] == [True]
    next(b for b in app.text_input if str(b.key).startswith("why-")).input("in hundredths")
    next(button for button in app.button if button.label == "Decide").click().run()
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["DM 02"])
    (figure,) = values[values["upload"] == FIRST_UPLOAD + 1].to_dict("records")
    assert (figure["value"], figure["target"]) == (1.2, 1.15)
    assert "Left open: 1 figure" in text(app)
    rebuild(stores.shared(), stores.shared().path.with_name("rebuilt.duckdb"))


def test_what_a_later_file_brings_is_open_no_more() -> None:
    published(with_file(listed(("DM 02", "", "Q1 2026/27", "n/k?"))))
    invented = (
        ("ILLUSTRATIVE DATA",),
        (),
        ("Code", "Period", "Value"),
        ("DM 02", "Q1 2026/27", "84%"),
    )
    published(with_file(workbook(invented), "invented.xlsx"))
    rows = ("DM 02", "", "Q1 2026/27", "91%"), ("CP 01", "", "Q1 2025/26", 910)
    app = with_file(listed(*rows), "right.xlsx")
    assert "Left open: 1 figure" in text(app)
    assert "before: 900, Q1 2024/25" in text(app)
    assert "DM 02, Q1 2026/27, plan 2024/25" in text(app)
    published(app)
    assert "Left open" not in text(app)


def test_a_refused_file_offers_no_decision() -> None:
    app = with_file(b"Code,Value\nZZ 99,5\n", "q1.csv")
    assert "Refused: nothing is stored" in text(app)
    assert not app.radio
