"""An application like ours, whose script and one of whose routes fail: for a server in a test."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import app as dashboard
from access.headers import SecurityHeaders
from access.log import RequestLog, set_up
from pages.shared import unexpected

set_up(dashboard.SETTINGS)


async def fails(_: Request) -> Response:
    """Fail as nobody expects."""
    raise ZeroDivisionError("secret in a route")


async def health(_: Request) -> Response:
    """So that the test knows that it has started."""
    return JSONResponse({"status": "ok"})


app = st.App(
    str(Path(__file__).with_name("failing_script.py")),
    routes=[Route("/health", health), Route("/fails", fails)],
    middleware=[
        Middleware(RequestLog, settings=dashboard.SETTINGS),
        Middleware(SecurityHeaders, settings=dashboard.SETTINGS),
    ],
    exception_handlers={Exception: dashboard.failure_response},
    on_script_error=unexpected.show_problem,
)
