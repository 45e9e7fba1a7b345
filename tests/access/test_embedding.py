"""Which answers may stand in a frame of another site: those below /embed/, on the sites named."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from access.headers import SecurityHeaders
from access.settings import Settings, from_environment
from data.errors import UserError

SITE = "https://www.example.gov.uk"


async def answer(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


def policy(path: str, settings: Settings) -> tuple[str, str | None]:
    """The content policy's part on frames, and X-Frame-Options."""
    inner = Starlette(routes=[Route("/{path:path}", answer)])
    headers = TestClient(SecurityHeaders(inner, settings)).get(path).headers
    parts = headers["content-security-policy"].split("; ")
    (ancestors,) = (part for part in parts if part.startswith("frame-ancestors"))
    return ancestors, headers.get("x-frame-options")


@pytest.mark.parametrize(
    "path", ["/", "/kpi", "/embed", "/api/v1/kpis", "/media/embed/x", "/x/embed/"]
)
def test_nothing_else_may_stand_in_a_frame(path: str) -> None:
    assert policy(path, Settings(embed_in=(SITE,))) == ("frame-ancestors 'none'", "DENY")


def test_a_chart_or_table_may_on_the_sites_that_are_named() -> None:
    assert policy("/embed/kpi/SP 01", Settings(embed_in=(SITE,))) == (
        f"frame-ancestors {SITE}",
        None,
    )
    assert policy("/embed/kpi/SP 01", Settings()) == ("frame-ancestors 'none'", "DENY")


def test_such_a_page_runs_no_script_and_loads_nothing_from_outside() -> None:
    inner = Starlette(routes=[Route("/{path:path}", answer)])
    client = TestClient(SecurityHeaders(inner, Settings(embed_in=(SITE,))))
    policy_text = client.get("/embed/kpi/SP 01").headers["content-security-policy"]
    assert "default-src 'none'" in policy_text
    assert "script-src" not in policy_text
    assert "img-src 'self'" in policy_text


def test_sites_are_read_from_the_environment() -> None:
    both = f"{SITE}/, http://localhost:8080"
    chosen = from_environment({"DISTRICT_EMBED_IN": both})
    assert chosen.embed_in == (SITE, "http://localhost:8080")


@pytest.mark.parametrize(
    "text", ["*", "example.gov.uk", "https://a.example/page", "https://a.example; script-src *"]
)
def test_what_is_no_site_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="DISTRICT_EMBED_IN"):
        from_environment({"DISTRICT_EMBED_IN": text})


@pytest.mark.parametrize("text", ["many", "0/minute", "10/fortnight", "120/minute;1/second"])
def test_a_rate_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="DISTRICT_INTERFACE_RATE"):
        from_environment({"DISTRICT_INTERFACE_RATE": text})
