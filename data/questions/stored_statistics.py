"""What is asked of published statistics: figures, vintages, areas, groups."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.store import Store

# The kinds of area that are local authorities, each piece of ground once.
LOCAL_AUTHORITIES = (
    "district", "unitary", "metropolitan district", "London borough", "council area",
    "local government district",
)  # fmt: skip


def statistics(store: Store) -> pd.DataFrame:
    """Every statistic in screen order, with the columns of table `statistic`."""
    return store.ask("SELECT * FROM statistic ORDER BY position")


# The standing figures of some statistics, those worked out of two published ones too: of these
# `per` x `numerator` / `denominator` is the figure, and the note names the parts. A count over a
# period of its own is divided by the population of the year in which it began, else by the nearest
# within two years, of two equally near by the earlier one; the note says so.
# `of_codes` and `of_parts` filter by columns that tell figures apart, which reaches below the
# window that finds the newest edition: of half a million rows few are then sorted.
_FIGURES = """
    WITH part AS (
        SELECT * FROM current_statistic_value WHERE list_contains($parts, code) AND {of_parts}
    ),
    divided AS (
        SELECT above.* REPLACE (
                   derived.code AS code, statistic.name AS name, statistic.unit AS unit,
                   derived.per * above.value / below.value AS value, NULL AS lower, NULL AS upper,
                   greatest(above.vintage, below.vintage) AS vintage,
                   format('{{}}, {{}}: {{:,}}; {{}}, {{}}: {{:,}}{{}}',
                          upper_part.name, above.period_label, above.value::BIGINT,
                          lower_part.name, below.period_label, below.value::BIGINT,
                          CASE WHEN years_apart = 0 THEN ''
                               ELSE ' (the nearest year that has one)' END) AS note
               ),
               above.value AS numerator, below.value AS denominator, derived.per,
               CASE WHEN years_apart > 0
                    THEN format('{{}} of {{}}', lower_part.name, below.period_label)
               END AS nearest_denominator
        FROM derived_statistic AS derived
        JOIN statistic ON statistic.code = derived.code
        JOIN statistic AS upper_part ON upper_part.code = derived.numerator
        JOIN statistic AS lower_part ON lower_part.code = derived.denominator
        JOIN part AS above ON above.code = derived.numerator
        JOIN (
            SELECT *, period_start = period_end AS on_a_day FROM part
        ) AS below ON below.code = derived.denominator AND below.area = above.area
        CROSS JOIN LATERAL (
            SELECT abs(year(below.period_start) - year(above.period_start)) AS years_apart
        )
        WHERE list_contains($codes, derived.code) AND above.value IS NOT NULL AND below.value > 0
            AND (
                (below.period_start = above.period_start AND below.period_end = above.period_end)
                OR (on_a_day AND years_apart <= 2)
            )
        QUALIFY row_number() OVER (
            PARTITION BY derived.code, above.area, above.period_start, above.period_end
            ORDER BY years_apart, below.period_start
        ) = 1
    ),
    figure AS (
        {published}
        UNION ALL BY NAME
        SELECT * FROM divided
    )
"""
_PUBLISHED = """
        SELECT *, NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator, NULL::DOUBLE AS per,
               NULL::TEXT AS nearest_denominator
        FROM current_statistic_value WHERE list_contains($codes, code) AND {of_codes}
"""
_OF_AREAS = "list_contains($areas, area)"
_OF_PERIOD = "period_start = $period_start AND period_end = $period_end"


def _figures(parts: Sequence[str], of_codes: str, of_parts: str = "true") -> str:
    """The WITH that names the figures; without `parts` none is worked out, in half of the time."""
    published = _PUBLISHED.format(of_codes=of_codes)
    if not parts:
        return f"WITH figure AS ({published})"
    return _FIGURES.format(published=published, of_parts=of_parts)


def statistic_values(store: Store, codes: Sequence[str], areas: Sequence[str]) -> pd.DataFrame:
    """Standing figures of some statistics and areas in period order, with area names and source.

    `numerator` and `denominator` are the parts of a figure worked out of two published ones;
    `nearest_denominator` names the second where it is of another year than the first.
    """
    parts = _parts(store, codes)
    return store.ask(
        f"""
        {_figures(parts, _OF_AREAS, _OF_AREAS)}
        SELECT figure.*, coalesce(area.name, figure.area) AS area_name, upload.file,
               upload.published_by, upload.published_at
        FROM figure
        LEFT JOIN area ON area.code = figure.area
        JOIN upload ON upload.upload = figure.upload
        ORDER BY figure.code, figure.area, figure.period_end
        """,  # noqa: S608 - our own text
        {"codes": list(codes), "areas": list(areas), **_named(parts)},
    )


def replaced_statistic_values(store: Store, area: str) -> pd.DataFrame:
    """Figures of an area that a later edition or upload replaced, columns of statistic_values()."""
    return store.ask(
        """
        WITH replaced AS (
            SELECT * FROM statistic_value
            WHERE area = ? AND upload IN (SELECT upload FROM standing_upload)
            QUALIFY row_number() OVER (
                PARTITION BY code, period_kind, period_start, period_end
                ORDER BY vintage DESC NULLS LAST, upload DESC, position DESC
            ) > 1
        )
        SELECT replaced.*, coalesce(area.name, replaced.area) AS area_name, upload.file,
               upload.published_by, upload.published_at
        FROM replaced
        LEFT JOIN area ON area.code = replaced.area
        JOIN upload ON upload.upload = replaced.upload
        ORDER BY replaced.code, replaced.period_end
        """,
        [area],
    )


def statistic_codes(store: Store) -> pd.DataFrame:
    """The statistics that have a standing figure: code, name and unit as published, areas."""
    return store.ask(
        """
        WITH published AS (
            SELECT code, any_value(name) AS name, any_value(unit) AS unit,
                   count(DISTINCT area) AS areas
            FROM statistic_value
            WHERE value IS NOT NULL AND upload IN (SELECT upload FROM standing_upload)
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


def statistic_areas(store: Store, code: str) -> pd.DataFrame:
    """The areas that a statistic has a figure or a state for: area, area_name; by name."""
    parts = _parts(store, [code])
    return store.ask(
        """
        SELECT DISTINCT figure.area, coalesce(area.name, figure.area) AS area_name
        FROM statistic_value AS figure
        LEFT JOIN area ON area.code = figure.area
        WHERE figure.code = $code AND coalesce(figure.value::TEXT, figure.state) IS NOT NULL
              AND figure.upload IN (SELECT upload FROM standing_upload)
        ORDER BY area_name, figure.area
        """,
        # A statistic that is worked out has figures where that above the line has.
        {"code": parts[0] if parts else code},
    )


def statistic_in_period(
    store: Store, code: str, period_start: date, period_end: date
) -> pd.DataFrame:
    """Standing figures of a statistic for all areas in one period, the lowest first.

    Names, kinds and parents of areas, file and person; the parts of a figure worked out of two are
    as in statistic_values. An area that was replaced by another one is left out where that one has
    a figure too, so that no ground counts twice.
    """
    parts = _parts(store, [code])
    return store.ask(
        f"""
        {_figures(parts, _OF_PERIOD)},
        in_period AS (
            SELECT * FROM figure
            WHERE period_start = $period_start AND period_end = $period_end
        )
        SELECT figure.*, coalesce(area.name, figure.area) AS area_name, area.kind AS area_kind,
               area.parent AS area_parent, upload.file, upload.published_by, upload.published_at
        FROM in_period AS figure
        LEFT JOIN area ON area.code = figure.area
        JOIN upload ON upload.upload = figure.upload
        WHERE NOT EXISTS (
            SELECT 1 FROM area_name AS replaced
            JOIN in_period AS newer ON newer.area = replaced.name AND newer.value IS NOT NULL
            WHERE replaced.kind = 'successor' AND replaced.area = figure.area
        )
        ORDER BY figure.value, area_name
        """,  # noqa: S608 - our own text
        {
            "codes": [code],
            "period_start": period_start,
            "period_end": period_end,
            **_named(parts),
        },
    )


def figures_beside(store: Store, home: str) -> pd.DataFrame:
    """Every statistic in the latest period of an area, with the figures of all areas in it.

    Columns: code, area, area_name, period_kind, period_start, period_end, period_label, value,
    lower, upper, vintage. Statistics that are worked out of two published ones are not among them.
    """
    return store.ask(
        """
        WITH latest AS (
            SELECT code, period_start, period_end FROM current_statistic_value
            WHERE list_contains([$home], area) AND value IS NOT NULL
            QUALIFY row_number() OVER (
                PARTITION BY code ORDER BY period_end DESC, period_start DESC
            ) = 1
        ),
        standing AS (
            SELECT figure.* FROM statistic_value AS figure
            JOIN latest USING (code, period_start, period_end)
            WHERE figure.upload IN (SELECT upload FROM standing_upload)
            QUALIFY row_number() OVER (
                PARTITION BY code, area, period_kind
                ORDER BY vintage DESC NULLS LAST, upload DESC, position DESC
            ) = 1
        )
        SELECT standing.code, area, coalesce(area.name, area) AS area_name, period_kind,
               period_start, period_end, period_label, value, lower, upper, vintage
        FROM standing LEFT JOIN area ON area.code = standing.area
        WHERE value IS NOT NULL
        ORDER BY standing.code, area, period_kind
        """,
        {"home": home},
    )


def profile_statistics(store: Store) -> pd.DataFrame:
    """Which statistics the profile shows, in its order, with the columns of `profile_statistic`."""
    return store.ask("SELECT * FROM profile_statistic ORDER BY rowid")


def statistic_periods(store: Store, code: str, home: str, areas: Sequence[str]) -> pd.DataFrame:
    """The periods of a statistic, the newest first, with how many of some areas have a figure.

    Columns: period_start, period_end, areas, has_home (whether `home` is among them).
    """
    parts = _parts(store, [code])
    return store.ask(
        f"""
        {_figures(parts, _OF_AREAS, _OF_AREAS)}
        SELECT period_start, period_end, count(DISTINCT area) AS areas,
               bool_or(area = $home) AS has_home
        FROM figure
        WHERE value IS NOT NULL
        GROUP BY period_start, period_end
        ORDER BY period_end DESC, period_start DESC
        """,  # noqa: S608 - our own text
        {"codes": [code], "home": home, "areas": list(areas), **_named(parts)},
    )


def statistic_holdings(store: Store) -> pd.DataFrame:
    """What is held of each statistic, by its code.

    Columns: code, figures, areas, authorities (local ones), kinds (of areas, as a text),
    first_start, period_label and period_end of the latest period, vintage (the newest).
    """
    return store.ask(
        """
        SELECT figure.code, count(figure.value) AS figures, count(DISTINCT figure.area) AS areas,
               count(DISTINCT figure.area) FILTER (list_contains($authorities, area.kind))
                   AS authorities,
               string_agg(DISTINCT area.kind, '; ' ORDER BY area.kind) AS kinds,
               min(period_start) AS first_start,
               arg_max(period_label, period_end) AS period_label, max(period_end) AS period_end,
               max(vintage) AS vintage
        FROM statistic_value AS figure
        LEFT JOIN area ON area.code = figure.area
        WHERE figure.value IS NOT NULL AND figure.upload IN (SELECT upload FROM standing_upload)
        GROUP BY figure.code
        ORDER BY figure.code
        """,
        {"authorities": list(LOCAL_AUTHORITIES)},
    )


def series_breaks(store: Store) -> pd.DataFrame:
    """From which period on figures are not joined with those before, as table `series_break`."""
    return store.ask("SELECT * FROM series_break ORDER BY statistic, starts")


def similar_areas(store: Store, area: str) -> pd.DataFrame:
    """The areas most like an area: sense, nearest (codes with "; " between), as `similar_area`."""
    return store.ask("SELECT * FROM similar_area WHERE area = ? ORDER BY rowid", [area])


def _named(parts: list[str]) -> dict[str, list[str]]:
    """The parameter of a question that works figures out; one that does not has none."""
    return {"parts": parts} if parts else {}


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


def comparison_groups(store: Store, council: str) -> pd.DataFrame:
    """The groups that a council put together, with their areas in the order of the file.

    Columns as in table `comparison_group`.
    """
    return store.ask("SELECT * FROM comparison_group WHERE council = ? ORDER BY rowid", [council])


def areas(store: Store) -> pd.DataFrame:
    """Every area, with the columns of table `area`."""
    return store.ask("SELECT * FROM area ORDER BY name")
