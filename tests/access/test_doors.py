"""The other doors: headers of a proxy from a named address, and a signed token; forged too."""

import base64
import hmac
import json
import shutil
import time
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from access.doors.door import HeaderDoor
from access.doors.proxy_headers import ProxyHeaders
from access.doors.signed_header import SignedHeader
from access.settings import from_environment
from data.errors import UserError
from tests.access import wire
from tests.server import free_port, serving_on

PROXIES = [ip_network("10.0.0.0/24")]
ISSUER, AUDIENCE, HEADER = "https://team.example", "the dashboard", "X-Token"
OAUTH2_PROXY = {
    "X-Forwarded-User": "u1",
    "X-Forwarded-Preferred-Username": "A. Analyst",
    "X-Forwarded-Email": "ann@example.gov.uk",
    "X-Forwarded-Groups": "staff, analysts",
}


def scope(headers: Mapping[str, str], peer: str | None = "10.0.0.7") -> dict[str, object]:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "headers": raw, "peer": (peer, 4711) if peer else None}


def principal(*claims: tuple[str, str]) -> dict[str, str]:
    listed = {"claims": [{"typ": name, "val": value} for name, value in claims]}
    return {"X-MS-CLIENT-PRINCIPAL": base64.b64encode(json.dumps(listed).encode()).decode()}


@pytest.mark.parametrize(
    ("kind", "headers", "name", "claims"),
    [
        ("oauth2-proxy", OAUTH2_PROXY, "A. Analyst", {"groups": ["staff", "analysts"]}),
        (
            "authentik",
            {"X-authentik-uid": "u1", "X-authentik-name": "Ann", "X-authentik-groups": "a|b, c"},
            "Ann",
            {"groups": ["a", "b, c"]},
        ),
        (
            "easy-auth",
            principal(("oid", "u1"), ("name", "Ann"), ("roles", "R1"), ("roles", "R2")),
            "Ann",
            {"roles": ["R1", "R2"]},
        ),
    ],
)
def test_a_named_proxy_says_who_somebody_is(
    kind: str, headers: dict[str, str], name: str, claims: dict[str, list[str]]
) -> None:
    identity = ProxyHeaders(kind, PROXIES).identity(scope(headers))
    assert identity
    assert (identity.subject, identity.name) == (f"{kind} u1", name)
    assert {claim: identity.claims[claim] for claim in claims} == claims


@pytest.mark.parametrize("peer", ["10.0.1.7", "127.0.0.1", "::1", "unknown", None])
def test_from_any_other_address_the_same_headers_say_nothing(peer: str | None) -> None:
    assert ProxyHeaders("oauth2-proxy", PROXIES).identity(scope(OAUTH2_PROXY, peer)) is None


@pytest.mark.parametrize("header", ["", "%%%", "bm8=", base64.b64encode(b'{"claims": 7}').decode()])
def test_a_principal_that_cannot_be_read_is_nobody(header: str) -> None:
    asked = scope({"X-MS-CLIENT-PRINCIPAL": header})
    assert ProxyHeaders("easy-auth", PROXIES).identity(asked) is None


KEY, OTHER = (RSAKey.generate_key(2048, {"kid": kid}) for kid in ("one", "two"))


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> HeaderDoor:
    keys = tmp_path_factory.mktemp("keys") / "jwks.json"
    keys.write_text(json.dumps(KeySet([KEY]).as_dict(private=False)))
    return SignedHeader(
        {
            "DISTRICT_JWT_HEADER": HEADER,
            "DISTRICT_JWT_KEYS": str(keys),
            "DISTRICT_JWT_ISSUER": ISSUER,
            "DISTRICT_JWT_AUDIENCE": AUDIENCE,
        }
    )


def claims(**changed: object) -> dict[str, object]:
    now = int(time.time())
    good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "u1", "name": "Ann", "exp": now + 300}
    return {name: value for name, value in (good | changed).items() if value is not None}


def token(key: RSAKey = KEY, **changed: object) -> str:
    return jwt.encode({"alg": "RS256", "kid": str(key.kid)}, claims(**changed), key)


def test_a_token_of_the_issuer_for_us_says_who_somebody_is(door: HeaderDoor) -> None:
    identity = door.identity(scope({HEADER: token()}))
    assert identity
    assert (identity.subject, identity.name) == (f"{ISSUER} u1", "Ann")


def unsigned() -> str:
    parts = ({"alg": "none", "kid": "one"}, claims())
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    return b".".join([*texts, b""]).decode()


def signed_with_the_public_key() -> str:
    """What a library that believes the token's own word for its kind of signature takes."""
    parts = ({"alg": "HS256", "kid": "one"}, claims())
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    digest = hmac.new(KEY.as_pem(private=False), b".".join(texts), "sha256").digest()
    return b".".join([*texts, base64.urlsafe_b64encode(digest).rstrip(b"=")]).decode()


FORGED = {
    "another key": lambda: token(OTHER),
    "another key under our name": lambda: jwt.encode(
        {"alg": "RS256", "kid": "one"}, claims(), OTHER
    ),
    "not signed": unsigned,
    "signed with what everybody knows": signed_with_the_public_key,
    "changed": lambda: token().replace(".", ".e", 1),
    "another issuer": lambda: token(iss="https://evil.example"),
    "for somebody else": lambda: token(aud="another"),
    "ended": lambda: token(exp=int(time.time()) - 3600),
    "without an end": lambda: token(exp=None),
    "not yet": lambda: token(nbf=int(time.time()) + 3600),
    "of nobody": lambda: token(sub=None),
    "no token": lambda: "Ann",
    "too long": lambda: token(padding="x" * 20_000),
}


@pytest.mark.parametrize("forgery", FORGED)
def test_a_token_that_is_not_for_us_or_not_genuine_says_nothing(
    door: HeaderDoor, forgery: str
) -> None:
    text: str = FORGED[forgery]()  # type: ignore[no-untyped-call]
    assert door.identity(scope({HEADER: text})) is None


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"DISTRICT_SIGN_IN": "openid"}, "write oidc, proxy, jwt"),
        ({"DISTRICT_SIGN_IN": "oidc"}, "needs DISTRICT_PUBLIC_URL with https"),
        (
            {"DISTRICT_SIGN_IN": "oidc", "DISTRICT_PUBLIC_URL": "http://kpi.example"},
            "needs DISTRICT_PUBLIC_URL with https",
        ),
        (
            {"DISTRICT_SIGN_IN": "oidc", "DISTRICT_PUBLIC_URL": "https://kpi.example"},
            "needs DISTRICT_OIDC_ISSUER and DISTRICT_OIDC_CLIENT_ID",
        ),
        (
            {"DISTRICT_SIGN_IN": "proxy", "DISTRICT_PUBLIC_URL": "https://kpi.example"},
            "needs DISTRICT_PROXY_HEADERS and DISTRICT_PROXIES",
        ),
    ],
)
def test_a_sign_in_that_lacks_something_is_told(environment: dict[str, str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        from_environment(environment)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    settings = from_environment(
        {
            "DISTRICT_SIGN_IN": "oidc",
            "DISTRICT_PUBLIC_URL": "https://kpi.example",
            "DISTRICT_OIDC_ISSUER": "https://login.example",
            "DISTRICT_OIDC_CLIENT_ID": "district",
            "DISTRICT_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret"),
        }
    )
    assert settings.sign_in
    assert settings.sign_in.values["DISTRICT_OIDC_CLIENT_SECRET"] == "s3cret"


@pytest.fixture(scope="module")
def behind_a_proxy(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard whose proxy, on this machine, signs people in."""
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "roles.toml").write_text('[groups]\n"analysts" = "analyst"\n')
    port = free_port()
    settings = {
        "DISTRICT_SIGN_IN": "proxy",
        "DISTRICT_PUBLIC_URL": f"http://localhost:{port}",
        "DISTRICT_PROXY_HEADERS": "oauth2-proxy",
        "DISTRICT_PROXIES": "127.0.0.1",
        "DISTRICT_ROLES": str(folder / "roles.toml"),
    }
    with serving_on(port, Path(shutil.copy(built, folder)), **settings) as address:
        yield address


def lines(**headers: str) -> list[str]:
    return [f"{name}: {value}" for name, value in (OAUTH2_PROXY | headers).items()]


def test_behind_a_proxy_a_page_begins_a_sign_in_of_our_own(behind_a_proxy: str) -> None:
    first = wire.get(behind_a_proxy, "/kpi", *lines())
    assert first.status == 200
    cookie = first.headers["set-cookie"].split(";")[0]
    assert cookie.startswith("district=")
    again = wire.get(behind_a_proxy, "/original/2/1", *lines(), f"Cookie: {cookie}")
    assert again.status == 200
    assert "set-cookie" not in again.headers


def test_a_cookie_without_the_proxys_word_is_worth_nothing(behind_a_proxy: str) -> None:
    first = wire.get(behind_a_proxy, "/kpi", *lines())
    cookie = first.headers["set-cookie"].split(";")[0]
    assert wire.get(behind_a_proxy, "/kpi", f"Cookie: {cookie}").status == 401


def test_who_comes_with_the_cookie_of_another_gets_his_own(behind_a_proxy: str) -> None:
    first = wire.get(behind_a_proxy, "/kpi", *lines()).headers["set-cookie"].split(";")[0]
    other = lines(**{"X-Forwarded-User": "u2"})
    second = wire.get(behind_a_proxy, "/kpi", *other, f"Cookie: {first}").headers["set-cookie"]
    assert second.split(";")[0] != first


def test_whom_the_proxy_lets_in_without_a_role_is_told(behind_a_proxy: str) -> None:
    refused = wire.get(behind_a_proxy, "/kpi", *lines(**{"X-Forwarded-Groups": "staff"}))
    assert refused.status == 403
    assert "nobody has given you a role here" in refused.body
    assert wire.get(behind_a_proxy, "/kpi").status == 401
