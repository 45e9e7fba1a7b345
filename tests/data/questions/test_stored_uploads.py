"""What is asked of uploads: the columns of each answer, and a row that is known to be in it."""

import pytest

from data.questions import stored_uploads
from data.store import Store
from tests.data.questions.question import KPI_VALUE, Question, check, unasked

STEPS = ["kind", "upload", "by", "moment", "why"]
WITHDRAWN = {"kind": "withdrawn", "upload": 4, "by": "B. Analyst", "why": "wrong quarter"}
QUESTIONS = [
    Question(
        stored_uploads.uploads,
        (),
        [
            *("upload", "fingerprint", "file", "sha256", "layout", "illustrative"),
            *("published_by", "published_at", "hints", "withdrawn_by", "withdrawn_at", "why"),
            *("kpi_values", "activity_updates", "statistic_values", "plan_rows", "waits"),
        ],
        {"upload": 3, "file": "key-activities-2019-20-q1.xlsx", "activity_updates": 37},
    ),
    Question(
        stored_uploads.originals,
        (),
        ["upload", "file"],
        {"upload": 3, "file": "key-activities-2019-20-q1.xlsx"},
    ),
    Question(stored_uploads.withdrawals, (4,), STEPS, WITHDRAWN),
    Question(stored_uploads.all_withdrawals, (), STEPS, WITHDRAWN),
    Question(
        stored_uploads.upload_steps,
        (),
        STEPS,
        {"kind": "published", "upload": 5, "by": "A. Analyst", "why": None},
    ),
    Question(
        stored_uploads.column_mappings,
        (),
        ["mapping", "signature", "roles", "set_aside", "said_by", "said_at"],
        {"mapping": 1, "signature": '["ref"]', "roles": '{"0": "code"}'},
    ),
    Question(
        stored_uploads.aliases,
        (),
        ["alias", "kind", "words", "meaning", "set_aside", "said_by", "said_at"],
        {"alias": 1, "words": "Fly tips", "meaning": "CON 15"},
    ),
    Question(
        stored_uploads.findings,
        (2,),
        [
            *("upload", "position", "severity", "code", "message", "sheet", "cell", "found"),
            *("expected", "action"),
        ],
        {"position": 1, "code": "read_as", "found": "xlsx"},
    ),
    Question(
        stored_uploads.current_rows,
        ("kpi_value", ["CP 02"]),
        KPI_VALUE,
        {"upload": 8, "period_label": "Q1 2020/21"},
    ),
    Question(stored_uploads.every_row, ("kpi_value",), KPI_VALUE, {"upload": 4, "value": 11.0}),
    Question(
        stored_uploads.rows_and_hash, ("finding", [9]), ["rows", "hash"], {"rows": 0, "hash": "0"}
    ),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_an_answer_has_its_columns_and_a_known_row(question: Question, asked: Store) -> None:
    check(question, asked)


def test_what_an_upload_brought_is_by_table_and_without_tables_of_no_rows(asked: Store) -> None:
    brought = stored_uploads.rows_of_upload(asked, 4)
    assert list(brought) == ["kpi_value"]
    assert list(brought["kpi_value"]["value"]) == [11.0]


def test_the_samples_are_told_from_what_people_published(asked: Store) -> None:
    assert stored_uploads.illustrative_uploads(asked) == {2}


def test_every_question_is_asked() -> None:
    # What is erased is asked by tests/data/test_erasing.py.
    asked_below = {"rows_of_upload", "illustrative_uploads"}
    assert unasked(stored_uploads, QUESTIONS) == {"erased", *asked_below}
