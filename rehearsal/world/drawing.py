"""What Slack makes of an app's blocks before it shows them and hands them on."""

from __future__ import annotations

import copy
from typing import Any

from rehearsal.model import Json
from rehearsal.rules.blocks import elements_of, flat
from rehearsal.texts import stored, stored_plainly
from rehearsal.world.ids import Ids


def drawn(blocks: list[Json], ids: Ids) -> list[Json]:
    """A copy in which every block has a block_id, every element an action_id, and texts their entities."""
    copied: list[Json] = escaped(copy.deepcopy(blocks))
    for block in flat(copied):
        if not block.get("block_id"):
            block["block_id"] = ids.short()
        for element in elements_of([block]):
            element.setdefault("action_id", ids.short())
    return copied


def escaped(thing: Any) -> Any:
    """The same, with `&`, `<` and `>` of every text object as Slack hands them to apps: as entities.

    Whoever writes them out once more shows people `&amp;`. What is no text object stays as it is: values of
    buttons and options, what people typed into inputs, and what an app keeps in `private_metadata`.
    """
    if isinstance(thing, list):
        return [escaped(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    whole = {name: escaped(value) for name, value in thing.items()}
    if isinstance(text := whole.get("text"), str):
        if whole.get("type") == "mrkdwn":
            whole["text"] = stored(text)
        elif whole.get("type") == "plain_text":
            whole["text"] = stored_plainly(text)
    return whole
