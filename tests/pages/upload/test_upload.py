"""The Upload page: what waits for a decision is decided there, with a reason, and published."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Expander

from data import store as stores
from data.questions import stored_uploads
from data.store import StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.publish import SubmittedFile
from tests.loaders.checks.small_workbooks import GOOD, alone, listed
from tests.pages.app import failures, opened, text

pytestmark = pytest.mark.usefixtures("fresh")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def with_file(content: bytes, name: str = "q1.xlsx") -> AppTest:
    return with_files((name, content))


def with_files(*files: tuple[str, bytes]) -> AppTest:
    app = opened("upload")
    app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files]).run()
    assert not failures(app)
    return app


def choice(app: AppTest, code: str) -> str:
    """The key of a group's radio, without the file's hash."""
    return next(str(radio.key) for radio in app.radio if str(radio.key).endswith(f"-{code}"))


def grouped(app: AppTest, words: str) -> Expander:
    """The findings of one kind, as the page has them together."""
    return next(one for one in app.expander if words in one.label)


def published(app: AppTest) -> None:
    """Publish by the first button of the page, which with several files is that for all."""
    app.text_input(key=next(k for k in _keys(app) if k.startswith("by-"))).input("A. Analyst")
    next(b for b in app.button if b.label.startswith("Publish")).click().run()
    assert not failures(app)


def _keys(app: AppTest) -> list[str]:
    return [str(box.key) for box in app.text_input]


def test_a_file_in_order_asks_nothing_and_is_published() -> None:
    app = with_file(listed())
    assert "Fit to publish" in text(app)
    assert not app.radio
    published(app)
    assert len(stored_uploads.uploads(stores.shared())) == 4


def test_what_waits_is_decided_with_a_reason_and_published() -> None:
    app = with_file(listed(("ZZ 99", "", "Q1 2024/25", 5), ("DM 02", "", "Q1 2024/25", "120%")))
    assert "2 figures wait for a decision" in text(app)
    assert not any(button.label.startswith("Publish") for button in app.button)
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
    assert set(values[values["upload"] == 4]["code"]) == {"CP 01", "DM 02"}
    actions = set(stored_uploads.findings(store, 4)["action"].dropna())
    assert "Left out by A. Analyst: not ours" in actions
    assert "Accepted by A. Analyst: asked planning" in actions


def test_a_refused_file_offers_no_decision() -> None:
    app = with_file(listed(("CP 01", "", "Q1 2024/25", 901), ("ZZ 99", "", "Q1 2024/25", 5)))
    assert "Refused: nothing is stored" in text(app)
    assert not app.radio


SEPTEMBER = ("SP 01", "", "Q2 2024/25", 50, 90)


def test_several_files_are_listed_with_their_verdicts_and_the_fit_ones_published_at_once() -> None:
    app = with_files(
        ("june.xlsx", listed()),
        ("september.xlsx", alone(SEPTEMBER)),
        ("again.xlsx", listed(SEPTEMBER)),
        ("odd.xlsx", b"not a workbook"),
    )
    said = text(app)
    assert "Publish june.xlsx first: both bring some of the same figures" in said
    assert "Refused. odd.xlsx" in said
    assert next(b for b in app.button if b.label.startswith("Publish")).label == "Publish 2 files"
    published(app)
    assert "2 files are published as uploads 4 to 5" in text(app)
    assert len(stored_uploads.uploads(stores.shared())) == 5


def test_what_is_decided_of_one_file_stays_while_another_is_looked_at() -> None:
    waits = alone(("ZZ 99", "", "Q1 2024/25", 5), SEPTEMBER)
    app = with_files(("june.xlsx", listed()), ("waits.xlsx", waits))
    unknown = choice(app, "unknown_kpi")
    app.radio(key=unknown).set_value("Leave out")
    app.text_input(key=unknown.replace("choice", "reason")).input("not ours").run()
    app.selectbox(key="file-looked-at").set_value(0).run()
    assert not app.radio
    published(app)
    assert "2 files are published as uploads 4 to 5" in text(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["SP 01"])
    assert values[values["upload"] == 5]["value"].to_list() == [50]


def test_the_preview_says_which_status_would_turn_and_who_published_what_stands() -> None:
    app = with_file(alone(("SP 01", "", "Q4 2024/25", 60, 90)))
    said = text(app)
    assert "SP 01 turns from green to red." in said
    assert "by Shipped with the software, upload 2" in said
    assert "−39" in said  # noqa: RUF001 - the minus sign that people read
    assert "KPIs with figures for these periods are not in this file" in said


def test_a_file_that_changes_no_status_says_so() -> None:
    assert "No KPI's status in the report would change." in text(with_file(listed()))


def test_the_rows_that_would_change_are_picked_and_downloaded() -> None:
    app = with_file(listed(SEPTEMBER))
    app.multiselect[0].set_value(["SP 01"]).run()
    assert "CP 01" not in _cells(app)
    assert app.get("download_button")[-1].proto.label == "Download these rows as a workbook"


def _cells(app: AppTest) -> str:
    bodies = [str(element.proto.body) for element in app.get("html")]
    return next(body for body in bodies if "Stands now" in body)


def test_one_figure_is_corrected_and_the_others_of_its_kind_are_accepted() -> None:
    rows = (("DM 02", "", "Q1 2024/25", "120%"), ("DM 02", "", "Q2 2024/25", "130%"))
    app = with_file(listed(*rows))
    alike = choice(app, "percent_out_of_range")
    app.radio(key=alike).set_value("Accept as read")
    app.text_input(key=alike.replace("choice", "reason")).input("double counted").run()
    group = grouped(app, "100 %")
    boxes = {box.label: box for box in (*group.selectbox, *group.text_input)}
    boxes["One of them"].set_value(1)
    boxes["What to do with it"].set_value("Correct it")
    boxes["The right figure, where it is to be corrected"].input("13")
    boxes["Reason for this one"].input("a nought too many")
    group.button[0].click().run()
    assert "Correct it to 13: a nought too many" in text(app)
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["DM 02"])
    assert sorted(values[values["upload"] == 4]["value"]) == [13, 120]
    actions = set(stored_uploads.findings(stores.shared(), 4)["action"].dropna())
    assert "Corrected to 13 by A. Analyst: a nought too many" in actions


def test_what_was_published_is_linked_page_by_page() -> None:
    app = with_file(listed())
    published(app)
    said = text(app)
    assert 'href="kpi?kpi=CP+01"' in said
    assert ">Overview</a>" in said


def test_a_preview_made_on_what_stands_no_more_is_renewed_before_it_can_be_published() -> None:
    app = with_file(listed())
    submitted = SubmittedFile(StoredFile("other.xlsx", alone(SEPTEMBER)))
    publish.publish(stores.shared(), submitted, publish.read(submitted, Plans()), "B. Other")
    published(app)
    assert "published" in text(app)
    assert len(stored_uploads.uploads(stores.shared())) == 4
    published(app)
    assert len(stored_uploads.uploads(stores.shared())) == 5


def test_the_illustrative_sample_is_withdrawn_with_one_button() -> None:
    app = with_file(listed())
    assert not any("illustrative sample" in button.label for button in app.button)
    published(app)
    app.text_input(key="sample-by").input("A. Analyst")
    next(b for b in app.button if "illustrative sample" in b.label).click().run()
    assert "no invented figure is shown" in text(app)
    uploads = stored_uploads.uploads(stores.shared()).set_index("upload")
    assert uploads.loc[2, "withdrawn_by"] == "A. Analyst"
    assert "Illustrative data." not in text(opened("overview"))


STATUS = ("DM 02", "", "Q1 2024/25", 98, 90, "Red")
STATUS_TOO = ("DM 02", "", "Q2 2024/25", 99, 90, "Red")


def heading(app: AppTest) -> str:
    return next(str(one.value) for one in app.subheader if "warning" in str(one.value))


def acknowledged(app: AppTest, code: str, reason: str) -> None:
    box = next(k for k in _keys(app) if k.startswith("reason-") and k.endswith(f"-{code}"))
    app.text_input(key=box).input(reason).run()


def test_warnings_stop_nothing_and_are_acknowledged_only_by_whoever_wants_to() -> None:
    app = with_file(listed(STATUS, STATUS_TOO))
    assert "Fit to publish" in text(app)
    assert "acknowledged" not in heading(app)
    published(app)
    kept = stored_uploads.findings(stores.shared(), 4)
    assert not kept["message"].str.contains("Acknowledged").any()


def test_a_warning_is_acknowledged_with_a_reason_that_history_shows() -> None:
    app = with_file(listed(STATUS, STATUS_TOO))
    acknowledged(app, "status_differs", "  ")
    assert heading(app) == "4 warnings"
    acknowledged(app, "status_differs", "<b>their</b> rule")
    assert heading(app) == "4 warnings, 2 acknowledged"
    assert text(app).count("Acknowledged: &lt;b&gt;their&lt;/b&gt; rule") == 2
    published(app)
    values = stored_uploads.current_rows(stores.shared(), "kpi_value", ["DM 02"])
    assert sorted(values[values["upload"] == 4]["value"]) == [98, 99]
    said = text(opened("history", upload="4"))
    assert said.count("Acknowledged by A. Analyst: &lt;b&gt;their&lt;/b&gt; rule") == 2


def test_of_several_warnings_of_a_kind_those_that_are_open_stand_first() -> None:
    group = grouped(with_file(listed(STATUS, STATUS_TOO)), "status")
    group.selectbox[0].set_value(0)
    group.text_input[-1].input("their rule")
    app = group.button[0].click().run()
    group = grouped(app, "status")
    assert group.label.endswith(": 2, 1 acknowledged")
    assert group.proto.expanded
    shown = group.get("html")[0].proto.body
    assert shown.index(">Open<") < shown.index(">Acknowledged: their rule<")
    group.selectbox[1].set_value("As the others")
    group.button[0].click().run()
    assert heading(app) == "4 warnings"


def test_warnings_about_the_file_are_acknowledged_together() -> None:
    published(with_file(alone(SEPTEMBER, STATUS, GOOD)))
    app = with_file(alone(("SP 01", "", "Q3 2024/25", 70, 90)))
    assert grouped(app, "last upload of the layout had").label.endswith(": 2")
    assert not grouped(app, "last upload of the layout had").button
    acknowledged(app, "kpi_missing", "reported later")
    assert grouped(app, "last upload of the layout had").label.endswith(": 2, all acknowledged")


def test_the_warnings_of_a_refused_file_ask_nothing() -> None:
    app = with_file(listed(STATUS, ("CP 01", "", "Q1 2024/25", 901)))
    assert "Refused: nothing is stored" in text(app)
    assert any("warning" in one.label for one in app.expander)
    assert not app.radio


def test_the_same_file_with_other_reasons_changes_nothing_and_says_so() -> None:
    content = listed(STATUS)
    published(with_file(content))
    app = with_file(content)
    acknowledged(app, "status_differs", "their rule")
    published(app)
    said = text(app).replace("\\", "")
    assert "stands already as upload 4, so nothing changed. What you acknowledged was not" in said
    assert len(stored_uploads.uploads(stores.shared())) == 4
