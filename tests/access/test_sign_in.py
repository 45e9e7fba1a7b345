"""Signing in, attacked: an OpenID provider on this machine, browsers, forged requests."""

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import websockets
from starlette.requests import Request
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from access.doors.openid import OpenIdDoor, SignInFailed
from access.people import LOOK_EVERY_SECONDS
from tests.access import wire
from tests.access.signing_in import (
    Browser,
    Dashboard,
    serving_with_sign_in,
    signed_in,
    visiting,
    words_of,
)

ROLES = ("viewer", "manager", "analyst", "administrator")
MAY_WRITE = {"analyst", "administrator"}
CLOSED = ["/", "/kpi", "/history", "/upload", "/media/x", "/_stcore/host-config", "/original/1/1"]


@pytest.fixture(scope="module")
def dashboard(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    with serving_with_sign_in(
        Path(shutil.copy(built, tmp_path_factory.mktemp("sign-in")))
    ) as served:
        yield served


@pytest.fixture(scope="module")
def everybody(dashboard: Dashboard) -> dict[str, Browser]:
    """Somebody of each role."""
    return {role: signed_in(dashboard, role) for role in ROLES}


def page(address: str, cookie: str, name: str = "about", **headers: str) -> list[ForwardMsg]:
    async def opened() -> list[ForwardMsg]:
        async with visiting(address, cookie, **headers) as connection:
            return await wire.opened(connection, name)

    return wire.finished(opened())


def handshake_status(address: str, cookie: str = "", **headers: str) -> int:
    async def asked() -> int:
        try:
            async with visiting(address, cookie, **headers):
                return 101
        except websockets.InvalidStatus as refusal:
            return refusal.response.status_code

    return wire.finished(asked())


def lines(dashboard: Dashboard, action: str) -> list[dict[str, str]]:
    """The lines of the audit record about an action, the newest last."""
    path = dashboard.log.with_suffix(".duckdb.audit")
    with sqlite3.connect(path) as record:
        record.row_factory = sqlite3.Row
        rows = record.execute("SELECT * FROM audit WHERE action = ? ORDER BY line", [action])
        return [dict(row) for row in rows.fetchall()]


@pytest.mark.parametrize("path", CLOSED)
def test_who_is_not_signed_in_reads_nothing(dashboard: Dashboard, path: str) -> None:
    asked = wire.get(dashboard.address, path)
    assert asked.status == 401
    assert asked.body == "Sign in first: the dashboard starts at /."


def test_who_is_not_signed_in_gets_no_websocket(dashboard: Dashboard) -> None:
    assert handshake_status(dashboard.address) == 401


def test_who_is_not_signed_in_is_told_of_health_whether_it_serves(dashboard: Dashboard) -> None:
    assert json.loads(wire.get(dashboard.address, "/health").body) == {"status": "ok"}


@pytest.mark.parametrize("path", ["/", "/kpi?kpi=SP+01"])
def test_a_browser_is_sent_to_sign_in(dashboard: Dashboard, path: str) -> None:
    response = Browser(dashboard.address).get(path)
    assert (response.status_code, response.headers["location"]) == (303, "/sign-in")


def test_the_way_to_the_provider_has_state_nonce_and_a_challenge(dashboard: Dashboard) -> None:
    first, second = (Browser(dashboard.address).to_the_provider() for _ in range(2))
    assert first.startswith(f"{dashboard.provider}/oauth2/authorize?response_type=code")
    assert "code_challenge_method=S256" in first
    for name in ("state", "nonce", "code_challenge"):
        values = {way.split(f"&{name}=")[1].split("&")[0] for way in (first, second)}
        assert len(values) == 2


@pytest.mark.parametrize(
    ("subject", "name", "role"),
    [
        ("viewer", "V. Viewer", "viewer"),
        ("manager", "M. Manager", "manager"),
        ("analyst", "A. Analyst", "analyst"),
        ("administrator", "A. Administrator", "administrator"),
        ("by-email", "Ann", "viewer"),
    ],
)
def test_each_is_let_in_with_the_role_of_the_claims(
    dashboard: Dashboard, subject: str, name: str, role: str
) -> None:
    browser = signed_in(dashboard, subject)
    assert browser.get("/kpi").status_code == 200
    assert f">{name}, {role}. " in words_of(page(dashboard.address, browser.cookie))
    line = lines(dashboard, "sign-in")[-1]
    assert (line["by"], line["role"], line["known_by"]) == (name, role, "signed in")


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("nobody", "nobody has given you a role here"),
        ("over-full", "too many groups"),
        ("unverified", "does not say that ann@example.gov.uk is verified"),
        ("odd", "is no list of texts"),
    ],
)
def test_who_has_no_role_is_told_why_and_gets_no_cookie(
    dashboard: Dashboard, subject: str, words: str
) -> None:
    browser = Browser(dashboard.address)
    response = browser.sign_in(subject)
    assert response.status_code == 403
    assert words in response.text
    assert "district=" not in response.headers.get("set-cookie", "")
    assert browser.get("/").status_code == 303
    assert words in lines(dashboard, "refusal")[-1]["details"]


def test_the_way_back_belongs_to_the_browser_that_went(dashboard: Dashboard) -> None:
    victim, attacker = Browser(dashboard.address), Browser(dashboard.address)
    way_back = attacker.vouched_for(attacker.to_the_provider(), "administrator")
    victim.to_the_provider()
    assert victim.client.get(way_back).status_code == 403
    assert Browser(dashboard.address).client.get(way_back).status_code == 403
    assert attacker.client.get(way_back).status_code == 303
    # And it leads in once.
    assert attacker.client.get(way_back).status_code == 403


def test_a_way_back_with_another_state_or_code_leads_nowhere(dashboard: Dashboard) -> None:
    for part, status in (("state=", 403), ("code=", 403)):
        browser = Browser(dashboard.address)
        way_back = browser.vouched_for(browser.to_the_provider(), "analyst")
        response = browser.client.get(way_back.replace(part, f"{part}x"))
        assert response.status_code == status
        assert browser.get("/").status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_not_believed(dashboard: Dashboard) -> None:
    door = OpenIdDoor(
        {
            # The same server, by a name that it does not publish.
            "DISTRICT_OIDC_ISSUER": f"{dashboard.provider}/",
            "DISTRICT_OIDC_CLIENT_ID": "district",
            "DISTRICT_OIDC_CLIENT_SECRET": "secret",
        }
    )
    request = Request({"type": "http", "method": "GET", "headers": [], "session": {}})
    with pytest.raises(SignInFailed, match="calls itself by another name"):
        wire.finished(door.redirect(request, "http://localhost/sign-in/return"))


def test_who_was_denied_at_the_provider_is_told(dashboard: Dashboard) -> None:
    browser = Browser(dashboard.address)
    browser.to_the_provider()
    response = browser.get("/sign-in/return?error=access_denied&error_description=<b>no</b>")
    assert response.status_code == 403
    assert "access_denied" in response.text
    assert "<b>no" not in response.text


def test_the_cookie_is_new_at_each_sign_in_and_for_no_script(dashboard: Dashboard) -> None:
    browser = Browser(dashboard.address)
    first = browser.sign_in("viewer").headers["set-cookie"]
    old = browser.cookie
    second = browser.sign_in("viewer").headers["set-cookie"]
    assert first.split(";")[0] != second.split(";")[0]
    assert "HttpOnly; SameSite=Lax" in first
    assert len(first.split(";")[0].removeprefix("district=")) >= 43
    assert wire.get(dashboard.address, "/kpi", f"Cookie: {old}").status == 401


def test_a_tampered_cookie_is_worth_nothing(
    dashboard: Dashboard, everybody: dict[str, Browser]
) -> None:
    good = everybody["analyst"].cookie
    for cookie in (f"{good}x", good[:-1], good.swapcase(), "district=", "district=' OR 1=1"):
        assert wire.get(dashboard.address, "/kpi", f"Cookie: {cookie}").status == 401
        assert handshake_status(dashboard.address, cookie) == 401
    assert wire.get(dashboard.address, "/kpi", f"Cookie: {good}").status == 200


FORGED = [
    "X-District-Session",
    "X-Forwarded-User",
    "X-Forwarded-Email",
    "X-Auth-Request-User",
    "X-MS-CLIENT-PRINCIPAL-NAME",
    "X-authentik-username",
    "Remote-User",
    "Cf-Access-Jwt-Assertion",
]


@pytest.mark.parametrize("header", FORGED)
def test_headers_that_a_client_sends_say_nothing_of_who_it_is(
    dashboard: Dashboard, everybody: dict[str, Browser], header: str
) -> None:
    administrator = wire.key_of_cookie(everybody["administrator"].cookie)
    assert wire.get(dashboard.address, "/kpi", f"{header}: {administrator}").status == 401
    assert handshake_status(dashboard.address, **{header: administrator}) == 401
    viewer = everybody["viewer"].cookie
    shown = words_of(page(dashboard.address, viewer, **{header: administrator}))
    assert "V. Viewer, viewer" in shown


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:1", "null"])
def test_another_web_page_cannot_use_the_cookie(
    dashboard: Dashboard, everybody: dict[str, Browser], origin: str
) -> None:
    browser = everybody["analyst"]
    assert handshake_status(dashboard.address, browser.cookie, origin=origin) == 403
    assert browser.post("/sign-out", Origin=origin).status_code == 403
    assert browser.get("/kpi").status_code == 200


def test_another_host_name_is_not_answered(
    dashboard: Dashboard, everybody: dict[str, Browser]
) -> None:
    cookie = f"Cookie: {everybody['analyst'].cookie}"
    assert wire.get(dashboard.address, "/kpi", cookie, host="rebind.example").status == 421


def test_after_signing_out_the_old_cookie_and_the_open_page_are_worth_nothing(
    dashboard: Dashboard,
) -> None:
    browser = signed_in(dashboard, "analyst")
    cookie = browser.cookie

    async def visit() -> tuple[str, str]:
        async with visiting(dashboard.address, cookie) as connection:
            before = words_of(await wire.opened(connection, "about"))
            response = await asyncio.to_thread(browser.post, "/sign-out")
            assert response.status_code == 200
            assert f"{dashboard.provider}/oauth2/end_session?id_token_hint=" in response.text
            return before, words_of(await wire.opened(connection, "kpi"))

    before, after = wire.finished(visit())
    assert "About this dashboard" in before
    assert "You are signed out" not in before
    assert "Your sign-in has ended" in after
    assert "SP 01" not in after
    assert wire.get(dashboard.address, "/kpi", f"Cookie: {cookie}").status == 401
    assert handshake_status(dashboard.address, cookie) == 401
    assert lines(dashboard, "sign-out")[-1]["by"] == "A. Analyst"


def test_a_role_that_is_taken_away_counts_at_the_next_run(dashboard: Dashboard) -> None:
    browser, saved = signed_in(dashboard, "manager"), dashboard.roles.read_text()

    async def visit() -> tuple[str, str, str]:
        async with visiting(dashboard.address, browser.cookie) as connection:
            shown = [words_of(await wire.opened(connection, "about"))]
            for text in (saved.replace('"managers" = "manager"', '"managers" = "viewer"'),
                         saved.replace('"managers" = "manager"', "")):  # fmt: skip
                time.sleep(0.05)
                dashboard.roles.write_text(text)
                await asyncio.sleep(2 * LOOK_EVERY_SECONDS)
                shown.append(words_of(await wire.opened(connection, "about")))
            return shown[0], shown[1], shown[2]

    try:
        first, second, third = wire.finished(visit())
    finally:
        time.sleep(0.05)
        dashboard.roles.write_text(saved)
        time.sleep(2 * LOOK_EVERY_SECONDS)
    assert "M. Manager, manager" in first
    assert "M. Manager, viewer" in second
    assert "Your sign-in has ended" in third


def test_a_visit_is_resumed_with_its_own_cookie_only(
    dashboard: Dashboard, everybody: dict[str, Browser]
) -> None:
    async def resumed(cookie: str, session: str) -> str:
        async with websockets.connect(
            dashboard.address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[websockets.Subprotocol(name) for name in ("streamlit", "x", session)],
            additional_headers={"Origin": dashboard.address, "Cookie": cookie},
            max_size=None,
            proxy=None,
        ) as connection:
            return wire.session_of(await wire.opened(connection, "about"))

    async def visits() -> tuple[str, str, str]:
        analyst, viewer = everybody["analyst"].cookie, everybody["viewer"].cookie
        async with visiting(dashboard.address, analyst) as connection:
            session = wire.session_of(await wire.opened(connection, "about"))
            stolen = await resumed(viewer, session)
        return session, stolen, await resumed(analyst, session)

    session, stolen, own = wire.finished(visits())
    assert stolen != session
    assert own == session


@pytest.mark.parametrize("role", [*ROLES, None])
def test_files_and_originals_are_for_analysts(
    dashboard: Dashboard, everybody: dict[str, Browser], role: str | None
) -> None:
    browser = everybody[role] if role else Browser(dashboard.address)
    put = browser.client.put(
        f"{dashboard.address}/_stcore/upload_file/nobody/nothing",
        content=b"x",
        headers={"Origin": dashboard.address},
    )
    original = browser.client.get(f"{dashboard.address}/original/2/1")
    if role in MAY_WRITE:
        # Streamlit itself looks for its token and the visit.
        assert put.status_code not in (200, 204, 401)
        assert "takes the role" not in put.text
        assert original.status_code == 200
        assert original.headers["cache-control"] == "no-store"
        assert original.headers["content-disposition"].startswith("attachment; ")
        assert original.content[:2] == b"PK"
        assert lines(dashboard, "download")[-1]["role"] == role
    else:
        refused = 403 if role else 401
        assert (put.status_code, original.status_code) == (refused, refused)
        assert b"PK" not in original.content[:2]


def test_a_file_cannot_be_put_into_the_visit_of_another(
    dashboard: Dashboard, everybody: dict[str, Browser]
) -> None:
    async def visit() -> int:
        async with visiting(dashboard.address, everybody["analyst"].cookie) as connection:
            session = wire.session_of(await wire.opened(connection, "upload"))
            put = await asyncio.to_thread(
                everybody["administrator"].client.put,
                f"{dashboard.address}/_stcore/upload_file/{session}/file",
                content=b"x",
                headers={"Origin": dashboard.address},
            )
            assert "belongs to somebody else" in put.text
            return int(put.status_code)

    assert wire.finished(visit()) == 403


def form_of(messages: Sequence[ForwardMsg], label: str) -> tuple[str, dict[str, str]]:
    """The id of a form's button, and those of the text boxes on the page by their labels."""
    elements = [message.delta.new_element for message in messages]
    button = next(e.button.id for e in elements if e.button.label == label)
    return button, {e.text_input.label: e.text_input.id for e in elements if e.text_input.id}


def opening(page_name: str) -> BackMsg:
    request = BackMsg()
    request.rerun_script.page_name = page_name
    # The form for analysts is folded, and sent where it is open.
    request.rerun_script.query_string = "kpi=SP+01&analysts=true" if page_name == "kpi" else ""
    return request


def pressing(page_name: str, button: str, texts: dict[str, str]) -> BackMsg:
    request = opening(page_name)
    for box, text in texts.items():
        request.rerun_script.widget_states.widgets.add(id=box, string_value=text)
    request.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
    return request


DEEDS = {
    "history": ("Withdraw this upload", {"Why": "a test"}, "withdraw"),
    "kpi": ("Keep it", {"What happened, in a few words": "a test"}, "event"),
}


@pytest.mark.parametrize("page_name", DEEDS)
def test_each_role_writes_over_the_websocket_what_it_may_and_nothing_else(
    dashboard: Dashboard, everybody: dict[str, Browser], page_name: str
) -> None:
    """The message that writes for an analyst, sent as it is by everybody else first."""
    label, texts, action = DEEDS[page_name]

    async def sent(cookie: str, message: BackMsg | None = None) -> BackMsg:
        async with visiting(dashboard.address, cookie) as connection:
            shown = await wire.run(connection, opening(page_name))
            if message is None:
                button, boxes = form_of(shown, label)
                filled = {boxes[name]: text for name, text in texts.items()}
                return pressing(page_name, button, filled)
            await wire.run(connection, message)
            return message

    message = wire.finished(sent(everybody["analyst"].cookie))
    before = len(lines(dashboard, action))
    for role in ("viewer", "manager"):
        wire.finished(sent(everybody[role].cookie, message))
    assert len(lines(dashboard, action)) == before
    wire.finished(sent(everybody["analyst"].cookie, message))
    written = lines(dashboard, action)
    assert len(written) == before + 1
    assert (written[-1]["by"], written[-1]["role"]) == ("A. Analyst", "analyst")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_the_pages_that_it_has_a_use_for(
    dashboard: Dashboard, everybody: dict[str, Browser], role: str
) -> None:
    cookie = everybody[role].cookie
    upload = words_of(page(dashboard.address, cookie, "upload"))
    assert ("Uploading takes the role of an analyst" in upload) == (role not in MAY_WRITE)
    history = words_of(page(dashboard.address, cookie, "history"))
    assert ("Download the original" in history) == (role in MAY_WRITE)
    sign_ins = words_of(page(dashboard.address, cookie, "sign-ins"))
    assert ("A. Administrator" in sign_ins) == (role == "administrator")
    record = words_of(page(dashboard.address, cookie, "audit-record"))
    assert ("Nothing in it can be changed" in record) == (role == "administrator")


def test_no_secret_is_in_the_log_the_record_or_the_file_of_sign_ins(
    dashboard: Dashboard, everybody: dict[str, Browser]
) -> None:
    files = [dashboard.log, *dashboard.log.parent.glob("*.audit*")]
    files += dashboard.log.parent.glob("*.sign-ins*")
    assert len(files) >= 3
    written = b"".join(file.read_bytes() for file in files)
    for browser in everybody.values():
        token = browser.cookie.split("=", 1)[1]
        assert token.encode() not in written
    assert b"a secret of the tests" not in written


def test_the_public_may_read_where_the_role_file_says_so_and_write_nothing(
    built: Path, tmp_path: Path
) -> None:
    with serving_with_sign_in(Path(shutil.copy(built, tmp_path)), public_reading=True) as served:
        assert "About this dashboard" in words_of(page(served.address, ""))
        assert wire.get(served.address, "/original/2/1").status == 403
        history = words_of(page(served.address, "", "history"))
        assert "Download the original" not in history
        upload = words_of(page(served.address, "", "upload"))
        assert "You are not signed in" in upload


def test_programs_are_told_who_may_read_in_their_own_form(dashboard: Dashboard) -> None:
    refused = Browser(dashboard.address).get("/api/v1/kpis", Accept="application/json")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    viewer, analyst = (signed_in(dashboard, subject) for subject in ("viewer", "analyst"))
    assert viewer.get("/api/v1/kpis").json()["total"] > 0
    assert viewer.get("/api/v1/findings").status_code == 403
    assert analyst.get("/api/v1/findings").json()["total"] > 0
