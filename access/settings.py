"""What whoever runs the dashboard says in the environment, read in this one place."""

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from access.sign_in_settings import SignIn, read_sign_in
from data.errors import UserError
from data.write_permission import read_only_setting

COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST_CONTRAST = 4.5  # of text, in WCAG 2.2 AA
LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?P<port>\d{1,5}))?")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Settings:
    """How the dashboard is reached. `read_only` is None where the environment says nothing.

    `hosts` are names with or without a port; one without stands for any port of it.
    `sign_in` is how people sign in; None where nobody does. `title` is the name above every page
    and `logo` a picture file beside it; without them the council's area gives the name.
    `colour` is that of the council, as #rrggbb, dark enough for white text on it; `contact` is whom
    readers write to about accessibility. `retention_days` is after how many days what was withdrawn
    is erased; None for never. With `whole_files_only` a file waits until each of its figures is
    decided; else what is sure is published and the rest stays open.
    """

    hosts: Sequence[str] = LOOPBACK_HOSTS
    public_url: str | None = None
    proxies: Sequence[Network] = ()
    read_only: bool | None = None
    json_log: bool = False
    sign_in: SignIn | None = None
    title: str | None = None
    logo: str | None = None
    colour: str | None = None
    contact: str | None = None
    retention_days: int | None = None
    whole_files_only: bool = False

    @property
    def is_https(self) -> bool:
        """Whether visitors come over https."""
        return bool(self.public_url and self.public_url.startswith("https://"))

    @property
    def public_host(self) -> str | None:
        """The host of the public address, with its port where that is named."""
        return urlsplit(self.public_url).netloc if self.public_url else None

    @property
    def names(self) -> Sequence[str]:
        """Every name that it answers to, bare: without ports and brackets."""
        hosts = [*self.hosts, *([self.public_host] if self.public_host else [])]
        return [str(host_name(host)).strip("[]") for host in hosts]

    @property
    def is_for_this_machine_only(self) -> bool:
        """Whether every name that it answers to is this machine's own."""
        return set(self.names) <= {host.strip("[]") for host in LOOPBACK_HOSTS}

    def answers_to(self, host: str) -> bool:
        """Whether a Host header is one of ours."""
        host = host.lower()
        return host in self.hosts or host_name(host) in self.hosts


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings; UserError where one cannot be understood."""
    public_url = environment.get("DISTRICT_PUBLIC_URL", "").strip().lower().rstrip("/") or None
    if public_url:
        _check_public_url(public_url)
    hosts = tuple(host.lower() for host in _listed(environment, "DISTRICT_HOSTS"))
    for host in hosts:
        _check_host(host)
    return Settings(
        hosts=hosts or LOOPBACK_HOSTS,
        public_url=public_url,
        proxies=tuple(map(_network, _listed(environment, "DISTRICT_PROXIES"))),
        read_only=read_only_setting(environment),
        json_log=environment.get("DISTRICT_LOG", "").strip().lower() == "json",
        sign_in=read_sign_in(environment, public_url),
        retention_days=_days(environment.get("DISTRICT_RETENTION_DAYS", "").strip()),
        whole_files_only=environment.get("DISTRICT_WHOLE_FILES", "").strip() == "1",
        title=environment.get("DISTRICT_TITLE", "").strip() or None,
        logo=environment.get("DISTRICT_LOGO", "").strip() or None,
        colour=_colour(environment.get("DISTRICT_COLOUR", "").strip().lower()),
        contact=environment.get("DISTRICT_CONTACT", "").strip() or None,
    )


def host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None where it is no host."""
    match = HOST.fullmatch(host.lower())
    return match["name"] if match else None


def _listed(environment: Mapping[str, str], name: str) -> Sequence[str]:
    return [part.strip() for part in environment.get(name, "").split(",") if part.strip()]


def _check_host(host: str) -> None:
    if not HOST.fullmatch(host):
        raise UserError(
            f'DISTRICT_HOSTS has "{host}", which is no host name; write names with or without a '
            "port, with commas between them: kpi.example.gov.uk, localhost."
        )


def _check_public_url(url: str) -> None:
    parts = urlsplit(url)
    is_address = parts.scheme in ("http", "https") and HOST.fullmatch(parts.netloc)
    if not is_address or parts.path or parts.query or parts.fragment:
        raise UserError(
            f'DISTRICT_PUBLIC_URL is "{url}"; write the address that visitors type, without a '
            "path: https://kpi.example.gov.uk."
        )


def _days(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise UserError(
            f'DISTRICT_RETENTION_DAYS is "{text}"; write a number of days, such as 365.'
        )
    return int(text)


def _colour(text: str) -> str | None:
    if not text:
        return None
    if not COLOUR.fullmatch(text):
        raise UserError(f'DISTRICT_COLOUR is "{text}"; write it as #12436d.')
    contrast = 1.05 / (_luminance(text) + 0.05)
    if contrast < LEAST_CONTRAST:
        raise UserError(
            f'DISTRICT_COLOUR is "{text}", whose contrast with white is {contrast:.1f} to 1; write '
            f"a darker one, with at least {LEAST_CONTRAST} to 1."
        )
    return text


def _luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 to 1, as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as problem:
        raise UserError(
            f'DISTRICT_PROXIES has "{text}", which is no address or network; write addresses '
            "with commas between them: 10.0.0.5, 10.1.0.0/24."
        ) from problem
