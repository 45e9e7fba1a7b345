"""Which edition an answer is of, so that what a client has already is not sent again."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from insights import cache

# Another version of the software may answer otherwise, and comes with another start.
_STARTED = datetime.now(UTC).isoformat()


def edition(as_of: date | None = None) -> str:
    """Short letters that change with what is published, the day, and each start."""
    store = cache.store()
    with store.as_of(as_of):
        parts = (store.edition(), store.newest_edition(), cache.reader_day().isoformat(), _STARTED)
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


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
