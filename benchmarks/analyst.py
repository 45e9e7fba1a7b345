"""An analyst who publishes a file and withdraws it by the pages of a running dashboard."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.visits import Person, run_page
from tests.access import wire

NAME, REASON = "A. Analyst", "A measurement."
# By which the dashboard knows the browser again that sends a file.
COOKIE = f"district={'a' * 43}"


@dataclass(frozen=True)
class Published:
    """Seconds that an analyst waited for the preview of a file, and for its publish."""

    preview: float
    publish: float


@asynccontextmanager
async def analyst_at(address: str) -> AsyncIterator["Analyst"]:
    """An analyst with a visit of their own."""
    async with wire.visiting(address, cookie=COOKIE) as connection:
        yield Analyst(address, connection)


class Analyst:
    """Somebody who presses the buttons of Upload and History in one visit."""

    def __init__(self, address: str, connection: websockets.ClientConnection) -> None:
        self._address, self._connection = address, connection
        self._person = Person("", when_answered=self._keep)
        self._script, self._messages = "", list[ForwardMsg]()

    async def publish(self, name: str, content: bytes) -> Published:
        """Give a file to the page Upload and publish it."""
        await self._open("upload")
        address = await self._send(name, content)
        request = self._with_file(name, len(content), address)
        preview = await self._run(request)
        request = self._with_file(name, len(content), address)
        self._press(request, "Publish ", {"Your name": NAME})
        publish = await self._run(request)
        self._expect("published as upload")
        return Published(preview, publish)

    async def withdraw_newest(self) -> None:
        """Withdraw the upload that the page History shows first."""
        await self._open("history")
        request = BackMsg()
        self._press(request, "Withdraw this upload", {"Your name": NAME, "Why": REASON})
        await self._run(request)
        self._expect("withdrawn")

    def _keep(self, messages: Sequence[bytes]) -> None:
        self._messages = [ForwardMsg.FromString(message) for message in messages]

    async def _open(self, page: str) -> None:
        self._person.page, self._script = page, ""
        await self._run(BackMsg())

    async def _run(self, request: BackMsg) -> float:
        # Nothing is known from before, so that every box comes with its id.
        self._person.known.clear()
        running = run_page(self._connection, self._person, self._script, request)
        self._script, seconds = await running
        if self._person.errors:
            raise RuntimeError(f"The page {self._person.page} failed: {self._person.errors[0]}")
        return seconds

    async def _send(self, name: str, content: bytes) -> FileURLs:
        """Send the content as a browser does; the addresses under which the page knows it."""
        asked = BackMsg()
        asked.file_urls_request.request_id = name
        asked.file_urls_request.file_names.append(name)
        await self._connection.send(asked.SerializeToString())
        while True:
            received = await self._connection.recv()
            assert isinstance(received, bytes)
            message = ForwardMsg.FromString(received)
            if message.WhichOneof("type") == "file_urls_response":
                break
        address: FileURLs
        (address,) = message.file_urls_response.file_urls
        await asyncio.to_thread(self._put, address.upload_url, name, content)
        return address

    def _put(self, url: str, name: str, content: bytes) -> None:
        with httpx2.Client(trust_env=False, timeout=60) as client:
            client.get(f"{self._address}/_stcore/health").raise_for_status()
            (xsrf,) = (cookie for cookie in client.cookies.jar if "xsrf" in cookie.name)
            headers = {
                "X-Xsrftoken": str(xsrf.value),
                "Origin": self._address,
                "Cookie": f"{COOKIE}; {xsrf.name}={xsrf.value}",
            }
            files = {name: (name, content)}
            client.put(self._address + url, files=files, headers=headers).raise_for_status()

    def _with_file(self, name: str, size: int, address: FileURLs) -> BackMsg:
        """A request of the page with a file in its box."""
        request = BackMsg()
        state = request.rerun_script.widget_states.widgets.add()
        state.id = self._element("file_uploader", "Drop files").id
        state.file_uploader_state_value.uploaded_file_info.append(
            UploadedFileInfo(name=name, size=size, file_id=address.file_id, file_urls=address)
        )
        return request

    def _press(self, request: BackMsg, button: str, texts: Mapping[str, str]) -> None:
        widgets = request.rerun_script.widget_states.widgets
        form = self._element("button", button).form_id
        for label, text in texts.items():
            widgets.add(id=self._element("text_input", label, form).id, string_value=text)
        widgets.add(id=self._element("button", button).id, trigger_value=True)

    def _element(self, kind: str, label: str, form: str | None = None) -> Any:
        """The first box or button of the last run whose label begins so, within a form."""
        for message in self._messages:
            element = message.delta.new_element
            if element.WhichOneof("type") == kind:
                box = getattr(element, kind)
                if box.label.startswith(label) and form in (None, box.form_id):
                    return box
        raise RuntimeError(f"The page {self._person.page} has no {kind} {label}.")

    def _expect(self, words: str) -> None:
        if not any(words in str(message) for message in self._messages):
            raise RuntimeError(f"The page {self._person.page} does not say {words!r}.")
