"""The interface described for programs: OpenAPI 3.1, made of the tables and their words."""

from collections.abc import Mapping, Sequence
from typing import Any

from access.request_refusal import PROBLEM
from api.answer_fields import object_schema
from api.open_tables import TABLES, OpenTable, one_kpi_parameters
from api.parameters import Parameter
from api.table_formats import CSV, FORMATS, JSON
from data.actor import Actor

VERSION = "1.0.0"
ROOT = "/api/v1"
_REFUSALS = {
    "400": "A word is unknown, stands twice, or has a value that is not known",
    "401": "Nobody is signed in, and the public may not read",
    "403": "The table is for analysts",
    "404": "There is no such table, KPI, format or page",
    "429": "Too many requests; the header Retry-After says how long to wait",
    "503": "New figures were published again and again meanwhile; ask again in a minute",
}


def openapi_document(title: str, actor: Actor) -> Mapping[str, Any]:
    """The whole document, with the tables that somebody may see and the values that there are."""
    tables = [table for table in TABLES.values() if table.is_for(actor)]
    paths: dict[str, Any] = {}
    for table in tables:
        paths |= _paths(f"{ROOT}/{table.name}", table.name, table, table.parameters)
    paths |= _paths(f"{ROOT}/kpis/{{code}}", "kpi", TABLES["kpis"], one_kpi_parameters())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title}: open interface",
            "version": VERSION,
            "description": "What the pages of the dashboard show, for other programs. Read-only. "
            "Figures marked `illustrative` are invented to show the software.",
            "license": {"name": "Statistics: Open Government Licence v3.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {
                "Problem": _problem_schema(),
                **{table.name: object_schema(table.fields) for table in tables},
            }
        },
    }


def _paths(
    address: str, identity: str, table: OpenTable, parameters: Sequence[Parameter]
) -> Mapping[str, Any]:
    in_path = [_path_parameter("code", {"type": "string", "minLength": 1})]
    in_path = in_path if "{code}" in address else []
    described = [*in_path, *map(_query_parameter, parameters)]
    a_format = _path_parameter("format", {"type": "string", "enum": list(FORMATS)})
    return {
        address: {"get": _operation(identity, table, described, [JSON])},
        f"{address}.{{format}}": {
            "get": _operation(f"{identity}-as", table, [*described, a_format], list(FORMATS))
        },
    }


def _operation(
    identity: str, table: OpenTable, parameters: Sequence[Mapping[str, Any]], formats: Sequence[str]
) -> Mapping[str, Any]:
    refusals = {
        status: {
            "description": words,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, words in _REFUSALS.items()
    }
    return {
        "operationId": identity,
        "summary": table.title,
        "description": table.description,
        "parameters": list(parameters),
        "responses": {
            "200": {
                "description": "The rows",
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {
                    FORMATS[name].media_type: {"schema": _content_schema(name, table)}
                    for name in formats
                },
            },
            "304": {"description": "Nothing has changed since the ETag that was sent"},
            **refusals,
        },
    }


def _content_schema(name: str, table: OpenTable) -> Mapping[str, Any]:
    if name == JSON:
        return page_schema(table)
    if name == CSV:
        return {"type": "string"}
    return {"type": "object"} if FORMATS[name].media_type.endswith("json") else {}


def page_schema(table: OpenTable) -> Mapping[str, Any]:
    """What a page of a table holds as JSON."""
    nullable_text = {"type": ["string", "null"]}
    properties = {
        "table": {"const": table.name},
        "title": {"type": "string"},
        "edition": {"type": "string"},
        "as_of": nullable_text,
        "total": {"type": "integer", "minimum": 0},
        "truncated": {"type": "boolean"},
        "next": nullable_text,
        "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _query_parameter(parameter: Parameter) -> Mapping[str, Any]:
    listed = {"style": "form", "explode": False} if parameter.most > 1 else {}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "schema": parameter.schema,
        **listed,
    }


def _path_parameter(name: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _problem_schema() -> Mapping[str, Any]:
    properties = {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}
