"""How often one client may ask: a moving window, by the package limits, in this process."""

import math
import time
from http import HTTPStatus

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.problems import InterfaceProblem


class RequestLimit:
    """So many requests of one client in so much time, such as `120/minute`."""

    def __init__(self, rate: str) -> None:
        self._rate: RateLimitItem = parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, client: str) -> None:
        """Count a request; raises InterfaceProblem with the seconds to wait where it is one too
        many.
        """
        if self._limiter.hit(self._rate, client):
            return
        free_at = self._limiter.get_window_stats(self._rate, client).reset_time
        seconds = max(1, math.ceil(free_at - time.time()))
        raise InterfaceProblem(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"More than {self._rate} were asked from your address. Ask again in {seconds} seconds.",
            {"Retry-After": str(seconds)},
        )
