"""Who has an idea in hand at this moment, and whether the day of a try has passed."""

from datetime import timedelta

from coproduction.progress import Progress, State

ASKED_AGAIN = timedelta(weeks=2)  # after the day of a try of which nobody has said what came of it


def holder(progress: Progress) -> str | None:
    """Who has it in hand now; None where nobody was named, where a body has it, or where it is over."""
    is_held = progress.state in (State.WITH, State.TRYING) and progress.referral is None
    return progress.owner if is_held else None


def is_over(progress: Progress) -> bool:
    """Whether the day has passed until which it is tried, and nobody has said what came of it."""
    return progress.trial is not None and progress.trial.reminded > 0
