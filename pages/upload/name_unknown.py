"""Words of a file that nobody knows: asked where they wait, answered by one click, and kept."""

from collections.abc import Mapping, Sequence

import streamlit as st

from access.current_actor import current_actor
from data.actor import Actor, KnownBy
from data.store import Alias
from insights import areas, cache
from insights.formatting import count, day
from insights.kept_aliases import KeptAlias, kept_aliases
from insights.reported_activities import reported_activities
from loaders import stored_aliases
from loaders.check import Checked
from loaders.unknown_words import UnknownWords, unknown_words
from pages.shared import box_lengths, flash, html_tables, signed_form
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
    actor = _actor(key)
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
        rows = [[a.words, _meaning(a, names), a.said_by, day(a.said_at)] for a in in_use]
        html_tables.table("In use, newest first", ["In files", "Means", "By", "When"], rows)
        _take_back(in_use, names)


def _actor(key: str) -> Actor:
    """Who answers: by the sign-in, or with the name that is typed once for all answers."""
    actor = current_actor()
    if actor.known_by is not KnownBy.TYPED:
        return actor
    typed = st.text_input(
        "Your name, kept with the answers",
        key=f"answered-by-{key}",
        max_chars=box_lengths.NAME,
        width=360,
    )
    return actor.named(typed)


def _ask(unknown: UnknownWords, names: Mapping[str, str], actor: Actor, key: str) -> None:
    with st.container(border=True, key=f"unknown-{key}"):
        st.write(f"**{plain(unknown.words)}**: {_waiting(unknown)}")
        with st.container(horizontal=True):
            for code in unknown.suggestions:
                if st.button(f"It is {plain(names.get(code, code))}", key=f"is-{key}-{code}"):
                    _keep(unknown, code, actor)
            if st.button(NOT_OURS, key=f"not-ours-{key}"):
                _keep(unknown, stored_aliases.NOT_OURS, actor)
        if unknown.kind == stored_aliases.KPI:
            _ask_another(unknown, names, actor, key)
            add_kpi.offer(unknown.words, actor, key)
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
        _keep(unknown, code, actor)


def _keep(unknown: UnknownWords, meaning: str, actor: Actor) -> None:
    if not actor.name:
        st.error(_NO_NAME)
        return
    alias = Alias(unknown.kind, unknown.words, meaning)
    stored_aliases.keep(cache.store(), alias, actor)
    files_read.read_again()
    read_as = _names().get(meaning, meaning) if meaning else "not ours"
    flash.tell(f"{unknown.words} is kept as {read_as}. Later files are read by it.")


def _take_back(in_use: Sequence[KeptAlias], names: Mapping[str, str]) -> None:
    with st.form("take-back-alias", clear_on_submit=True):
        st.write("Take one back and it is asked about again. Figures that stand do not change.")
        by_number = {alias.number: alias for alias in in_use}
        number = st.selectbox(
            "Name",
            list(by_number),
            format_func=lambda n: f"{by_number[n].words}: {_meaning(by_number[n], names)}",
            key="alias-to-take-back",
        )
        signature = signed_form.sign("Take it back", "take-back-by")
    missing = "Give your name: the store keeps who took the answer back."
    if not signed_form.is_signed(signature, missing):
        return
    chosen = by_number[number]
    alias = Alias(chosen.kind, chosen.words, chosen.meaning)
    stored_aliases.set_aside(cache.store(), alias, signature.actor)
    files_read.read_again()
    flash.tell(f"What was said of {chosen.words} is taken back.")


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
