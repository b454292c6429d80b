"""Who has an idea in hand at this moment, and whether the day of a try has passed."""

from coproduction.progress import Progress, State


def holder(progress: Progress) -> str | None:
    """Who has it in hand now; None where nobody was named, where a body has it, or where it is over."""
    is_held = progress.state in (State.WITH, State.TRYING) and progress.referral is None
    return progress.owner if is_held else None
