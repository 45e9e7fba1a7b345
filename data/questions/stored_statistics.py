"""What is asked of published statistics: figures, vintages, areas, groups."""

from collections.abc import Sequence

import pandas as pd

from data.store import Store


def statistics(store: Store) -> pd.DataFrame:
    """Every statistic in screen order, with the columns of table `statistic`."""
    return store.ask("SELECT * FROM statistic ORDER BY position")


# The standing figures of some statistics, those worked out of two published ones too: of these
# `per` x `numerator` / `denominator` is the figure, and the note names the parts.
_FIGURES = """
    WITH part AS (SELECT * FROM current_statistic_value WHERE list_contains($parts, code)),
    figure AS (
        SELECT *, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator, NULL::DOUBLE AS per
        FROM current_statistic_value WHERE list_contains($codes, code)
        UNION ALL BY NAME
        SELECT above.* REPLACE (
                   derived.code AS code, statistic.name AS name, statistic.unit AS unit,
                   derived.per * above.value / below.value AS value, NULL AS lower, NULL AS upper,
                   greatest(above.vintage, below.vintage) AS vintage,
                   format('{}, {}: {:,}; {}, {}: {:,}', upper_part.name, above.period_label,
                          above.value::BIGINT, lower_part.name, below.period_label,
                          below.value::BIGINT) AS note
               ),
               above.value AS numerator, below.value AS denominator, derived.per
        FROM derived_statistic AS derived
        JOIN statistic ON statistic.code = derived.code
        JOIN statistic AS upper_part ON upper_part.code = derived.numerator
        JOIN statistic AS lower_part ON lower_part.code = derived.denominator
        JOIN part AS above ON above.code = derived.numerator
        JOIN part AS below ON below.code = derived.denominator AND below.area = above.area AND (
            (below.period_start = above.period_start AND below.period_end = above.period_end)
            OR (below.period_start = below.period_end
                AND below.period_start BETWEEN above.period_start AND above.period_end)
        )
        WHERE list_contains($codes, derived.code) AND above.value IS NOT NULL AND below.value > 0
    )
"""


def statistic_values(store: Store, codes: Sequence[str], areas: Sequence[str]) -> pd.DataFrame:
    """Standing figures of some statistics and areas in period order, with area names and source.

    `numerator` and `denominator` are the parts of a figure worked out of two published ones.
    """
    return store.ask(
        f"""
        {_FIGURES}
        SELECT figure.*, coalesce(area.name, figure.area) AS area_name, upload.file,
               upload.published_by, upload.published_at
        FROM figure
        LEFT JOIN area ON area.code = figure.area
        JOIN upload ON upload.upload = figure.upload
        WHERE list_contains($areas, figure.area)
        ORDER BY figure.code, figure.area, figure.period_end
        """,  # noqa: S608 - our own text
        {"codes": list(codes), "areas": list(areas), "parts": _parts(store, codes)},
    )


def statistic_codes(store: Store) -> pd.DataFrame:
    """The statistics that have a standing figure: code, name and unit as published, areas."""
    return store.ask(
        """
        WITH published AS (
            SELECT code, any_value(name) AS name, any_value(unit) AS unit,
                   count(DISTINCT area) AS areas
            FROM current_statistic_value WHERE value IS NOT NULL
            GROUP BY code
        )
        SELECT * FROM published
        UNION ALL
        SELECT derived.code, statistic.name, statistic.unit, above.areas
        FROM derived_statistic AS derived
        JOIN statistic ON statistic.code = derived.code
        JOIN published AS above ON above.code = derived.numerator
        JOIN published AS below ON below.code = derived.denominator
        ORDER BY code
        """
    )


def statistic_everywhere(store: Store, code: str) -> pd.DataFrame:
    """Standing figures of a statistic for all areas in period order: names, kinds, file, person.

    `numerator` and `denominator` as in statistic_values.
    """
    return store.ask(
        f"""
        {_FIGURES}
        SELECT figure.*, coalesce(area.name, figure.area) AS area_name, area.kind AS area_kind,
               upload.file, upload.published_by, upload.published_at
        FROM figure
        LEFT JOIN area ON area.code = figure.area
        JOIN upload ON upload.upload = figure.upload
        ORDER BY figure.period_end, figure.period_start, area_name
        """,  # noqa: S608 - our own text
        {"codes": [code], "parts": _parts(store, [code])},
    )


def _parts(store: Store, codes: Sequence[str]) -> list[str]:
    """The statistics that some statistics are worked out of."""
    parts = store.ask(
        "SELECT numerator, denominator FROM derived_statistic WHERE list_contains(?, code)",
        [list(codes)],
    )
    return sorted({*parts["numerator"], *parts["denominator"]})


def statistic_revisions(store: Store, code: str, areas: Sequence[str]) -> pd.DataFrame:
    """Figures that a later edition published otherwise, newest period first.

    Columns: area_name, period_label, period_end, old, old_vintage, new, new_vintage.
    """
    return store.ask(
        """
        WITH edition AS (
            SELECT figure.*, coalesce(area.name, figure.area) AS area_name,
                   lag(value) OVER issues AS old, lag(vintage) OVER issues AS old_vintage
            FROM statistic_value AS figure
            JOIN standing_upload USING (upload)
            LEFT JOIN area ON area.code = figure.area
            WHERE figure.code = $code AND list_contains($areas, figure.area)
                  AND vintage IS NOT NULL AND value IS NOT NULL
            WINDOW issues AS (
                PARTITION BY figure.area, period_kind, period_start, period_end
                ORDER BY vintage, upload, position
            )
        )
        SELECT area_name, period_label, period_end, old, old_vintage, value AS new,
               vintage AS new_vintage
        FROM edition
        WHERE old <> value AND old_vintage < vintage
        ORDER BY period_end DESC, area_name, new_vintage DESC
        """,
        {"code": code, "areas": list(areas)},
    )


def comparison_groups(store: Store) -> pd.DataFrame:
    """Every comparison group with its areas in the order of the reference file, as its table."""
    return store.ask("SELECT * FROM comparison_group ORDER BY rowid")


def areas(store: Store) -> pd.DataFrame:
    """Every area, with the columns of table `area`."""
    return store.ask("SELECT * FROM area ORDER BY name")
