"""An S3 server on this machine for tests at length: moto's, from an environment of its own."""

import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from tests.server import free_port
from tests.shared import ROOT

BUCKET = "figures"
PROGRAM = ROOT / ".venv-s3" / "bin" / "moto_server"
_START_SECONDS = 60
_KEYS = "{*}Contents/{*}Key"


def lacking() -> str | None:
    """What is not installed of it; None where all is there."""
    return None if PROGRAM.exists() else "there is no S3 server (make .venv-s3/.ready)"


@dataclass(frozen=True)
class S3Server:
    """A running server with one bucket, which forgets all when it ends."""

    address: str

    def folder(self, name: str) -> str:
        """A folder of the bucket, as a central store is told where its figures are."""
        return f"s3://{BUCKET}/{name}"

    def files(self, folder: str) -> list[bytes]:
        """The content of every file in a folder."""
        prefix = folder.removeprefix(f"s3://{BUCKET}/")
        listed = ElementTree.fromstring(self._read(f"{BUCKET}?list-type=2&prefix={prefix}"))
        return [self._read(f"{BUCKET}/{key.text}") for key in listed.iterfind(_KEYS)]

    def _read(self, path: str) -> bytes:
        # It looks whether there is a signature, and not at it.
        signed = {"Authorization": "AWS a-key:not-looked-at"}
        request = urllib.request.Request(f"{self.address}/{path}", headers=signed)
        with urllib.request.urlopen(request) as answer:
            return bytes(answer.read())


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """A new server, which this process and what it starts are told of by S3's usual variables."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    process = subprocess.Popen(
        [PROGRAM, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _make_bucket(address)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_ENDPOINT_URL", address)
            patch.setenv("AWS_ACCESS_KEY_ID", "a-key")
            patch.setenv("AWS_SECRET_ACCESS_KEY", "of-this-machine")
            yield S3Server(address)
    finally:
        process.terminate()
        process.wait(20)


def _make_bucket(address: str) -> None:
    request = urllib.request.Request(f"{address}/{BUCKET}", method="PUT")
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
