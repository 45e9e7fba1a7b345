"""The load tool: what each mode measures by itself, and how two editions in an answer are seen."""

import pytest

from benchmarks import crowds, load


@pytest.mark.parametrize("mode", load.MODES)
def test_each_mode_has_its_own_number_of_people(mode: str) -> None:
    options = load.options_of(["--mode", mode])
    assert options.people == load.PEOPLE[mode]
    assert options.think == (1.0 if mode == "pages" else 5.0)


def test_an_answer_with_figures_of_two_publishes_is_torn() -> None:
    answers = crowds.Answers()
    answers.look([b"its figure is 7,315,801", b'{"value": 7315801.0}'])
    answers.look([b"nothing", b"of a publish"])
    assert (answers.seen, answers.with_figures, answers.torn) == (2, 1, 0)
    answers.look([b"its figure is 7,315,801", b'{"value": 7315802.0}'])
    assert (answers.seen, answers.with_figures, answers.torn) == (3, 2, 1)
