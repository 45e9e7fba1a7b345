"""Visits to a running dashboard, as browsers make them."""

import asyncio
from collections.abc import Sequence

from tests.access import wire


def visit(address: str, pages: Sequence[str]) -> None:
    """Open pages one after another, each by a visitor of its own who leaves."""
    for page in pages:
        asyncio.run(_open(address, page))


async def _open(address: str, page: str) -> None:
    async with wire.visiting(address) as connection:
        await wire.opened(connection, page)
