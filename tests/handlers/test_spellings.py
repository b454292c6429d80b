"""The verbs as people type them in their own language."""

from __future__ import annotations

import pytest

from coproduction.words import LANGUAGES
from handlers.dispatch.commands import VERBS
from handlers.dispatch.spellings import SPELLINGS, by_spelling
from tests.stage import ROOM, Stage


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_verb_is_spelled_in_every_language(language: str) -> None:
    told = LANGUAGES[language].pattern(SPELLINGS).split(";")
    spelled = [word.strip() for entry in told for word in entry.partition(":")[2].split(",")]

    assert sorted(entry.partition(":")[0].strip() for entry in told) == sorted(VERBS)
    assert len(spelled) == len(set(spelled))


def test_no_spelling_of_one_language_is_another_verb_in_the_other() -> None:
    assert {name: by_spelling()[name] for name in VERBS} == {name: name for name in VERBS}
    assert [by_spelling()[word] for word in ("ahora", "terminar", "título", "titulo")] == [
        "now",
        "end",
        "rename",
        "rename",
    ]


async def test_a_verb_is_understood_in_another_language_and_so_is_one_that_is_nearly_it(
    stage: Stage,
) -> None:
    await stage.session()

    await stage.miriam.types("/copro Terminar ahora", channel=ROOM)
    await stage.ana.sees("This session has ended.", channel=ROOM)
    await stage.ana.types("/copro ahoa", channel=ROOM)

    await stage.ana.sees("Did you mean “now”?", channel=ROOM, private=True)
