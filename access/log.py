"""The log: one line an event, in UTC, readable or as JSON, and nothing in it that forges a line."""

import ipaddress
import json
import logging
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.settings import Network, Settings
from data.one_line import one_line

requests = logging.getLogger("district.requests")
# Parts of these addresses open a session or a file to whoever knows them.
_SECRET_PATHS = re.compile(r"(/_stcore/upload_file/|/media/).+", flags=re.DOTALL)
_LOUDEST_PATH = 200
UNKNOWN = "unknown"


def set_up(settings: Settings) -> None:
    """Write every log line of the process to standard error in one form, and each once."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if settings.json_log else ReadableLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in ("district", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in ("uvicorn", "streamlit"):
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], True
    # Ours tells of requests, without session ids, and of what failed, with a reference number.
    for name in ("uvicorn.access", "streamlit.error_util"):
        logging.getLogger(name).disabled = True


class ReadableLines(logging.Formatter):
    """`2026-11-26T22:40:01Z INFO district.audit [K7M2QX] publish upload=4`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and for a traceback further ones that are marked as such."""
        reference = getattr(record, "reference", None)
        number = f" [{reference}]" if reference else ""
        head = f"{_time(record)} {record.levelname} {record.name}{number}"
        lines = [f"{head} {one_line(record.getMessage())}"]
        if record.exc_info:
            # A line feed within the error's own text begins no line of the log.
            lines += self.formatException(record.exc_info).split("\n")
        return "\n    | ".join([lines[0], *map(one_line, lines[1:])])


class JsonLines(logging.Formatter):
    """One JSON object a line, its characters escaped to ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON: time, level, logger, message, and what it carries."""
        entry: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        reference = getattr(record, "reference", None)
        if reference:
            entry["reference"] = reference
        entry |= getattr(record, "fields", {})
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str)


class RequestLog:
    """Logs each request once: who, what, the status and how long it took; and who that was.

    The client's address is the one that the proxies named in the settings pass on.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._proxies = settings.proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with its client's address, and log it when it is done."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        client = client_address(scope, self._proxies)
        peer = scope.get("client")
        # The other end of the connection stays known: only a named proxy says who somebody is.
        scope = {**scope, "client": (client, peer[1]) if peer else None, "peer": peer}
        status, began = 0, time.monotonic()

        async def noted(message: Message) -> None:
            nonlocal status
            status = _status(message) or status
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception:
            status = status or 500
            raise
        finally:
            milliseconds = round(1000 * (time.monotonic() - began))
            fields = {
                "client": client,
                "method": scope.get("method", "WEBSOCKET"),
                "path": logged_path(scope["path"]),
                "status": status,
                "milliseconds": milliseconds,
            }
            words = " ".join(f"{name}={json.dumps(value)}" for name, value in fields.items())
            requests.info("%s", words, extra={"fields": fields})


def logged_path(path: str) -> str:
    """An address as the log has it: without its query, session and file ids, and not endless."""
    return _SECRET_PATHS.sub(r"\1...", path)[:_LOUDEST_PATH]


def client_address(scope: Scope, proxies: Sequence[Network]) -> str:
    """Who sent a request: the connection's other end, or whom a named proxy passes on."""
    client = scope.get("client")
    # A server that believes X-Forwarded-For by itself writes it here, with port 0.
    if not client or client[1] == 0:
        return UNKNOWN
    address = str(client[0])
    forwarded = Headers(scope=scope).getlist("x-forwarded-for")
    passed_on = [part.strip() for line in forwarded for part in line.split(",")]
    # Each proxy adds at the end whom it heard; what stands before those anybody may have written.
    while passed_on and is_in(address, proxies):
        address = passed_on.pop()
    return address if _is_address(address) else UNKNOWN


def is_in(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address is in one of some networks; what is no address is in none."""
    return _is_address(address) and any(ipaddress.ip_address(address) in net for net in networks)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _status(message: Message) -> int | None:
    if message["type"] == "websocket.accept":
        return 101
    return message.get("status")


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
