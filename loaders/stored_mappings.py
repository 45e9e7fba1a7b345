"""Columns named by hand as the store keeps them: said once, used for every file that follows."""

from collections.abc import Mapping, Sequence

from data.actor import Actor
from data.questions import stored_uploads
from data.records import records
from data.store import Store
from loaders.tables.column_mapping import ColumnMapping, from_json, from_stored, stored


def kept(store: Store) -> Sequence[ColumnMapping]:
    """What counts now, the newest first."""
    mappings = records(stored_uploads.column_mappings(store))
    return [from_stored(str(mapping["signature"]), str(mapping["roles"])) for mapping in mappings]


def keep(store: Store, mapping: ColumnMapping, actor: Actor) -> None:
    """Keep a mapping in place of what was said of the same headings before.

    Raises StoreProblem for a blank name.
    """
    store.map_columns(actor, *stored(mapping))


def set_aside(store: Store, mapping: ColumnMapping, actor: Actor) -> None:
    """Use a mapping no more; who said so is kept, and nothing is deleted.

    Raises StoreProblem for a blank name.
    """
    store.map_columns(actor, *stored(mapping), set_aside=True)


def in_hints(hints: Mapping[str, object]) -> Sequence[ColumnMapping]:
    """The mappings that an upload was read by, from its hints."""
    mappings = hints.get("mappings", ())
    return [from_json(mapping) for mapping in mappings] if isinstance(mappings, list) else ()
