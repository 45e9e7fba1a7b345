"""The open interface alone, asked in this process by somebody in a role."""

from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from access.settings import Settings
from api.interface_routes import OpenInterface
from data.actor import AccessRole, Actor, KnownBy


def client_of(
    role: AccessRole, rate: str = "100000/second", settings: Settings | None = None
) -> TestClient:
    """The interface alone, with somebody in front of it."""
    inner = Starlette(routes=OpenInterface(settings or Settings(interface_rate=rate)).routes())

    async def with_actor(scope: Scope, receive: Receive, send: Send) -> None:
        actor = Actor("", role, KnownBy.SIGNED_IN, "192.0.2.1")
        await inner({**scope, "actor": actor}, receive, send)

    return TestClient(with_actor, base_url="http://127.0.0.1")
