"""People who change the portfolio without a browser: each sends what the browser sent."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import httpx2
import websockets
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.visits import Person, run_page
from tests.access import wire

# Changes the portfolio: with 0 to one, with 1 back, and so on.
Change = Callable[[int], Awaitable[None]]


@dataclass
class Recording:
    """What a browser sent since it was emptied: requests with a body, and messages."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    messages: list[str | bytes] = field(default_factory=list)

    def taken(self) -> "Recording":
        """What was sent so far, which is then forgotten here."""
        taken = Recording(self.requests[:], self.messages[:])
        self.requests.clear()
        self.messages.clear()
        return taken


def recording(page: Page) -> Recording:
    """What a page sends from now on."""
    kept = Recording()
    page.on(
        "request",
        lambda request: (
            kept.requests.append((request.url, request.post_data or ""))
            if request.method == "POST"
            else None
        ),
    )

    def keep(message: str | bytes) -> None:
        kept.messages.append(message)

    page.on("websocket", lambda opened: opened.on("framesent", keep))
    return kept


@dataclass(frozen=True)
class Recorded:
    """What a browser sent to open the page, and for each change of the portfolio."""

    opened: Recording
    changes: Sequence[Recording]


Visiting = Callable[[str, str, Recorded], AbstractAsyncContextManager[Change]]


@dataclass(frozen=True)
class Crowded:
    """What a crowd met: seconds of each change, and those that the server computed for all."""

    taken: Sequence[float]
    computed: float


def replayed(
    visiting: Callable[[], AbstractAsyncContextManager[Change]],
    people: int,
    seconds: float,
    think: float,
    computed: Callable[[], float],
) -> Crowded:
    """Let so many people change the portfolio for so long, thinking in between, once all are in.

    `computed` tells how many seconds the server has computed so far.
    """
    taken: list[float] = []

    async def person(seed: int, all_are_in: asyncio.Barrier) -> None:
        chance = random.Random(seed)
        async with visiting() as change:
            await all_are_in.wait()
            until, number = time.monotonic() + seconds, 0
            while True:
                await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
                if time.monotonic() > until:
                    return
                begun = time.perf_counter()
                await change(number)
                taken.append(time.perf_counter() - begun)
                number += 1

    async def everybody() -> float:
        all_are_in = asyncio.Barrier(people + 1)
        # Where one of them fails the others stop waiting for all.
        async with asyncio.TaskGroup() as visits:
            for seed in range(people):
                visits.create_task(person(seed, all_are_in))
            await all_are_in.wait()
            before = computed()
        return computed() - before

    return Crowded(taken, asyncio.run(everybody()))


@asynccontextmanager
async def in_ours(address: str, path: str, recorded: Recorded) -> AsyncIterator[Change]:
    """A visit to our page; a change is the message of the browser, until its run is over."""
    async with wire.visiting(address) as connection:
        person = Person(path)
        script, _ = await run_page(connection, person, "")

        async def change(number: int) -> None:
            (sent,) = recorded.changes[number % 2].messages
            assert isinstance(sent, bytes)
            await run_page(connection, person, script, BackMsg.FromString(sent))

        yield change
        assert not person.errors, person.errors[0]


@asynccontextmanager
async def in_dash(address: str, path: str, recorded: Recorded) -> AsyncIterator[Change]:
    """A visit to Dash; a change is the browser's requests, one after another."""
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as client:

        async def send(requests: Sequence[tuple[str, str]]) -> None:
            for url, body in requests:
                response = await client.post(
                    url, content=body, headers={"Content-Type": "application/json"}
                )
                response.raise_for_status()

        for part in ("", "_dash-layout", "_dash-dependencies"):
            (await client.get(f"{address}/{path}{part}")).raise_for_status()
        await send(recorded.opened.requests)

        async def change(number: int) -> None:
            await send(recorded.changes[number % 2].requests)

        yield change


@asynccontextmanager
async def in_shiny(address: str, path: str, recorded: Recorded) -> AsyncIterator[Change]:
    """A visit to Shiny; a change is the portfolio, and the measure that the answer chooses."""
    url = f"{address.replace('http', 'ws', 1)}/{path}websocket/"
    async with websockets.connect(url, max_size=None, proxy=None) as connection:

        async def send(message: str) -> None:
            await connection.send(message)
            is_idle = False
            while True:
                received = json.loads(await connection.recv())
                is_idle = is_idle or received.get("busy") == "idle"
                # What was worked out comes after it has said that it is idle.
                if is_idle and "values" in received:
                    return

        await send(str(recorded.opened.messages[0]))

        async def change(number: int) -> None:
            for message in recorded.changes[number % 2].messages:
                data = json.loads(message)["data"]
                # The state of a chart belongs to the visit in which it was drawn.
                if data.keys() & {"portfolio", "measure"}:
                    await send(str(message))

        yield change
