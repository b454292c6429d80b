"""What is said of an act that broke off: that it was not saved is never said of what was."""

from coproduction.errors import NotNow, Refusal
from coproduction.haste import is_stored
from coproduction.words import Text

GOES_ON = Text(
    "I am working on it. It takes a moment: I will tell you here when it is done. "
    "If you hear nothing in a few minutes, please look at what is there before you do it again."
)
_FAULT = Text(
    "Something went wrong on my side. Please try again. If it happens again, tell who looks after "
    "me here this reference: {reference}"
)
_SAVED = Text(
    "I saved what you did, or a part of it. But then I could not go on. Please look at what is there before "
    "you do it again."
)
_SAVED_WITH_FAULT = Text(
    "I saved what you did, or a part of it. But then something went wrong on my side. Please look at what is "
    "there before you do it again. Tell who looks after me here this reference: {reference}"
)


def not_now(refusal: NotNow) -> Refusal:
    """This no, which may say that nothing was saved; or, when something of the act was, other words."""
    return Refusal(_SAVED) if is_stored() else refusal


def fault(reference: str) -> Refusal:
    """Something is wrong with us; `reference` leads to it in the log."""
    return Refusal((_SAVED_WITH_FAULT if is_stored() else _FAULT).filled(reference=reference))
