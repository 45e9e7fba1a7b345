"""Which edition an answer is of, so that what a client has already is not sent again."""

import hashlib
import os
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from insights import cache

_CODE = Path(__file__).parents[1]
_ROOMS = ("api", "charts", "data", "insights", "loaders", "metrics", "reports")
_KINDS_OF_CODE = {".py", ".sql", ".css", ".csv", ".json"}
# Settings that answers show.
_SHOWN = ("DISTRICT_TITLE", "DISTRICT_PUBLIC_URL", "DISTRICT_EMBED_IN")


def edition(as_of: date | None = None) -> str:
    """Short letters that change with what is published, the day, the software and its settings.

    They are the same on every server of a central store, and after each start.
    """
    store, day = cache.store(), cache.reader_day().isoformat()
    with store.as_of(as_of):
        parts = (store.edition(), store.newest_edition(), day, _answered_by())
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


@lru_cache
def _answered_by() -> str:
    """A hash of the code, its libraries and the settings that answers come from."""
    digest = hashlib.sha256((_CODE / "requirements.txt").read_bytes())
    for path in sorted(path for room in _ROOMS for path in (_CODE / room).rglob("*")):
        if path.suffix in _KINDS_OF_CODE:
            digest.update(path.read_bytes())
    for name in _SHOWN:
        digest.update(f"{name}={os.environ.get(name, '')}\n".encode())
    return digest.hexdigest()


def unchanged(request: Request, of_edition: str) -> Response | None:
    """304 where the client has this edition already."""
    sent = request.headers.get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/") for tag in sent.split(",")}
    if f'"{of_edition}"' in tags or "*" in tags:
        headers = kept_until_changed(of_edition)
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return None


def kept_until_changed(of_edition: str) -> Mapping[str, str]:
    """The headers of an answer that is good as long as its edition is."""
    return {"ETag": f'"{of_edition}"', "Cache-Control": "private, no-cache"}


def answered(request: Request, of_edition: str, content: str | bytes, media_type: str) -> Response:
    """An answer of an edition, or 304.

    The edition is asked for before the content is made: what is published meanwhile must not let
    old content pass for new.
    """
    return unchanged(request, of_edition) or Response(
        content, headers=kept_until_changed(of_edition), media_type=media_type
    )
