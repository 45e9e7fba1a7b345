"""The population of the same year, else the nearest within two years, named, else none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison.population import population_for
from metrics.period import calendar_year, financial_year


@pytest.mark.parametrize(
    ("known", "year", "note"),
    [
        ({2020: 94.0, 2021: 97.6}, 2020, ""),
        ({2021: 97.6, 2011: 85.7}, 2021, "with the population of 2021"),
        ({2022: 98.0, 2011: 85.7}, 2022, "with the population of 2022"),
        ({2019: 93.0, 2021: 97.6}, 2019, "with the population of 2019"),
        ({2018: 92.0, 2021: 97.6}, 2021, "with the population of 2021"),
        ({2020: None, 2021: 97.6}, 2021, "with the population of 2021"),
    ],
)
def test_the_nearest_year_is_used_and_named(
    known: dict[int, float | None], year: int, note: str
) -> None:
    population = population_for(financial_year(2020), known)
    assert population is not None
    assert (population.year, population.note) == (year, note)


@pytest.mark.parametrize("known", [{}, {2011: 85.7}, {2017: 91.0}, {2023: 99.0}, {2020: 0.0}])
def test_a_population_of_another_time_gives_no_rate(known: dict[int, float | None]) -> None:
    assert population_for(financial_year(2020), known) is None


@given(st.dictionaries(st.integers(2000, 2030), st.floats(1, 1e6)), st.integers(2000, 2030))
def test_no_nearer_year_is_passed_over(known: dict[int, float], year: int) -> None:
    population = population_for(calendar_year(year), dict(known))
    distances = [abs(other - year) for other in known if abs(other - year) <= 2]
    assert (population is None) is (not distances)
    if population:
        assert population.years_apart == min(distances)
        assert population.people == known[population.year]
