"""The house as its documents draw it: names once, words of the glossary, answers where they say."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.shared import ROOT

ROOMS = ("access", "api", "charts", "data", "insights", "loaders", "metrics", "pages", "reports")
# Names that say nothing of what a value is.
VAGUE = frozenset(("found", "said", "told"))


@cache
def trees() -> dict[Path, ast.Module]:
    """The source of every room and the syntax tree of each module."""
    paths = [ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths)}


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    return ((path, node) for path, tree in trees().items() for node in ast.walk(tree))


def test_no_module_name_stands_in_two_rooms() -> None:
    rooms = defaultdict(list)
    for path in trees():
        if path.stem not in ("__init__", "__main__"):
            rooms[path.stem].append(str(path.parent.relative_to(ROOT)))
    assert {name: where for name, where in rooms.items() if len(where) > 1} == {}


def test_no_class_name_stands_twice() -> None:
    modules = defaultdict(list)
    for path, node in nodes():
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            modules[node.name].append(str(path.relative_to(ROOT)))
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


def test_no_value_has_a_name_that_says_nothing_of_it() -> None:
    # A finding says what was found, what was expected and what to do: that field keeps its name.
    fields = {id(node.target) for _, node in nodes() if isinstance(node, ast.AnnAssign)}
    vague = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in nodes()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in VAGUE
        if id(node) not in fields
    ]
    assert vague == []


def test_what_is_remembered_reads_the_store_where_that_is_noted() -> None:
    """So that no answer is kept over a change of something that nobody knows it was made of."""
    readers = {
        str(path.relative_to(ROOT))
        for path, node in nodes()
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "stores.shared"
        if path.relative_to(ROOT).parts[0] in ("insights", "charts", "reports", "pages", "api")
    }
    assert readers == {"insights/cache.py"}


def test_what_is_remembered_is_worked_out_in_one_thread() -> None:
    """What another thread asks for is not noted as what an answer was made of."""
    threaded = {
        str(path.relative_to(ROOT))
        for path, node in nodes()
        if isinstance(node, ast.Import | ast.ImportFrom)
        if path.relative_to(ROOT).parts[0] in ("insights", "charts", "pages")
        if re.search(r"\b(threading|concurrent|asyncio|anyio)\b", ast.unparse(node))
    }
    # One asks, from outside of every answer, for what people asked for.
    assert threaded == {
        "insights/cache.py",
        "insights/remembered_answers.py",
        "insights/warm_up.py",
    }


def imported_first() -> dict[str, frozenset[str]]:
    """What each module of ours imports as soon as it is imported itself."""
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): tree
        for path, tree in trees().items()
    }
    return {name: frozenset(_imports(tree)) for name, tree in names.items()}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_what_writes_files_and_signs_people_in_is_loaded_when_it_is_first_used() -> None:
    """The dashboard is ready half a second sooner."""
    of_module = imported_first()
    loaded, waiting = set[str](), {"app"}
    while waiting:
        loaded |= waiting
        packages = {name.rpartition(".")[0] for name in waiting}
        imported = {name for module in waiting for name in of_module.get(module, ())}
        waiting = (imported | packages) - loaded
    assert {"altair", "duckdb", "streamlit", "pages.upload"} <= loaded
    libraries = {name.partition(".")[0] for name in loaded}
    assert not libraries & {"openpyxl", "docx", "typst", "icalendar", "authlib", "httpx2"}


GLOSSARY = re.findall(
    r"^\| ([a-z][\w -]*) \| (.+) \|$",
    (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)[1:]


@cache
def words_of_code() -> frozenset[str]:
    """The words that names in the source are made of, alone and in pairs: `area kind`."""
    names = {
        getattr(node, part, None) for _, node in nodes() for part in ("id", "attr", "name", "arg")
    }
    names |= {path.stem for path in trees()}
    words: set[str] = set()
    for name in names:
        if isinstance(name, str):
            parts = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().strip("_").split("_")
            words |= {*parts, *(" ".join(pair) for pair in pairwise(parts))}
    return frozenset(words)


@pytest.mark.parametrize("term", [term for term, _ in GLOSSARY])
def test_a_term_of_the_glossary_is_used_in_code(term: str) -> None:
    assert {term, f"{term}s"} & words_of_code()


def test_no_term_has_two_meanings_and_each_is_one_sentence() -> None:
    terms = [term for term, _ in GLOSSARY]
    assert len(terms) > 40
    assert sorted(set(terms)) == terms
    assert [term for term, meaning in GLOSSARY if not re.fullmatch(r"[A-Z][^.]*\.", meaning)] == []


ANSWERS = re.findall(
    r"^\| (.+\?) \| `([\w/]+\.py)` \| `(\w+)` \|$",
    (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)


def test_the_architecture_answers_ten_questions() -> None:
    assert len(ANSWERS) >= 10


@pytest.mark.parametrize(("question", "file", "name"), ANSWERS)
def test_the_file_that_answers_a_question_holds_the_named_function(
    question: str, file: str, name: str
) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert name in defined, question
