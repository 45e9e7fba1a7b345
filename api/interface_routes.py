"""The addresses of the interface: who asks, how often, and what is answered from a thread."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from access.request_refusal import IN_FRAMES, page_in_a_frame
from access.settings import Settings
from api import catalogue_records, editions, feeds, interface_page, openapi_document, pictures
from api.open_tables import TABLES, OpenTable, as_known, one_kpi
from api.openapi_document import ROOT
from api.parameters import MOST_ROWS, USUAL_ROWS, ParsedQuery, as_of_day, offset_of, parsed_query
from api.problems import InterfaceProblem, busy, nearest, not_there
from api.request_limits import RequestLimit
from api.table_formats import CSVW, FORMATS, JSON, TablePage
from data import audit
from data.actor import AccessRole, Actor
from data.audit import Action
from data.errors import PublishedMeanwhile
from insights import areas, cache
from insights.answer_values import Answer

_READING = ("GET", "HEAD")
_METHODS = (*_READING, "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# So many answers are worked out at a time; pages have the other threads.
_AT_A_TIME = 2
JSON_LD = "application/ld+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"


class OpenInterface:
    """What answers under /api/v1, /datapackage.json and /dcat.jsonld, by the settings."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limit = RequestLimit(settings.interface_rate)
        self._at_a_time: anyio.CapacityLimiter | None = None

    def routes(self) -> list[BaseRoute]:
        """The routes of the application that lead here."""
        table = partial(self._respond, _table_response)
        return [
            Route(ROOT, partial(self._respond, self._page), methods=_METHODS),
            Route(f"{ROOT}/", partial(self._respond, self._page), methods=_METHODS),
            Route(f"{ROOT}/openapi.json", partial(self._respond, self._document), methods=_METHODS),
            Route("/datapackage.json", partial(self._respond, self._package), methods=_METHODS),
            Route("/dcat.jsonld", partial(self._respond, self._dcat), methods=_METHODS),
            Route(feeds.CHANGES, partial(self._respond, self._changes), methods=_METHODS),
            Route(feeds.DUE, partial(self._respond, self._due), methods=_METHODS),
            Route(
                f"{pictures.IMAGES}/{{kind}}/{{path:path}}",
                partial(self._respond, _picture),
                methods=_METHODS,
            ),
            Route(
                f"{pictures.EMBEDDED}/{{kind}}/{{path:path}}",
                partial(self._respond, self._embedded),
                methods=_METHODS,
            ),
            Route("/api/{path:path}", table, methods=_METHODS),
        ]

    async def _respond(self, answer: Callable[[Request], Response], request: Request) -> Response:
        """The answer, worked out where it holds up nobody, or the problem in its place."""
        if self._at_a_time is None:
            self._at_a_time = anyio.CapacityLimiter(_AT_A_TIME)
        try:
            if request.method not in _READING:
                raise InterfaceProblem(
                    HTTPStatus.METHOD_NOT_ALLOWED,
                    "Nothing can be changed here; ask with GET.",
                    {"Allow": ", ".join(_READING)},
                )
            self._limit.count(_client(request))
            return await anyio.to_thread.run_sync(
                partial(cache.in_one_edition, partial(answer, request)), limiter=self._at_a_time
            )
        except InterfaceProblem as problem:
            return _refusal(request, problem)
        except PublishedMeanwhile as change:
            return _refusal(request, busy(str(change)))

    def _page(self, request: Request) -> Response:
        _refuse_parameters(request)
        return HTMLResponse(interface_page.interface_page(self._title(), _actor(request)))

    def _document(self, request: Request) -> Response:
        _refuse_parameters(request)
        actor = _actor(request)
        # Analysts see more tables in it, and one browser may sign in between two requests.
        edition = f"{editions.edition()}-{actor.role}"
        document = openapi_document.openapi_document(self._title(), actor)
        return _as_json(request, edition, document, OPENAPI)

    def _package(self, request: Request) -> Response:
        _refuse_parameters(request)
        edition = editions.edition()
        package = catalogue_records.data_package(self._title(), edition, self._address(request))
        return _as_json(request, edition, package, FORMATS[JSON].media_type)

    def _dcat(self, request: Request) -> Response:
        _refuse_parameters(request)
        edition, (_, publisher) = editions.edition(), areas.home()
        record = catalogue_records.dcat_record(self._title(), publisher, self._address(request))
        return _as_json(request, edition, record, JSON_LD)

    def _changes(self, request: Request) -> Response:
        _refuse_parameters(request)
        edition = editions.edition()
        content = feeds.changes(self._title(), self._address(request))
        return editions.answered(request, edition, content, feeds.ATOM)

    def _due(self, request: Request) -> Response:
        edition = editions.edition()
        content = feeds.due(request.query_params.multi_items(), self._address(request))
        return editions.answered(request, edition, content, feeds.CALENDAR)

    def _embedded(self, request: Request) -> Response:
        _refuse_parameters(request)
        if not self._settings.embed_in:
            raise not_there(pictures.NOT_EMBEDDED)
        edition = editions.edition()
        content = pictures.embedded(request.path_params["kind"], request.path_params["path"])
        return editions.answered(request, edition, content, "text/html; charset=utf-8")

    def _title(self) -> str:
        return self._settings.title or f"{areas.home()[1]} performance"

    def _address(self, request: Request) -> str:
        """Where the dashboard is, as its visitors know it."""
        return self._settings.public_url or f"{request.url.scheme}://{request.url.netloc}"


def _refusal(request: Request, problem: InterfaceProblem) -> Response:
    if request.url.path.startswith(IN_FRAMES):
        return page_in_a_frame(problem.status, str(problem), problem.headers)
    return problem.response


def _client(request: Request) -> str:
    """Whom a request counts for: the sign-in, else the address."""
    actor = _actor(request)
    if actor.role is not AccessRole.PUBLIC and actor.session:
        return actor.session
    return request.client.host if request.client else ""


def _actor(request: Request) -> Actor:
    actor: Actor = request.scope["actor"]
    return actor


def _refuse_parameters(request: Request) -> None:
    parsed_query(request.query_params.multi_items(), (), USUAL_ROWS)


def _picture(request: Request) -> Response:
    _refuse_parameters(request)
    edition, path = editions.edition(), request.path_params["path"]
    content, media_type = pictures.picture(request.path_params["kind"], path)
    return editions.answered(request, edition, content, media_type)


def _table_response(request: Request) -> Response:
    version, _, path = request.path_params["path"].partition("/")
    if version != "v1":
        raise not_there(f"There is nothing at this address. The interface begins at {ROOT}.")
    return table_response(request, path)


@dataclass(frozen=True, slots=True)
class _Address:
    """What the end of an address names: a table, or a KPI of it, and the format."""

    table: OpenTable
    name: str
    ending: str


def table_response(request: Request, path: str) -> Response:
    """A page of the table that the rest of an address names."""
    pairs = request.query_params.multi_items()
    day = as_of_day(pairs)
    address = _address(path, day)
    table, written = address.table, FORMATS[address.ending]
    _refuse_others(table, _actor(request))
    usual = USUAL_ROWS if address.ending == JSON else MOST_ROWS
    query = parsed_query(pairs, as_known(table.parameters, day), usual)
    edition = editions.edition(query.as_of)
    if response := editions.unchanged(request, edition):
        return response
    if address.ending == CSVW:
        # A description of the columns needs no row.
        page = _page(request, address, query, edition)
    else:
        with cache.store().as_of(query.as_of):
            rows = table.rows(query)
        page = _page_of(request, address, query, edition, rows)
    return _written(page, address, written.write(page))


def _refuse_others(table: OpenTable, actor: Actor) -> None:
    if table.is_for(actor):
        return
    because = f"The table {table.name} is for analysts. Your role here is {actor.role}."
    audit.record(Action.REFUSAL, actor, refused=f"table {table.name}", because=because)
    raise InterfaceProblem(HTTPStatus.FORBIDDEN, because)


def _address(path: str, day: date | None) -> _Address:
    rest, dot, ending = path.rpartition(".")
    has_ending = bool(dot) and ending in FORMATS
    name = rest if has_ending else path
    table_name, slash, code = name.partition("/")
    if slash and table_name == "kpis" and code:
        table = one_kpi(code, day)
        return _Address(table, code, ending if has_ending else JSON)
    if table_name not in TABLES or slash:
        near = nearest(table_name, [*TABLES])
        raise not_there(f'There is no table at "{path[:200]}"{near}. The page {ROOT} lists them.')
    return _Address(TABLES[table_name], name, ending if has_ending else JSON)


def _page_of(
    request: Request, address: _Address, query: ParsedQuery, edition: str, rows: Sequence[Answer]
) -> TablePage:
    offset = offset_of(query, edition, len(rows))
    end = offset + query.limit
    following = _following(request, f"{edition}-{end}") if end < len(rows) else None
    page = _page(request, address, query, edition)
    return replace(page, rows=rows[offset:end], total=len(rows), next=following)


def _page(request: Request, address: _Address, query: ParsedQuery, edition: str) -> TablePage:
    """A page without rows."""
    return TablePage(
        table=address.table,
        name=address.name.rpartition("/")[2],
        rows=(),
        total=0,
        edition=edition,
        as_of=query.as_of,
        query=request.url.query,
        next=None,
    )


def _following(request: Request, cursor: str) -> str:
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    return f"{quote(request.url.path, safe='/')}?{urlencode([*kept, ('cursor', cursor)])}"


def _written(page: TablePage, address: _Address, content: bytes) -> Response:
    written = FORMATS[address.ending]
    headers = dict(editions.kept_until_changed(page.edition))
    if address.ending != CSVW:
        headers["X-Total-Count"] = str(page.total)
    if page.next:
        headers["Link"] = f'<{page.next}>; rel="next"'
    if written.is_file:
        name = quote(f"{page.name}.{address.ending}", safe="")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return Response(content, headers=headers, media_type=written.media_type)


def _as_json(
    request: Request, edition: str, content: Mapping[str, Any], media_type: str
) -> Response:
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return editions.answered(request, edition, text, media_type)
