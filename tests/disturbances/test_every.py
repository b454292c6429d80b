"""That nothing which the rehearsal can do to an app goes without a test of what the bot makes of it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

from rehearsal.driver.room import Impossible
from rehearsal.driver.troubles import Troubles
from tests import disturbances
from tests.disturbances.faces import FACED, known
from tests.stage import Stage

# Every order of the driver that makes trouble, and which of the disturbances it makes.
ORDERS = {
    "disturb": "on calls and on envelopes",
    "rates": "rates",
    "refuse_token": "dead tokens",
    "drop_sockets": "sockets",
    "dead_ticket": "sockets",
    "redeliver": "redelivery",
}
CALM = {"undisturb", "troubles", "wire"}  # no trouble


def faced() -> dict[str, set[str]]:
    """The tests of this package by what they face."""
    for module in pkgutil.iter_modules(disturbances.__path__, f"{disturbances.__name__}."):
        importlib.import_module(module.name)
    return {disturbance: tests for disturbance, tests in FACED.items() if tests}


def test_every_disturbance_has_a_test_and_no_test_faces_what_does_not_exist() -> None:
    assert set(faced()) == known()


def test_every_order_for_trouble_is_one_of_those() -> None:
    orders = {name for name, _ in inspect.getmembers(Troubles) if not name.startswith("_")}

    assert orders - CALM == set(ORDERS)


async def test_nothing_else_becomes_of_a_channel(stage: Stage) -> None:
    with pytest.raises(
        Impossible, match="a channel knows invite, kick, archive, unarchive and share, not 'sink'"
    ):
        await stage.room.wire.post("channel", channel="no-bot", what="sink")
