"""Shares of what people answered, no more exactly than gives nobody away.

In a room people know who answered, and what they said themselves. So a share is exact only where at least
five people are in it and at least five are not; else the audited rule says what may be told.
"""

from coproduction.audited import release
from coproduction.outcomes import ALL_BUT_FEW, UP_TO_FOUR
from coproduction.releases import FEWEST
from coproduction.reports.figures import Figures
from coproduction.shares import Share
from coproduction.words import Text, and_listed, several

_HELD = Text("too few answers to show without giving somebody away")
_ABOUT = {
    UP_TO_FOUR: Text("0–4 of the {whole} who answered"),
    ALL_BUT_FEW: Text("all but 0–4 of the {whole} who answered"),
}


def is_exact(share: Share) -> bool:
    """Whether it may be shown as it is: at least five people are in it, and at least five are not."""
    return share.part >= FEWEST and share.whole - share.part >= FEWEST


def about(share: Share) -> Text:
    """What may be told of a share that may not be shown as it is."""
    cells = release([share.part, max(0, share.whole - share.part)]).cells
    return _ABOUT.get(cells[0] if cells else "", _HELD).filled(whole=share.whole)


def without_slack(figures: Figures) -> Text:
    """How much of all this others entered for people in the call; how many these are only from five on."""
    are_few = figures.callers < FEWEST
    few_people = Text("Fewer than {fewest} of the champions", fewest=FEWEST)
    people = few_people if are_few else Text("{number} of the champions", number=figures.callers)
    entered = [several(figures.callers_ideas, "{n} idea", "{n} ideas")]
    if not are_few:
        answers = several(figures.callers_answers, "{n} closing answer", "{n} closing answers")
        entered += [answers] if figures.callers_answers else []
        entered.append(several(figures.callers_pledges, "{n} pledge", "{n} pledges"))
    if figures.callers_seats:
        entered.append(several(figures.callers_seats, "{n} seat in a group", "{n} seats in groups"))
    return Text(
        "{people} were in the call without Slack. Entered for them, and counted above and below: {things}.",
        people=people,
        things=and_listed(entered),
    )
