"""What a dashboard holds while people come and go: the memory of a session, and a day of use."""

import asyncio
import time
from collections.abc import Iterator, Sequence

import httpx2

from benchmarks.analyst import analyst_at
from benchmarks.memory import export
from benchmarks.server_process import Held, Server
from benchmarks.visits import Person, browse, stay

SESSION_COLUMNS = (
    "sessions", "MB before", "MB with them", "MB after", "MB a session", "given back",
)  # fmt: skip
COLUMNS = (
    "wave", "visits", "publishes", "downloads", "errors", "MB at the end", "MB once they left",
    "threads", "files", "child processes",
)  # fmt: skip
# Half a minute after people left the dashboard lets sessions go; it looks every five seconds.
UNTIL_LET_GO = 40
RERUNS, THINK = 3, 0.5
# People of a wave who are there at once, how long each stays, and what else happens.
AT_ONCE, STAYS, PUBLISHES = 20, 4.0, 2
DOWNLOADS = (
    "/api/v1/kpis.xlsx", "/api/v1/kpis.csv", "/api/v1/statistics.parquet", "/api/v1/activities",
    "/feeds/changes.atom", "/feeds/due.ics", "/health",
)  # fmt: skip


def sessions(server: Server, people: int, pages: Sequence[str]) -> Sequence[object]:
    """A row for so many sessions at once, who then leave."""
    before = server.held().memory_mb
    during = _there_at_once(server, people, pages).memory_mb
    time.sleep(UNTIL_LET_GO)
    after = server.held().memory_mb
    taken = during - before
    return (
        people,
        *(f"{megabytes:.0f}" for megabytes in (before, during, after)),
        f"{taken / people:.2f}",
        f"{(during - after) / taken:.0%}" if taken > 0 else "-",
    )


def _there_at_once(server: Server, people: int, pages: Sequence[str]) -> Held:
    """What the server holds while so many people have a page open, who then leave."""

    async def look() -> Held:
        leave = asyncio.Event()
        everybody = [Person(pages[number % len(pages)]) for number in range(people)]
        visits = [
            asyncio.create_task(stay(server.address, person, RERUNS, THINK, leave))
            for person in everybody
        ]
        while any(len(person.seconds) <= RERUNS for person in everybody):
            await asyncio.sleep(0.2)
        held = server.held()
        leave.set()
        await asyncio.gather(*visits)
        return held

    return asyncio.run(look())


def waves(
    server: Server, visits: int, number: int, pages: Sequence[str]
) -> Iterator[Sequence[object]]:
    """A row for each wave of visits, with what the server holds then and once they have left."""
    for wave in range(1, number + 1):
        errors = asyncio.run(_wave(server.address, visits, pages, wave))
        at_the_end = server.held().memory_mb
        time.sleep(UNTIL_LET_GO)
        held = server.held()
        yield (
            wave,
            visits * wave,
            PUBLISHES * wave,
            len(DOWNLOADS) * PUBLISHES * wave,
            errors,
            f"{at_the_end:.0f}",
            f"{held.memory_mb:.0f}",
            held.threads,
            held.files,
            held.children,
        )


async def _wave(address: str, visits: int, pages: Sequence[str], wave: int) -> int:
    """Visits one after another, some at once, while an analyst publishes; how many errors."""
    everybody = [Person(pages[number % len(pages)]) for number in range(visits)]
    chairs = asyncio.Semaphore(AT_ONCE)

    async def visit(person: Person, seed: int) -> None:
        async with chairs:
            until = time.monotonic() + STAYS
            await browse(address, person, pages, THINK, until, seed)

    looking = [visit(person, wave * visits + number) for number, person in enumerate(everybody)]
    await asyncio.gather(*looking, _publish_and_download(address, wave))
    return sum(len(person.errors) for person in everybody)


async def _publish_and_download(address: str, wave: int) -> None:
    """Publish small exports on the page Upload, take one back, and download after each."""
    async with analyst_at(address) as analyst:
        for number in range(PUBLISHES):
            file = export(PUBLISHES * wave + number).file
            await analyst.publish(file.name, file.content)
            await _download(address)
        await analyst.withdraw_newest()


async def _download(address: str) -> None:
    async with httpx2.AsyncClient(trust_env=False, timeout=60, base_url=address) as client:
        for path in DOWNLOADS:
            (await client.get(path)).raise_for_status()
