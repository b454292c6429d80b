"""Nothing that is done in one workspace shows or changes anything of another, even with all ids the same."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy
from sqlalchemy.dialects import sqlite

from coproduction import ports
from coproduction.agendatemplates import AgendaTemplates
from coproduction.askings import Askings, AskingState
from coproduction.atend import AtEnd
from coproduction.board import Boards
from coproduction.bodies import Bodies
from coproduction.breakouts import Breakouts, Part, Presence, Seat, Word
from coproduction.breakouts.changes import SeatChange
from coproduction.breakouts.helpcalls import HelpCalls
from coproduction.budget import Allowances
from coproduction.callers import Callers
from coproduction.cardturns import CardTurns
from coproduction.chairs import WishedChairs
from coproduction.champions import Champions
from coproduction.checkins import CheckIn, CheckIns, Snapshot
from coproduction.conditions import Condition, Conditions
from coproduction.consents import Consents
from coproduction.corrections import Corrections
from coproduction.digests import DigestDay, Digests
from coproduction.drafts import Draft, Drafts, Template
from coproduction.followups import NUDGE, PLEDGE, FollowUp, FollowUps
from coproduction.heartbeats import Heartbeats
from coproduction.helprequests import HelpRequest, HelpRequests
from coproduction.ideas import Idea, IdeaKind, Ideas
from coproduction.initiatives import Initiatives
from coproduction.leadoffers import LeadOffers, OfferState
from coproduction.listeningnotes import Listening
from coproduction.machine import Event
from coproduction.members import Members
from coproduction.messages import Card, Message, MessageState
from coproduction.notes import Notes
from coproduction.outbox import Messages
from coproduction.people import People, Person, Perspective
from coproduction.planned import Coming, PlannedSessions
from coproduction.plans import Plans
from coproduction.pledges import Pledge, Pledges
from coproduction.polls import POLL_CARD, Poll, Polls, Purpose
from coproduction.progress import ProgressStore
from coproduction.recurring import Recurrences
from coproduction.reopening import Endings
from coproduction.reports import Report, Reports
from coproduction.rests import Rests
from coproduction.running import RunningSessions
from coproduction.sessions import SESSION_CARD, Session, Sessions, SessionState, ended
from coproduction.shortlists import Shortlists
from coproduction.splits import Part as SplitPart
from coproduction.splits import Splits
from coproduction.stakeholders import Stakeholders
from coproduction.takingpart import TakingPart
from coproduction.telling import News, Newsroom
from coproduction.tencards import Count, Counted, Hand, TenCards, Verdict
from coproduction.themes import Themes
from coproduction.ties import Goes, Ties, TieState
from coproduction.turns import Turns
from coproduction.unnamed import Unnamed
from coproduction.worked import Effect, Said, WorkedStore
from coproduction.yousaid import Months, MonthState
from storage import (
    SqlMemory,
    agendatemplates,
    allowances,
    askings,
    atend,
    board,
    bodies,
    breakouts,
    callers,
    cardturns,
    chairs,
    champions,
    checkins,
    conditions,
    consents,
    corrections,
    digests,
    drafts,
    endings,
    followups,
    heartbeats,
    helpcalls,
    helprequests,
    ideas,
    initiatives,
    leadoffers,
    listeningnotes,
    members,
    messages,
    notes,
    people,
    planned,
    plans,
    pledges,
    polls,
    progress,
    recurring,
    reports,
    rests,
    running,
    sessions,
    shortlists,
    splits,
    stakeholders,
    takingpart,
    telling,
    tencards,
    themes,
    ties,
    turns,
    unnamed,
    worked,
    yousaid,
)
from storage.statements import Statement
from storage.tables import metadata
from tests.storage import world
from tests.storage.world import LIVE, MINUTE, NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

SHELVES = {
    "people": (People, people),
    "sessions": (Sessions, sessions),
    "at_end": (AtEnd, atend),
    "planned": (PlannedSessions, planned),
    "running": (RunningSessions, running),
    "corrections": (Corrections, corrections),
    "callers": (Callers, callers),
    "chairs": (WishedChairs, chairs),
    "listening": (Listening, listeningnotes),
    "stakeholders": (Stakeholders, stakeholders),
    "champions": (Champions, champions),
    "lead_offers": (LeadOffers, leadoffers),
    "endings": (Endings, endings),
    "turns": (Turns, turns),
    "agenda_templates": (AgendaTemplates, agendatemplates),
    "taking_part": (TakingPart, takingpart),
    "checkins": (CheckIns, checkins),
    "breakouts": (Breakouts, breakouts),
    "help_calls": (HelpCalls, helpcalls),
    "ideas": (Ideas, ideas),
    "progress": (ProgressStore, progress),
    "boards": (Boards, board),
    "conditions": (Conditions, conditions),
    "themes": (Themes, themes),
    "shortlists": (Shortlists, shortlists),
    "bodies": (Bodies, bodies),
    "initiatives": (Initiatives, initiatives),
    "news": (Newsroom, telling),
    "worked": (WorkedStore, worked),
    "months": (Months, yousaid),
    "ties": (Ties, ties),
    "consents": (Consents, consents),
    "polls": (Polls, polls),
    "unnamed": (Unnamed, unnamed),
    "ten_cards": (TenCards, tencards),
    "drafts": (Drafts, drafts),
    "pledges": (Pledges, pledges),
    "plans": (Plans, plans),
    "askings": (Askings, askings),
    "follow_ups": (FollowUps, followups),
    "recurrences": (Recurrences, recurring),
    "allowances": (Allowances, allowances),
    "help_requests": (HelpRequests, helprequests),
    "notes": (Notes, notes),
    "digests": (Digests, digests),
    "reports": (Reports, reports),
    "members": (Members, members),
    "rests": (Rests, rests),
    "card_turns": (CardTurns, cardturns),
    "splits": (Splits, splits),
    "heartbeats": (Heartbeats, heartbeats),
    "messages": (Messages, messages),
}
METHODS = {f"{shelf}.{name}" for shelf, (port, _) in SHELVES.items() for name in vars(port) if name[0] != "_"}
STATEMENTS = {
    f"{shelf}.{name}": statement
    for shelf, (_, module) in SHELVES.items()
    for name, statement in vars(module).items()
    if isinstance(statement, Statement)
}

_NEW_SESSION = Session("s9", "C1", "Third", SessionState.ENDED, "ana", NOW, NOW + MINUTE)
_NEW_ROUND = replace(world.PLANNED, id="r9", number=9, prompts=("x",), origin="form:96")
_NEW_IDEA = Idea("i9", "C1", None, 9, IdeaKind.CHANGE, "x", None, "form:99")
_NEW_POLL = Poll("p9", "C1", None, "x", ("a", "b"), Purpose.ANY, "form:98")
_NEW_PLEDGE = Pledge("g9", "C1", None, "ben", "x", None, None, NOW, "form:97")

ACTS: dict[str, Callable[[ports.Memory], Any]] = {
    "people.get": lambda m: (m.people.get("ana"), m.people.get("eve")),
    "people.put": lambda m: m.people.put(Person("ana")),
    "people.all": lambda m: m.people.all(),
    "people.some": lambda m: m.people.some(["ana", "eve", "nobody"]),
    "people.in_session": lambda m: m.people.in_session("s1", ["ana", "eve", "nobody"]),
    "people.settle": lambda m: m.people.settle(["ana", "eve", "nobody"]),
    "at_end.keep": lambda m: (m.at_end.keep(world.ENDED), m.at_end.of("s0")),  # type: ignore[func-returns-value]
    "at_end.settle": lambda m: (m.at_end.settle("s0"), m.at_end.of("s0")),  # type: ignore[func-returns-value]
    "at_end.melt": lambda m: m.at_end.melt(world.ENDED),
    "at_end.of": lambda m: m.at_end.of("s0"),
    "at_end.support_of": lambda m: m.at_end.support_of(replace(world.ENDED, id="s1")),
    "at_end.sessions_of": lambda m: (m.at_end.sessions_of("ana"), m.at_end.sessions_of("eve")),
    "at_end.unsay_sector": lambda m: [m.at_end.unsay_sector(person) for person in ("ana", "eve")],  # type: ignore[func-returns-value]
    "at_end.unsay_perspective": lambda m: [m.at_end.unsay_perspective(person) for person in ("ana", "eve")],  # type: ignore[func-returns-value]
    "sessions.live_since": lambda m: m.sessions.live_since(NOW + MINUTE),
    "sessions.open_programme": lambda m: m.sessions.open_programme("C2", NOW),
    "sessions.has_programme": lambda m: (m.sessions.has_programme("C1"), m.sessions.has_programme("C2")),
    "sessions.set_hiding_reasons": lambda m: m.sessions.set_hiding_reasons("C1", ("it is late",)),
    "sessions.hiding_reasons": lambda m: m.sessions.hiding_reasons("C1"),
    "sessions.speak": lambda m: m.sessions.speak("C1", "es"),
    "sessions.language_of": lambda m: m.sessions.language_of("C1"),
    "sessions.programmes": lambda m: m.sessions.programmes(),
    "sessions.next_idea_number": lambda m: m.sessions.next_idea_number("C1"),
    "sessions.add": lambda m: m.sessions.add(_NEW_SESSION),
    "sessions.reopen": lambda m: (m.sessions.revise(ended(LIVE, NOW)), m.sessions.reopen("s0")),
    "sessions.revise": lambda m: m.sessions.revise(ended(LIVE, NOW)),
    "sessions.get": lambda m: m.sessions.get("s1"),
    "sessions.live_in": lambda m: m.sessions.live_in("C1"),
    "sessions.of": lambda m: m.sessions.of("C1"),
    "sessions.attended_live": lambda m: (m.sessions.attended_live("ana"), m.sessions.attended_live("eve")),
    "sessions.programmes_of": lambda m: m.sessions.programmes_of("ana"),
    "sessions.attend": lambda m: [m.sessions.attend("s1", person) for person in ("ana", "eve")],
    "sessions.settle": lambda m: m.sessions.settle("s1"),
    "sessions.attendees": lambda m: m.sessions.attendees("s1"),
    "sessions.how_many_came": lambda m: m.sessions.how_many_came("s1"),
    "sessions.has_come": lambda m: (m.sessions.has_come("s1", "ana"), m.sessions.has_come("s0", "eve")),
    "sessions.observers": lambda m: m.sessions.observers("s1"),
    "sessions.came_to_any": lambda m: m.sessions.came_to_any(["s0", "s1"]),
    "checkins.keep_pepper": lambda m: m.checkins.keep_pepper("s0", b"x"),
    "checkins.pepper": lambda m: m.checkins.pepper("s1"),
    "checkins.destroy_pepper": lambda m: m.checkins.destroy_pepper("s1"),
    "checkins.get": lambda m: (m.checkins.get("s1", "ana"), m.checkins.get("s1", "eve")),
    "checkins.put": lambda m: m.checkins.put(CheckIn("s1", "ana", True, 1)),
    "checkins.remove": lambda m: m.checkins.remove("s1", "ana"),
    "checkins.show": lambda m: [m.checkins.show(Snapshot("s1", n, (1,), ("x",))) for n in (1, 2, 3)],
    "checkins.snapshots": lambda m: m.checkins.snapshots("s1"),
    "checkins.latest": lambda m: m.checkins.latest("s1"),
    "checkins.settle": lambda m: m.checkins.settle("s1"),
    "checkins.clear": lambda m: m.checkins.clear("s1"),
    "checkins.of": lambda m: m.checkins.of("s1"),
    "breakouts.add": lambda m: m.breakouts.add(_NEW_ROUND, [Seat("r9", "eve", 1, 0)]),
    "breakouts.lock": lambda m: m.breakouts.lock("s1"),
    "breakouts.put": lambda m: m.breakouts.put(replace(world.ROUND, seed=99)),
    "breakouts.drop": lambda m: m.breakouts.drop("r0"),
    "breakouts.get": lambda m: (m.breakouts.get("r1"), m.breakouts.get("r2")),
    "breakouts.from_origin": lambda m: (
        m.breakouts.from_origin("form:10"),
        m.breakouts.from_origin("form:11"),
    ),
    "breakouts.of": lambda m: m.breakouts.of("s1"),
    "breakouts.rounds_in": lambda m: m.breakouts.rounds_in(["s0", "s1"]),
    "breakouts.live": lambda m: m.breakouts.live(),
    "breakouts.seats": lambda m: m.breakouts.seats("r1"),
    "breakouts.seats_in": lambda m: m.breakouts.seats_in(["r0", "r1", "r2"]),
    "breakouts.seat_all": lambda m: m.breakouts.seat_all([Seat("r1", id_, 2, 5) for id_ in ("ana", "eve")]),
    "breakouts.seat": lambda m: m.breakouts.seat(Seat("r1", "ana", 2, 5, None, Presence.HERE)),
    "breakouts.clear_seats": lambda m: m.breakouts.clear_seats("r1"),
    "breakouts.say": lambda m: m.breakouts.say(Word("w9", "r1", 1, 1, Part.IDEA, "x", "form:95")),
    "breakouts.words": lambda m: m.breakouts.words("r1"),
    "breakouts.words_in": lambda m: m.breakouts.words_in(["s1", "s2"]),
    "breakouts.note_changes": lambda m: m.breakouts.note_changes(
        [SeatChange("h9", "r1", "cem", NOW, None, 1)]
    ),
    "breakouts.changes": lambda m: m.breakouts.changes("r1"),
    "breakouts.forget_changes": lambda m: m.breakouts.forget_changes("r1"),
    "help_calls.put": lambda m: m.help_calls.put(replace(world.HELP_CALL, taken_by="ben")),
    "help_calls.of": lambda m: m.help_calls.of("r1"),
    "help_calls.forget": lambda m: m.help_calls.forget("r1"),
    "ideas.add": lambda m: m.ideas.add(_NEW_IDEA),
    "ideas.put": lambda m: m.ideas.put(Idea("i1", "C1", None, 9, IdeaKind.CHANGE, "y", "ben", "form:1")),
    "ideas.get": lambda m: (m.ideas.get("i1"), m.ideas.get("i3")),
    "ideas.from_origin": lambda m: (m.ideas.from_origin("form:1"), m.ideas.from_origin("form:7")),
    "ideas.between": lambda m: (m.ideas.between("C1", "s1"), m.ideas.between("C1", "nobody")),
    "ideas.of": lambda m: m.ideas.of("C1"),
    "ideas.by": lambda m: m.ideas.by("ana"),
    "ideas.of_person": lambda m: m.ideas.of_person("C1", "ana"),
    "ideas.said_by": lambda m: [m.ideas.said_by("C1", who) for who in ("ana", "ben")],
    "ideas.support": lambda m: [m.ideas.support("i1", person) for person in ("ben", "eve")],
    "ideas.keep_support": lambda m: [m.ideas.keep_support("i1", person) for person in ("ben", "eve")],
    "ideas.take_back": lambda m: [m.ideas.take_back("i1", person) for person in ("ben", "eve")],
    "ideas.supporters": lambda m: m.ideas.supporters("i1"),
    "ideas.support_of": lambda m: m.ideas.support_of("C1"),
    "ideas.hold": lambda m: m.ideas.hold("i1"),
    "ideas.help": lambda m: m.ideas.help("i2", "ana"),
    "ideas.helpers": lambda m: m.ideas.helpers("i1"),
    "ideas.reveal": lambda m: [m.ideas.reveal("s1", step) for step in ("a", "b")],
    "ideas.is_revealed": lambda m: [m.ideas.is_revealed("s1", step) for step in ("a", "b")],
    "ideas.hide": lambda m: m.ideas.hide(replace(world.HIDDEN, id="h9")),
    "ideas.hidings": lambda m: m.ideas.hidings("C1"),
    "ideas.last": lambda m: m.ideas.last("C1"),
    "ideas.on_card_of": lambda m: m.ideas.on_card_of("i1"),
    "progress.add": lambda m: m.progress.add(replace(world.MOVE, id="v9", number=9)),
    "progress.put": lambda m: m.progress.put(replace(world.MOVE, words="z")),
    "progress.get": lambda m: (m.progress.get("v1"), m.progress.get("v2")),
    "progress.of": lambda m: m.progress.of("i1"),
    "progress.of_channel": lambda m: m.progress.of_channel("C1"),
    "progress.of_body": lambda m: m.progress.of_body("b1"),
    "progress.naming": lambda m: m.progress.naming("u1"),
    "progress.due": lambda m: m.progress.due(NOW + 99 * MINUTE),
    "boards.sectors": lambda m: m.boards.sectors("C1"),
    "boards.sectors_of": lambda m: m.boards.sectors_of("i1"),
    "conditions.put": lambda m: [m.conditions.put(Condition("i1", who, "y")) for who in ("ben", "eve")],
    "conditions.get": lambda m: (m.conditions.get("i1", "ben"), m.conditions.get("i1", "eve")),
    "conditions.drop": lambda m: [m.conditions.drop("i1", who) for who in ("ben", "eve")],
    "conditions.words_of": lambda m: m.conditions.words_of("i1"),
    "conditions.how_many": lambda m: m.conditions.how_many("C1"),
    "themes.newest": lambda m: m.themes.newest("C1"),
    "themes.add": lambda m: m.themes.add(replace(world.SORTING, number=9)),
    "themes.drop": lambda m: [m.themes.drop(replace(world.SORTING, number=n)) for n in (1, 2)],
    "shortlists.newest": lambda m: m.shortlists.newest("C1"),
    "shortlists.add": lambda m: m.shortlists.add(replace(world.SHORTLIST, number=9)),
    "shortlists.drop": lambda m: [m.shortlists.drop(replace(world.SHORTLIST, number=n)) for n in (1, 2)],
    "bodies.add": lambda m: m.bodies.add(replace(world.BODY, id="b9", origin="form:59")),
    "bodies.put": lambda m: m.bodies.put(replace(world.BODY, name="z")),
    "bodies.get": lambda m: (m.bodies.get("b1"), m.bodies.get("b2")),
    "bodies.from_origin": lambda m: [m.bodies.from_origin(f"form:{n}") for n in (51, 52)],
    "bodies.of": lambda m: m.bodies.of("C1"),
    "bodies.owned_by": lambda m: m.bodies.owned_by("ben"),
    "bodies.due": lambda m: m.bodies.due(NOW + 99 * MINUTE),
    "news.follow": lambda m: [m.news.follow("i1", person) for person in ("ben", "eve")],
    "news.unfollow": lambda m: [m.news.unfollow("i1", person) for person in ("ben", "eve")],
    "news.followers": lambda m: m.news.followers("i1"),
    "news.supporters": lambda m: m.news.supporters("i1"),
    "news.add": lambda m: [m.news.add(News("v1", person, "v1")) for person in ("ben", "eve")],
    "news.told_in": lambda m: m.news.told_in("ben", "v1"),
    "worked.say": lambda m: m.worked.say(Said("i1", "ben", Effect.HELPED)),
    "worked.said_by": lambda m: [m.worked.said_by("i1", person) for person in ("ben", "eve")],
    "worked.said": lambda m: m.worked.said("i1"),
    "worked.clear": lambda m: m.worked.clear("i1"),
    "worked.keep": lambda m: m.worked.keep(replace(world.WORKED, idea="i2")),
    "worked.of": lambda m: (m.worked.of("i1"), m.worked.of("i3")),
    "worked.of_channel": lambda m: m.worked.of_channel("C1"),
    "months.add": lambda m: m.months.add(replace(world.MONTH, id="x9")),
    "months.move_on": lambda m: m.months.move_on(
        replace(world.MONTH, state=MonthState.DRAFTED), MonthState.PLANNED
    ),
    "months.get": lambda m: (m.months.get("x1"), m.months.get("x2")),
    "months.due": lambda m: m.months.due(NOW + 99 * MINUTE),
    "ties.add": lambda m: [m.ties.add(replace(world.TIE, person=person)) for person in ("ben", "eve")],
    "ties.move_on": lambda m: [
        m.ties.move_on(replace(world.TIE, person=person, state=TieState.NO), TieState.YES)
        for person in ("ben", "eve")
    ],
    "ties.author_says": lambda m: m.ties.author_says("i1", "ben", Goes.ALIVE),
    "ties.person_says": lambda m: m.ties.person_says("i1", "ben", Goes.OVER),
    "ties.get": lambda m: (m.ties.get("i1", "ben"), m.ties.get("i1", "eve")),
    "ties.of": lambda m: m.ties.of("i1"),
    "ties.of_channel": lambda m: m.ties.of_channel("C1"),
    "ties.due": lambda m: m.ties.due(NOW + 99 * MINUTE),
    "consents.add": lambda m: m.consents.add(replace(world.CONSENT, id="n9", origin="message:9")),
    "consents.put": lambda m: m.consents.put(replace(world.CONSENT, text="y")),
    "consents.drop": lambda m: m.consents.drop("n1"),
    "consents.get": lambda m: (m.consents.get("n1"), m.consents.get("n2")),
    "consents.from_origin": lambda m: [m.consents.from_origin(f"message:{n}") for n in (1, 2)],
    "consents.waiting_in": lambda m: m.consents.waiting_in("C1"),
    "consents.waiting_for": lambda m: m.consents.waiting_for("ana"),
    "consents.asked_by": lambda m: m.consents.asked_by("ben"),
    "consents.lapsed": lambda m: m.consents.lapsed(NOW + 99 * MINUTE),
    "polls.add": lambda m: m.polls.add(_NEW_POLL),
    "polls.put": lambda m: m.polls.put(Poll("p1", "C1", None, "y", ("c", "d"), Purpose.ANY, "form:3")),
    "polls.revise": lambda m: [
        m.polls.revise(replace(each, question="z")) for each in (world.POLL, world.CLOSED)
    ],
    "polls.get": lambda m: (m.polls.get("p1"), m.polls.get("p3")),
    "polls.from_origin": lambda m: (m.polls.from_origin("form:3"), m.polls.from_origin("form:8")),
    "polls.open_in": lambda m: m.polls.open_in("C1"),
    "polls.of_session": lambda m: m.polls.of_session("s1"),
    "polls.of_channel": lambda m: m.polls.of_channel("C1"),
    "polls.parts_of": lambda m: m.polls.parts_of("p0"),
    "polls.cast": lambda m: [m.polls.cast("p1", person, "1") for person in ("ana", "ben", "eve")],
    "polls.lock": lambda m: (m.polls.lock("p1"), m.polls.lock("p3")),
    "polls.over": lambda m: m.polls.over(NOW + MINUTE),
    "polls.to_remind": lambda m: m.polls.to_remind(NOW),
    "polls.waiting_for_all": lambda m: m.polls.waiting_for_all(),
    "polls.answered_by": lambda m: [m.polls.answered_by(person) for person in ("ana", "ben", "eve")],
    "polls.hold": lambda m: (m.polls.hold("p1"), m.polls.hold("p3")),
    "polls.asks": lambda m: [m.polls.asks("p1", person) for person in ("ana", "ben", "eve")],
    "polls.clear": lambda m: m.polls.clear("p1"),
    "polls.keep": lambda m: [m.polls.keep("p1", person, "1") for person in ("ana", "ben", "eve")],
    "polls.votes": lambda m: m.polls.votes("p1"),
    "polls.answer_of": lambda m: [m.polls.answer_of("p1", person) for person in ("ana", "ben", "eve")],
    "polls.ballots": lambda m: m.polls.ballots("p1"),
    "polls.withdraw": lambda m: [m.polls.withdraw("p1", person) for person in ("ana", "ben", "eve")],
    "polls.settle": lambda m: m.polls.settle("p1"),
    "polls.count": lambda m: m.polls.count("p1", {"9": 1}),
    "unnamed.keep_secret": lambda m: m.unnamed.keep_secret("p1", b"x"),
    "unnamed.cast": lambda m: [m.unnamed.cast("p4", person, "0") for person in ("ana", "ben", "eve")],
    "unnamed.keep": lambda m: [m.unnamed.keep("p4", person, "0") for person in ("ana", "ben", "eve")],
    "unnamed.withdraw": lambda m: [m.unnamed.withdraw("p4", person) for person in ("ana", "ben", "eve")],
    "unnamed.answer_of": lambda m: [m.unnamed.answer_of("p4", person) for person in ("ana", "ben", "eve")],
    "unnamed.take_out": lambda m: (m.unnamed.take_out("p1"), m.unnamed.take_out("p4")),
    "ten_cards.hand": lambda m: [m.ten_cards.hand("p5", person) for person in ("ana", "eve")],
    "ten_cards.dealt": lambda m: [m.ten_cards.dealt("p5", each) for each in (*Perspective, None)],
    "ten_cards.show": lambda m: m.ten_cards.show(Hand("p5", "ben"), "i1"),
    "ten_cards.judge": lambda m: m.ten_cards.judge(Hand("p5", "ana"), "i1", Verdict.NOT_SURE),
    "ten_cards.drop": lambda m: m.ten_cards.drop("p5", "ana"),
    "ten_cards.judgements": lambda m: m.ten_cards.judgements("p5"),
    "ten_cards.settle": lambda m: m.ten_cards.settle("p5", [Counted("i9", Count(5))]),
    "ten_cards.settled": lambda m: m.ten_cards.settled("p6"),
    "ten_cards.polls_with": lambda m: m.ten_cards.polls_with("i1"),
    "ten_cards.closed_in": lambda m: m.ten_cards.closed_in("C1"),
    "drafts.keep": lambda m: m.drafts.keep(Draft("ana", "C1", "{}", NOW)),
    "drafts.get": lambda m: (m.drafts.get("ana", "C1"), m.drafts.get("eve", "C1")),
    "drafts.drop": lambda m: (
        m.drafts.drop(world.DRAFT),
        m.drafts.drop(replace(world.DRAFT, person="eve", content="theirs")),
    ),
    "drafts.old": lambda m: m.drafts.old(NOW + MINUTE),
    "drafts.save": lambda m: m.drafts.save(Template("q9", "C1", "x", "{}", "ben")),
    "drafts.template": lambda m: (m.drafts.template("q1"), m.drafts.template("q2")),
    "drafts.templates": lambda m: m.drafts.templates("C1"),
    "drafts.delete": lambda m: (m.drafts.delete("q1"), m.drafts.delete("q2")),
    "planned.add": lambda m: m.planned.add(replace(world.PLAN_AHEAD, id="t9", origin="form:29")),
    "planned.put": lambda m: m.planned.put(replace(world.PLAN_AHEAD, title="z")),
    "planned.get": lambda m: (m.planned.get("t1"), m.planned.get("t2")),
    "planned.hold": lambda m: (m.planned.hold("t1"), m.planned.hold("t2")),
    "planned.from_origin": lambda m: (m.planned.from_origin("form:20"), m.planned.from_origin("form:22")),
    "planned.of_session": lambda m: (m.planned.of_session("s0"), m.planned.of_session("s1")),
    "planned.waiting": lambda m: m.planned.waiting(NOW),
    "planned.due": lambda m: m.planned.due(NOW + MINUTE),
    "planned.answer": lambda m: [m.planned.answer("t1", each, Coming.YES) for each in ("ben", "eve")],
    "planned.said_by": lambda m: (m.planned.said_by("ben"), m.planned.said_by("eve")),
    "planned.answers": lambda m: m.planned.answers("t1"),
    "planned.counts": lambda m: m.planned.counts("t1"),
    "running.put": lambda m: m.running.put(replace(world.RUNNING, turn=9)),
    "running.get": lambda m: (m.running.get("s0"), m.running.get("s1")),
    "running.hold": lambda m: (m.running.hold("s0"), m.running.hold("s1")),
    "running.ringing": lambda m: m.running.ringing(NOW + 999 * world.MINUTE),
    "running.left": lambda m: m.running.left(NOW + 999 * world.MINUTE),
    "endings.add": lambda m: m.endings.add(replace(world.ENDING, session="s1")),
    "endings.get": lambda m: (m.endings.get("s0"), m.endings.get("s1")),
    "endings.drop": lambda m: m.endings.drop("s0"),
    "endings.to_seal": lambda m: m.endings.to_seal(NOW + 999 * world.MINUTE),
    "corrections.add": lambda m: m.corrections.add(replace(world.CORRECTION, id="k9", origin="form:39")),
    "corrections.answer": lambda m: [
        m.corrections.answer(replace(world.UNNAMED_CORRECTION, id=id_, answer="z"), None)
        for id_ in ("k2", "k3")
    ],
    "corrections.get": lambda m: (m.corrections.get("k1"), m.corrections.get("k3")),
    "corrections.from_origin": lambda m: [m.corrections.from_origin(f"form:{n}") for n in (31, 33)],
    "corrections.of": lambda m: m.corrections.of("s0"),
    "initiatives.put": lambda m: m.initiatives.put(replace(world.INITIATIVE, does="it sings")),
    "initiatives.drop": lambda m: m.initiatives.drop("C1", "form:81"),
    "initiatives.of": lambda m: m.initiatives.of("C1"),
    "callers.add": lambda m: m.callers.add(replace(world.CALLER, id="caller:9", look="xena")),
    "callers.put": lambda m: m.callers.put(replace(world.CALLER, alias="Rosa B.")),
    "callers.get": lambda m: (m.callers.get("caller:1"), m.callers.get("caller:3")),
    "callers.some": lambda m: m.callers.some(["caller:1", "caller:3"]),
    "callers.of": lambda m: m.callers.of("C1"),
    "callers.drop": lambda m: m.callers.drop("caller:1"),
    "listening.put": lambda m: m.listening.put(replace(world.LISTENED, needs="x"), 1),
    "listening.get": lambda m: m.listening.get("C1"),
    "listening.drop": lambda m: m.listening.drop("C1", 1),
    "stakeholders.add": lambda m: m.stakeholders.add(replace(world.STAKEHOLDER, id="l9", person=None)),
    "stakeholders.put": lambda m: m.stakeholders.put(replace(world.STAKEHOLDER, role="x")),
    "stakeholders.get": lambda m: (m.stakeholders.get("l1"), m.stakeholders.get("l3")),
    "stakeholders.of": lambda m: m.stakeholders.of("C1"),
    "stakeholders.over": lambda m: m.stakeholders.over(NOW + MINUTE),
    "stakeholders.drop": lambda m: m.stakeholders.drop("l1"),
    "champions.offer": lambda m: m.champions.offer("C1"),
    "champions.put_offer": lambda m: m.champions.put_offer(replace(world.CHAMPION_OFFER, gets="x")),
    "champions.add": lambda m: m.champions.add(replace(world.CHAMPION, id="l9")),
    "champions.put": lambda m: m.champions.put(replace(world.CHAMPION, also=()), world.CHAMPION.state),
    "champions.get": lambda m: (m.champions.get("l2"), m.champions.get("l4")),
    "champions.of": lambda m: m.champions.of("C1"),
    "champions.over": lambda m: m.champions.over(NOW + MINUTE),
    "champions.silent": lambda m: m.champions.silent(NOW),
    "champions.drop": lambda m: m.champions.drop("l2"),
    "chairs.put": lambda m: m.chairs.put(replace(world.CHAIRS, wished=9)),
    "chairs.drop": lambda m: m.chairs.drop("C1", "schools"),
    "chairs.of": lambda m: m.chairs.of("C1"),
    "lead_offers.add": lambda m: m.lead_offers.add(replace(world.OFFER, id="o9", origin="command:49")),
    "lead_offers.move_on": lambda m: [
        m.lead_offers.move_on(replace(world.OFFER, id=id_, state=OfferState.ENDED), OfferState.WAITS)
        for id_ in ("o1", "o3")
    ],
    "lead_offers.get": lambda m: (m.lead_offers.get("o1"), m.lead_offers.get("o3")),
    "lead_offers.from_origin": lambda m: m.lead_offers.from_origin("command:41"),
    "lead_offers.of": lambda m: m.lead_offers.of("C1"),
    "turns.open": lambda m: m.turns.open("s2"),
    "turns.shut": lambda m: (m.turns.shut("s1"), m.turns.shut("s0")),
    "turns.are_open": lambda m: (m.turns.are_open("s1"), m.turns.are_open("s0")),
    "turns.put": lambda m: m.turns.put(replace(world.SPEAKER, spoken=9)),
    "turns.get": lambda m: (m.turns.get("s1", "ben"), m.turns.get("s1", "eve")),
    "turns.of": lambda m: m.turns.of("s1"),
    "turns.lower_all": lambda m: m.turns.lower_all("s1"),
    "agenda_templates.add": lambda m: m.agenda_templates.add(replace(world.OWN_AGENDA, id="u9", name="y")),
    "agenda_templates.get": lambda m: (m.agenda_templates.get("u1"), m.agenda_templates.get("u2")),
    "agenda_templates.of": lambda m: m.agenda_templates.of("C1"),
    "agenda_templates.delete": lambda m: (m.agenda_templates.delete("u1"), m.agenda_templates.delete("u2")),
    "taking_part.put": lambda m: m.taking_part.put(replace(world.NEEDS, words="z")),
    "taking_part.get": lambda m: (m.taking_part.get("t1", "ben"), m.taking_part.get("t1", "eve")),
    "taking_part.of": lambda m: m.taking_part.of("t1"),
    "taking_part.over": lambda m: m.taking_part.over(NOW + MINUTE),
    "taking_part.postpone": lambda m: m.taking_part.postpone("t1", NOW),
    "taking_part.drop": lambda m: [m.taking_part.drop("t1", person) for person in ("ben", "eve")],
    "taking_part.forget": lambda m: m.taking_part.forget("t1"),
    "pledges.add": lambda m: m.pledges.add(_NEW_PLEDGE),
    "pledges.put": lambda m: m.pledges.put(replace(world.PLEDGE, what="z")),
    "pledges.share": lambda m: m.pledges.share(replace(world.PLEDGE, shared_at=NOW)),
    "plans.put": lambda m: m.plans.put(replace(world.PLAN, when="z")),
    "plans.get": lambda m: (m.plans.get("g1"), m.plans.get("g3")),
    "plans.drop": lambda m: m.plans.drop("g1"),
    "plans.of_person": lambda m: m.plans.of_person("ana"),
    "askings.add": lambda m: m.askings.add(replace(world.ASKING, id="a9", pledge="g2")),
    "askings.move_on": lambda m: [
        m.askings.move_on(replace(world.ASKING, id=id_, state=AskingState.AGREED), AskingState.WAITS)
        for id_ in ("a1", "a3")
    ],
    "askings.get": lambda m: (m.askings.get("a1"), m.askings.get("a3")),
    "askings.of": lambda m: (m.askings.of("g1"), m.askings.of("g3")),
    "askings.of_person": lambda m: m.askings.of_person("ana"),
    "askings.to": lambda m: m.askings.to("ben"),
    "pledges.get": lambda m: (m.pledges.get("g1"), m.pledges.get("g3")),
    "pledges.from_origin": lambda m: (m.pledges.from_origin("form:5"), m.pledges.from_origin("form:9")),
    "pledges.some": lambda m: m.pledges.some(["g1", "g3"]),
    "pledges.by": lambda m: m.pledges.by("ana"),
    "pledges.of": lambda m: m.pledges.of("C1"),
    "follow_ups.add": lambda m: m.follow_ups.add(FollowUp("f9", "g1", "ben", 1, NOW)),
    "follow_ups.put": lambda m: m.follow_ups.put(FollowUp("f1", "g1", "ben", 0, NOW)),
    "follow_ups.get": lambda m: (m.follow_ups.get("f1"), m.follow_ups.get("f2")),
    "follow_ups.of": lambda m: m.follow_ups.of(PLEDGE, "g1"),
    "follow_ups.of_person": lambda m: m.follow_ups.of_person("ana"),
    "follow_ups.of_channel": lambda m: m.follow_ups.of_channel("C1"),
    "follow_ups.put_all": lambda m: m.follow_ups.put_all([FollowUp("f1", "g1", "ben", 0, NOW)]),
    "follow_ups.asked_in": lambda m: (m.follow_ups.asked_in("f1"), m.follow_ups.asked_in("f2")),
    "recurrences.get": lambda m: (m.recurrences.get("g1"), m.recurrences.get("g3")),
    "recurrences.put": lambda m: m.recurrences.put(replace(world.RECURRENCE, until=None)),
    "recurrences.drop": lambda m: m.recurrences.drop("g1"),
    "recurrences.of_person": lambda m: m.recurrences.of_person("ana"),
    "allowances.get": lambda m: (m.allowances.get("ana"), m.allowances.get("eve")),
    "allowances.some": lambda m: m.allowances.some(["ana", "eve"]),
    "allowances.hold": lambda m: m.allowances.hold("eve"),
    "allowances.take": lambda m: [m.allowances.take(each, "m9", NOW.date()) for each in ("ana", "eve")],
    "allowances.give_back": lambda m: m.allowances.give_back("ana", "m1"),
    "follow_ups.due": lambda m: m.follow_ups.due(NOW + 99 * MINUTE),
    "follow_ups.planned_before": lambda m: m.follow_ups.planned_before(NOW + 99 * MINUTE),
    "help_requests.add": lambda m: [
        m.follow_ups.add(FollowUp("f2", "g1", "ana", 1, NOW)),  # type: ignore[func-returns-value]
        *(m.help_requests.add(HelpRequest(id_, "ana", "ben", "y", NOW)) for id_ in ("f1", "f2")),
    ],
    "help_requests.put": lambda m: m.help_requests.put(world.HELP_REQUEST),
    "help_requests.get": lambda m: (m.help_requests.get("f1"), m.help_requests.get("f2")),
    "notes.keep": lambda m: m.notes.keep(replace(world.NOTE, words="z")),
    "notes.get": lambda m: (m.notes.get("message:7"), m.notes.get("message:8")),
    "notes.of": lambda m: m.notes.of("f1"),
    "notes.unplaced_since": lambda m: m.notes.unplaced_since(NOW),
    "notes.of_any": lambda m: m.notes.of_any(["f1", "f2"]),
    "notes.drop": lambda m: (m.notes.drop("message:7"), m.notes.drop("message:8")),
    "digests.put": lambda m: m.digests.put(replace(world.DIGEST_DAY, weekday=4)),
    "digests.begin": lambda m: [m.digests.begin(DigestDay(person, "C1")) for person in ("ana", "eve")],
    "digests.get": lambda m: (m.digests.get("ana", "C1"), m.digests.get("eve", "C1")),
    "digests.of": lambda m: (m.digests.of("ana"), m.digests.of("eve")),
    "digests.due": lambda m: m.digests.due(NOW + 9 * MINUTE),
    "digests.drop": lambda m: (m.digests.drop("ana"), m.digests.drop("eve")),  # type: ignore[func-returns-value]
    "reports.add": lambda m: [
        m.reports.add(Report(id_, "C1", NOW, origin, "ben", "{}"))
        for id_, origin in (("e8", "command:1"), ("e9", "command:3"))
    ],
    "reports.from_origin": lambda m: (m.reports.from_origin("command:1"), m.reports.from_origin("command:3")),
    "reports.lock": lambda m: m.reports.lock("C1"),
    "reports.release": lambda m: m.reports.release([replace(world.RELEASED, number=9)]),
    "reports.released": lambda m: m.reports.released("C1"),
    "reports.get": lambda m: (m.reports.get("e1"), m.reports.get("e3")),
    "messages.is_anything_due": lambda m: [m.messages.is_anything_due(NOW - n * MINUTE) for n in (-9, 0, 9)],
    "messages.states": lambda m: m.messages.states(SESSION_CARD, ["s1", "theirssent"]),
    "messages.add": lambda m: [
        m.messages.add(Message(id_, SESSION_CARD, subject, NOW, NOW))
        for id_, subject in (("m8", "theirssent"), ("m9", "s1"))
    ],
    "messages.add_all": lambda m: m.messages.add_all(
        [
            Message(id_, SESSION_CARD, subject, NOW, NOW)
            for id_, subject in (("m8", "theirssent"), ("m9", "s1"))
        ]
    ),
    "messages.get": lambda m: (m.messages.get("m1"), m.messages.get("sent")),
    "messages.find": lambda m: (
        m.messages.find(Card(SESSION_CARD, "s1")),
        m.messages.find(Card(SESSION_CARD, "theirssent")),
    ),
    "messages.find_all": lambda m: m.messages.find_all(
        [world.SENT.card, Card(SESSION_CARD, "theirssent"), Card(NUDGE, "f1", "ana")]
    ),
    "messages.waiting_for": lambda m: m.messages.waiting_for("ana"),
    "messages.cancelled_for": lambda m: m.messages.cancelled_for("ana"),
    "messages.told_in": lambda m: m.messages.told_in("m1"),
    "messages.about": lambda m: m.messages.about(SESSION_CARD, "s1"),
    "messages.move_on": lambda m: m.messages.move_on(
        Message("m1", NUDGE, "f1", NOW, NOW, recipient="ben"), MessageState.PENDING
    ),
    "messages.settle": lambda m: m.messages.settle(Message("m2", POLL_CARD, "p1", NOW, NOW), "dead"),
    "messages.shared_time": lambda m: m.messages.shared_time(NOW).tzinfo,
    "messages.lapse": lambda m: m.messages.lapse(NOW + MINUTE, NOW),
    "messages.claim": lambda m: m.messages.claim(Event.CLAIMED, NOW, lease="x", until=NOW, most=9),
    "messages.claim_in_turn": lambda m: m.messages.claim_in_turn(
        NOW, lease="x", until=NOW, most=9, began=NOW, ranks=([SESSION_CARD], [POLL_CARD])
    ),
    "messages.freeze": lambda m: m.messages.freeze("C1", "is_archived"),
    "messages.frozen": lambda m: (m.messages.freeze("C1", "is_archived"), m.messages.frozen("C1")),
    "messages.hold": lambda m: m.messages.hold("C1", NOW + MINUTE, "is_archived"),
    "messages.let_go": lambda m: m.messages.let_go("C1", ["is_archived"], NOW),
    "members.read": lambda m: m.members.read("C9", ["ben", "zoe"], is_private=False),
    "members.join": lambda m: m.members.join("C9", "zoe"),
    "members.leave": lambda m: m.members.leave("C9", "ana"),
    "members.of": lambda m: m.members.of("C9"),
    "members.how_many": lambda m: m.members.how_many("C9"),
    "members.channels_of": lambda m: (m.members.channels_of("ana"), m.members.channels_of("eve")),
    "members.door": lambda m: [m.members.door("C9", person) for person in ("ana", "ben", "eve")],
    "members.door_of_round": lambda m: (
        m.members.read("C1", ["ana"], is_private=True),  # type: ignore[func-returns-value]
        [m.members.door_of_round("r1", person) for person in ("ana", "ben", "eve")],
    ),
    "members.came": lambda m: (
        m.members.read("C1", ["ben"], is_private=True),  # type: ignore[func-returns-value]
        m.members.came("s1"),
    ),
    "members.move": lambda m: m.members.move("C1", "C3"),
    "rests.begin": lambda m: m.rests.begin("views.open", NOW, NOW + MINUTE),
    "rests.going_on": lambda m: m.rests.going_on(NOW - MINUTE),
    "card_turns.take": lambda m: bool(m.card_turns.take("m3", "another", most=MINUTE, call=MINUTE)),
    "card_turns.give_back": lambda m: m.card_turns.give_back("m3", "process", MINUTE),
    "card_turns.forget": lambda m: m.card_turns.forget(),
    "splits.votes": lambda m: m.splits.votes("p1"),
    "splits.keep": lambda m: m.splits.keep("p1", [SplitPart(None, (7,), 7)]),
    "splits.of": lambda m: m.splits.of("p6"),
    "heartbeats.beat": lambda m: m.heartbeats.beat("process", NOW, 1),
    "heartbeats.live": lambda m: m.heartbeats.live(NOW),
    "heartbeats.known": lambda m: m.heartbeats.known(),
    "heartbeats.stop": lambda m: m.heartbeats.stop("process"),
    "messages.with_states": lambda m: m.messages.with_states(list(MessageState)),
    "messages.sent_cards": lambda m: (
        m.messages.sent_cards([SESSION_CARD], NOW),
        m.messages.sent_cards([SESSION_CARD], NOW, ["ana", ""]),
    ),
}


def test_every_method_of_every_shelf_is_tried() -> None:
    assert set(ACTS) == METHODS
    assert {name for name, it in vars(ports.Memory).items() if isinstance(it, property)} == {
        *SHELVES,
        "is_holiday",
        "workspace",
    }


@dataclass(frozen=True)
class Neighbours:
    """Two full workspaces in one database: whatever is done in ours is undone again."""

    connection: Connection
    ours: SqlMemory
    alone: dict[str, Any]  # what each act answered before there was another workspace
    theirs: dict[str, list[Any]]  # every row of the other one


@pytest.fixture(scope="module")
def neighbours(scratch: Engine) -> Iterator[Neighbours]:
    """Filled once for all acts: filling takes far longer than any of them."""
    with world.undone(scratch) as connection:
        ours = SqlMemory(connection, "T1")
        world.fill(ours)
        alone = {}
        for method, act in ACTS.items():
            with connection.begin_nested() as undone:
                alone[method] = act(ours)
                undone.rollback()
        world.fill(SqlMemory(connection, "T2"), says="theirs")
        yield Neighbours(connection, ours, alone, world.dump(connection, "T2"))


@pytest.mark.parametrize("shelf", SHELVES)
def test_another_workspace_neither_shows_nor_changes(neighbours: Neighbours, shelf: str) -> None:
    for method in sorted(each for each in METHODS if each.startswith(f"{shelf}.")):
        with neighbours.connection.begin_nested() as undone, written(neighbours.connection) as statements:
            assert ACTS[method](neighbours.ours) == neighbours.alone[method], method
            named = {word for statement in statements for word in re.findall(r"\w+", statement)}
            theirs = {table: rows for table, rows in neighbours.theirs.items() if table in named}
            assert world.dump(neighbours.connection, "T2", named) == theirs, method
            assert bool(theirs) is bool(statements), method
            undone.rollback()


def test_a_statement_changes_no_table_that_it_does_not_name(neighbours: Neighbours) -> None:
    """So it is enough to look into those that it names: no key and no trigger does anything more."""
    keys = [key for table in metadata.tables.values() for key in table.foreign_keys]
    assert [key for key in keys if key.ondelete or key.onupdate] == []
    triggers = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"}
    connection = neighbours.connection
    question = triggers.get(connection.dialect.name, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    assert connection.exec_driver_sql(question).all() == []


@contextmanager
def written(connection: Connection) -> Iterator[list[str]]:
    """What is done meanwhile and is no mere question: after questions alone there is nothing to look for."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if not statement.startswith("SELECT"):
            statements.append(statement)

    sqlalchemy.event.listen(connection, "before_cursor_execute", note)
    yield statements
    sqlalchemy.event.remove(connection, "before_cursor_execute", note)


def test_every_statement_names_the_workspace_for_every_table_it_touches() -> None:
    dialect = sqlite.dialect()
    assert [name for name, each in STATEMENTS.items() if not names_workspaces(each.sql(dialect))] == []


def names_workspaces(sql: str) -> bool:
    """Whether it says of each table whose rows it means."""
    if sql.startswith("INSERT"):
        return bool(re.match(r"INSERT INTO \w+ \(workspace, ", sql))
    clauses = re.findall(r"(?:FROM|UPDATE) ([\w, ]+?)\s*(?:WHERE|SET|\))", sql)  # tables, no choices of ours
    touched = Counter(name.split(" AS ")[-1] for clause in clauses for name in clause.split(", "))
    del touched["due"], touched["turns"]  # the claims' own choice of messages
    return bool(touched) and touched == Counter(re.findall(r"(\w+)\.workspace = \?", sql))


@pytest.fixture(scope="module")
def planner(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A database that is only asked how it would look for something."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("plans"))
    with world.one_transaction(f"sqlite:///{file}") as connection:
        yield connection


def test_no_statement_walks_through_a_whole_workspace(planner: Connection) -> None:
    walking = {name: walks(planner, statement) for name, statement in STATEMENTS.items()}
    assert {name: steps for name, steps in walking.items() if steps} == {}


def walks(planner: Connection, statement: Statement) -> list[str]:
    """The steps in which it goes through all of a table, and need not."""
    few = {
        cardturns._FORGET,
        rests._FORGET,
        rests._GOING_ON,
        heartbeats._FORGET,
        heartbeats._LIVE,
        heartbeats._KNOWN,
    }
    if statement in {people._ALL, sessions._PROGRAMMES, *few}:
        return []
    live = {  # the index holds only the live ones
        breakouts._LIVE: "breakout_round USING INDEX uq_breakout_round_workspace_session (workspace=?)",
        sessions._LIVE_SINCE: "session USING INDEX uq_session_workspace_channel (workspace=?)",
    }
    sql = re.sub(r"__\[POSTCOMPILE_\w+\]", "?", statement.sql(planner.dialect))  # a list of one
    driver: Any = planner.connection.driver_connection
    plan = driver.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?")).fetchall()
    steps = [str(step) for *_, step in plan]
    whole = [step for step in steps if step.endswith("(workspace=?)") or step.startswith("SCAN ")]
    right = (
        ["SCAN due"],
        ["SCAN (subquery-5)", "SCAN turns", "SCAN due"],  # of what an index has found to be due
        [f"SEARCH {live[statement]}"] if statement in live else [],
    )
    return [] if whole in right else whole


async def test_idea_numbers_have_no_gap_and_no_double_among_processes(ready_database_url: str) -> None:
    async with world.storage_at(ready_database_url) as one, world.storage_at(ready_database_url) as other:
        await one.write("T1", lambda m: m.sessions.open_programme("C1", NOW))
        numbers = await asyncio.gather(
            *(
                storage.write("T1", lambda m: m.sessions.next_idea_number("C1"))
                for _ in range(25)
                for storage in (one, other)
            )
        )
        assert sorted(numbers) == list(range(1, 51))
