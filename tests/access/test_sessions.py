"""Sign-ins on the server: how long they last, what ends them, what is kept."""

import sqlite3
from pathlib import Path

import pytest

from access.session_tables import SessionFile, SharedSessions
from access.sessions import ABSOLUTE_SECONDS, IDLE_SECONDS, LOOK_UP_SECONDS, Sessions, key_of
from tests import central
from tests.central import PLAIN, Postgres

CLAIMS = {"roles": ["analyst"], "email": "a@example.gov.uk", "phone_number": "01858 000000"}


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sign-ins"


def begun(sessions: Sessions) -> str:
    return key_of(sessions.begin("issuer subject", "A. Analyst", CLAIMS, "an id token"))


def test_it_is_found_by_the_hash_of_its_cookie_and_by_nothing_else(path: Path) -> None:
    sessions = Sessions(SessionFile(path))
    token = sessions.begin("issuer subject", "A. Analyst", CLAIMS)
    session = sessions.find(key_of(token))
    assert session
    assert (session.name, session.subject) == ("A. Analyst", "issuer subject")
    assert sessions.find(token) is None
    assert sessions.find(session.short_key) is None
    assert sessions.find("") is None
    sessions.close()


def test_two_cookies_are_never_alike_and_hold_256_bits(path: Path) -> None:
    sessions = Sessions(SessionFile(path))
    tokens = {sessions.begin("s", "n", {}) for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}


def test_the_file_holds_neither_cookies_nor_claims_without_a_use(path: Path) -> None:
    sessions = Sessions(SessionFile(path))
    token = sessions.begin("issuer subject", "A. Analyst", CLAIMS)
    sessions.close()
    content = b"".join(file.read_bytes() for file in path.parent.glob("sign-ins*"))
    assert b"A. Analyst" in content
    assert token.encode() not in content
    assert b"01858" not in content
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("seconds", "lives"), [(IDLE_SECONDS - 1, True), (IDLE_SECONDS, False)])
def test_it_ends_when_nobody_was_seen_for_eight_hours(
    path: Path, clock: Clock, seconds: int, lives: bool
) -> None:
    sessions = Sessions(SessionFile(path), clock)
    key = begun(sessions)
    clock.now += seconds
    assert (sessions.find(key) is not None) == lives


@pytest.mark.parametrize(("last", "lives"), [(-1, True), (0, False)])
def test_it_ends_after_a_day_however_busy(path: Path, clock: Clock, last: int, lives: bool) -> None:
    sessions = Sessions(SessionFile(path), clock)
    key = begun(sessions)
    for _ in range(23):
        clock.now += 3600
        assert sessions.find(key)
    clock.now += ABSOLUTE_SECONDS - 23 * 3600 + last
    assert (sessions.find(key) is not None) == lives


def test_one_that_was_ended_stays_so_after_a_restart(path: Path) -> None:
    sessions = Sessions(SessionFile(path))
    ended, other = begun(sessions), begun(sessions)
    session = sessions.end(ended)
    assert session
    assert session.id_token == "an id token"
    assert sessions.end(ended) is None
    assert sessions.find(ended) is None
    assert [session.key for session in sessions.listed()] == [other]
    sessions.close()
    again = Sessions(SessionFile(path))
    assert again.find(ended) is None
    assert again.find(other)
    again.close()


def test_when_somebody_was_seen_outlives_a_restart(path: Path, clock: Clock) -> None:
    sessions = Sessions(SessionFile(path), clock)
    key = begun(sessions)
    clock.now += IDLE_SECONDS - 1
    assert sessions.find(key)
    sessions.close()
    clock.now += IDLE_SECONDS - 1
    again = Sessions(SessionFile(path), clock)
    assert again.find(key)
    again.close()


def test_what_ended_by_itself_is_forgotten(path: Path, clock: Clock) -> None:
    sessions = Sessions(SessionFile(path), clock)
    begun(sessions)
    clock.now += IDLE_SECONDS
    sessions.write_seen()
    assert not sessions.listed()
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM session").fetchall() == [(0,)]


@central.needed
def test_a_sign_in_on_one_server_counts_and_ends_on_the_other(
    postgres: Postgres, clock: Clock
) -> None:
    address = postgres.address(PLAIN)
    one, two = (Sessions(SharedSessions(address), clock) for _ in range(2))
    key = begun(one)
    session = two.find(key)
    assert session is not None
    assert (session.name, session.claims["roles"]) == ("A. Analyst", ["analyst"])
    # Seen on the second server for long, it goes on on the first.
    clock.now += IDLE_SECONDS - 1
    assert two.find(key) is not None
    two.write_seen()
    clock.now += 2
    assert one.find(key) is not None
    assert [kept.key for kept in two.listed()] == [key]
    assert one.end(key) is not None
    clock.now += LOOK_UP_SECONDS
    assert two.find(key) is None
    assert two.listed() == []
    assert postgres.ask("SELECT id_token FROM sign_in", address.database) == [(None,)]


@central.needed
def test_who_is_signed_in_stays_so_while_postgresql_starts_again(postgres: Postgres) -> None:
    sessions = Sessions(SharedSessions(postgres.address(PLAIN)))
    key = begun(sessions)
    postgres.stop()
    try:
        assert sessions.find(key) is not None
        sessions.write_seen()
        assert sessions.find("of nobody") is None
    finally:
        postgres.start()
    sessions.write_seen()
    sessions.end(key)
    assert sessions.find(key) is None
