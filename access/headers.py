"""The security headers: on every response, those of the guard and of a failure among them."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.request_refusal import IN_FRAMES
from access.settings import Settings

# The only addresses that another site may show in a frame: a chart or table by itself.
_CODE = ("/static/", "/favicon", "/manifest.json")
YEAR_SECONDS = 31_536_000


class SecurityHeaders:
    """Adds the security headers to every response of the application inside."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the response back with its headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                headers.update(security_headers(self.settings))
                if self.settings.embed_in and scope["path"].startswith(IN_FRAMES):
                    _let_in(headers, self.settings.embed_in)
                if self._is_private(scope["path"]):
                    headers["Cache-Control"] = "no-store"
                if self.settings.is_https:
                    _secure_cookies(headers)
            await send(message)

        await self.app(scope, receive, send if scope["type"] == "lifespan" else send_with_headers)

    def _is_private(self, path: str) -> bool:
        """Whether browsers and proxies may keep nothing of it; the code is everybody's."""
        is_code = path.startswith(_CODE)
        return path.startswith("/media/") or (self.settings.sign_in is not None and not is_code)


def security_headers(settings: Settings) -> Mapping[str, str]:
    """The headers; scripts come from this server only, and the start page's own by its hash."""
    headers = {
        "Content-Security-Policy": _content_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.is_https:
        headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}"
    return headers


def _let_in(headers: MutableHeaders, sites: Sequence[str]) -> None:
    """Let some sites show this answer in a frame; it loads nothing but a picture of ours."""
    del headers["X-Frame-Options"]
    policy = {
        "default-src": "'none'",
        "img-src": "'self'",
        "style-src": "'unsafe-inline'",
        "frame-ancestors": " ".join(sites),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    headers["Content-Security-Policy"] = _joined(policy)


@cache
def _content_policy() -> str:
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *_inline_script_hashes()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "object-src": "'none'",
    }
    return _joined(policy)


def _joined(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def _inline_script_hashes() -> list[str]:
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _secure_cookies(headers: MutableHeaders) -> None:
    """Streamlit knows nothing of the https in front of it, so it leaves Secure out."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        is_secure = "; secure" in cookie.lower()
        headers.append("set-cookie", cookie if is_secure else f"{cookie}; Secure")
