"""What is asked of key activities: the columns of each answer, and a row known to be in it."""

import pytest

from data.questions import stored_activities
from data.store import Store
from tests.data.questions.question import PUBLISHED, Question, check, of_table, unasked

UPDATE = [
    *("upload", "position", "plan", "code", "period_kind", "period_start", "period_end"),
    *("period_label", "name", "reported_status", "note", "next_steps", "lead"),
    *("portfolio", "sheet", "cell", *PUBLISHED, "illustrative"),
]
QUESTIONS = [
    Question(
        stored_activities.activities,
        (),
        [*of_table("activity"), "priority_name", "priority_position", "outcomes", "official_title"],
        {"plan": "2024/25", "position": 1, "priority_name": "Place", "outcomes": "CO 4"},
    ),
    Question(
        stored_activities.activity_lines,
        ("2024/25",),
        of_table("activity_line"),
        {
            "activity": 1,
            "kind": "community_outcome",
            "position": 1,
            "text": "Satisfaction with getting information or help from Customer Services",
        },
    ),
    Question(
        stored_activities.activity_updates,
        (),
        UPDATE,
        {"code": "KA.01.01", "period_label": "Q1 2019/20", "reported_status": "Green"},
    ),
    Question(
        stored_activities.replaced_updates,
        (),
        UPDATE,
        {"code": "KA.01.02", "upload": 3},
    ),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_an_answer_has_its_columns_and_a_known_row(question: Question, asked: Store) -> None:
    check(question, asked)


def test_every_question_is_asked() -> None:
    assert unasked(stored_activities, QUESTIONS) == set()
