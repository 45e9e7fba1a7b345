"""`make interface`: the open interface of a fresh dashboard, tried by other programs.

They are schemathesis and frictionless; the argument is the folder of their programs, which have an
environment of their own. It ends with 1 where either of them finds a fault.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.server import serving

# An area that nobody asked for before takes a second, more where tests run beside it.
OPTIONS = ("--max-examples", "30", "--request-timeout", "60")
# Their requests come faster than anybody's.
RATE = "10000000/second"


def main(programs: Path) -> int:
    """Serve a fresh database and let both try it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "district.duckdb", DISTRICT_INTERFACE_RATE=RATE) as address,
    ):
        described = f"{address}/api/v1/openapi.json"
        commands: list[list[str | Path]] = [
            [programs / "schemathesis", "run", described, *OPTIONS],
            [programs / "frictionless", "validate", f"{address}/datapackage.json"],
        ]
        ended = [
            subprocess.run(command, cwd=folder, env={**os.environ, "NO_PROXY": "*"}, check=False)
            for command in commands
        ]
    return int(any(process.returncode for process in ended))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
