from charts.swarm import offsets


def test_values_apart_stand_on_the_axis() -> None:
    assert offsets([1.0, 50.0, 100.0]) == [0, 0, 0]


def test_values_in_one_place_are_stacked_above_and_below_the_axis() -> None:
    assert offsets([1.0, 1.0, 1.0, 1.0, 100.0]) == [0, 1, -1, 2, 0]


def test_equal_values_and_none_at_all_are_no_trouble() -> None:
    assert offsets([7.0, 7.0]) == [0, 1]
    assert offsets([]) == []
