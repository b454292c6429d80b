"""What a script says of a session that is run by its agenda."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from story.words import said

STEP = "Step {number} of {all}: {step}"


@dataclass(frozen=True)
class Step:
    """One step. `instead_of`: the step that the agenda has in its place before it is changed."""

    kind: str
    minutes: int
    instead_of: str = ""
    prompt: str = ""  # what is said when it begins; "": what the bot says
    hides: bool = False  # what people write is seen by nobody else before all of it is shown

    @property
    def is_changed(self) -> bool:
        """Whether the agenda has it otherwise before."""
        return bool(self.instead_of or self.prompt or self.hides)


@dataclass(frozen=True)
class Plan:
    """How a session is planned: at which hour where its facilitator lives, with which agenda of the bot's,
    who leads it, too, and the steps that it then has.
    """

    hour: str
    begins_with: str
    leads_too: str
    steps: tuple[Step, ...]

    @property
    def opened(self) -> tuple[int, ...]:
        """The numbers of the steps as they are opened: the last but one once more before the end, which is
        undone, so that the last is opened once more, too.
        """
        last = len(self.steps)
        return (*range(1, last + 1), last - 1, last, last)


def head(number: int, steps: Collection[Step], kind: str) -> str:
    """The first line of the card of a step."""
    return said(STEP, number=number, all=len(steps), step=said(kind))
