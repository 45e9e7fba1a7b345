"""What is said to a request that is not let through: a status and a plain sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status, the sentence that goes with it, and further headers."""

    status: int
    sentence: str
    headers: Mapping[str, str] = field(default_factory=dict)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, to a websocket in place of its handshake."""
        if scope["type"] == "http" or "websocket.http.response" in scope.get("extensions", {}):
            response = PlainTextResponse(self.sentence, self.status, dict(self.headers))
            await response(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": self.sentence})
