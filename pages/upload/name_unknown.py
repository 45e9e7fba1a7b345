"""Words of a file that nobody knows: asked where they wait, answered by one click, and kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from access.current_actor import current_actor
from data.actor import Actor, KnownBy
from data.admissible import shortened
from data.uploads import Alias
from insights import areas, cache
from insights.formatting import count, day
from insights.kept_aliases import KeptAlias, kept_aliases
from insights.reported_activities import reported_activities
from loaders import stored_aliases
from loaders.check import Checked
from loaders.unknown_words import UnknownWords, unknown_words
from pages.shared import flash, html_tables, signed_form
from pages.shared.cut_table import cut_table
from pages.shared.escaping import plain
from pages.upload import add_kpi, files_read

MOST_ASKED = 20
NOUNS = {
    stored_aliases.KPI: "KPI",
    stored_aliases.AREA: "area",
    stored_aliases.ACTIVITY: "key activity",
}
NOT_OURS = "Not ours: leave it out"
_NO_NAME = "Give your name: it is kept with your answer."


def ask(checked: Checked, key: str) -> None:
    """Draw each of the words that nobody knows with its answers; `checked` is not decided yet."""
    unknown = unknown_words(checked, files_read.plans())
    if not unknown:
        return
    st.subheader(f"Say what these are: {count(len(unknown), 'name')} not known", anchor=False)
    st.write(
        "Your answer is kept with your name, and later files are read by it. It can be taken back "
        "at the end of this page. A KPI that no plan has yet is added here too."
    )
    actor = who_answers(key)
    names = _names()
    for number, words in enumerate(unknown[:MOST_ASKED]):
        _ask(words, names, actor, f"{key}-{number}")
    if len(unknown) > MOST_ASKED:
        html_tables.quiet("More names are asked about when these are answered.")


def kept() -> None:
    """What was said of the names of files and is in use, and a way to take it back."""
    in_use = kept_aliases()
    if not in_use:
        return
    names = _names()
    with st.expander(f"Names that were explained: {count(len(in_use), 'name')}"):
        cut_table(
            in_use,
            ["In files", "Means", "By", "When"],
            lambda alias: [alias.words, _meaning(alias, names), alias.said_by, day(alias.said_at)],
            noun="name",
        )
        _take_back(in_use, names)


def who_answers(key: str) -> Actor:
    """Who answers: by the sign-in, or with the name that is typed once for all answers."""
    actor = current_actor()
    if actor.known_by is not KnownBy.TYPED:
        return actor
    typed = signed_form.name_box("Your name, kept with the answers", f"answered-by-{key}")
    signed_form.remember_name(typed)
    return actor.named(typed)


def _ask(unknown: UnknownWords, names: Mapping[str, str], actor: Actor, key: str) -> None:
    with st.container(border=True, key=f"unknown-{key}"):
        beside = f" {plain(shortened(unknown.name))}" if unknown.name else ""
        st.write(f"**{plain(unknown.words)}{beside}**: {_waiting(unknown)}")
        with st.container(horizontal=True):
            for code in unknown.suggestions:
                if st.button(f"It is {plain(names.get(code, code))}", key=f"is-{key}-{code}"):
                    keep(actor, Alias(unknown.kind, unknown.words, code))
            if st.button(NOT_OURS, key=f"not-ours-{key}"):
                keep(actor, Alias(unknown.kind, unknown.words, stored_aliases.NOT_OURS))
        if unknown.kind == stored_aliases.KPI:
            _ask_another(unknown, names, actor, key)
            add_kpi.offer(unknown, actor, key)
        else:
            _ask_another(unknown, names, actor, key)


def _ask_another(unknown: UnknownWords, names: Mapping[str, str], actor: Actor, key: str) -> None:
    """Any other KPI, area or activity, which is kept once it is confirmed."""
    kinds = {stored_aliases.AREA: areas.names(), stored_aliases.ACTIVITY: _activity_names()}
    noun = NOUNS[unknown.kind]
    others = [
        code for code in kinds.get(unknown.kind, _kpi_names()) if code not in unknown.suggestions
    ]
    code = st.selectbox(
        f"Another {noun} for {plain(unknown.words)}",
        others,
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder=f"It is another {noun}: choose it",
        label_visibility="collapsed",
        key=f"other-{key}",
    )
    if code and st.button(f"It is {plain(names.get(code, code))}", key=f"is-other-{key}"):
        keep(actor, Alias(unknown.kind, unknown.words, code))


def keep(actor: Actor, *aliases: Alias) -> None:
    """Keep one answer, or the same of several words, and read the file again by it."""
    if not actor.name:
        st.error(_NO_NAME)
        return
    stored_aliases.keep(cache.store(), actor, *aliases)
    files_read.read_again()
    first = aliases[0]
    read_as = _names().get(first.meaning, first.meaning) if first.meaning else "not ours"
    flash.tell(f"{_together(aliases)} kept as {read_as}. Later files are read by it.")


def _together(aliases: Sequence[Alias]) -> str:
    if len(aliases) == 1:
        return f"{aliases[0].words} is"
    return f"{aliases[0].words} and {count(len(aliases[1:]), 'other')} are"


def _take_back(in_use: Sequence[KeptAlias], names: Mapping[str, str]) -> None:
    with st.form("take-back-alias", clear_on_submit=True):
        st.write("Take one back and it is asked about again. Figures that stand do not change.")
        answers = _answers(in_use)
        number = st.selectbox(
            "Name",
            list(answers),
            format_func=lambda n: _answer_words(answers[n], names),
            key="alias-to-take-back",
        )
        signature = signed_form.sign("Take it back", "take-back-by")
    missing = "Give your name: the store keeps who took the answer back."
    if not signed_form.is_signed(signature, missing):
        return
    chosen = answers[number]
    taken = [Alias(alias.kind, alias.words, alias.meaning) for alias in chosen]
    stored_aliases.set_aside(cache.store(), signature.actor, *taken)
    files_read.read_again()
    flash.tell(f"What was said is taken back: {_answer_words(chosen, names)}.")


def _answers(in_use: Sequence[KeptAlias]) -> Mapping[int, Sequence[KeptAlias]]:
    """What may be taken back, by number: what was answered for several words goes together."""
    answers: dict[tuple[str, datetime], list[KeptAlias]] = {}
    for alias in in_use:
        answers.setdefault((alias.said_by, alias.said_at), []).append(alias)
    return {aliases[0].number: aliases for aliases in answers.values()}


def _answer_words(aliases: Sequence[KeptAlias], names: Mapping[str, str]) -> str:
    others = f" and {count(len(aliases[1:]), 'other')}" if len(aliases) > 1 else ""
    return f"{aliases[0].words}{others}: {_meaning(aliases[0], names)}"


def _waiting(unknown: UnknownWords) -> str:
    """What waits for the answer, with where it stands first."""
    first = unknown.findings[0]
    where = " ".join(filter(None, [first.sheet, first.cell]))
    if unknown.kind == stored_aliases.AREA:
        return f"the figures of this area wait, first at {plain(where)}"
    return (
        f"{count(len(unknown.findings), 'figure waits', 'figures wait')}, first at {plain(where)}"
    )


def _meaning(alias: KeptAlias, names: Mapping[str, str]) -> str:
    return names.get(alias.meaning, alias.meaning) if alias.meaning else "Not ours"


def _names() -> Mapping[str, str]:
    """The names of KPIs with their codes, and of the council's area, by code."""
    return {**_activity_names(), **_kpi_names(), **areas.names()}


def _activity_names() -> Mapping[str, str]:
    """Key activities by code, with their titles; of a code of two plans the newest."""
    activities = reversed(reported_activities())
    return {a.code: f"{a.title} ({a.code}, {a.plan})" for a in activities if a.code}


def _kpi_names() -> Mapping[str, str]:
    return {
        str(kpi["code"]): f"{kpi['name']} ({kpi['code']})"
        for kpi in files_read.plans().kpis.values()
    }
