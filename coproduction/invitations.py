"""Whom a poll asks, in words: on its card, and to who is not asked."""

from coproduction.errors import Refusal
from coproduction.people import Person
from coproduction.polls import Invited, Poll
from coproduction.words import Text

WHOM: dict[Invited, Text] = {
    Invited.EVERYBODY: Text("everybody here"),
    Invited.CHECKED_IN: Text("those who have checked in"),
    Invited.LIVED: Text("those who have checked in and have lived experience"),
    Invited.FRONT_LINE: Text("those who have checked in and work on the front line"),
    Invited.GOVERNING: Text("those who have checked in and are from a governing body"),
}
_CHECK_IN = Text("This poll asks {whom}. Please check in first with {/checkin}. Then you can answer.")
_TELL = Text(
    "This poll asks {whom}. Please tell me in {/profile} how you know the service. "
    "Then you may be asked, too."
)
_OTHER = Text(
    "This poll asks {whom}. You told me that you know the service in another way. If that is wrong, "
    "change it in {/profile}."
)


def not_asked(poll: Poll, person: Person | None, *, has_come: bool) -> Refusal:
    """What somebody is told whom a poll does not ask: who is asked, and what they can do."""
    if not has_come:
        words = _CHECK_IN
    elif person and person.perspective:
        words = _OTHER
    else:
        words = _TELL
    return Refusal(words.filled(whom=WHOM[poll.invited]))
