"""Which tables a question reads is told by the database's planner, and never too few."""

import pytest

from data.database.question_tables import QuestionTables


@pytest.fixture(scope="module")
def question_tables() -> QuestionTables:
    return QuestionTables()


@pytest.mark.parametrize(
    "sql",
    [
        "FROM kpi_value JOIN upload USING (upload)",
        "FROM kpi_value LEFT JOIN current_withdrawal AS taken ON taken.upload = kpi_value.upload",
        "FROM kpi_value WHERE upload IN (SELECT upload FROM standing_upload) AND code = $code",
    ],
)
def test_the_upload_of_a_row_of_values_is_no_question_for_uploads(
    question_tables: QuestionTables, sql: str
) -> None:
    assert question_tables.tables(sql) == frozenset({"kpi_value"})


@pytest.mark.parametrize(
    "sql",
    [
        "FROM erasure LEFT JOIN current_withdrawal AS taken ON taken.upload = erasure.upload",
        "FROM kpi_value RIGHT\nJOIN current_withdrawal AS u ON u.upload = kpi_value.upload",
        "FROM kpi_value FULL  OUTER JOIN current_withdrawal AS u ON u.upload = kpi_value.upload",
        "FROM kpi_value JOIN current_withdrawal AS taken ON true",
    ],
)
def test_any_other_question_for_uploads_reads_what_became_of_them(
    question_tables: QuestionTables, sql: str
) -> None:
    assert {"withdrawal", "reinstatement"} <= (question_tables.tables(sql) or set())


@pytest.mark.parametrize("sql", ["SELECT count(*) FROM duckdb_tables()", "SELECT now()"])
def test_the_tables_of_a_question_that_names_none_are_unknown(
    question_tables: QuestionTables, sql: str
) -> None:
    assert question_tables.tables(sql) is None
