"""Who may write what: every method of the store that writes, tried in every role."""

import ast
import inspect
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from data.actor import RETENTION, SHIPPED, AccessRole, Actor, KnownBy, on_the_command_line
from data.errors import StoreProblem
from data.store import Store
from data.write_permission import NotAllowed
from tests.data.writes import ADMINISTRATORS_ONLY, WRITES, writing_methods
from tests.shared import ROOT


def test_every_method_that_writes_is_tried() -> None:
    assert {name.split()[0] for name in WRITES} == writing_methods()


@pytest.mark.parametrize("name", sorted({name.split()[0] for name in WRITES}))
def test_its_first_argument_is_an_actor(name: str) -> None:
    _, first, *_ = inspect.signature(getattr(Store, name)).parameters.values()
    assert first.annotation is Actor


def test_nobody_writes_past_the_store() -> None:
    rooms = ("access", "insights", "loaders", "metrics", "pages", "reports")
    modules = [ROOT / "app.py", *(path for room in rooms for path in (ROOT / room).rglob("*.py"))]
    assert len(modules) > 200
    assert [path for path in modules if _begins_a_write(path)] == []


def _begins_a_write(path: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr in ("writing", "_connection", "_publish")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
                and node.value.id == "self")
    )  # fmt: skip


def _needed(write: str) -> AccessRole:
    return AccessRole.ADMINISTRATOR if write in ADMINISTRATORS_ONLY else AccessRole.ANALYST


CASES = [(write, role) for write in WRITES for role in AccessRole]


@pytest.mark.parametrize(("write", "role"), [c for c in CASES if c[1].includes(_needed(c[0]))])
def test_each_role_writes_what_it_may(write: str, role: AccessRole, without_figures: Store) -> None:
    # That an upload is looked for shows that it would be withdrawn.
    is_missing = write in ("withdraw", "reinstate", "repeat_step", "erase", "approve")
    words = "no upload|does not wait"
    expected = pytest.raises(StoreProblem, match=words) if is_missing else nullcontext()
    with expected:
        WRITES[write](without_figures, Actor("A. Person", role, KnownBy.SIGNED_IN))


@pytest.fixture(scope="module")
def never_written(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store into which nobody writes, as if the reference files had changed since."""
    store = Store(Path(shutil.copy(planned, tmp_path_factory.mktemp("never-written"))))
    # What is loaded already would not be loaded again.
    with store._connection.cursor() as cursor:
        cursor.execute("DELETE FROM reference_version")
    yield store
    store.close()


@pytest.mark.parametrize(("write", "role"), [c for c in CASES if not c[1].includes(_needed(c[0]))])
def test_each_role_writes_nothing_else(write: str, role: AccessRole, never_written: Store) -> None:
    before = never_written.edition()
    with pytest.raises(NotAllowed, match=f"Your role here is {role}; to .* takes an a"):
        WRITES[write](never_written, Actor("A. Person", role, KnownBy.SIGNED_IN))
    assert never_written.edition() == before


def test_roles_include_those_before_them() -> None:
    includes = [role.includes(AccessRole.ANALYST) for role in AccessRole]
    assert includes == [False, False, False, True, True]


def test_with_sign_in_no_name_is_taken_from_a_box(without_figures: Store) -> None:
    typed = Actor("", AccessRole.ADMINISTRATOR, KnownBy.TYPED).named("A. Analyst")
    without_figures.write_permission.need_sign_in()
    with pytest.raises(NotAllowed, match="names come from the sign-in"):
        WRITES["publish"](without_figures, typed)
    WRITES["publish"](without_figures, Actor("A.", AccessRole.ANALYST, KnownBy.SIGNED_IN))


@pytest.mark.parametrize(
    ("actor", "recorded"),
    [
        (Actor("", AccessRole.ANALYST, KnownBy.TYPED).named(" A. Analyst "), "A. Analyst (typed)"),
        (on_the_command_line("A. Analyst"), "A. Analyst (command line)"),
        (Actor("A. Analyst", AccessRole.ANALYST, KnownBy.SIGNED_IN), "A. Analyst"),
        (SHIPPED, "Shipped with the software"),
    ],
)
def test_the_record_says_which_names_anybody_could_have_given(
    actor: Actor, recorded: str, without_figures: Store
) -> None:
    WRITES["publish"](without_figures, actor)
    assert list(without_figures.ask("SELECT published_by FROM upload")["published_by"]) == [
        recorded
    ]


@pytest.mark.parametrize(
    "name",
    [
        SHIPPED.name,
        "  shipped with the SOFTWARE. ",
        "Shipped\u00a0with\u200b the software",
        "\uff33hipped with the software",
        RETENTION.name,
    ],
)
def test_a_name_of_the_software_cannot_be_typed(name: str) -> None:
    with pytest.raises(StoreProblem, match="only the software has"):
        Actor("", AccessRole.ADMINISTRATOR, KnownBy.TYPED).named(name)
    with pytest.raises(StoreProblem, match="only the software has"):
        on_the_command_line(name)


def test_who_is_signed_in_keeps_the_name_of_the_sign_in() -> None:
    signed_in = Actor("A. Analyst", AccessRole.ANALYST, KnownBy.SIGNED_IN)
    assert signed_in.named("Chief Executive") == signed_in
