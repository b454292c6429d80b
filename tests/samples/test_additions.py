"""Adding a noun, a verb and kinds of message takes what CONTRIBUTING says, and nothing else has to know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.database import tables
from tests.stage import ROOM, Stage

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NOUN_FILES = ["blocks.py", "listeners.py", "rules.py", "service.py", "storage.py"]
pytestmark = pytest.mark.usefixtures("postcards")


def test_a_noun_is_five_files_of_one_name_and_its_test() -> None:
    files = sorted(path.name for path in (HERE / "postcards").glob("*.py") if path.name != "__init__.py")
    assert files == NOUN_FILES


async def test_its_verb_acts_its_card_is_posted_and_everybody_sees_it(stage: Stage) -> None:
    await stage.session()

    await stage.ana.types("/copro postcard Hello from the park", channel=ROOM)

    await stage.ana.sees("Your postcard is on its way.", channel=ROOM, private=True)
    await stage.delroy.sees("From Ana Pereira · 0 stamps", channel=ROOM)
    [row] = tables(stage)["postcard"]
    assert (row["writer"], row["greeting"], row["stamps"]) == (stage.ana.id, "Hello from the park", 0)


async def test_its_form_opens_for_the_bare_verb_and_says_no_under_its_field(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro postcard", channel=ROOM)
    await stage.ana.modal("New postcard")
    await stage.ana.fills({"Your greeting": " "})
    await stage.ana.submits()
    form = await stage.ana.modal("New postcard")
    assert form.errors == {"greeting": "A postcard needs a greeting."}

    await stage.ana.fills({"Your greeting": "Hello"})
    await stage.ana.submits()

    await stage.delroy.sees("From Ana Pereira · 0 stamps", channel=ROOM)


async def test_a_press_changes_its_card_and_owes_its_writer_a_message_of_another_kind(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/copro postcard Hello", channel=ROOM)
    await stage.delroy.sees("From Ana Pereira", channel=ROOM)

    for _ in range(2):
        await stage.delroy.clicks("Stamp it", channel=ROOM)

    await stage.delroy.sees("From Ana Pereira · 2 stamps", channel=ROOM)
    await stage.rests()
    told = [message.readable for message in await stage.ana.messages("bot")]
    assert told == ["Somebody stamped “Hello”."]


async def test_help_explains_its_verb(stage: Stage) -> None:
    await stage.ana.types("/copro help", channel=ROOM)
    shown = await stage.ana.sees("What you can type", channel=ROOM, private=True)
    assert "`/copro postcard Hello from the park`  greet everybody" in shown.readable.splitlines()
