"""The cookie: for this host alone, and over https only, where there is https."""

import pytest

from access.cookies import cookie_header, cookie_value
from access.settings import Settings

HTTPS = Settings(public_url="https://kpi.example.gov.uk")
HTTP = Settings(public_url="http://localhost:8501")


def test_over_https_it_is_for_this_host_alone_and_secure() -> None:
    assert cookie_header("token", HTTPS) == (
        "__Host-district=token; Path=/; HttpOnly; SameSite=Lax; Secure"
    )


def test_on_this_machine_it_is_for_no_script_and_no_other_site() -> None:
    assert cookie_header("token", HTTP) == "district=token; Path=/; HttpOnly; SameSite=Lax"


def test_signing_out_takes_it_away() -> None:
    assert cookie_header("", HTTPS).endswith("; Secure; Max-Age=0")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        (b"__Host-district=token", "token"),
        (b"other=1; __Host-district=token", "token"),
        (b"district=token", ""),
        (b"__host-district=token", ""),
        (b"", ""),
        (b"\xff\xfe=;;=", ""),
    ],
)
def test_only_its_own_name_counts(header: bytes, value: str) -> None:
    assert cookie_value({"type": "http", "headers": [(b"cookie", header)]}, HTTPS) == value
