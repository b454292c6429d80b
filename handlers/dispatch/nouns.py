"""The one list where a noun is registered: what it listens to is found here, and nowhere else."""

from collections.abc import Mapping

from handlers import (
    adding,
    agendas,
    announcing,
    answers,
    askings,
    calendars,
    cancelling,
    checkins,
    closings,
    consents,
    exports,
    followups,
    helprequests,
    home,
    ideas,
    members,
    notes,
    now,
    nudges,
    people,
    planned,
    plans,
    pledges,
    polls,
    reminders,
    reports,
    running,
    sessions,
    starting,
    takingpart,
    talk,
    tencards,
    tryouts,
)
from handlers.breakouts import moving, presence, proposing, reportbacks, rounds
from handlers.drafts import composing, previewing, typed
from handlers.edge.listeners import Noun, OnClick, OnClose, OnEvent, OnShortcut, OnSubmit, Verb

NOUNS: tuple[Noun, ...] = (  # in the order in which help lists their verbs
    checkins.NOUN,
    people.NOUN,
    members.NOUN,
    consents.NOUN,
    ideas.NOUN,
    pledges.NOUN,
    plans.NOUN,
    askings.NOUN,
    home.NOUN,
    planned.NOUN,
    agendas.NOUN,
    tryouts.NOUN,
    announcing.NOUN,
    calendars.NOUN,
    takingpart.NOUN,
    sessions.NOUN,
    starting.NOUN,
    running.NOUN,
    now.NOUN,
    proposing.NOUN,
    rounds.NOUN,
    presence.NOUN,
    moving.NOUN,
    reportbacks.NOUN,
    polls.NOUN,
    closings.NOUN,
    composing.NOUN,
    previewing.NOUN,
    typed.NOUN,
    tencards.NOUN,
    answers.NOUN,
    adding.NOUN,
    cancelling.NOUN,
    exports.NOUN,
    reports.NOUN,
    followups.NOUN,
    reminders.NOUN,
    nudges.NOUN,
    notes.NOUN,
    helprequests.NOUN,
    talk.NOUN,
)

VERBS: Mapping[str, Verb] = {verb.name: verb for noun in NOUNS for verb in noun.verbs}
CLICKS: Mapping[str, OnClick] = {each.id: each for noun in NOUNS for each in noun.clicks}
SUBMISSIONS: Mapping[str, OnSubmit] = {each.id: each for noun in NOUNS for each in noun.submissions}
CLOSINGS: Mapping[str, OnClose] = {each.id: each for noun in NOUNS for each in noun.closings}
SHORTCUTS: Mapping[str, OnShortcut] = {each.id: each for noun in NOUNS for each in noun.shortcuts}
EVENTS: Mapping[str, OnEvent] = {each.id: each for noun in NOUNS for each in noun.events}
