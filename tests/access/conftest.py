"""One server for the tests that only ask."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.access.hanging_proxy import HangingProxy
from tests.server import serving


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, its log, and the proxy that it would ask."""

    address: str
    log: Path
    proxy: HangingProxy


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Its way out is a proxy that never answers, as behind a firewall that drops."""
    database = Path(shutil.copy(built, tmp_path_factory.mktemp("access")))
    with HangingProxy() as proxy:
        way_out = dict.fromkeys(
            ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), proxy.address
        )
        with serving(database, **way_out, NO_PROXY="", no_proxy="") as address:
            yield Server(address, database.with_suffix(".log"), proxy)
