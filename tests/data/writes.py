"""Every method of the store that writes, called by an actor."""

import ast
import inspect
from collections.abc import Callable
from datetime import date, datetime

import pandas as pd

from data.actor import Actor
from data.reference_files import REFERENCE_FOLDER
from data.store import Store
from data.uploads import Alias, KpiEvent, StoredFile, Upload

FILE = Upload((StoredFile("a.csv", b"a"),), "KPI list")
EVENT = KpiEvent("2019/20", "SP 01", date(2026, 1, 1), "note", "moved")
ALIAS = Alias("kpi", "Fly tips", "CON 15")
PLAN_ROWS = {"uploaded_kpi": pd.DataFrame([{"plan": "2024/25", "code": "SP 01"}])}
# By name; several ways of one method have a word after it.
WRITES: dict[str, Callable[[Store, Actor], object]] = {
    "publish": lambda store, actor: store.publish(actor, FILE, {}),
    "publish plans": lambda store, actor: store.publish(actor, FILE, PLAN_ROWS),
    "publish_together": lambda store, actor: store.publish_together(actor, [(FILE, {})]),
    "erase": lambda store, actor: store.erase(actor, 1, "a request", confirmed=1),
    "carry_over": lambda store, actor: store.carry_over(actor, 1, store),
    "put_back": lambda store, actor: store.put_back(actor, 9, FILE, {}),
    "repeat_step": lambda store, actor: store.repeat_step(
        actor, "withdrawn", 1, "again", datetime.fromisoformat("2026-01-01T00:00")
    ),
    "approve": lambda store, actor: store.approve(actor, 1, "checked"),
    "withdraw": lambda store, actor: store.withdraw(actor, 1, "wrong quarter"),
    "reinstate": lambda store, actor: store.reinstate(actor, 1, "it was right"),
    "map_columns": lambda store, actor: store.map_columns(actor, "[]", "{}"),
    "add_alias": lambda store, actor: store.add_alias(actor, ALIAS),
    "add_event": lambda store, actor: store.add_event(actor, EVENT),
    "copy_said": lambda store, actor: store.copy_said(actor, store),
    "choose_council": lambda store, actor: store.choose_council(actor, "N09000003"),
    "load_reference": lambda store, actor: store.load_reference(actor, REFERENCE_FOLDER),
}
# What only an administrator may write.
ADMINISTRATORS_ONLY = {
    "publish plans",
    "erase",
    "carry_over",
    "repeat_step",
    "put_back",
    "copy_said",
    "choose_council",
    "load_reference",
}


def writing_methods() -> set[str]:
    """The public methods of the store that begin a write, by themselves or through another."""
    (store,) = ast.parse(inspect.getsource(Store)).body
    assert isinstance(store, ast.ClassDef)
    calls = {
        method.name: {
            node.func.attr
            for node in ast.walk(method)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        for method in store.body
        if isinstance(method, ast.FunctionDef)
    }
    writing = {"writing"}
    while more := {name for name, called in calls.items() if called & writing} - writing:
        writing |= more
    return {name for name in writing if not name.startswith("_")} - {"writing"}
