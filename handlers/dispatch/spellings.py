"""Every verb in every language: people type it in the one that they speak, whatever the command is called."""

from functools import cache

from coproduction.words import LANGUAGES, Text

SPELLINGS = Text(  # translators: after each colon, what people may type for that command, apart by commas
    "help: help; checkin: checkin, check-in, arrive; profile: profile, me; facilitators: facilitators; "
    "idea: idea; ideas: ideas; pledge: pledge, promise; mine: mine, my; start: start, begin; "
    "plan: plan, schedule; next: next, forward; back: back, previous; skip: skip; "
    "extend: extend, longer; end: end, finish; rename: rename, title; cancel: cancel; now: now, panel; "
    "breakout: breakout, breakouts, groups; poll: poll, ask; polls: polls; close: close; cards: cards; "
    "results: results; report: report; stop: stop; reminders: reminders; nudges: nudges"
)


@cache
def by_spelling() -> dict[str, str]:
    """The name of a verb by each word that people type for it; a name means itself in every language."""
    found: dict[str, str] = {}
    for language in LANGUAGES.values():
        for entry in language.pattern(SPELLINGS).split(";"):
            name, _, words = entry.partition(":")
            found |= {word.strip().casefold(): name.strip() for word in words.split(",")}
    return found | {name: name for name in found.values()}
