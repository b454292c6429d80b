"""Every verb in every language: people type it in the one that they speak, whatever the command is called."""

from collections.abc import Mapping, Sequence
from functools import cache

from coproduction.phrases import named
from coproduction.words import Language, Text

SPELLINGS = Text(  # translators: after each colon, what people may type; texts show the first of these words
    "help: help; checkin: checkin, check-in, arrive; profile: profile, me; facilitators: facilitators; "
    "idea: idea; ideas: ideas; pledge: pledge, promise; mine: mine, my; start: start, begin; "
    "observers: observers, observer; hand: hand; hands: hands; unheard: unheard; "
    "undo: undo; plan: plan, schedule; next: next, forward; back: back, previous; skip: skip; "
    "extend: extend, longer; end: end, finish; rename: rename, title; cancel: cancel; now: now, panel; "
    "breakout: breakout, breakouts, groups; poll: poll, ask; polls: polls; close: close; cards: cards; "
    "results: results; report: report; stop: stop; reminders: reminders; nudges: nudges; "
    "board: board; themes: themes; shortlist: shortlist; hide: hide; answer: answer; body: body, bodies; "
    "initiatives: initiatives, initiative; chairs: chairs; champion: champion, champions; "
    "caller: caller, callers; handover: handover; colead: colead"
)

NEIGHBOURS = Text(  # translators: after each colon, other words for which people may look for that command
    "plan: announce, agenda, calendar; poll: vote, survey; mine: delete, edit, change, withdraw, home; "
    "cancel: discard; results: export, download; breakout: rooms, split; stop: unsubscribe, quiet; "
    "report: summary; checkin: join, hello, mood; reminders: away, snooze, remind; start: open, go"
)


def by_spelling() -> Mapping[str, str]:
    """The name of a verb by each word that people type for it; a name means itself in every language."""
    return named(SPELLINGS)


@cache
def spellings_in(language: Language) -> Mapping[str, Sequence[str]]:
    """The words for each verb in a language, first the one that texts show."""
    entries = (entry.partition(":") for entry in language.pattern(SPELLINGS).split(";"))
    return {name.strip(): [each.strip() for each in words.split(",")] for name, _, words in entries}


def by_neighbour() -> Mapping[str, str]:
    """The verb that is offered, and not done, by each word that people may try for it."""
    return named(NEIGHBOURS)
