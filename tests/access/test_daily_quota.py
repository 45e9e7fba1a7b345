"""What one person may upload in a day: files and bytes, each person their own, a new day anew."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from access import daily_quota
from access.daily_quota import DailyQuota, DailyUploads
from access.upload_quota import MEGABYTE
from data import audit
from data.actor import AccessRole, Actor, KnownBy

PERSON = Actor("A. Analyst", AccessRole.ANALYST, KnownBy.SIGNED_IN, "10.0.0.1", person="a")
HERE = Actor("", AccessRole.ADMINISTRATOR, KnownBy.TYPED, "127.0.0.1")


async def read_it_all(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that takes what it is sent."""
    del scope
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def put(quota: DailyQuota, actor: Actor, size: int, *, declared: bool = True) -> tuple[int, str]:
    """Send a file; the status and the answer's text."""
    sent: list[Message] = []
    headers = [(b"content-length", str(size).encode())] if declared else []
    scope = {
        "type": "http", "method": "PUT", "path": "/_stcore/upload_file/a-session/a-file",
        "headers": headers, "actor": actor,
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": bytes(size), "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(DailyUploads(read_it_all, lambda: quota)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"].decode()


def test_files_of_a_person_end_at_the_quota_wherever_they_sit() -> None:
    quota = DailyQuota(files=2, megabytes=100)
    elsewhere = replace(PERSON, address="10.0.0.2", session="another browser")
    assert put(quota, PERSON, 10)[0] == put(quota, elsewhere, 10)[0] == 204
    status, sentence = put(quota, PERSON, 10)
    assert status == 429
    assert sentence.startswith("One person may upload 2 files in a day, which you have reached.")
    assert put(quota, replace(PERSON, person="b"), 10)[0] == 204


def test_who_is_not_signed_in_is_counted_by_address() -> None:
    quota = DailyQuota(files=1, megabytes=100)
    assert put(quota, HERE, 10)[0] == 204
    assert put(quota, replace(HERE, name="Another name"), 10)[0] == 429
    # As the page names this machine, so that it can say so beforehand.
    assert quota.refusal(replace(HERE, address="this machine")) is not None
    assert put(quota, replace(HERE, address="10.0.0.9"), 10)[0] == 204


@pytest.mark.parametrize("declared", [True, False])
def test_bytes_are_counted_whether_a_request_says_how_many_or_not(declared: bool) -> None:
    quota = DailyQuota(files=100, megabytes=3)
    assert put(quota, PERSON, 2 * MEGABYTE, declared=declared)[0] == 204
    assert put(quota, PERSON, MEGABYTE, declared=declared)[0] == 204
    status, sentence = put(quota, PERSON, MEGABYTE)
    assert (status, "3 MB in a day" in sentence) == (429, True)


def test_a_new_day_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        day = 1

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            assert tz is UTC
            return datetime(2026, 5, cls.day, tzinfo=UTC)

    monkeypatch.setattr(daily_quota, "datetime", Clock)
    quota = DailyQuota(files=1, megabytes=100)
    assert put(quota, PERSON, 10)[0] == 204
    assert put(quota, PERSON, 10)[0] == 429
    Clock.day = 2
    assert put(quota, PERSON, 10)[0] == 204


def test_that_it_was_met_is_on_record_once_a_day(tmp_path: Path) -> None:
    quota = DailyQuota(files=1, megabytes=100)
    audit.keep_in(tmp_path / "record")
    try:
        answers = [put(quota, PERSON, 10)[0] for _ in range(5)]
        table = audit.kept()
        assert table is not None
        (entry,) = table.entries(["refusal"])
    finally:
        audit.stop_keeping()
    assert answers == [204, 429, 429, 429, 429]
    assert (entry.by, entry.address) == ("A. Analyst", "10.0.0.1")
    assert "may upload 1 file in a day" in entry.details
