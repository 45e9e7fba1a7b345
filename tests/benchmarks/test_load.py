"""The load tool: what each mode measures by itself, and how two editions in an answer are seen."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import crowds, load, visits


@pytest.mark.parametrize("mode", load.MODES)
def test_each_mode_has_its_own_number_of_people(mode: str) -> None:
    options = load.options_of(["--mode", mode])
    assert options.people == load.PEOPLE[mode]
    assert options.think == (1.0 if mode == "pages" else 5.0)


@pytest.mark.parametrize(
    ("message", "is_last"),
    [
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY), True),
        (ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN), False),
        (ForwardMsg(ref_hash="0" * 32), False),
    ],
)
def test_a_run_ends_with_the_message_that_says_so(message: ForwardMsg, is_last: bool) -> None:
    assert visits.is_last(message.SerializeToString()) == is_last


def test_an_answer_with_figures_of_two_publishes_is_torn() -> None:
    answers = crowds.Answers()
    answers.look([b"its figure is 7,315,801", b'{"value": 7315801.0}'])
    answers.look([b"nothing", b"of a publish"])
    assert (answers.seen, answers.with_figures, answers.torn) == (2, 1, 0)
    answers.look([b"its figure is 7,315,801", b'{"value": 7315802.0}'])
    assert (answers.seen, answers.with_figures, answers.torn) == (3, 2, 1)
