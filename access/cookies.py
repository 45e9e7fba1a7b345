"""The one cookie of the dashboard: a long random text, for this server and no script."""

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.types import Scope

from access.settings import Settings

# A browser takes `__Host-` only with Secure, from this host alone.
_NAME, _SECURE_NAME = "district", "__Host-district"


def cookie_name(settings: Settings) -> str:
    """Its name; over http, on this machine, it cannot be Secure."""
    return _SECURE_NAME if settings.is_https else _NAME


def cookie_value(scope: Scope, settings: Settings) -> str:
    """Its value in a request; empty where there is none."""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return ""
    morsel = cookies.get(cookie_name(settings))
    return morsel.value if morsel else ""


def cookie_header(value: str, settings: Settings) -> str:
    """What sets it until the browser is closed; an empty value takes it away."""
    secure = "; Secure" if settings.is_https else ""
    ended = "" if value else "; Max-Age=0"
    return f"{cookie_name(settings)}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{ended}"
