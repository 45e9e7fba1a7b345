"""No text of others becomes markup: what Streamlit draws as markdown went through `plain()`.

The source is followed: an argument that Streamlit draws as markdown is safe where all that is put
into it is a constant, a number or day that was formatted, or escaped. A name is safe where all that
it is given is, a parameter where every call gives something safe, and a function of the pages where
all that it returns is.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from tests.shared import ROOT

PAGES = ROOT / "pages"
# What Streamlit draws as markdown: the first argument, and these by name wherever they are given.
DRAWN = frozenset((
    "title", "header", "subheader", "write", "markdown", "info", "warning", "error", "success",
    "caption", "expander", "button", "form_submit_button", "download_button", "text_input",
    "text_area", "number_input", "date_input", "selectbox", "multiselect", "checkbox", "toggle",
    "radio", "file_uploader", "toast", "popover", "metric", "progress", "spinner", "status",
))  # fmt: skip
NAMED = frozenset(("label", "body", "text", "help", "title", "caption"))
# Their options are markdown too; those of other choices are text.
WITH_OPTIONS = frozenset(("radio", "tabs", "pills", "segmented_control"))
ESCAPING = frozenset(("plain", "page_title"))
# What they give is a number or a day in words, if the words that they are given are safe.
FORMATTING = frozenset(("count", "day", "len", "int", "capital", "sorted", "reversed", "list"))
KEEPING = frozenset(("capitalize", "join", "items", "values", "keys", "get", "strip"))


@dataclass(frozen=True)
class Scope:
    """A function of a module, or the module itself."""

    module: str
    node: ast.FunctionDef | ast.Module


@dataclass
class Source:
    """Modules by name, and what is known of their functions."""

    modules: Mapping[str, ast.Module]
    following: set[tuple[str, str, str]] = field(default_factory=set)

    def unescaped(self) -> Iterator[tuple[str, int, str]]:
        """Every argument that may become markup: module, line, source."""
        for module, tree in self.modules.items():
            for scope in _scopes(module, tree):
                for call in _own_calls(scope.node):
                    for argument in _drawn_as_markdown(call):
                        if not self.is_safe(argument, scope):
                            yield module, argument.lineno, ast.unparse(argument)

    def is_safe(self, node: ast.expr | None, scope: Scope) -> bool:
        """Whether nothing of others in an expression becomes markup."""
        if node is None or isinstance(node, ast.Constant) or _is_of_constant(node):
            return True
        parts = _parts(node)
        if parts is not None:
            return all(self.is_safe(part, scope) for part in parts)
        match node:
            case ast.Name(id=name):
                return self._is_safe_name(name, scope)
            case ast.Attribute(attr=name):
                return name.isupper()
            case ast.Call():
                return self._is_safe_call(node, scope)
        return False

    def _is_safe_call(self, call: ast.Call, scope: Scope) -> bool:
        name = _called(call)
        if name in ESCAPING:
            return True
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        if name in ("len", "int", "day", "enumerate", "range"):
            return True
        if name == "list":
            return all(self.is_safe(part, scope) for part in given)
        if name == "count":
            # The number, then the words for one and for many.
            given = given[1:]
        if name in FORMATTING or (name in KEEPING and isinstance(call.func, ast.Attribute)):
            receiver = [call.func.value] if isinstance(call.func, ast.Attribute) else []
            if name == "get":
                given = given[1:]
            return all(self.is_safe(part, scope) for part in (*receiver, *given))
        return self._returns_safe(name, scope)

    def _returns_safe(self, name: str, scope: Scope) -> bool:
        every = [
            Scope(module, function)
            for module, tree in self.modules.items()
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef) and function.name == name
        ]
        of_module = [known for known in every if known.module == scope.module]
        found = of_module or every
        returned = [
            (node.value, scope)
            for scope in found
            for node in ast.walk(scope.node)
            if isinstance(node, ast.Return)
        ]
        return bool(returned) and self._follow(
            ("returns", found[0].module if found else "", name),
            lambda: all(self.is_safe(*both) for both in returned),
        )

    def _is_safe_name(self, name: str, scope: Scope) -> bool:
        if name[:1].isupper():
            # A class: its members are words of ours.
            return True
        return self._follow(
            (scope.module, getattr(scope.node, "name", ""), name),
            lambda: self._is_given_safely(name, scope),
        )

    def _follow(self, step: tuple[str, str, str], ask: Callable[[], bool]) -> bool:
        """What `ask` says; a step that leads back to itself adds nothing."""
        if step in self.following:
            return True
        self.following.add(step)
        try:
            return ask()
        finally:
            self.following.discard(step)

    def _is_given_safely(self, name: str, scope: Scope) -> bool:
        values = list(_values_of(name, scope.node))
        if isinstance(scope.node, ast.FunctionDef) and name in _parameters(scope.node):
            values_of_calls = self._given_by_calls(name, scope.node)
            if not values_of_calls:
                return False
            if not all(self.is_safe(*both) for both in values_of_calls):
                return False
            return all(self.is_safe(value, scope) for value in values)
        return bool(values) and all(self.is_safe(value, scope) for value in values)

    def _given_by_calls(
        self, name: str, function: ast.FunctionDef
    ) -> Sequence[tuple[ast.expr | None, Scope]]:
        """What each call of a function of the pages gives for a parameter."""
        position = _parameters(function).index(name)
        defining = {module for module, tree in self.modules.items() if function in ast.walk(tree)}

        def may_call(module: str) -> bool:
            """What begins with a line is called in its own module alone."""
            return not function.name.startswith("_") or module in defining

        given: list[tuple[ast.expr | None, Scope]] = []
        for module, tree in self.modules.items():
            for scope in _scopes(module, tree):
                for call in _own_calls(scope.node) if may_call(module) else ():
                    arguments = _arguments(call, function.name)
                    if arguments is None:
                        continue
                    by_name = {word.arg: word.value for word in call.keywords}
                    if len(arguments) > position:
                        given.append((arguments[position], scope))
                    elif name in by_name:
                        given.append((by_name[name], scope))
                    elif _has_default(function, name):
                        given.append((_default(function, name), scope))
                    # Else it calls another function of that name.
        return given


def _scopes(module: str, tree: ast.Module) -> Iterator[Scope]:
    yield Scope(module, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield Scope(module, node)


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function or module and in no function within it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from _own_nodes(child)


def _own_calls(scope: ast.AST) -> Iterator[ast.Call]:
    return (node for node in _own_nodes(scope) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _arguments(call: ast.Call, function: str) -> Sequence[ast.expr] | None:
    """What a call gives to a function, by `partial` too; None where it calls another."""
    if _called(call) == function:
        return call.args
    if _called(call) == "partial" and call.args:
        first = call.args[0]
        name = first.attr if isinstance(first, ast.Attribute) else getattr(first, "id", "")
        return call.args[1:] if name == function else None
    return None


def _parameters(function: ast.FunctionDef) -> Sequence[str]:
    return [a.arg for a in (*function.args.args, *function.args.kwonlyargs)]


def _has_default(function: ast.FunctionDef, name: str) -> bool:
    words = [a.arg for a in function.args.kwonlyargs]
    if name in words:
        return function.args.kw_defaults[words.index(name)] is not None
    without = len(function.args.args) - len(function.args.defaults)
    return _parameters(function).index(name) >= without


def _default(function: ast.FunctionDef, name: str) -> ast.expr | None:
    words = [a.arg for a in function.args.kwonlyargs]
    if name in words:
        return function.args.kw_defaults[words.index(name)]
    first = len(function.args.args) - len(function.args.defaults)
    return function.args.defaults[_parameters(function).index(name) - first]


def _drawn_as_markdown(call: ast.Call) -> Iterator[ast.expr]:
    name = _called(call)
    if not isinstance(call.func, ast.Attribute) or name not in DRAWN | WITH_OPTIONS:
        return
    if not (ast.unparse(call.func.value) in ("st", "st.sidebar") or name == "progress"):
        return
    words = [
        word.value.body
        for word in call.keywords
        if isinstance(word.value, ast.Lambda) and word.arg == "format_func" and name in WITH_OPTIONS
    ]
    yield from words
    # Options that are put into words are not drawn themselves.
    has_options = name in WITH_OPTIONS and not words
    if name != "progress":
        yield from call.args[: 2 if has_options else 1]
    for word in call.keywords:
        if word.arg in NAMED or (word.arg == "options" and has_options):
            yield word.value


def _parts(node: ast.expr) -> Sequence[ast.expr] | None:  # noqa: PLR0911
    """What a text is put together of; None where it is not put together."""
    match node:
        case ast.FormattedValue(value=value, format_spec=spec):
            return [] if _is_format_of_number(spec) else [value]
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return [left, right]
        case ast.BinOp() | ast.Compare():
            # Numbers are worked out; texts are put together by + alone.
            return []
        case ast.IfExp(body=first, orelse=second):
            return [first, second]
        case ast.JoinedStr(values=values) | ast.BoolOp(values=values) | ast.Dict(values=values):
            return values
        case ast.List(elts=values) | ast.Tuple(elts=values):
            return values
        case ast.ListComp(elt=made) | ast.GeneratorExp(elt=made) | ast.DictComp(value=made):
            return [made]
        case ast.Starred(value=value) | ast.Subscript(value=value):
            return [value]
    return None


def _is_of_constant(node: ast.expr) -> bool:
    """Whether it is a constant, or an item or attribute of one."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return isinstance(node, ast.Name) and node.id.isupper()


def _is_format_of_number(spec: ast.expr | None) -> bool:
    """Whether a text could not be formatted so: `:,` or `:.2f`."""
    text = ast.unparse(spec) if spec else ""
    return "," in text or text.endswith(("d'", "f'", "g'"))


def _values_of(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """What a name is given in a scope: by an assignment, or item by item."""
    for node in _own_nodes(scope):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _part(name, target, value)
            case ast.AnnAssign(target=target, value=value) if value is not None:
                yield from _part(name, target, value)
            case ast.NamedExpr(target=target, value=value):
                yield from _part(name, target, value)
            case ast.For(target=target, iter=items) | ast.comprehension(target=target, iter=items):
                if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(target)):
                    yield items


def _part(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    match target, value:
        case ast.Name(id=found), _ if found == name:
            yield value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for part, of_part in zip(targets, values, strict=True):
                yield from _part(name, part, of_part)
        case ast.Tuple(elts=targets), _:
            if any(isinstance(part, ast.Name) and part.id == name for part in targets):
                yield value


def source_of_pages() -> Source:
    return Source(
        {
            str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
            for path in sorted(PAGES.rglob("*.py"))
        }
    )


def test_what_is_drawn_as_markdown_is_a_constant_a_number_or_escaped() -> None:
    wrong = [f"{module}:{line} {text}" for module, line, text in source_of_pages().unescaped()]
    assert not wrong, "\n".join(wrong)


# Parts that are HTML of ours by their type, put end to end.
JOINED = ("pages/shared/escaping.py", "Markup(''.join(parts))")


def test_html_of_ours_is_written_out_and_texts_are_put_into_it_by_format() -> None:
    modules = source_of_pages().modules
    wrong = [
        f"{module}:{call.lineno} {ast.unparse(call)}"
        for module, tree in modules.items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _is_made_of_texts(call)
        if (module, ast.unparse(call)) != JOINED
    ]
    assert not wrong, "\n".join(wrong)


def _is_made_of_texts(call: ast.Call) -> bool:
    """Whether HTML is put together otherwise than by `Markup("...").format(...)`."""
    name = _called(call)
    if name == "Markup":
        return not all(isinstance(argument, ast.Constant) for argument in call.args)
    is_html = name == "html" and ast.unparse(call.func) == "st.html"
    return is_html and any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in call.args)


EXAMPLE = """
import streamlit as st
WORDS = {"a": "b"}

def draw(row, number):
    {line}

def _label(text):
    return f"KPI {plain(text)}"

def _typed(text):
    return f"KPI {text}"

def call(kpi):
    _given("a constant")

def _given(text):
    st.write(text)
"""


@pytest.mark.parametrize(
    ("line", "is_escaped"),
    [
        ("st.write(row.name)", False),
        ("st.write(plain(row.name))", True),
        ("st.header(f'KPI {row.code}')", False),
        ("st.header(f'KPI {plain(row.code)}: {number:,}')", True),
        ("st.expander('KPI ' + row.code)", False),
        ("st.info('KPI ' + plain(row.code))", True),
        ("st.error(WORDS[row.kind])", True),
        ("st.error({'a': row.name}[row.kind])", False),
        ("name = row.name; st.write(name)", False),
        ("name = plain(row.name); st.write(f'{name}.')", True),
        ("st.write(count(row.size, 'row'))", True),
        ("st.write(count(row.size, row.noun))", False),
        ("st.write(', '.join(row.names))", False),
        ("st.write(', '.join(plain(name) for name in row.names))", True),
        ("st.selectbox('Which', row.names)", True),
        ("st.radio('Which', row.names)", False),
        ("st.text_input('Which', help=row.note)", False),
        ("bar.progress(0.5, text=row.name)", False),
        ("st.write(_label(row.name))", True),
        ("st.write(_typed(row.name))", False),
        ("_given(row.name)", False),
        ("_given(text=plain(row.name))", True),
        ("partial(_given, row.name)", False),
    ],
)
def test_what_would_become_markup_is_seen(line: str, *, is_escaped: bool) -> None:
    source = Source({"example.py": ast.parse(EXAMPLE.replace("{line}", line))})
    assert bool(list(source.unescaped())) is not is_escaped


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("Markup('<b>{}</b>').format(name)", False),
        ("Markup(f'<b>{name}</b>')", True),
        ("Markup('<b>' + name)", True),
        ("st.html(f'<b>{name}</b>')", True),
        ("st.html('<b>%s</b>' % name)", True),
        ("st.html(table)", False),
    ],
)
def test_html_put_together_by_hand_is_seen(line: str, *, is_wrong: bool) -> None:
    calls = (node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call))
    assert any(map(_is_made_of_texts, calls)) is is_wrong
