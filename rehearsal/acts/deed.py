"""What became of something a person did."""

from __future__ import annotations

from dataclasses import dataclass, field

from rehearsal.delivery.envelopes import Ack
from rehearsal.delivery.events import Told
from rehearsal.model import Json

# What Slack tells people when an app did not answer, by what they did.
COMMAND_FAILED = '{command} failed with the error "{error}"'
MODAL_FAILED = "We had some trouble connecting. Try again?"
PRESS_FAILED = "Oh no, something went wrong. Please try that again."
NOT_A_COMMAND = (
    "{command} is not a valid command. In Slack, all messages that start with the “/” character are "
    "interpreted as commands."
)


@dataclass
class Deed:
    """`told`: whether the app heard of it. `acked` is true as well when there was nothing to acknowledge."""

    acked: bool = True
    told: bool = False
    ms: float | None = None
    missing: str = ""
    warning: str = ""  # what the person sees instead of an answer
    ts: str | None = None  # of the message it made
    closed: bool = False  # the modal went
    errors: dict[str, str] = field(default_factory=dict)  # by visible label

    @classmethod
    def of(cls, ack: Ack, warning: str = "", ts: str | None = None) -> Deed:
        """From how the app took it; the warning only counts if it did not."""
        return cls(
            acked=ack.acked,
            told=True,
            ms=ack.ms,
            missing=ack.missing,
            warning="" if ack.acked else warning,
            ts=ts,
        )

    @classmethod
    async def told_by(cls, told: Told, ts: str | None = None) -> Deed:
        """From an event, which people never see failing."""
        return cls(ts=ts) if told is None else cls.of(await told, ts=ts)

    def as_json(self) -> Json:
        """For the control API and the log."""
        return dict(vars(self))
