"""What whoever runs the dashboard says in the environment, read in this one place."""

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from access.sign_in_settings import SignIn, read_sign_in
from data.errors import UserError
from data.second_person import SETTING as SECOND_PERSON
from data.second_person import read_second_person
from data.write_permission import read_only_setting

COLOUR = re.compile(r"#[0-9a-f]{6}")
# What one person may upload in a day where nobody says otherwise: a quarter's files many times.
DAILY_FILES, DAILY_MEGABYTES = 300, 2000
LEAST_CONTRAST = 4.5  # of text, in WCAG 2.2 AA
# How often one client may ask the open interface, where nothing else is said.
INTERFACE_RATE = "120/minute"
RATE = re.compile(r"[1-9]\d{0,7}/(second|minute|hour|day)")
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
    is erased; None for never. `interface_rate` is how often one client may ask the open interface.
    `embed_in` are the sites that may show one of our charts or tables in a frame. `daily_files` and
    `daily_megabytes` are what one person may upload in a day. With `whole_files_only` a file waits
    until each of its figures is decided; else what is sure is published and the rest stays open.
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
    interface_rate: str = INTERFACE_RATE
    embed_in: Sequence[str] = ()
    daily_files: int = DAILY_FILES
    daily_megabytes: int = DAILY_MEGABYTES
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
    sign_in = read_sign_in(environment, public_url)
    if read_second_person(environment) and sign_in is None:
        raise UserError(
            f"{SECOND_PERSON} needs DISTRICT_SIGN_IN: a name that anybody can type is no second "
            "person."
        )
    return Settings(
        hosts=hosts or LOOPBACK_HOSTS,
        public_url=public_url,
        proxies=tuple(map(_network, _listed(environment, "DISTRICT_PROXIES"))),
        read_only=read_only_setting(environment),
        json_log=environment.get("DISTRICT_LOG", "").strip().lower() == "json",
        sign_in=sign_in,
        retention_days=_number(environment, "DISTRICT_RETENTION_DAYS", "days, such as 365"),
        daily_files=_number(environment, "DISTRICT_DAILY_FILES", "files, such as 300")
        or DAILY_FILES,
        daily_megabytes=_number(environment, "DISTRICT_DAILY_MEGABYTES", "megabytes, such as 2000")
        or DAILY_MEGABYTES,
        whole_files_only=environment.get("DISTRICT_WHOLE_FILES", "").strip() == "1",
        title=title(environment),
        logo=environment.get("DISTRICT_LOGO", "").strip() or None,
        colour=_colour(environment.get("DISTRICT_COLOUR", "").strip().lower()),
        contact=environment.get("DISTRICT_CONTACT", "").strip() or None,
        embed_in=tuple(map(_site, _listed(environment, "DISTRICT_EMBED_IN"))),
        interface_rate=_rate(environment.get("DISTRICT_INTERFACE_RATE", "").strip().lower()),
    )


def title(environment: Mapping[str, str] = os.environ) -> str | None:
    """What the dashboard is called, where that is set: asked for several times at each click."""
    return environment.get("DISTRICT_TITLE", "").strip() or None


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


def _number(environment: Mapping[str, str], name: str, unit: str) -> int | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise UserError(f'{name} is "{text}"; write a number of {unit}.')
    return int(text)


def _site(text: str) -> str:
    parts = urlsplit(text.lower().rstrip("/"))
    is_site = parts.scheme in ("http", "https") and HOST.fullmatch(parts.netloc)
    if not is_site or parts.path or parts.query or parts.fragment:
        raise UserError(
            f'DISTRICT_EMBED_IN has "{text}"; write the sites that may show a chart or table, '
            "without a path and with commas between them: https://www.example.gov.uk."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _rate(text: str) -> str:
    if not text:
        return INTERFACE_RATE
    if not RATE.fullmatch(text):
        raise UserError(
            f'DISTRICT_INTERFACE_RATE is "{text}"; write how often one client may ask the open '
            f"interface as {INTERFACE_RATE}: so many a second, minute, hour or day."
        )
    return text


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
