"""What the story brings into a rehearsal: its people, what a crowd of them does, and a guide."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from rehearsal.server import Rehearsal

TEAM = "T0ALONGSIDE"
CAST = Path(__file__).with_name("cast.json")
CROWD = Path(__file__).with_name("crowd.json")
GUIDE = Path(__file__).with_name("guide.json")

# Made like any rehearsal, and furnished.
StoryRehearsal: Final = partial(Rehearsal, cast=CAST, team_id=TEAM, crowd=CROWD, guide=GUIDE)


def arguments(guide: Path = GUIDE, crowd: Path = CROWD, locale: str = "") -> tuple[str, ...]:
    """The same for a rehearsal in a process of its own; `locale` is in which everybody reads Slack there."""
    spoken = ("--locale", locale) if locale else ()
    return ("--team", TEAM, "--cast", str(CAST), "--crowd", str(crowd), "--guide", str(guide), *spoken)
