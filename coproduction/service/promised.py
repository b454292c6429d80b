"""A pledge as its person sees it: with what they were asked about it, and what they said."""

from dataclasses import dataclass

from coproduction.followups import FollowUp, FollowUpState, Reply
from coproduction.messages import MessageState
from coproduction.pledges import Pledge
from coproduction.service.arrivals import Arrival

_NOT_ASKED = frozenset({MessageState.EXPIRED, MessageState.FAILED, MessageState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Promised:
    """A pledge with its follow-ups, and whether any of them has reached its person."""

    pledge: Pledge
    follow_ups: tuple[FollowUp, ...]
    was_asked: bool = False
    facilitator: str | None = None  # whom they may ask for help, where they said that they are stuck
    has_asked: bool = False  # whether they have
    has_told: bool = False  # whether they have for this pledge, after any question
    is_theirs: bool = True  # False for who handed it over: what became of it is not for them
    next: Arrival | None = None  # of what is kept again and again, when it is asked about next
    nudge: MessageState | None = None  # where the message of the question stands that waits for an answer

    @property
    def told(self) -> FollowUp | None:
        """Where its person's last answer stands."""
        said = [follow_up for follow_up in self.follow_ups if follow_up.reply]
        return said[-1] if said else None

    @property
    def reply(self) -> Reply | None:
        """What its person said last."""
        return self.told.reply if self.told else None

    @property
    def waits(self) -> FollowUp | None:
        """The question that waits for an answer, and can be put off."""
        due = [follow_up for follow_up in self.follow_ups if follow_up.state is FollowUpState.DUE]
        return due[-1] if due else None

    @property
    def missed(self) -> FollowUp | None:
        """The question that waits for an answer and could not be asked, where none was."""
        is_missed = self.nudge in _NOT_ASKED and not self.was_asked
        return self.waits if is_missed and not self.pledge.is_withdrawn else None

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do about it, as there is of what is kept again and again."""
        ahead = {FollowUpState.PLANNED, FollowUpState.PAUSED}
        goes_on = any(each.state in ahead for each in self.follow_ups)
        return not self.pledge.is_withdrawn and (self.reply is not Reply.DONE or goes_on)
