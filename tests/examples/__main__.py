"""Write every example workbook into a folder: `python -m tests.examples FOLDER`."""

import sys
from pathlib import Path

from tests.examples import examples


def main(folder: Path) -> None:
    """Write one file for each example."""
    folder.mkdir(parents=True, exist_ok=True)
    for example in examples():
        (folder / example.file).write_bytes(example.content())
    sys.stdout.write(f"{len(examples())} example files are in {folder}.\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder to write to: python -m tests.examples FOLDER")
    main(Path(sys.argv[1]))
