"""What a run counted, printed for people or for another program."""

import json
import os
import time
from collections.abc import Mapping


def counts(figures: Mapping[str, float], about: str, *, as_json: bool) -> None:
    """Print what was counted, by name: one JSON object, or a table below the day and the load.

    `about` says what was asked of the run.
    """
    if as_json:
        print(json.dumps(figures))
        return
    print(f"{time.strftime('%Y-%m-%d')}, load {os.getloadavg()[0]:.1f}, {about}")
    for name, number in figures.items():
        print(f"| {name.replace('_', ' ')} | {round(number, 2):,} |")
