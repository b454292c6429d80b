"""Every verb in every language: people type it in the one that they speak, whatever the command is called."""

from collections.abc import Mapping

from coproduction.phrases import named
from coproduction.words import Text

SPELLINGS = Text(  # translators: after each colon, what people may type for that command, apart by commas
    "help: help; checkin: checkin, check-in, arrive; profile: profile, me; facilitators: facilitators; "
    "idea: idea; ideas: ideas; pledge: pledge, promise; mine: mine, my; start: start, begin; "
    "observers: observers, observer; hand: hand; hands: hands; unheard: unheard; "
    "undo: undo; plan: plan, schedule; next: next, forward; back: back, previous; skip: skip; "
    "extend: extend, longer; end: end, finish; rename: rename, title; cancel: cancel; now: now, panel; "
    "breakout: breakout, breakouts, groups; poll: poll, ask; polls: polls; close: close; cards: cards; "
    "results: results; report: report; stop: stop; reminders: reminders; nudges: nudges"
)


def by_spelling() -> Mapping[str, str]:
    """The name of a verb by each word that people type for it; a name means itself in every language."""
    return named(SPELLINGS)
