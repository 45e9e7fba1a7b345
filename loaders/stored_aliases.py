"""What files call KPIs and areas, as the store keeps it: said once, used for every later file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

from data.actor import Actor
from data.questions import stored_uploads
from data.records import records
from data.store import Store
from data.uploads import Alias
from loaders.tables.kpi_codes import alias_key

KPI, AREA, ACTIVITY = "kpi", "area", "activity"
NOT_OURS = ""


def kept(store: Store) -> Sequence[Alias]:
    """What counts now, the newest first."""
    return [
        Alias(str(row["kind"]), str(row["words"]), str(row["meaning"]))
        for row in records(stored_uploads.aliases(store))
    ]


def keep(store: Store, actor: Actor, *aliases: Alias) -> None:
    """Keep aliases in place of what was said of the same words before.

    Raises StoreProblem for a blank name, and where words or code may not be kept.
    """
    store.add_alias(actor, *aliases)


def set_aside(store: Store, actor: Actor, *aliases: Alias) -> None:
    """Use aliases no more; who said so is kept, and nothing is deleted."""
    store.add_alias(actor, *aliases, set_aside=True)


def meanings(aliases: Iterable[Alias], kind: str) -> Mapping[str, str]:
    """The meaning of the words of one kind; of the same words the first of the aliases counts."""
    by_words: dict[str, str] = {}
    for alias in aliases:
        if alias.kind == kind:
            by_words.setdefault(alias.words, alias.meaning)
    return by_words


def used(aliases: Iterable[Alias], words: Iterable[str]) -> Sequence[Alias]:
    """Those of the aliases that were used, by the words of a file that they decided of."""
    keys = {alias_key(text) for text in words}
    return [alias for alias in aliases if alias_key(alias.words) in keys]


def to_json(aliases: Iterable[Alias]) -> Sequence[Sequence[str]]:
    """Aliases as lists of kind, words and meaning in an order of their own, for json.dumps."""
    return sorted([*astuple(alias)] for alias in aliases)


def in_hints(hints: Mapping[str, object]) -> Sequence[Alias]:
    """The aliases that an upload was read by, from its hints."""
    aliases = hints.get("aliases", ())
    return [Alias(*map(str, parts)) for parts in aliases] if isinstance(aliases, list) else ()
