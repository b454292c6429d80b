"""Registers the sample noun, as the indexes of the real ones would, for the length of one test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from coproduction.service import kinds
from handlers.dispatch import commands, nouns
from handlers.sending import showing
from storage import SqlMemory
from storage.engine import open_engines
from tests.samples.postcards import blocks, listeners, service, storage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.stage import Opened


@pytest.fixture
def postcards(monkeypatch: pytest.MonkeyPatch, database: Opened) -> None:
    """The bot knows postcards: a line in each of its indexes, and a table in its database."""

    def add(index: Mapping[str, Any], items: Iterable[tuple[str, Any]]) -> None:
        for name, item in items:
            monkeypatch.setitem(cast("dict[str, Any]", index), name, item)

    noun = listeners.NOUN
    add(kinds.KINDS, ((kind.name, kind) for kind in service.KINDS))
    add(showing.DRAWINGS, ((drawing.kind, drawing) for drawing in blocks.DRAWINGS))
    for index in (nouns.VERBS, commands.VERBS):
        add(index, ((verb.name, verb) for verb in noun.verbs))
    add(nouns.CLICKS, ((each.id, each) for each in noun.clicks))
    add(nouns.SUBMISSIONS, ((each.id, each) for each in noun.submissions))
    kept = property(lambda memory: storage.Postcards(memory._scope))
    monkeypatch.setattr(SqlMemory, "postcards", kept, raising=False)
    engines = open_engines(database.url)
    storage.postcard.create(engines.writer)
    engines.dispose()
