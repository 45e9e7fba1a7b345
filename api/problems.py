"""What is said of a request that cannot be answered: application/problem+json (RFC 9457)."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from http import HTTPStatus

from starlette.responses import Response

from access.request_refusal import problem_response


class InterfaceProblem(Exception):
    """Why a request is not answered: a status and a sentence that says what to do."""

    def __init__(
        self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}

    @property
    def response(self) -> Response:
        """It as an answer."""
        return problem_response(self.status, self.detail, self.headers)


def bad_request(detail: str) -> InterfaceProblem:
    """A request that has to be put otherwise."""
    return InterfaceProblem(HTTPStatus.BAD_REQUEST, detail)


def not_there(detail: str) -> InterfaceProblem:
    """An address that leads nowhere."""
    return InterfaceProblem(HTTPStatus.NOT_FOUND, detail)


def busy(detail: str) -> InterfaceProblem:
    """A request that can be answered in a minute."""
    return InterfaceProblem(HTTPStatus.SERVICE_UNAVAILABLE, detail, {"Retry-After": "60"})


def nearest(typed: str, known: Sequence[str]) -> str:
    """`; the nearest is plan`; empty where nothing is known."""
    near = get_close_matches(typed, known, n=1, cutoff=0)
    return f"; the nearest is {near[0]}" if near else ""
