"""Whom a poll asks, in words: on its card, and to who is not asked."""

from coproduction.errors import Refusal
from coproduction.people import Person
from coproduction.pollends import named
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
_BOTH = Text(
    "This poll asks {whom}. Please check in first with {/checkin}, and tell me in {/profile} how you know "
    "the service. Then you may be asked, too."
)
_CHECK_IN_AS_OTHER = Text(
    "This poll asks {whom}. You have not checked in. And you told me that you know the service in another "
    "way. If that is wrong, change it in {/profile}, and check in with {/checkin}."
)
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
    told = person.perspective if person else None
    if not has_come and poll.invited in (Invited.CHECKED_IN, told):
        words = _CHECK_IN
    elif told:
        words = _OTHER if has_come else _CHECK_IN_AS_OTHER
    else:
        words = _TELL if has_come else _BOTH
    return named(Refusal(words.filled(whom=WHOM[poll.invited])), poll)
