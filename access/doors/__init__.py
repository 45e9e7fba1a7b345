"""The doors: what vouches for a person, and which claims come with that."""

from access.doors.door import HeaderDoor
from access.doors.proxy_headers import ProxyHeaders
from access.settings import Settings
from access.sign_in_settings import DoorKind


def header_door(settings: Settings) -> HeaderDoor | None:
    """The door that looks at each request's headers; None for OpenID, which has pages instead."""
    sign_in = settings.sign_in
    if sign_in is None or sign_in.door is DoorKind.OIDC:
        return None
    if sign_in.door is DoorKind.PROXY:
        return ProxyHeaders(sign_in.values["DISTRICT_PROXY_HEADERS"], settings.proxies)
    # What checks a signature takes long to load, and most doors have none.
    from access.doors.signed_header import SignedHeader  # noqa: PLC0415

    return SignedHeader(sign_in.values)
