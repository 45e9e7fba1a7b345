"""What is said to a request that is not let through: a status and a plain sentence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{sentence}</title>'
    '<body style="font-family:sans-serif;margin:3rem"><main>'
    '<h1 style="font-size:1.4rem">{sentence}</h1>'
    '<p><a href="/">Go to the start of the dashboard</a></p></main></body></html>'
)
_FRAME = (
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Not shown</title>'
    '<body style="font:1rem/1.5 sans-serif;margin:.5rem"><p>{sentence}</p></body></html>'
)
# The addresses for programs, to which problems are told in JSON whatever happens.
_FOR_PROGRAMS = ("/api/", "/feeds/", "/images/", "/datapackage.json", "/dcat.jsonld")
# A frame on another site keeps no cookie either, but a person reads what stands in it.
IN_FRAMES = "/embed/"
PROBLEM = "application/problem+json"


def is_for_programs(path: str) -> bool:
    """Whether an address is of the interface or of a frame, which begin no sign-in."""
    return path.startswith((*_FOR_PROGRAMS, IN_FRAMES))


def page_in_a_frame(status: int, sentence: str, headers: Mapping[str, str]) -> Response:
    """A status and its sentence for who looks at another site with a frame of ours."""
    return HTMLResponse(_FRAME.format(sentence=escape(sentence)), int(status), dict(headers))


def problem_response(
    status: int, sentence: str, headers: Mapping[str, str] | None = None
) -> Response:
    """A status and its sentence for a program: problem+json as RFC 9457 has it."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": sentence,
    }
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, int(status), dict(headers or {}), media_type=PROBLEM)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status, the sentence that goes with it, and further headers.

    With `leads_on` a browser is shown a page with a link to the start.
    """

    status: int
    sentence: str
    headers: Mapping[str, str] = field(default_factory=dict)
    leads_on: bool = False

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, to a websocket in place of its handshake."""
        if scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
            await self._response(scope)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": self.sentence})

    def _response(self, scope: Scope) -> Response:
        if scope["path"].startswith(IN_FRAMES):
            return page_in_a_frame(self.status, self.sentence, self.headers)
        if is_for_programs(scope["path"]):
            return problem_response(self.status, self.sentence, self.headers)
        if self.leads_on and "text/html" in Headers(scope=scope).get("accept", ""):
            page = _PAGE.format(sentence=self.sentence)
            return HTMLResponse(page, self.status, dict(self.headers))
        return PlainTextResponse(self.sentence, self.status, dict(self.headers))
