"""What nobody expected: a sentence with a number for people, everything else for the log."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from pages.shared.escaping import plain
from tests.access import wire
from tests.access.test_guard import SECURITY_HEADERS
from tests.server import serving

SENTENCE = re.compile(
    r"Something went wrong here that nobody expected\. It was logged as ([A-Z2-9]{6}); "
    r"the rest of the dashboard works\."
)


def _page_that_fails() -> None:
    import streamlit as st  # noqa: PLC0415 - it runs as a script of its own

    from pages import menu  # noqa: PLC0415

    def render() -> None:
        st.title("Before")
        raise ZeroDivisionError("secret of a page")

    menu._framed(render)
    st.write("after")


def _page_that_reruns_and_stops() -> None:
    import streamlit as st  # noqa: PLC0415 - it runs as a script of its own

    from pages import menu  # noqa: PLC0415

    def render() -> None:
        if "again" not in st.session_state:
            st.session_state["again"] = True
            st.rerun()
        st.title("Again")
        st.stop()

    menu._framed(render)


def test_a_page_that_fails_is_a_sentence_and_the_rest_stays(
    only_read: Path, caplog: pytest.LogCaptureFixture
) -> None:
    page = AppTest.from_function(_page_that_fails, default_timeout=60).run()
    assert not page.exception
    match = SENTENCE.fullmatch(page.error[0].value.replace("\\", ""))
    assert match
    assert page.title[0].value == "Before"
    assert page.markdown[-1].value == "after"
    line = next(line for line in caplog.records if getattr(line, "reference", None) == match[1])
    assert line.exc_info
    assert "secret of a page" in str(line.exc_info[1])


def test_rerun_and_stop_are_no_failures(only_read: Path) -> None:
    page = AppTest.from_function(_page_that_reruns_and_stops, default_timeout=60).run()
    assert not page.error
    assert page.title[0].value == "Again"


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    database = tmp_path_factory.mktemp("failing") / "district.duckdb"
    command = ["uvicorn", "tests.access.failing_app:app", "--port", "{port}", "--no-access-log"]
    with serving(database, command) as address:
        yield address, database.with_suffix(".log")


def test_a_script_and_a_callback_that_fail_say_so_with_a_number(
    failing: tuple[str, Path],
) -> None:
    address, log = failing

    async def run() -> tuple[Sequence[ForwardMsg], Sequence[ForwardMsg]]:
        async with wire.visiting(address) as connection:
            request = BackMsg()
            request.rerun_script.query_string = "whole=1"
            script = await wire.run(connection, request)
            elements = [message.delta.new_element for message in script]
            button = next(e.button.id for e in elements if e.WhichOneof("type") == "button")
            press = BackMsg()
            state = press.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = button, True
            return script, await wire.run(connection, press)

    for messages, secret in zip(
        wire.finished(run()), ("secret in the script", "secret in a callback"), strict=True
    ):
        match = SENTENCE.fullmatch(wire.alerts(messages)[0].replace("\\", ""))
        assert match
        assert not any(b"exception" in message.SerializeToString() for message in messages)
        assert not any(secret.encode() in message.SerializeToString() for message in messages)
        assert f"[{match[1]}] A page failed" in log.read_text()
        assert log.read_text().count(f"ZeroDivisionError: {secret}") == 1


def test_what_a_person_can_mend_is_its_own_sentence_wherever_it_is_raised(
    failing: tuple[str, Path],
) -> None:
    async def run() -> Sequence[str]:
        async with wire.visiting(failing[0]) as connection:
            request = BackMsg()
            request.rerun_script.query_string = "mended=1"
            return wire.alerts(await wire.run(connection, request))

    assert wire.finished(run()) == [plain("Mend this.")]


def test_a_request_that_fails_has_a_number_and_the_security_headers(
    failing: tuple[str, Path],
) -> None:
    address, log = failing
    asked = wire.get(address, "/fails")
    assert asked.status == 500
    assert "secret" not in asked.body
    match = re.search(r"It was logged as ([A-Z2-9]{6})\.", asked.body)
    assert match
    assert all(name in asked.headers for name in SECURITY_HEADERS)
    assert f"[{match[1]}] A request failed" in log.read_text()
    assert 'path="/fails" status=500' in log.read_text()
