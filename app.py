"""The web application: opens the store, puts the guard in front, serves the pages and health.

`make run` serves it with uvicorn; `streamlit run app.py` serves it too.
"""

import asyncio
import importlib
import logging
import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from streamlit import config

from access import connection_limits, garbage, people, unused_memory, visitors
from access import log as logs
from access.current_actor import SESSION
from access.daily_quota import DailyUploads, daily_quota, set_up_quota
from access.guard import SERVED_TO_OTHERS, Guard
from access.headers import SecurityHeaders, security_headers
from access.identity import SESSION_HEADER, IdentityGate
from access.log import RequestLog
from access.originals import ORIGINAL
from access.request_refusal import (
    IN_FRAMES,
    is_for_programs,
    page_in_a_frame,
    problem_response,
)
from access.routes import KnownPaths
from access.sessions import WRITE_EVERY_SECONDS
from access.settings import from_environment
from access.upload_quota import UploadQuota
from api.interface_routes import OpenInterface
from charts import limits_chart
from data import audit, backup_schedule, database_setting, retention
from data import store as stores
from data.actor import AccessRole, Actor
from data.database import backups
from data.errors import UserError
from data.questions import stored_plans
from insights import kpis
from insights.warm_up import WarmUp
from loaders import publish
from pages import menu, overview
from pages.frame import start_page
from pages.shared import charts, unexpected

log = logging.getLogger("district")
START_FAILED = 3
DAILY = {"Cache-Control": "max-age=86400"}
SCRIPT = Path(__file__).parent / "pages" / "menu.py"
SETTINGS = from_environment()
# What writes workbooks is loaded once the first visitors have their pages, before one is asked for.
LOADED_LATER = ("reports.accessible_workbook", "reports.plan_workbook", "reports.new_kpi")
LATER_SECONDS = 10
# The folders of a path, which are the server's own business.
FOLDERS = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\\/\s'\"]+[\\/])*")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    """Open the store before the first visitor, close it after the last."""
    # Databases, backups and files on their way are nobody else's.
    os.umask(0o077)
    logs.set_up(SETTINGS)
    connection_limits.raise_descriptor_limit()
    set_up_quota(SETTINGS)
    # The guard has decided; Streamlit is told the same, so that it asks nobody else.
    config.set_option("server.allowedHosts", SETTINGS.names)
    config.set_option("server.trustedUserHeaders", {SESSION_HEADER: SESSION})
    if SETTINGS.colour:
        config.set_option("theme.light.primaryColor", SETTINGS.colour)
    try:
        await run_in_threadpool(_prepare)
    except (UserError, OSError) as problem:
        _end_start(problem)
    garbage.resume()
    warm_up = WarmUp(stores.shared())
    warm_up.begin()
    tasks = [
        asyncio.create_task(_back_up_regularly()),
        asyncio.create_task(visitors.let_go_regularly()),
        asyncio.create_task(_write_sign_ins_regularly()),
        asyncio.create_task(_load_what_comes_later()),
    ]
    try:
        yield {}
    finally:
        for task in tasks:
            task.cancel()
        await run_in_threadpool(warm_up.end)
        people.close()
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
    people.set_up(SETTINGS, database_setting.database_path(), database_setting.configured_address())
    if SETTINGS.sign_in:
        permission.need_sign_in()
    elif SETTINGS.read_only is None and not SETTINGS.is_for_this_machine_only:
        permission.refuse(SERVED_TO_OTHERS)
    log.info(permission.refusal or _who_may_write())
    charts.prepare()
    limits_chart.prepare()
    if kpis.has_plan():
        kpis.kpis_of(kpis.current_plan())


def _who_may_write() -> str:
    if SETTINGS.sign_in:
        return f"People sign in ({SETTINGS.sign_in.door}); who may do what is said in roles.toml."
    return "Whoever reaches this dashboard may publish: nobody signs in."


async def _write_sign_ins_regularly() -> None:
    """Write when people were last seen, as long as the dashboard runs."""
    while (everybody := people.people()) is not None:
        await asyncio.sleep(WRITE_EVERY_SECONDS)
        await run_in_threadpool(everybody.sessions.write_seen)


async def _load_what_comes_later() -> None:
    await asyncio.sleep(LATER_SECONDS)
    for module in LOADED_LATER:
        await run_in_threadpool(importlib.import_module, module)


def _refuse_writes(reason: str) -> None:
    permission = stores.shared().write_permission
    if permission.refusal is None:
        log.warning(reason)
        permission.refuse(reason)


async def _back_up_regularly() -> None:
    """Write the backup of the day when one is due, as long as the dashboard runs.

    What publishes, questions and the backup leave behind goes back to the system.
    """
    store = stores.shared()
    while True:
        today = datetime.now(UTC).date()
        await run_in_threadpool(retention.erase_when_due, store, SETTINGS.retention_days, today)
        await run_in_threadpool(backup_schedule.back_up_when_due, store, today)
        await run_in_threadpool(audit.back_up, backups.folder(store.path))
        await run_in_threadpool(unused_memory.give_back, store)
        await asyncio.sleep(backup_schedule.EVERY_SECONDS)


def _compute_pages() -> None:
    """Work out the menu and what Overview shows; raises what would go wrong there."""
    menu.current_priority_pages()
    overview.compute(datetime.now(UTC).date())


async def health(request: Request) -> Response:
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
    actor: Actor | None = request.scope.get("actor")
    is_told_all = actor is None or actor.role is not AccessRole.PUBLIC
    backup = await run_in_threadpool(backup_schedule.trouble, store) if is_told_all else None
    database = store.trouble()
    answer: dict[str, object] = {"status": "trouble" if database else "ok"}
    if store.write_permission.refusal:
        answer["read_only"] = True
    troubles = {"database": database, "backup": backup} if is_told_all else {}
    return JSONResponse(
        answer | {name: FOLDERS.sub("", text) for name, text in troubles.items() if text}
    )


def failure_response(request: Request, problem: Exception) -> Response:
    """What a visitor is told of a request that failed: a reference number, and nothing else.

    The middleware does not see this answer, so it brings the security headers itself.
    """
    number = audit.reference()
    log.error("A request failed", exc_info=problem, extra={"reference": number})
    sentence = f"Something went wrong here that nobody expected. It was logged as {number}."
    headers = dict(security_headers(SETTINGS))
    if request.url.path.startswith(IN_FRAMES):
        return page_in_a_frame(500, sentence, headers)
    if is_for_programs(request.url.path):
        return problem_response(500, sentence, headers)
    return PlainTextResponse(sentence, status_code=500, headers=headers)


def _sign_in_routes() -> Sequence[Route]:
    """The addresses of signing in; none where nobody signs in."""
    if SETTINGS.sign_in is None:
        return ()
    # What talks to a provider takes long to load.
    from access.sign_in_pages import SignInPages  # noqa: PLC0415

    return SignInPages(SETTINGS).routes()


def overview_address(request: Request) -> Response:
    """Overview has no path of its own in Streamlit: its name leads to the start page."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


def page_links(_: Request) -> Response:
    """The script that follows links between pages without loading them anew."""
    return FileResponse(start_page.SCRIPT, media_type="text/javascript", headers=DAILY)


def style_sheet(_: Request) -> Response:
    """How every page looks."""
    return Response(start_page.style_sheet(), media_type="text/css", headers=DAILY)


def loaded_page(_: Request) -> Response:
    """What a browser loads for any page; the guard has refused addresses that there are not."""
    return HTMLResponse(start_page.html(), headers={"Cache-Control": "no-cache"})


class PageAddress(Convertor[str]):
    """The address of any page, of the start page, and of neither a file nor a folder."""

    regex = r"(?:[A-Za-z0-9_-]+|index\.html)?"

    def convert(self, value: str) -> str:
        """As it is."""
        return value

    def to_string(self, value: str) -> str:
        """As it is."""
        return value


ROUTES = [
    Route("/health", health),
    ORIGINAL,
    *_sign_in_routes(),
    *OpenInterface(SETTINGS).routes(),
    Route("/overview", overview_address),
    Route(start_page.PAGE_LINKS, page_links),
    Route(start_page.STYLE_SHEET, style_sheet),
]
register_url_convertor("page", PageAddress())

app = st.App(
    str(SCRIPT),
    lifespan=lifespan,
    routes=[*ROUTES, Route("/{page:page}", loaded_page)],
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
        Middleware(IdentityGate, settings=SETTINGS, owner_of=visitors.owner_of),
        Middleware(DailyUploads, quota=daily_quota),
    ],
    exception_handlers={Exception: failure_response},
    on_script_error=unexpected.show_problem,
)
