"""What the answers of each table hold, field by field: the shapes that the interface promises."""

from collections.abc import Sequence

from api.answer_fields import AnswerField, FieldKind
from metrics.status import Rag, State

_TEXT, _NUMBER, _WHOLE = FieldKind.TEXT, FieldKind.NUMBER, FieldKind.WHOLE
_DAY, _MOMENT, _BOOLEAN = FieldKind.DAY, FieldKind.MOMENT, FieldKind.BOOLEAN
_TEXTS, _OBJECT, _OBJECTS = FieldKind.TEXTS, FieldKind.OBJECT, FieldKind.OBJECTS


def _always(name: str, kind: FieldKind, description: str, *parts: AnswerField) -> AnswerField:
    return AnswerField(name, kind, description, parts, is_nullable=False)


def _perhaps(name: str, kind: FieldKind, description: str, *parts: AnswerField) -> AnswerField:
    return AnswerField(name, kind, description, parts)


_PERIOD = (
    _always("label", _TEXT, "The period in words"),
    _always("start", _DAY, "Its first day"),
    _always("end", _DAY, "Its last day"),
)
_SOURCE = (
    _always("upload", _WHOLE, "The number of the upload that brought it"),
    _perhaps("file", _TEXT, "The name of the file"),
    _perhaps("sheet", _TEXT, "The sheet of the file"),
    _perhaps("cell", _TEXT, "The cell of the sheet"),
    _perhaps("published_at", _MOMENT, "When the upload was published, in UTC"),
    _perhaps("published_by", _TEXT, "Who published the upload"),
)
_VINTAGE = _perhaps("vintage", _DAY, "The day on which this edition was published")
_COMPARISON = (
    _always("area", _TEXT, "Fact 1: whose figure it is"),
    _always("statistic", _TEXT, "Fact 2: what it is, such as a rate or a median of councils"),
    _always("period", _OBJECT, "Fact 3: its period", *_PERIOD),
    _perhaps("vintage", _DAY, "Fact 4: the day on which it was published"),
    _always("verdict", _TEXT, "How the area stands against it, or `not judged`"),
    _always("value", _NUMBER, "The figure that is compared with"),
    _always("reason", _TEXT, "What the verdict rests on, or why there is none"),
)
_STATES = ", ".join(State)

KPI_FIGURE: Sequence[AnswerField] = (
    _always("code", _TEXT, "The KPI's code, unique within its plan"),
    _always("name", _TEXT, "The KPI's name"),
    _always("plan", _TEXT, "The plan that it belongs to"),
    _perhaps("period", _OBJECT, "What the figure is for", *_PERIOD),
    _perhaps("value", _NUMBER, "The figure, in its unit"),
    _perhaps("state", _TEXT, f"The word in the place of a missing figure: {_STATES}"),
    _always("unit", _TEXT, "What is counted in"),
    _perhaps("target", FieldKind.RANGE, "What the figure is held against"),
    _always("status", _TEXT, f"The computed status: {', '.join(Rag)}, or a state"),
    _perhaps("reported_status", _TEXT, "The status word of the file, as typed"),
    _perhaps("direction_previous", _TEXT, "Which way it went since the period before"),
    _perhaps("direction_last_year", _TEXT, "Which way it went since the same period last year"),
    _perhaps("sentence", _TEXT, "What the figures say, as the pages say it"),
    _perhaps(
        "attention",
        _OBJECT,
        "Its place in the list of what needs attention",
        _always("rank", _WHOLE, "The place, from 1"),
        _always("reasons", _TEXTS, "Why it needs attention"),
    ),
    _perhaps("overdue", _WHOLE, "For how many days its oldest missing figure is late"),
    _always("illustrative", _BOOLEAN, "Whether the figure is invented to show the software"),
    _perhaps("source", _OBJECT, "Where the figure comes from", *_SOURCE),
    _always("priorities", _TEXTS, "The codes of the priorities that it serves"),
    _always("portfolio", _TEXTS, "The portfolios that answer for it"),
    _always("lead", _TEXTS, "The CMT leads who answer for it"),
    _always("service", _TEXTS, "The services that answer for it"),
    _perhaps(
        "benchmark",
        _OBJECT,
        "The published statistic that counts the same, for the council's area and a nation",
        _always("code", _TEXT, "The statistic's code"),
        _always("name", _TEXT, "The statistic's name"),
        _perhaps("published_value", _NUMBER, "The published figure of the council's area"),
        _perhaps("published_period", _OBJECT, "The period of that figure", *_PERIOD),
        *_COMPARISON,
    ),
    _perhaps(
        "forecast",
        _OBJECT,
        "Where the year is likely to end, worked out here; of a rate the year's last figure",
        _always("period", _OBJECT, "The year or its last period", *_PERIOD),
        _always("value", _NUMBER, "The forecast"),
        _perhaps("lower", _NUMBER, "The lower end of its 80 % interval"),
        _perhaps("upper", _NUMBER, "The upper end of its 80 % interval"),
        _perhaps("chance", _TEXT, "Whether the target will be met, by the whole interval"),
        _always("method", _TEXT, "How it was worked out, and how far off that was last year"),
    ),
    _perhaps(
        "officer_forecast",
        _OBJECT,
        "What an officer expects the year to end at, as typed; no part of the other",
        _always("period", _OBJECT, "The year", *_PERIOD),
        _always("value", _NUMBER, "The forecast"),
        _perhaps("reason", _TEXT, "What it rests on"),
        _always("said_by", _TEXT, "Who said so"),
        _always("said_on", _DAY, "On which day, in UTC"),
    ),
)

STATISTIC_FIGURE: Sequence[AnswerField] = (
    _always("code", _TEXT, "The statistic's code"),
    _always("name", _TEXT, "The statistic's name"),
    _always(
        "area",
        _OBJECT,
        "Whose figure it is",
        _always("code", _TEXT, "The area's official code"),
        _always("name", _TEXT, "The area's name"),
    ),
    _always("period", _OBJECT, "What the figure is for", *_PERIOD),
    _perhaps("value", _NUMBER, "The figure, in its unit"),
    _perhaps("lower", _NUMBER, "The lower end of its published 95% interval"),
    _perhaps("upper", _NUMBER, "The upper end of its published 95% interval"),
    _always("unit", _TEXT, "What is counted in"),
    _always("comparisons", _OBJECTS, "The same of other areas", *_COMPARISON),
    _always("source", _OBJECT, "Where the figure comes from", *_SOURCE, _VINTAGE),
    _perhaps("state", _TEXT, "The word in the place of a missing figure"),
    _perhaps("sentence", _TEXT, "What the figure says beside others"),
    _perhaps("benchmark", _OBJECT, "Of the comparisons that with the nation", *_COMPARISON),
    _perhaps("publisher", _TEXT, "Who publishes the statistic"),
    _perhaps("licence", _TEXT, "Under which licence"),
)

ACTIVITY: Sequence[AnswerField] = (
    _perhaps("code", _TEXT, "The activity's code, where the plan prints one"),
    _always("position", _WHOLE, "Its place in the plan"),
    _always("title", _TEXT, "What is done, in short"),
    _perhaps("official_title", _TEXT, "Its title as the plan prints it"),
    _always("plan", _TEXT, "The plan that it belongs to"),
    _always("priority", _TEXT, "The code of the priority that it stands under"),
    _always("outcomes", _TEXTS, "The codes of the critical outcomes that it serves"),
    _perhaps("period", _OBJECT, "The quarter of the report", *_PERIOD),
    _always("status", _TEXT, "How it stands in plain words, or `not reported`"),
    _perhaps("reported_status", _TEXT, "The status word of the file, as typed"),
    _perhaps("progress", _TEXT, "What was written of progress"),
    _perhaps("next_steps", _TEXT, "What was written of the next steps"),
    _perhaps("lead", _TEXT, "The CMT lead"),
    _perhaps("portfolio", _TEXT, "The portfolio"),
    _always("summarised", _BOOLEAN, "Whether the notes are a summary by the software's makers"),
    _always("illustrative", _BOOLEAN, "Whether the report is invented to show the software"),
    _perhaps("source", _OBJECT, "Where the report comes from", *_SOURCE),
)

OUTCOME: Sequence[AnswerField] = (
    _always("code", _TEXT, "The outcome's code"),
    _always("title", _TEXT, "What is to be achieved"),
    _always("plan", _TEXT, "The plan that it belongs to"),
    _always("priority", _TEXT, "The code of its priority"),
    _always("priority_name", _TEXT, "The name of its priority"),
    _always("activities", _TEXTS, "The key activities that serve it"),
    _always("kpis", _TEXTS, "The codes of the KPIs that those activities name"),
)

PLAN: Sequence[AnswerField] = (
    _always("plan", _TEXT, "The plan's key"),
    _always("title", _TEXT, "Its title"),
    _always("starts", _DAY, "Its first day"),
    _always("ends", _DAY, "Its last day"),
    _always("current", _BOOLEAN, "Whether it is the one that the pages show"),
    _perhaps("source", _TEXT, "Where it was published"),
    _always(
        "priorities",
        _OBJECTS,
        "Its priorities in their order",
        _always("code", _TEXT, "The priority's code"),
        _always("name", _TEXT, "The priority's name"),
    ),
    _always("kpis", _WHOLE, "How many KPIs it has"),
    _always("activities", _WHOLE, "How many key activities it has"),
)

AREA: Sequence[AnswerField] = (
    _always("code", _TEXT, "The area's official code"),
    _always("name", _TEXT, "Its name"),
    _perhaps("kind", _TEXT, "What kind of area it is"),
    _perhaps("parent", _TEXT, "The code of the area that it lies in"),
    _always("is_home", _BOOLEAN, "Whether it is the council's own area"),
)

UPLOAD: Sequence[AnswerField] = (
    _always("upload", _WHOLE, "The upload's number"),
    _always("file", _TEXT, "The name of its file"),
    _always("layout", _TEXT, "The layout that it was read as"),
    _always("state", _TEXT, "`published`, `illustrative` or `withdrawn`"),
    _always("published_at", _MOMENT, "When it was published, in UTC"),
    _perhaps("published_by", _TEXT, "Who published it"),
    _perhaps("withdrawn_at", _MOMENT, "When it was withdrawn, in UTC"),
    _perhaps("withdrawn_by", _TEXT, "Who withdrew it"),
    _always("kpi_values", _WHOLE, "How many figures of KPIs it holds"),
    _always("activity_updates", _WHOLE, "How many reports of activities it holds"),
    _always("statistic_values", _WHOLE, "How many figures of statistics it holds"),
    _always("plan_rows", _WHOLE, "How many rows of plans it holds"),
)

FINDING: Sequence[AnswerField] = (
    _always("upload", _WHOLE, "The upload that it was noticed in"),
    _always("severity", _TEXT, "`reject`, `quarantine`, `warn` or `info`"),
    _always("code", _TEXT, "The kind of finding"),
    _always("message", _TEXT, "The whole sentence"),
    _perhaps("sheet", _TEXT, "The sheet"),
    _perhaps("cell", _TEXT, "The cell"),
    _perhaps("found", _TEXT, "What stands there"),
    _perhaps("expected", _TEXT, "What was expected"),
    _perhaps("action", _TEXT, "What to do"),
)
