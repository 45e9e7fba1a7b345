"""Cached reads: each question is asked once for each edition of the store."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data import questions
from data.store import Store
from loaders import publish


def store() -> Store:
    """The open store of this process, made ready on first use."""
    return publish.ready()


def ask(question: Callable[..., pd.DataFrame], *arguments: object) -> pd.DataFrame:
    """The answer to one of data.questions, from the cache while nothing was published since."""
    opened = store()
    return _answer(question.__name__, f"{opened.path} {opened.edition()}", arguments)


@st.cache_data(max_entries=300, show_spinner=False)
def _answer(
    question: str,
    edition: str,  # noqa: ARG001 - the cache goes by it
    arguments: tuple[object, ...],
) -> pd.DataFrame:
    answer: pd.DataFrame = getattr(questions, question)(store(), *arguments)
    return answer

