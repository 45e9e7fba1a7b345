"""A dashboard with sign-in, an OpenID provider on this machine, and a browser without a screen."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import websockets
from oidc_provider_mock import User, run_server_in_thread
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.server import free_port, serving_on

ROLES = """
public_reading = {public_reading}
[roles]
"District.Viewer" = "viewer"
"District.Analyst" = "analyst"
"District.Administrator" = "administrator"
[groups]
"managers" = "manager"
[email]
"ann@example.gov.uk" = "viewer"
"""
# Who there is at the provider, by the subject under which they sign in.
PEOPLE: Mapping[str, Mapping[str, object]] = {
    "viewer": {"name": "V. Viewer", "roles": ["District.Viewer"]},
    "manager": {"name": "M. Manager", "groups": ["everybody", "managers"]},
    "analyst": {"name": "A. Analyst", "roles": ["District.Analyst"]},
    "administrator": {"name": "A. Administrator", "roles": ["District.Administrator"]},
    "by-email": {"name": "Ann", "email": "ann@example.gov.uk", "email_verified": True},
    "unverified": {"name": "Ann", "email": "ann@example.gov.uk", "email_verified": False},
    "nobody": {"name": "N. Body", "roles": ["Something.Else"]},
    "over-full": {"name": "O. Full", "_claim_names": {"groups": "src1"}},
    "odd": {"name": "O. Dd", "roles": {"District.Analyst": True}},
}


@dataclass(frozen=True)
class Dashboard:
    """A running dashboard: its address, its role file, its log and its settings."""

    address: str
    provider: str
    roles: Path
    log: Path
    settings: Mapping[str, str]


@dataclass
class Browser:
    """What a browser does of signing in: it follows, keeps cookies and names its page."""

    address: str
    client: httpx2.Client = field(
        default_factory=lambda: httpx2.Client(follow_redirects=False, trust_env=False, timeout=30)
    )

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """A page, as a browser asks for one."""
        return self.client.get(self.address + path, headers={"Accept": "text/html", **headers})

    def post(self, path: str, **headers: str) -> httpx2.Response:
        """A form of our own pages."""
        return self.client.post(self.address + path, headers={"Origin": self.address, **headers})

    def to_the_provider(self) -> str:
        """Begin to sign in; the address at the provider."""
        response = self.get("/sign-in")
        assert response.status_code == 302
        return str(response.headers["location"])

    def vouched_for(self, at_provider: str, subject: str) -> str:
        """Sign in at the provider; the address that it sends back to."""
        response = self.client.post(at_provider, data={"sub": subject})
        assert response.status_code == 302
        return str(response.headers["location"])

    def sign_in(self, subject: str) -> httpx2.Response:
        """All of it; the last answer of the dashboard."""
        return self.client.get(self.vouched_for(self.to_the_provider(), subject))

    @property
    def cookie(self) -> str:
        """The header with the cookies."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.client.cookies.jar)


def signed_in(dashboard: Dashboard, subject: str) -> Browser:
    """Somebody who is let in."""
    browser = Browser(dashboard.address)
    response = browser.sign_in(subject)
    assert (response.status_code, response.headers["location"]) == (303, "/")
    return browser


@contextmanager
def serving_with_sign_in(
    database: Path, *, public_reading: bool = False, **environment: str
) -> Iterator[Dashboard]:
    """The dashboard and its provider, with the people and roles above."""
    people = [User(sub=subject, claims=dict(claims)) for subject, claims in PEOPLE.items()]
    roles = database.with_name("roles.toml")
    roles.write_text(ROLES.format(public_reading=str(public_reading).lower()))
    port = free_port()
    with run_server_in_thread(user_claims=people, require_nonce=True) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        settings = {
            "DISTRICT_SIGN_IN": "oidc",
            "DISTRICT_PUBLIC_URL": f"http://localhost:{port}",
            "DISTRICT_OIDC_ISSUER": issuer,
            "DISTRICT_OIDC_CLIENT_ID": "district",
            "DISTRICT_OIDC_CLIENT_SECRET": "a secret of the tests",
            "DISTRICT_ROLES": str(roles),
            "NO_PROXY": "localhost",
            **environment,
        }
        with serving_on(port, database, **settings) as address:
            local_address = address.replace("127.0.0.1", "localhost")
            yield Dashboard(local_address, issuer, roles, database.with_suffix(".log"), settings)


@asynccontextmanager
async def visiting(
    address: str, cookie: str = "", origin: str | None = None, **headers: str
) -> AsyncIterator[websockets.ClientConnection]:
    """A websocket as a page of the dashboard opens it."""
    sent = {"Origin": origin or address, **({"Cookie": cookie} if cookie else {}), **headers}
    async with websockets.connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        additional_headers=sent,
        max_size=None,
        proxy=None,
    ) as connection:
        yield connection


def words_of(messages: Sequence[ForwardMsg]) -> str:
    """Everything that a run shows as text."""
    elements = [message.delta.new_element for message in messages]
    kinds = {"markdown": "body", "heading": "body", "html": "body", "alert": "body"}
    return "\n".join(
        str(getattr(getattr(element, kind), kinds[kind]))
        for element in elements
        if (kind := element.WhichOneof("type")) in kinds
    )
