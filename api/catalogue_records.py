"""The tables for catalogues: a data package (Frictionless v2) and a record in DCAT."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.answer_fields import FieldKind, TableColumn
from api.open_tables import TABLES, OpenTable
from api.openapi_document import ROOT
from api.table_formats import CSV, FORMATS
from data.actor import AccessRole

_PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
_TYPES: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "string",
    FieldKind.TEXTS: "string",
    FieldKind.NUMBER: "number",
    FieldKind.WHOLE: "integer",
    FieldKind.BOOLEAN: "boolean",
    FieldKind.DAY: "date",
    FieldKind.MOMENT: "datetime",
}
_LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0, for the published statistics",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


def data_package(title: str, edition: str, public_url: str) -> Mapping[str, Any]:
    """Every public table as a resource: its CSV, with the type of each column."""
    return {
        "$schema": _PACKAGE_PROFILE,
        "name": "district-dashboard",
        "title": title,
        "description": "What the dashboard shows as tables. Figures marked illustrative are "
        "invented to show the software.",
        "version": edition,
        **({"homepage": public_url} if public_url else {}),
        "licenses": [_LICENCE],
        "resources": [_resource(table) for table in _public_tables()],
    }


def _resource(table: OpenTable) -> Mapping[str, Any]:
    return {
        "$schema": _RESOURCE_PROFILE,
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": f"{ROOT[1:]}/{table.name}.{CSV}",
        "format": CSV,
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
        },
    }


def _field(column: TableColumn) -> Mapping[str, Any]:
    described = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
    }
    # Moments have parts of a second, which the default form of a data package does not know.
    return described | ({"format": "any"} if column.kind is FieldKind.MOMENT else {})


def dcat_record(title: str, publisher: str, public_url: str) -> Mapping[str, Any]:
    """A catalogue with a dataset for each public table, in DCAT 3 as JSON-LD."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@id": f"{public_url}{ROOT}",
        "@type": "dcat:Catalog",
        "dct:title": title,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher},
        "dct:language": "en",
        "dcat:service": {
            "@type": "dcat:DataService",
            "dcat:endpointURL": {"@id": f"{public_url}{ROOT}"},
            "dcat:endpointDescription": {"@id": f"{public_url}{ROOT}/openapi.json"},
        },
        "dcat:dataset": [_dataset(table, public_url) for table in _public_tables()],
    }


def _dataset(table: OpenTable, public_url: str) -> Mapping[str, Any]:
    address = f"{public_url}{ROOT}/{table.name}"
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:title": table.title,
        "dct:description": table.description,
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": f"{address}.{ending}"},
                "dcat:mediaType": written.media_type.partition(";")[0],
            }
            for ending, written in FORMATS.items()
        ],
    }


def _public_tables() -> Sequence[OpenTable]:
    return [table for table in TABLES.values() if table.role is AccessRole.PUBLIC]
