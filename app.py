"""The web application: opens the store, puts the guard in front, serves the pages and health.

`make run` serves it with uvicorn; `streamlit run app.py` serves it too.
"""

import asyncio
import logging
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

from access import connection_limits, unused_memory, visitors
from access import log as logs
from access.guard import SERVED_TO_OTHERS, Guard
from access.headers import SecurityHeaders, security_headers
from access.log import RequestLog
from access.routes import KnownPaths
from access.settings import from_environment
from access.upload_quota import UploadQuota
from data import audit, backup_schedule
from data import store as stores
from data.errors import UserError
from data.questions import stored_plans
from insights import kpis
from loaders import publish
from pages import menu, overview
from pages.shared import charts, kpi_charts, unexpected

log = logging.getLogger("district")
START_FAILED = 3
SCRIPT = Path(__file__).parent / "pages" / "menu.py"
SETTINGS = from_environment()
# The folders of a path, which are the server's own business.
FOLDERS = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\\/\s'\"]+[\\/])*")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    """Open the store before the first visitor, close it after the last."""
    # Databases, backups and files on their way are nobody else's.
    os.umask(0o077)
    logs.set_up(SETTINGS)
    connection_limits.raise_descriptor_limit()
    # The guard has decided; Streamlit is told the same, so that it asks nobody else.
    config.set_option("server.allowedHosts", SETTINGS.names)
    try:
        await run_in_threadpool(_prepare)
    except (UserError, OSError) as problem:
        _end_start(problem)
    tasks = [
        asyncio.create_task(_back_up_regularly()),
        asyncio.create_task(visitors.let_go_regularly()),
    ]
    try:
        yield {}
    finally:
        for task in tasks:
            task.cancel()
        stores.close_shared()


def _end_start(problem: Exception) -> NoReturn:
    """Say in one sentence why the dashboard cannot start, and end with exit code 3."""
    # Raised on, it would come out of the server as a traceback of a hundred lines.
    sys.stderr.write(f"{problem}\n")
    sys.stderr.flush()
    os._exit(START_FAILED)


def _prepare() -> None:
    """Open the store and work out what the first visitor would otherwise wait for."""
    permission = publish.ready().write_permission
    if SETTINGS.read_only is None and not SETTINGS.is_for_this_machine_only:
        permission.refuse(SERVED_TO_OTHERS)
    log.info(permission.refusal or "Whoever reaches this dashboard may publish: nobody signs in.")
    charts.prepare()
    kpi_charts.prepare()
    kpis.kpis_of(kpis.current_plan())


def _refuse_writes(reason: str) -> None:
    permission = stores.shared().write_permission
    if permission.refusal is None:
        log.warning(reason)
        permission.refuse(reason)


async def _back_up_regularly() -> None:
    """Write the backup of the day when one is due, as long as the dashboard runs.

    What a publish and its backup leave behind goes back to the system.
    """
    store = stores.shared()
    while True:
        await run_in_threadpool(backup_schedule.back_up_when_due, store, datetime.now(UTC).date())
        await run_in_threadpool(unused_memory.give_back)
        await asyncio.sleep(backup_schedule.EVERY_SECONDS)


def _compute_pages() -> None:
    """Work out the menu and what Overview shows; raises what would go wrong there."""
    menu.current_priority_pages()
    overview.compute(datetime.now(UTC).date())


async def health(_: Request) -> Response:
    """200 when the store answers and the pages can be worked out, else 503; trouble of the file."""
    try:
        await run_in_threadpool(lambda: stored_plans.plans(stores.shared()))
    except Exception:
        log.exception("The store does not answer")
        return JSONResponse({"status": "store does not answer"}, status_code=503)
    try:
        await run_in_threadpool(_compute_pages)
    except Exception:
        log.exception("The menu or the values of Overview cannot be worked out")
        return JSONResponse({"status": "pages cannot be drawn"}, status_code=503)
    store = stores.shared()
    backup = await run_in_threadpool(backup_schedule.trouble, store)
    database = store.trouble()
    answer: dict[str, object] = {"status": "trouble" if database else "ok"}
    if store.write_permission.refusal:
        answer["read_only"] = True
    troubles = {"database": database, "backup": backup}
    return JSONResponse(
        answer | {name: FOLDERS.sub("", text) for name, text in troubles.items() if text}
    )


def failure_response(_: Request, problem: Exception) -> Response:
    """What a visitor is told of a request that failed: a reference number, and nothing else.

    The middleware does not see this answer, so it brings the security headers itself.
    """
    number = audit.reference()
    log.error("A request failed", exc_info=problem, extra={"reference": number})
    return PlainTextResponse(
        f"Something went wrong here that nobody expected. It was logged as {number}.",
        status_code=500,
        headers=dict(security_headers(SETTINGS)),
    )


ROUTES = [Route("/health", health)]

app = st.App(
    str(SCRIPT),
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[
        Middleware(RequestLog, settings=SETTINGS),
        Middleware(SecurityHeaders, settings=SETTINGS),
        Middleware(
            Guard,
            settings=SETTINGS,
            known=KnownPaths(ROUTES, menu.addresses),
            quota=partial(UploadQuota, bytes_held=visitors.bytes_held),
            refuse_writes=_refuse_writes,
            most_visitors=connection_limits.most_visitors,
        ),
    ],
    exception_handlers={Exception: failure_response},
    on_script_error=unexpected.show_problem,
)
