"""How many measures are on target, in words."""

import pytest

from metrics.rag_summary import summarise
from metrics.status import Rag, State
from metrics.words.summary_words import summary_words

G, A, R = Rag.GREEN, Rag.AMBER, Rag.RED


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ([], "No measure yet."),
        ([G], "1 of 1 on target."),
        ([G, A, R], "1 of 3 on target, 1 just off, 1 off target."),
        ([R, R], "0 of 2 on target, 2 off target."),
        ([G, State.AWAITED], "1 of 1 on target. 1 not rated: 1 figure late."),
        (
            [G, State.AWAITED, State.AWAITED, State.NO_TARGET, State.SUPPRESSED],
            "1 of 1 on target. 4 not rated: 1 without a target, 2 figures late, 1 suppressed.",
        ),
        ([State.AWAITED, State.AWAITED], "None rated: 2 figures late."),
        ([G, State.NO_FIGURE], "1 of 1 on target. 1 not rated: 1 without a figure yet."),
    ],
)
def test_the_sentence_says_only_what_there_is(statuses: list[Rag | State], words: str) -> None:
    assert summary_words(summarise(statuses)) == words
