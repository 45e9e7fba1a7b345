"""`python -m access.health_check`: whether the dashboard on this machine says that it is well."""

import argparse
import sys
import urllib.request
from collections.abc import Sequence
from urllib.error import URLError

from access import settings

SECONDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when /health answers 200 within five seconds, else 1."""
    parser = argparse.ArgumentParser(prog="python -m access.health_check", description=__doc__)
    parser.add_argument("--port", type=int, default=8501)
    port = parser.parse_args(arguments).port
    # By a name that the guard lets through.
    host = settings.from_environment().hosts[0]
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health", headers={"Host": host})
    # A proxy of the environment is not asked for what is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=SECONDS) as response:
            return int(response.status != 200)
    except (URLError, OSError):
        return 1


if __name__ == "__main__":
    sys.exit(main())
