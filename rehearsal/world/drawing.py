"""What Slack adds to an app's blocks before it shows them."""

from __future__ import annotations

import copy

from rehearsal.model import Json
from rehearsal.rules.blocks import elements_of, flat
from rehearsal.world.ids import Ids


def with_ids(blocks: list[Json], ids: Ids) -> list[Json]:
    """A copy in which every block has a block_id and every element an action_id."""
    drawn = copy.deepcopy(blocks)
    for block in flat(drawn):
        if not block.get("block_id"):
            block["block_id"] = ids.short()
        for element in elements_of([block]):
            element.setdefault("action_id", ids.short())
    return drawn
