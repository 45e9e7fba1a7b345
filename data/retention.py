"""The retention rule: what was withdrawn is erased after so many days, by itself."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from data.actor import RETENTION
from data.store import Store

log = logging.getLogger("district")


def due(store: Store, days: int, today: date) -> Sequence[int]:
    """The uploads withdrawn at least so many days ago that were not erased yet."""
    latest = today - timedelta(days=days)
    uploads = store.ask(
        """
        SELECT upload FROM current_withdrawal
        WHERE withdrawn_at::DATE <= ? AND upload NOT IN (SELECT upload FROM erasure)
        ORDER BY upload
        """,
        [latest],
    )
    return [int(number) for number in uploads["upload"]]


def erase_when_due(store: Store, days: int | None, today: date) -> None:
    """Erase what is due; without a number of days nothing ever is. A failure is logged."""
    if days is None or store.write_permission.refusal:
        return
    for number in due(store, days, today):
        try:
            store.erase(RETENTION, number, f"withdrawn {days} days ago or more", confirmed=number)
        except Exception:
            log.exception("What upload %d brought could not be erased", number)
