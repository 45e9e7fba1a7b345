"""The command line: `python -m loaders check FILE...`, publish, uploads, withdraw, backup, restore.

Exit codes: 0 done or publishable, 1 refused, 2 usage.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from data import database_setting
from data import store as stores
from data.actor import Actor, on_the_command_line
from data.database import backups
from data.database.restore import restore as restore_backup
from data.errors import UserError
from data.questions import stored_uploads
from data.store import Store
from data.uploads import StoredFile
from loaders import publish, rebuild, stored_aliases, stored_mappings
from loaders.check import MOST_REASONS, Checked, Plans, decide
from loaders.checks.decisions import Choice, decided_alike
from loaders.findings.finding import Finding
from loaders.json_report import json_report
from loaders.publish import SubmittedFile

DONE, REFUSED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; what a person can mend is a sentence on stderr."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except UserError as problem:
        print(problem, file=sys.stderr)
        return REFUSED
    except FileNotFoundError as problem:
        print(f"There is no file {problem.filename}.", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        # The reader of our output has seen enough, as `| head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as problem:
        print(f"{problem.filename} cannot be read: {problem.strerror}.", file=sys.stderr)
        return USAGE


def check(options: argparse.Namespace) -> int:
    """Read and check files; store nothing."""
    plans = Plans()
    publishable = True
    for submitted in _submitted(options):
        checked = publish.read(submitted, plans)
        publishable &= checked.publishable
        print(_as_json(submitted, checked) if options.json else _as_text(submitted, checked))
    return DONE if publishable else REFUSED


def publish_files(options: argparse.Namespace) -> int:
    """Read, check and publish files, each in one transaction; stop at the first refused one."""
    submitted_files = _submitted(options)
    actor, store = on_the_command_line(options.by), publish.ready()
    for submitted in submitted_files:
        checked = _checked(store, submitted, options.leave_out)
        if not checked.publishable:
            print(_as_text(submitted, checked), file=sys.stderr)
            return REFUSED
        print(_publish(store, submitted, checked, actor))
    return DONE


def _checked(store: Store, submitted: SubmittedFile, leave_out: str | None) -> Checked:
    """A file checked against what is published; `leave_out` is the reason to leave doubts out."""
    plans, published = publish.plans(store), publish.published(store)
    checked = publish.read(
        submitted,
        plans,
        published,
        mappings=stored_mappings.kept(store),
        aliases=stored_aliases.kept(store),
    )
    if leave_out is None:
        return checked
    return decide(checked, decided_alike(checked.undecided, Choice.LEAVE_OUT, leave_out))


def _publish(store: Store, submitted: SubmittedFile, checked: Checked, actor: Actor) -> str:
    """Publish a file; the sentence about it."""
    before = store.edition()
    size = len(publish.only_changed(store, checked).rows)
    number = publish.publish(store, submitted, checked, actor)
    reason = store.waiting().get(number)
    done = "kept" if reason else "published"
    stands = f"nothing changed: it {'waits' if reason else 'stands'} already"
    outcome = done if store.edition() != before else stands
    waits = f" It waits for another person's approval: {reason}." if reason else ""
    omitted = f", {len(checked.decisions)} left out" if checked.decisions else ""
    rows = f"{size} rows{omitted}"
    return f"{submitted.file.name}: {outcome} as upload {number}, {rows}.{waits}"


def uploads(_: argparse.Namespace) -> int:
    """List the uploads, newest first."""
    for upload in stored_uploads.uploads(publish.ready(), with_waiting=True).itertuples():
        withdrawn = f", withdrawn: {upload.why}" if isinstance(upload.why, str) else ""
        marked = ", illustrative" if upload.illustrative else ""
        marked += ", waits for approval" if isinstance(upload.waits, str) else ""
        print(
            f"{upload.upload}  {upload.published_at:%d %B %Y %H:%M}  {upload.file} "
            f"({upload.layout}{marked}), by {upload.published_by}{withdrawn}"
        )
    return DONE


def withdraw(options: argparse.Namespace) -> int:
    """Withdraw an upload; the figures before it stand again."""
    publish.ready().withdraw(on_the_command_line(options.by), options.upload, options.why)
    print(f"Upload {options.upload} is withdrawn; the figures before it stand again.")
    return DONE


def reinstate(options: argparse.Namespace) -> int:
    """Undo the withdrawal of an upload; its figures stand again."""
    publish.ready().reinstate(on_the_command_line(options.by), options.upload, options.why)
    print(f"Upload {options.upload} is reinstated; its figures stand again.")
    return DONE


def erase(options: argparse.Namespace) -> int:
    """Take out for good what a withdrawn upload brought, or one note, here and in the backups."""
    actor, store = on_the_command_line(options.by), publish.ready()
    kept = store.erase(
        actor, options.upload, options.why, confirmed=options.confirm, note=options.note
    )
    print(f"What was to be erased of upload {options.upload} is gone; that it was there is kept.")
    for path in kept:
        print(f"{path} could not be rewritten and may hold it still: remove it.", file=sys.stderr)
    return REFUSED if kept else DONE


def rebuild_database(_: argparse.Namespace) -> int:
    """Build the database again from its originals and put it in place; the old one is kept."""
    rebuilt, kept = database_setting.replace_database(_rebuilt)
    again = rebuilt.uploads - len(rebuilt.left_out)
    print(f"{again} uploads were read again with identical figures. The old database is {kept}.")
    for sentence in rebuilt.left_out:
        print(sentence)
    return DONE


def _rebuilt(path: Path) -> tuple[rebuild.Rebuilt, Path]:
    target = path.with_suffix(".rebuilt.duckdb")
    backups.remove(target)
    store = publish.ready()
    rebuilt = rebuild.rebuild(store, target)
    stores.close_shared()
    kept = backups.kept_aside(path, "before-rebuild", _today())
    backups.put_in_place(target, path, kept)
    return rebuilt, kept


def write_backup(options: argparse.Namespace) -> int:
    """Write a complete copy of the database: as the backup of the day, or where PATH says."""
    if options.path is None:
        print(f"The database is copied to {publish.ready().back_up(_today())}.")
        return DONE
    target = options.path.resolve()
    store = Store(database_setting.database_path(), target.parent, database_setting.central_store())
    try:
        store.copy_to(target)
    finally:
        store.close()
    print(f"The database is copied to {target}.")
    return DONE


def list_backups(_: argparse.Namespace) -> int:
    """List the automatic backups, newest first."""
    path = database_setting.database_path()
    listed = backups.listed(path)
    for backup in listed:
        megabytes = f"{backup.path.stat().st_size / 1e6:,.0f} MB"
        print(f"{backup.day.day} {backup.day:%B %Y}  {megabytes}  {backup.path}")
    if not listed:
        print(f"There is no backup in {backups.folder(path)}.")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the database's place; the database that it replaces is kept."""
    backup, path = options.backup.resolve(), database_setting.database_path()
    kept = database_setting.replace_database(
        lambda database: restore_backup(backup, database, _today())
    )
    also = f" The former database is {kept}." if kept else ""
    print(f"{backup} is restored as {path}.{also}")
    return DONE


def _today() -> date:
    return datetime.now(UTC).date()


def _as_json(submitted: SubmittedFile, checked: Checked) -> str:
    return json.dumps(json_report(submitted.file, checked))


def _as_text(submitted: SubmittedFile, checked: Checked) -> str:
    verdict = "fit to publish" if checked.publishable else "refused, nothing is stored"
    layout = f", read as {checked.layout}" if checked.layout else ""
    waiting = f"; {checked.figures_waiting} wait for a decision" if checked.undecided else ""
    heading = f"{submitted.file.name}: {verdict}{layout}, {len(checked.rows)} rows{waiting}."
    return "\n".join([heading, *_findings_in_words(checked.findings)])


def _findings_in_words(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding; of many of a kind the first ones and a count."""
    counts = Counter((finding.severity, finding.code) for finding in findings)
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = (finding.severity, finding.code)
        seen[kind] += 1
        if seen[kind] <= MOST_REASONS or counts[kind] == MOST_REASONS + 1:
            yield f"  {finding.severity}: {finding.message}"
        elif seen[kind] == counts[kind]:
            yield f"  {finding.severity}: {counts[kind] - MOST_REASONS:,} more of this kind."


def _submitted(options: argparse.Namespace) -> Sequence[SubmittedFile]:
    paths = list(
        dict.fromkeys(path for submitted in options.files for path in _with_companion(submitted))
    )
    files = [StoredFile(path.name, path.read_bytes()) for path in paths]
    return publish.pair(files, options.period)


def _with_companion(path: Path) -> Sequence[Path]:
    """A CSV brings the JSON description that was published beside it."""
    beside = path.with_suffix(".json")
    return [path, beside] if path.suffix.lower() == ".csv" and beside.exists() else [path]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: object, summary: str) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, help=summary, description=summary)
        parser.set_defaults(command=run)
        return parser

    checking = command(
        "check",
        check,
        "read and check files by themselves, without what is published; store nothing",
    )
    checking.add_argument("--json", action="store_true", help="one JSON object a line and file")
    publishing = command("publish", publish_files, "read, check and publish files")
    for reading in (checking, publishing):
        reading.add_argument("files", nargs="+", type=Path, metavar="FILE")
        reading.add_argument("--period", help="the quarter, where the file does not say it")
    publishing.add_argument(
        "--leave-out", metavar="REASON", help="leave out every quarantined figure, for this reason"
    )
    command("uploads", uploads, "list the uploads")
    withdrawing = command("withdraw", withdraw, "withdraw an upload")
    withdrawing.add_argument("upload", type=int, metavar="ID")
    withdrawing.add_argument("--why", required=True)
    reinstating = command("reinstate", reinstate, "undo the withdrawal of an upload")
    reinstating.add_argument("upload", type=int, metavar="ID")
    reinstating.add_argument("--why", required=True)
    erasing = command("erase", erase, "take out for good what an upload brought, or one note")
    erasing.add_argument("upload", type=int, metavar="ID")
    erasing.add_argument("--why", required=True)
    erasing.add_argument("--confirm", type=int, required=True, metavar="ID", help="ID once more")
    erasing.add_argument("--note", help="the note, word for word; without it the whole upload")
    for signed in (publishing, withdrawing, reinstating, erasing):
        signed.add_argument("--by", required=True, metavar="NAME", help="who answers for it")
    command("rebuild", rebuild_database, "build the database again from its original files")
    backing_up = command("backup", write_backup, "write a complete copy of the database")
    backing_up.add_argument("path", nargs="?", type=Path, metavar="PATH")
    command("backups", list_backups, "list the automatic backups")
    restoring = command("restore", restore, "put a backup in the database's place")
    restoring.add_argument("backup", type=Path, metavar="BACKUP")
    return parser


if __name__ == "__main__":
    sys.exit(main())
