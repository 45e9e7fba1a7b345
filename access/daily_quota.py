"""How much one person may upload in a day: files and bytes, by sign-in or else by address.

It is kept in memory, so a restart begins the day anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.request_refusal import Refusal
from access.routes import UPLOAD
from access.settings import Settings
from access.upload_quota import MEGABYTE, declared_size
from data import audit
from data.actor import Actor
from data.audit import Action

_LOOPBACK = ("", "127.0.0.1", "::1", "this machine")


@dataclass(slots=True)
class _Used:
    """What somebody uploaded today, and whether it is on record that no more is taken."""

    files: int = 0
    size: int = 0
    is_recorded: bool = False


class DailyQuota:
    """What each person uploaded today (UTC), beside what one may; safe from any thread."""

    def __init__(self, files: int, megabytes: int) -> None:
        self._files, self._bytes = files, megabytes * MEGABYTE
        self._lock = Lock()
        self._day: date | None = None
        self._used: dict[str, _Used] = {}

    def refusal(self, actor: Actor, size: int = 1) -> str | None:
        """Why somebody may not upload so many bytes more today, as a sentence; None if they may."""
        with self._lock:
            used = self._used_by(actor)
            if used.files >= self._files:
                much = f"{self._files:,} file{'' if self._files == 1 else 's'}"
            elif used.size + size > self._bytes:
                much = f"{self._bytes // MEGABYTE:,} MB"
            else:
                return None
        return (
            f"One person may upload {much} in a day, which you have reached. "
            "Go on tomorrow, or ask whoever runs the dashboard for more."
        )

    def take(self, actor: Actor, size: int, *, files: int = 1) -> None:
        """Count what somebody uploads."""
        with self._lock:
            used = self._used_by(actor)
            used.files += files
            used.size += size

    def is_first_refusal(self, actor: Actor) -> bool:
        """Whether nobody recorded yet that somebody may upload no more today; asked once."""
        with self._lock:
            used = self._used_by(actor)
            is_first, used.is_recorded = not used.is_recorded, True
            return is_first

    def _used_by(self, actor: Actor) -> _Used:
        today = datetime.now(UTC).date()
        if today != self._day:
            self._day, self._used = today, {}
        address = "this machine" if actor.address in _LOOPBACK else actor.address
        return self._used.setdefault(actor.person or address, _Used())


class DailyUploads:
    """Passes files on as long as whoever sends them may upload more today, else answers 429."""

    def __init__(self, app: ASGIApp, quota: Callable[[], DailyQuota]) -> None:
        self.app = app
        self._quota = quota

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; one that brings a file is counted."""
        is_upload = scope["type"] == "http" and scope["method"] == "PUT"
        if not is_upload or not UPLOAD.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        actor, quota, declared = scope["actor"], self._quota(), declared_size(scope)
        if sentence := quota.refusal(actor, declared):
            # Once a day: a program that goes on trying would fill the record.
            if quota.is_first_refusal(actor):
                audit.record(Action.REFUSAL, actor, refused="upload", because=sentence)
            await Refusal(429, sentence).answer(scope, receive, send)
            return
        quota.take(actor, declared)
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            quota.take(actor, max(0, received - declared), files=0)


_quotas: list[DailyQuota] = []


def set_up_quota(settings: Settings) -> None:
    """Begin to count, by what the settings allow."""
    _quotas[:] = [DailyQuota(settings.daily_files, settings.daily_megabytes)]


def daily_quota() -> DailyQuota:
    """What is counted in this process; by the usual limits where no server set it up."""
    if not _quotas:
        set_up_quota(Settings())
    return _quotas[0]
