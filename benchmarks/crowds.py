"""A full council chamber: many people at once, on mixed pages, on one page, while one publishes.

`python -m benchmarks.load` runs them. What the crowd itself takes of a processor is told with each:
near 100 % it would be the crowd that is measured.
"""

import asyncio
import io
import re
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass

import httpx2
from openpyxl import Workbook

from benchmarks import growth
from benchmarks.analyst import Published, analyst_at
from benchmarks.server_process import Server
from benchmarks.visits import Person, browse, visit_all

# All figures of one publish are this and the number of the publish, so that two of them in one
# answer are of two editions; nothing that ships is like them.
FIRST_FIGURE = 7_315_800
_FIGURES = re.compile(rb"\b7,?315,?8\d\d\b")
KPIS, QUARTERS = 200, 16
ASKED_EVERY, PAUSE = 3.0, 4.0


@dataclass
class Crowd:
    """What people met, in seconds, and what the servers and they took of a processor."""

    people: int
    reruns: Sequence[float]
    opened: Sequence[float]
    errors: Sequence[str]
    server_share: float
    crowd_share: float
    wall: float

    COLUMNS = (
        "people", "runs a second", "rerun p50 ms", "p95", "page opened p50 ms", "p95",
        "slowest", "errors", "server computed ms a run", "share of a processor", "crowd's share",
    )  # fmt: skip

    def cells(self) -> Sequence[str]:
        """The cells of its row."""
        every = [*self.reruns, *self.opened]
        return [
            str(self.people),
            f"{len(every) / self.wall:.1f}",
            *(milliseconds(self.reruns, share) for share in (0.5, 0.95)),
            *(milliseconds(self.opened, share) for share in (0.5, 0.95)),
            milliseconds(every, 1),
            str(len(self.errors)),
            f"{1000 * self.server_share * self.wall / len(every):.0f}",
            f"{self.server_share:.0%}",
            f"{self.crowd_share:.0%}",
        ]


@dataclass
class WhilePublishing:
    """A crowd, what an analyst published meanwhile, and answers that were of two editions."""

    crowd: Crowd
    published: Sequence[Published]
    answers: int
    with_figures: int
    torn: int

    def words(self) -> str:
        """What the analyst waited and what the answers were, in a sentence each."""
        publish, preview = (
            " ".join(f"{getattr(each, name):.2f}" for each in self.published)
            for name in ("publish", "preview")
        )
        return (
            f"publishes took {publish} s, previews before them {preview} s. Of {self.answers:,} "
            f"answers {self.with_figures:,} had figures of a publish, {self.torn} of two."
        )


def milliseconds(seconds: Sequence[float], share: float) -> str:
    """How long so many of them took at most, in ms for a table."""
    return f"{1000 * percentile(seconds, share):,.0f}" if seconds else "-"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many of them, from 0 to 1, are not above."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def mixed(
    servers: Sequence[Server], people: int, pages: Sequence[str], think: float, seconds: float
) -> Crowd:
    """People who look at pages each for themselves, for so many seconds.

    Of several servers, which have the same store, one after another gets the next person.
    """
    everybody = [Person(pages[number % len(pages)]) for number in range(people)]
    return _watched(servers, everybody, _browse_all(everybody, servers, pages, think, seconds))


def in_one_second(server: Server, people: int, page: str) -> Crowd:
    """People who all open one page within a second; the first run of each is what they opened."""
    everybody = [Person(page) for _ in range(people)]
    crowd = _watched([server], everybody, visit_all(server.address, everybody, 0, 1.0))
    crowd.opened, crowd.reruns = crowd.reruns, []
    return crowd


def while_publishing(
    servers: Sequence[Server], people: int, pages: Sequence[str], think: float, publishes: int
) -> WhilePublishing:
    """People who look at pages until an analyst has published so often, and a program that asks.

    Before each publish but the first the analyst withdraws the one before, so that no figure of it
    waits for a decision. Of several servers the analyst is at the first, the program at the last.
    """
    everybody = [Person(pages[number % len(pages)]) for number in range(people)]
    answers = Answers()
    for person in everybody:
        person.when_answered = answers.look
    published: list[Published] = []

    async def all_of_it() -> None:
        looking = asyncio.create_task(_browse_all(everybody, servers, pages, think))
        asking = asyncio.create_task(_ask_regularly(servers[-1].address, answers))
        async with analyst_at(servers[0].address) as analyst:
            for number in range(1, publishes + 1):
                await asyncio.sleep(PAUSE)
                content = workbook(FIRST_FIGURE + number)
                published.append(await analyst.publish(f"measures-{number}.xlsx", content))
                await asyncio.sleep(PAUSE)
                await analyst.withdraw_newest()
        for task in (looking, asking):
            task.cancel()
        for ended in await asyncio.gather(looking, asking, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended

    crowd = _watched(servers, everybody, all_of_it())
    return WhilePublishing(crowd, published, answers.seen, answers.with_figures, answers.torn)


def workbook(figure: int) -> bytes:
    """An export of 200 KPIs and 16 quarters with one figure throughout."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Code", "Period", "Value", "Note"])
    for code in growth.codes_of(KPIS):
        for quarter in range(QUARTERS):
            year = 2021 + quarter // 4
            period = f"Q{quarter % 4 + 1} {year}/{(year + 1) % 100}"
            sheet.append([code, period, figure, f"Note on quarter {quarter}."])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class Answers:
    """Counts the answers that had figures of a publish, and those that had two different ones."""

    def __init__(self) -> None:
        self.seen = self.with_figures = self.torn = 0

    def look(self, messages: Sequence[bytes]) -> None:
        """Look through all messages of one run, or the one answer to a program."""
        figures = {
            figure.replace(b",", b"")
            for message in messages
            for figure in _FIGURES.findall(message)
        }
        self.seen += 1
        self.with_figures += bool(figures)
        self.torn += len(figures) > 1


async def _ask_regularly(address: str, answers: Answers) -> None:
    """Ask the open interface for all KPIs as a program does."""
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as client:
        while True:
            await asyncio.sleep(ASKED_EVERY)
            response = await client.get(f"{address}/api/v1/kpis.csv", params={"limit": 1000})
            response.raise_for_status()
            answers.look([response.content])


async def _browse_all(
    everybody: Sequence[Person],
    servers: Sequence[Server],
    pages: Sequence[str],
    think: float,
    seconds: float = float("inf"),
) -> None:
    until = time.monotonic() + seconds
    visits = [
        browse(servers[number % len(servers)].address, person, pages, think, until, number)
        for number, person in enumerate(everybody)
    ]
    await asyncio.gather(*visits)


def _watched(
    servers: Sequence[Server], everybody: Sequence[Person], work: Coroutine[object, object, None]
) -> Crowd:
    """What people met while they did something, and what it took of a processor."""
    computed_before, crowd_before = _computed(servers), time.process_time()
    begun = time.monotonic()
    asyncio.run(work)
    wall = time.monotonic() - begun
    return Crowd(
        len(everybody),
        [seconds for person in everybody for seconds in person.seconds],
        [seconds for person in everybody for seconds in person.opened],
        [error for person in everybody for error in person.errors],
        (_computed(servers) - computed_before) / wall,
        (time.process_time() - crowd_before) / wall,
        wall,
    )


def _computed(servers: Sequence[Server]) -> float:
    return sum(server.computed() for server in servers)
