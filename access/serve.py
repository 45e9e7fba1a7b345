"""`python -m access.serve --host 127.0.0.1 --port 8501`: the server, with all its limits."""

import argparse
import sys
from collections.abc import Sequence

import uvicorn

from access import connection_limits, garbage, log, settings
from data.errors import UserError

MOST_MESSAGE_BYTES = 2 * 1024 * 1024
PORTS = range(1, 65_536)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the dashboard until it is stopped; 2 where a setting cannot be understood."""
    options = _parser().parse_args(arguments)
    try:
        chosen = settings.from_environment()
    except UserError as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - before there is a log
        return 2
    log.set_up(chosen)
    connection_limits.raise_descriptor_limit()
    # Until the dashboard is open, see the lifespan in app.py.
    garbage.pause()
    uvicorn.run(
        "app:app",
        host=options.host,
        port=options.port,
        http=connection_limits.BoundedProtocol,
        # Files go by HTTP, so no message is long.
        ws_max_size=MOST_MESSAGE_BYTES,
        backlog=connection_limits.BACKLOG,
        # Above the bound that closes idle connections first: this one refuses health, too.
        limit_concurrency=connection_limits.descriptor_limit(),
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
        # Whose X-Forwarded-For counts is said by DISTRICT_PROXIES.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m access.serve", description=main.__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8501, choices=PORTS, metavar="PORT")
    return parser


if __name__ == "__main__":
    sys.exit(main())
