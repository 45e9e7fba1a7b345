"""People who visit a running dashboard, as browsers ask for its pages by websocket.

All of them are in one process, which does as little as it can: it knows the kind of each message,
and looks into none but those that it needs.
"""

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.access import wire
from tests.access.signing_in import visiting

# How often somebody goes to another page in place of a click on this one.
GOES_ELSEWHERE = 0.25
RUN_SECONDS = 60
# Of the message that ends a run; it has some 50.
MOST_BYTES_OF_THE_LAST = 100


@dataclass
class Person:
    """Somebody with a page open: its address, what the browser keeps, how long each run took.

    `cookie` is that of a sign-in, where people sign in. `opened` are the seconds of the runs that
    went to another page, `errors` what went wrong; `when_answered` is called with all messages
    of each run.
    """

    page: str
    cookie: str = ""
    known: set[str] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    bytes_received: list[int] = field(default_factory=list)
    elements: int = 0
    errors: list[str] = field(default_factory=list)
    when_answered: Callable[[Sequence[bytes]], None] | None = None


def visit(address: str, pages: Sequence[str]) -> None:
    """Open pages one after another, each by a visitor of its own who leaves."""
    for page in pages:
        asyncio.run(_open(address, page))


async def _open(address: str, page: str) -> None:
    async with wire.visiting(address) as connection:
        await wire.opened(connection, page)


async def visit_all(
    address: str, people: Sequence[Person], reruns: int, think: float, *, together: bool = False
) -> None:
    """Let people look at a page at once and run it again so often; each keeps how long it took."""
    begin = asyncio.Event()
    visits = [
        asyncio.create_task(_visit(address, person, reruns, think, begin, together))
        for person in people
    ]
    # All connections stand before the first one asks.
    await asyncio.sleep(0.5)
    begin.set()
    await asyncio.gather(*visits)


async def _visit(  # noqa: PLR0913, PLR0917 (where, who, how often, how slowly, when)
    address: str,
    person: Person,
    reruns: int,
    think: float,
    begin: asyncio.Event,
    together: bool,  # noqa: FBT001
) -> None:
    async with visiting(address, person.cookie) as connection:
        await begin.wait()
        chance = random.Random(id(person))
        if not together:
            await asyncio.sleep(chance.uniform(0, think))
        script = ""
        for turn in itertools.count():
            script, seconds = await run_page(connection, person, script)
            person.seconds.append(seconds)
            if person.errors:
                raise AssertionError(person.errors[0])
            if turn == reruns:
                return
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)


async def stay(
    address: str, person: Person, reruns: int, think: float, leave: asyncio.Event
) -> None:
    """Let somebody open a page, run it again so often, and keep it open until they may leave."""
    async with visiting(address, person.cookie) as connection:
        script = ""
        for _ in range(reruns + 1):
            script, seconds = await run_page(connection, person, script)
            person.seconds.append(seconds)
            await asyncio.sleep(think)
        await leave.wait()


async def browse(  # noqa: PLR0913, PLR0917 (where, who, what, how slowly, how long)
    address: str, person: Person, pages: Sequence[str], think: float, until: float, seed: int
) -> None:
    """Let somebody click and change pages with pauses, until a moment of `time.monotonic`.

    What goes wrong is kept with them and is no exception; who lost the connection comes no more.
    """
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0, think))
    try:
        async with visiting(address, person.cookie) as connection:
            script, _ = await asyncio.wait_for(run_page(connection, person, ""), RUN_SECONDS)
            while True:
                pause = chance.uniform(0.5, 1.5) * think
                if time.monotonic() + pause > until:
                    return
                await asyncio.sleep(pause)
                goes = chance.random() < GOES_ELSEWHERE
                if goes:
                    person.page, script = chance.choice(pages), ""
                running = run_page(connection, person, script)
                script, seconds = await asyncio.wait_for(running, RUN_SECONDS)
                (person.opened if goes else person.seconds).append(seconds)
    except (OSError, TimeoutError, websockets.WebSocketException) as problem:
        person.errors.append(f"{type(problem).__name__}: {problem}")


async def run_page(
    connection: websockets.ClientConnection,
    person: Person,
    script: str,
    request: BackMsg | None = None,
) -> tuple[str, float]:
    """Ask for the page once and take all its messages; its own hash for the next time, seconds.

    `request` is what the browser says of the boxes of the page.
    """
    name, _, query = person.page.partition("?")
    asked = request or BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.cached_message_hashes.extend(person.known)
    if script:
        asked.rerun_script.page_script_hash = script
    else:
        asked.rerun_script.page_name = name
    run = _Run(script)
    begun = time.perf_counter()
    await connection.send(asked.SerializeToString())
    messages: list[bytes] = []
    while not (messages and is_last(messages[-1])):
        received = await connection.recv()
        assert isinstance(received, bytes)
        messages.append(received)
    seconds = time.perf_counter() - begun
    # Looked into once the time is taken.
    for message in messages:
        run.take(message, person)
    person.bytes_received.append(run.size)
    person.elements = person.elements or run.elements
    if person.when_answered:
        person.when_answered(run.messages)
    return run.script, seconds


def is_last(received: bytes) -> bool:
    """Whether a message says that the page is there; one that begins itself anew is not yet."""
    if len(received) > MOST_BYTES_OF_THE_LAST:
        return False
    message = ForwardMsg.FromString(received)
    is_early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
    return bool(message.WhichOneof("type") == "script_finished" and not is_early)


@dataclass
class _Run:
    """What came of one run of a page."""

    script: str
    size: int = 0
    elements: int = 0
    messages: list[bytes] = field(default_factory=list)

    def take(self, received: bytes, person: Person) -> None:
        """Take one message; what a browser keeps of it is kept with the person."""
        self.size += len(received)
        if person.when_answered:
            self.messages.append(received)
        message = ForwardMsg.FromString(received)
        if message.hash and message.metadata.cacheable:
            person.known.add(message.hash)
        match message.WhichOneof("type"):
            case "delta":
                self.elements += 1
                if problem := message.delta.new_element.exception.message:
                    person.errors.append(problem)
            case "ref_hash":
                self.elements += 1
            case "new_session":
                # What was there of a run that began itself anew is replaced.
                self.messages.clear()
                self.script = message.new_session.page_script_hash
            case "navigation":
                self.script = message.navigation.page_script_hash or self.script
