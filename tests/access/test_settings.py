"""The settings: what is understood, and sentences for what is not."""

import ipaddress
import os
import subprocess
import sys

import pytest

from access.guard import _is_loopback
from access.settings import LOOPBACK_HOSTS, from_environment
from data.errors import UserError
from tests.shared import ROOT


def test_without_an_environment_only_this_machines_names_count() -> None:
    settings = from_environment({})
    assert settings.hosts == LOOPBACK_HOSTS
    assert settings.read_only is None
    assert settings.is_for_this_machine_only
    assert not settings.sign_in


def test_all_of_them_are_read() -> None:
    settings = from_environment(
        {
            "DISTRICT_HOSTS": "KPI.example.gov.uk, [fe80::1]:8501,",
            "DISTRICT_PUBLIC_URL": "https://KPI.example.gov.uk/",
            "DISTRICT_PROXIES": "10.0.0.5, 10.1.0.0/24, fe80::/10",
            "DISTRICT_READ_ONLY": "0",
            "DISTRICT_LOG": "JSON",
        }
    )
    assert settings.hosts == ("kpi.example.gov.uk", "[fe80::1]:8501")
    assert settings.public_url == "https://kpi.example.gov.uk"
    assert settings.names == ["kpi.example.gov.uk", "fe80::1", "kpi.example.gov.uk"]
    assert settings.is_https
    assert ipaddress.ip_network("10.1.0.0/24") in settings.proxies
    assert settings.read_only is False
    assert settings.json_log
    assert not settings.is_for_this_machine_only


def test_a_colour_with_enough_contrast_and_a_contact_are_taken() -> None:
    settings = from_environment(
        {"DISTRICT_COLOUR": " #767676 ", "DISTRICT_CONTACT": "access@example.gov.uk"}
    )
    assert (settings.colour, settings.contact) == ("#767676", "access@example.gov.uk")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISTRICT_HOSTS", "https://kpi.example"),
        ("DISTRICT_HOSTS", "*.example"),
        ("DISTRICT_HOSTS", "kpi.example/path"),
        ("DISTRICT_PUBLIC_URL", "kpi.example"),
        ("DISTRICT_PUBLIC_URL", "ftp://kpi.example"),
        ("DISTRICT_PUBLIC_URL", "https://kpi.example/dashboard"),
        ("DISTRICT_PUBLIC_URL", "https://a@kpi.example"),
        ("DISTRICT_PROXIES", "proxy.example"),
        ("DISTRICT_PROXIES", "10.0.0.1/8"),
        ("DISTRICT_COLOUR", "navy"),
        ("DISTRICT_COLOUR", "#12436"),
        # 4.48 to 1 on white; #767676 has 4.54.
        ("DISTRICT_COLOUR", "#777777"),
    ],
)
def test_a_setting_that_is_not_understood_is_a_sentence(name: str, value: str) -> None:
    with pytest.raises(UserError, match=f"{name} .*write"):
        from_environment({name: value})


def test_the_server_does_not_start_with_one() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "access.serve"],
        cwd=ROOT,
        env={**os.environ, "DISTRICT_HOSTS": "https://kpi.example"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith('DISTRICT_HOSTS has "https://kpi.example"')
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (("127.0.0.1", 8501), True),
        (("127.9.9.9", 8501), True),
        (("::1", 8501), True),
        (("::ffff:127.0.0.1", 8501), True),
        (("::ffff:192.0.2.7", 8501), False),
        (("192.0.2.7", 8501), False),
        (("0.0.0.0", 8501), False),
        (("::", 8501), False),
        (("/run/dashboard", None), False),
        (("localhost", 8501), False),
        (None, False),
    ],
)
def test_only_an_address_of_this_machine_is_loopback(
    server: tuple[str, int | None] | None, expected: bool
) -> None:
    assert _is_loopback(server) is expected


def test_a_second_person_takes_a_sign_in_and_a_word_that_is_known() -> None:
    with pytest.raises(UserError, match="DISTRICT_SECOND_PERSON needs DISTRICT_SIGN_IN"):
        from_environment({"DISTRICT_SECOND_PERSON": "plans"})
    with pytest.raises(UserError, match='DISTRICT_SECOND_PERSON is "some"'):
        from_environment({"DISTRICT_SECOND_PERSON": "some"})
    assert from_environment({"DISTRICT_SECOND_PERSON": "off"}).sign_in is None
