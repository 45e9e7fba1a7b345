"""Who may write what: every method of the store that writes, tried in every role."""

import ast
import inspect
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


@pytest.mark.parametrize("role", list(AccessRole))
@pytest.mark.parametrize("write", WRITES)
def test_each_role_writes_what_it_may_and_nothing_else(
    write: str, role: AccessRole, without_figures: Store
) -> None:
    actor = Actor("A. Person", role, KnownBy.SIGNED_IN)
    needed = AccessRole.ADMINISTRATOR if write in ADMINISTRATORS_ONLY else AccessRole.ANALYST
    before = without_figures.edition()
    if role.includes(needed):
        # That an upload is looked for shows that it would be withdrawn.
        is_missing = write in ("withdraw", "reinstate", "repeat_step", "erase", "approve")
        words = "no upload|does not wait"
        expected = pytest.raises(StoreProblem, match=words) if is_missing else nullcontext()
        with expected:
            WRITES[write](without_figures, actor)
    else:
        if write == "load_reference":
            _forget_reference(without_figures)
            before = without_figures.edition()
        with pytest.raises(NotAllowed, match=f"Your role here is {role}; to .* takes an a"):
            WRITES[write](without_figures, actor)
        assert without_figures.edition() == before


def _forget_reference(store: Store) -> None:
    """As if the files had changed: what is loaded already is not loaded again."""
    with store._connection.cursor() as cursor:
        cursor.execute("DELETE FROM reference_version")


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
