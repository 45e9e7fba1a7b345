"""Reports as files, for cron or Task Scheduler: `python -m reports quarter latest --out DIR`.

Nothing is stored in the database. While the dashboard has it open, the newest backup is read, which
the dashboard writes within ten minutes of a change; a line on stderr says so. A file of the same
name is replaced. Exit codes: 0 written, 1 a sentence on stderr says why not, 2 usage.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from data import database_setting
from data import store as stores
from data.database import backups
from data.database.backups import Backup
from data.errors import InUse, UserError
from insights import cache
from insights.report_scope import report_scope
from reports.brief import BRIEF_FORMATS
from reports.formats import ReportFormat
from reports.making import ReportKind, make
from reports.word.styles import our_template

WRITTEN, REFUSED, USAGE = 0, 1, 2
TEMPLATE = "report-template.docx"
_OF_BACKUP = "The dashboard has the database open: this is of its backup of {moment} (UTC)."


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one file and give the exit code; what a person can mend is a sentence."""
    options = _parser().parse_args(arguments)
    try:
        if options.make is None:
            path = _written(options.out, TEMPLATE, our_template())
        else:
            path = _of_what_stands(options)
    except (UserError, OSError) as problem:
        print(problem, file=sys.stderr)
        return REFUSED
    print(path)
    return WRITTEN


def _of_what_stands(options: argparse.Namespace) -> Path:
    if not options.from_backup:
        try:
            return _report(options)
        except InUse:
            newest = _newest_backup()
            print(_OF_BACKUP.format(moment=f"{newest.made_at:%Y-%m-%d %H:%M}"), file=sys.stderr)
    with _copy_of_backup():
        return _report(options)


def _report(options: argparse.Namespace) -> Path:
    if not database_setting.database_exists():
        raise UserError("There is no database yet: start the dashboard once, then ask again.")
    cache.store()
    today = datetime.now(UTC).date()
    scope = report_scope(options.quarter, today, options.owner, options.priority)
    report = make(scope, options.make, ReportFormat(options.format))
    return _written(options.out, report.name, report.content)


def _written(folder: Path, name: str, content: bytes) -> Path:
    """The file in its folder, whole or not at all: another of the name is replaced in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    unfinished = path.with_suffix(f"{path.suffix}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return path


def _newest_backup() -> Backup:
    database = database_setting.database_path()
    newest = backups.newest(database)
    if newest is None:
        where = backups.folder(database)
        raise UserError(
            f"There is no backup in {where}; the dashboard writes one within ten minutes of a "
            "change."
        )
    return newest


@contextmanager
def _copy_of_backup() -> Iterator[None]:
    """A copy of the newest backup in the place of the database, which may be open elsewhere."""
    database, newest = database_setting.database_path(), _newest_backup()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(newest.path, Path(folder) / database.name))
        asked = os.environ.get("DISTRICT_DATABASE")
        os.environ["DISTRICT_DATABASE"] = str(copy)
        try:
            yield
        finally:
            stores.close_shared()
            if asked is None:
                del os.environ["DISTRICT_DATABASE"]
            else:
                os.environ["DISTRICT_DATABASE"] = asked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    kinds = parser.add_subparsers(required=True, metavar="REPORT")
    quarter = kinds.add_parser("quarter", help="the committee report of a quarter")
    quarter.set_defaults(make=ReportKind.FULL)
    _add_choices(quarter, list(ReportFormat))
    brief = kinds.add_parser("brief", help="one side of A4 on a quarter")
    brief.set_defaults(make=ReportKind.BRIEF)
    _add_choices(brief, BRIEF_FORMATS)
    template = kinds.add_parser("template", help="the Word file whose styles a council may change")
    template.set_defaults(make=None)
    for kind in (quarter, brief, template):
        kind.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder")
    return parser


def _add_choices(kind: argparse.ArgumentParser, formats: Sequence[ReportFormat]) -> None:
    kind.add_argument("quarter", metavar="QUARTER", help="such as 2019/20-Q1, or latest")
    kind.add_argument("--for", dest="owner", metavar="NAME", help="of a portfolio, lead or service")
    kind.add_argument("--priority", metavar="CODE", help="of one priority of the plan")
    kind.add_argument("--format", choices=[str(f) for f in formats], default="docx")
    kind.add_argument(
        "--from-backup", action="store_true", help="from the newest backup, open or not"
    )


if __name__ == "__main__":
    sys.exit(main())
