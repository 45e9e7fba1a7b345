"""Waiting until the dashboard has answered all that a page in a browser asked of it."""

from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocket, expect
from playwright.sync_api import TimeoutError as NotInTime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Long, because the machine that tests may be busy with other tests.
MILLISECONDS = 30_000
expect.set_options(timeout=MILLISECONDS)
LOOK_EVERY = 20  # milliseconds
TRIES = 6
# What a click begins is asked for at the latest once its effects are drawn.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


class Asking:
    """How often a page asked for a run of the script, and whether the last one was answered."""

    def __init__(self) -> None:
        self.times = 0
        self.is_answered = False
        self._has_begun = False

    def connect(self, connection: WebSocket) -> None:
        """Follow what goes over a connection; its first run is due."""
        if "/_stcore/stream" in connection.url:
            self._ask()
            connection.on("framesent", self._sent)
            connection.on("framereceived", self._received)

    def _ask(self) -> None:
        self.times += 1
        self._has_begun = self.is_answered = False

    def _sent(self, message: str | bytes) -> None:
        if BackMsg.FromString(_bytes(message)).WhichOneof("type") == "rerun_script":
            self._ask()

    def _received(self, message: str | bytes) -> None:
        answer = ForwardMsg.FromString(_bytes(message))
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            self._has_begun = True
        # A run that goes on while something is asked ends early and answers nothing of it.
        elif (
            kind == "script_finished" and answer.script_finished != answer.FINISHED_EARLY_FOR_RERUN
        ):
            self.is_answered = self._has_begun


_askings: WeakKeyDictionary[Page, Asking] = WeakKeyDictionary()


def new_window(browser: Browser, **options: Any) -> BrowserContext:
    """A visitor's own window, of whose pages `settled` knows what they ask for."""

    def follow(page: Page) -> None:
        asking = _askings[page] = Asking()
        page.on("websocket", asking.connect)

    window = browser.new_context(**options)
    window.set_default_timeout(MILLISECONDS)
    window.on("page", follow)
    return window


def settled(page: Page) -> None:
    """Wait until all that the page has asked for is answered and drawn.

    Right after a click a page still looks as if nothing were to come: that a run is due shows only
    once the server has begun it.
    """
    asking, times = _askings[page], -1
    while times != asking.times:
        page.evaluate(DRAWN)
        times = asking.times
        expect(page.locator("h1").first).to_be_visible()
        expect(
            page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
        ).to_be_visible()
        _wait_for_answer(page, asking)
        page.evaluate(DRAWN)


def choose(page: Page, box: Locator, words: str, option: Locator) -> None:
    """Type words into a box to choose from, and take the option that is offered for them.

    A box that moves while it is open, on a page that is still growing, closes and forgets what was
    typed: then it is typed once more, as a person does.
    """
    for _ in range(TRIES):
        box.click()
        box.fill(words)
        try:
            option.click(timeout=MILLISECONDS / TRIES)
        except NotInTime:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"The box never offered what was typed into it: {words}")


def _wait_for_answer(page: Page, asking: Asking) -> None:
    for _ in range(MILLISECONDS // LOOK_EVERY):
        if asking.is_answered:
            return
        page.wait_for_timeout(LOOK_EVERY)
    raise AssertionError("A run that the page asked for has not ended.")


def _bytes(message: str | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.encode()
