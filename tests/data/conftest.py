"""The store's own tests on another kind of store: `DISTRICT_TEST_STORE=plain` or `lake`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.database import backups, local_copy
from data.database.central_address import CentralAddress
from data.database.central_store import CentralStore
from data.store import Store
from tests import central
from tests.central import LAKE, PLAIN, Postgres

_KINDS = {"plain": PLAIN, "lake": LAKE}


@pytest.fixture(autouse=True, scope="session")
def _on_another_kind_of_store(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give each file that a test opens a central store of its own, of which it is the copy."""
    chosen = os.environ.get("DISTRICT_TEST_STORE")
    if chosen is None:
        yield
        return
    if lacking := central.lacking():
        pytest.skip(lacking)
    postgres: Postgres = request.getfixturevalue("postgres")
    kind, addresses = _KINDS[chosen], dict[Path, CentralAddress]()
    begin = Store.__init__

    def begin_with_central(
        self: Store, path: Path, backup_folder: Path | None = None, _: object = None
    ) -> None:
        address = addresses.get(path) or postgres.address(kind)
        addresses[path] = address
        store = CentralStore(address)
        if path.exists() and not backups.origin_of_copy(path).exists():
            local_copy.hand_over(path, store)
        begin(self, path, backup_folder, store)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "__init__", begin_with_central)
        yield
