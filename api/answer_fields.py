"""The fields of an answer, once: from them come its JSON schema and the columns of its tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from insights.answer_values import Answer
from reports.data_table import TEXTS_SEPARATOR

Schema = Mapping[str, Any]


class FieldKind(StrEnum):
    """What a field holds. A range is a number or an object with both ends."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    BOOLEAN = "boolean"
    DAY = "day"
    MOMENT = "moment"
    TEXTS = "texts"
    RANGE = "range"
    OBJECT = "object"
    OBJECTS = "objects"


_JSON_TYPES: Mapping[FieldKind, Schema] = {
    FieldKind.TEXT: {"type": "string"},
    FieldKind.NUMBER: {"type": "number"},
    FieldKind.WHOLE: {"type": "integer"},
    FieldKind.BOOLEAN: {"type": "boolean"},
    FieldKind.DAY: {"type": "string", "format": "date"},
    FieldKind.MOMENT: {"type": "string", "description": "UTC, without an offset"},
    FieldKind.TEXTS: {"type": "array", "items": {"type": "string"}},
}


@dataclass(frozen=True, slots=True)
class AnswerField:
    """A field by name with what it holds; `parts` are those of an object, or of each of several."""

    name: str
    kind: FieldKind
    description: str
    parts: Sequence["AnswerField"] = ()
    is_nullable: bool = True

    @property
    def schema(self) -> Schema:
        """What JSON Schema says of it."""
        schema = dict(self._schema_of_value())
        if self.is_nullable:
            schema = {"anyOf": [schema, {"type": "null"}]}
        return {"description": self.description, **schema}

    def _schema_of_value(self) -> Schema:
        match self.kind:
            case FieldKind.OBJECT:
                return object_schema(self.parts)
            case FieldKind.OBJECTS:
                return {"type": "array", "items": object_schema(self.parts)}
            case FieldKind.RANGE:
                return {"anyOf": [{"type": "number"}, object_schema(_ENDS)]}
            case _:
                return _JSON_TYPES[self.kind]

    def columns(self, before: str = "", path: tuple[str, ...] = ()) -> Iterator["TableColumn"]:
        """Its columns in a table; none for a list of objects, which a cell cannot hold."""
        name, path = f"{before}{self.name}", (*path, self.name)
        match self.kind:
            case FieldKind.OBJECT:
                for part in self.parts:
                    yield from part.columns(f"{name}_", path)
            case FieldKind.OBJECTS:
                return
            case FieldKind.RANGE:
                yield TableColumn(name, FieldKind.NUMBER, self.description, path)
                upper = f"{self.description}; its upper end where it is a range"
                yield TableColumn(f"{name}_upper", FieldKind.NUMBER, upper, (*path, "upper"))
            case _:
                yield TableColumn(name, self.kind, self.description, path)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its name, what it holds, and where in an answer its value stands."""

    name: str
    kind: FieldKind
    description: str
    path: tuple[str, ...]

    def cell(self, answer: Answer) -> object:
        """The value of an answer in this column; None where there is none."""
        value: Any = answer
        for name in self.path:
            value = value.get(name) if isinstance(value, Mapping) else None
        if isinstance(value, Mapping):
            return value["lower"]
        if self.kind is FieldKind.TEXTS:
            return TEXTS_SEPARATOR.join(value or ()) or None
        return value


def object_schema(fields: Sequence[AnswerField]) -> Schema:
    """An object that has exactly these fields."""
    return {
        "type": "object",
        "properties": {field.name: field.schema for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def columns_of(fields: Sequence[AnswerField]) -> Sequence[TableColumn]:
    """The columns of a table of answers."""
    return [column for field in fields for column in field.columns()]


_ENDS = (
    AnswerField("lower", FieldKind.NUMBER, "The lower end", is_nullable=False),
    AnswerField("upper", FieldKind.NUMBER, "The upper end", is_nullable=False),
)
