"""The web application: opens the store, adds security headers, serves the pages and health.

`make run` serves it with uvicorn; `streamlit run app.py` serves it too.
"""

import asyncio
import base64
import hashlib
import logging
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NoReturn

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data import backup_schedule
from data import store as stores
from data.errors import UserError
from data.questions import stored_plans
from insights import kpis
from loaders import publish
from pages.shared import charts, kpi_charts

log = logging.getLogger("district")
START_FAILED = 3
MENU = Path(__file__).parent / "pages" / "menu.py"


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    """Open the store before the first visitor, close it after the last."""
    try:
        await run_in_threadpool(_prepare)
    except (UserError, OSError) as problem:
        _end_start(problem)
    backups = asyncio.create_task(_back_up_regularly())
    try:
        yield {}
    finally:
        backups.cancel()
        stores.close_shared()


def _end_start(problem: Exception) -> NoReturn:
    """Say in one sentence why the dashboard cannot start, and end with exit code 3."""
    # Raised on, it would come out of the server as a traceback of a hundred lines.
    sys.stderr.write(f"{problem}\n")
    sys.stderr.flush()
    os._exit(START_FAILED)


def _prepare() -> None:
    """Open the store and work out what the first visitor would otherwise wait for."""
    publish.ready()
    charts.prepare()
    kpi_charts.prepare()
    kpis.kpis_of(kpis.current_plan())


async def _back_up_regularly() -> None:
    """Write the backup of the day when one is due, as long as the dashboard runs."""
    store = stores.shared()
    while True:
        await run_in_threadpool(backup_schedule.back_up_when_due, store, datetime.now(UTC).date())
        await asyncio.sleep(backup_schedule.EVERY_SECONDS)


async def health(_: Request) -> Response:
    """200 when the store answers a question, 503 when it does not; trouble of file and backups."""
    try:
        await run_in_threadpool(lambda: stored_plans.plans(stores.shared()))
    except Exception:
        log.exception("The store does not answer")
        return JSONResponse({"status": "store does not answer"}, status_code=503)
    backup = await run_in_threadpool(backup_schedule.trouble, stores.shared())
    database = stores.shared().trouble()
    troubles = {"database": database, "backup": backup}
    status = "trouble" if database else "ok"
    return JSONResponse(
        {"status": status} | {name: text for name, text in troubles.items() if text}
    )


class SecurityHeaders:
    """Adds the security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the response back with its headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(security_headers())
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


@cache
def security_headers() -> dict[str, str]:
    """The headers; scripts come from this server only, and the start page's own by its hash."""
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *_inline_script_hashes()]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-ancestors": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "object-src": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def log_script_error(problem: Exception) -> bool:
    """Log what a page did not expect; what a person can mend is shown by the page itself."""
    if not isinstance(problem, UserError):
        log.error("A page failed", exc_info=problem)
    return False


def _inline_script_hashes() -> list[str]:
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


app = st.App(
    str(MENU),
    lifespan=lifespan,
    routes=[Route("/health", health)],
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=log_script_error,
)
