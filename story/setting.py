"""What the story brings into a rehearsal: its people, what a crowd of them does, and a guide."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Final

from rehearsal.model import Json
from rehearsal.server import Rehearsal

TEAM = "T0ALONGSIDE"
CAST = Path(__file__).with_name("cast.json")
CROWD = Path(__file__).with_name("crowd.json")
GUIDE = Path(__file__).with_name("guide.json")


def facts(name: str) -> dict[str, str]:
    """What the cast says of somebody."""
    return next(dict(each["facts"]) for each in _cast()["people"] if each["real_name"] == name)


def without(names: Collection[str], folder: Path) -> Path:
    """The cast as a file in this folder, without these people."""
    cast = _cast()
    gone = {each["id"] for each in cast["people"] if each["real_name"] in names}
    cast["people"] = [each for each in cast["people"] if each["id"] not in gone]
    for channel in cast["channels"]:
        if isinstance(channel["members"], list):
            channel["members"] = [each for each in channel["members"] if each not in gone]
    path = folder / CAST.name
    path.write_text(json.dumps(cast, ensure_ascii=False), "utf-8")
    return path


def _cast() -> Json:
    cast: Json = json.loads(CAST.read_text("utf-8"))
    return cast


# Made like any rehearsal, and furnished.
StoryRehearsal: Final = partial(Rehearsal, cast=CAST, team_id=TEAM, crowd=CROWD, guide=GUIDE)


def arguments(
    guide: Path = GUIDE, crowd: Path = CROWD, locale: str = "", cast: Path = CAST
) -> tuple[str, ...]:
    """The same for a rehearsal in a process of its own; `locale` is in which everybody reads Slack there."""
    spoken = ("--locale", locale) if locale else ()
    return ("--team", TEAM, "--cast", str(cast), "--crowd", str(crowd), "--guide", str(guide), *spoken)
