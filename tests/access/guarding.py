"""A guard around an application in this process, for what no request over the wire can be."""

from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Message

from access.guard import Guard
from access.routes import KnownPaths
from access.settings import Settings
from access.upload_quota import UploadQuota


def guard_of(
    application: ASGIApp,
    settings: Settings,
    refuse_writes: Callable[[str], None] = lambda _: None,
) -> Guard:
    """A guard that knows no page but the first."""
    return Guard(
        application,
        settings=settings,
        known=KnownPaths([], set),
        quota=lambda inner: UploadQuota(inner, Counter),
        refuse_writes=refuse_writes,
        most_visitors=lambda: 1,
    )


async def nothing(message: Message | None = None) -> Message:
    """Receive nothing and send it nowhere."""
    return {}
