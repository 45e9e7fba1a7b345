"""What is asked of the council that the database is for."""

import pandas as pd

from data.store import Store


def council(store: Store) -> pd.DataFrame:
    """The council's area as one row: code, name, kind and parent as in table `area`."""
    return store.ask(
        """
        SELECT area.* FROM area
        WHERE code = (SELECT area FROM council ORDER BY rowid DESC LIMIT 1)
        """
    )


def choices(store: Store) -> pd.DataFrame:
    """Each time a council was chosen in the dashboard: area, chosen_by, chosen_at (UTC)."""
    return store.ask("SELECT * FROM council_choice ORDER BY rowid")
