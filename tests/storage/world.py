"""A small world that every shelf of a memory remembers something of, and ways to look at it."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coproduction.agendas import Step
from coproduction.agendatemplates import AgendaTemplate
from coproduction.askings import Asking, AskingState, Wish
from coproduction.bodies import Body, How
from coproduction.breakouts import Part, Presence, Role, Round, RoundState, Seat, Word
from coproduction.breakouts.changes import SeatChange
from coproduction.breakouts.helpcalls import HelpCall
from coproduction.callers import Caller
from coproduction.chairs import Chairs
from coproduction.champions import ChampionInvitation, ChampionOffer, InvitationState
from coproduction.checkins import CheckIn, Snapshot
from coproduction.conditions import Condition
from coproduction.consents import Consent, ConsentState
from coproduction.corrections import Correction, Wrong
from coproduction.digests import DigestDay
from coproduction.drafts import Composed, Draft, Question, Template, frozen
from coproduction.followups import NUDGE, FollowUp
from coproduction.helprequests import HelpRequest
from coproduction.ideas import Hidden, Hiding, Idea, IdeaKind
from coproduction.initiatives import Initiative
from coproduction.leadoffers import LeadOffer, OfferKind, OfferState
from coproduction.levels import Level
from coproduction.listeningnotes import ListeningNotes
from coproduction.messages import Call, Message, MessageState
from coproduction.notes import Note, Told
from coproduction.people import Person, Perspective
from coproduction.planned import Coming, Planned, PlannedState
from coproduction.plans import Barrier, Cue, Hours, Plan
from coproduction.pledges import Pledge
from coproduction.polls import CARDS, POLL_CARD, Invited, Poll, Purpose
from coproduction.progress import Move, State
from coproduction.progress import Step as IdeaStep
from coproduction.recurring import Every, Recurrence
from coproduction.reopening import Ending
from coproduction.reports import Report
from coproduction.reports.releasing import Released
from coproduction.running import Running
from coproduction.sessions import SESSION_CARD, Session, SessionState
from coproduction.shortlists import Shortlist
from coproduction.splits import Part as SplitPart
from coproduction.stakeholders import Stakeholder
from coproduction.stakeholders import State as Asked
from coproduction.takingpart import Needs
from coproduction.telling import News
from coproduction.tencards import Count, Counted, Hand, Verdict
from coproduction.themes import Sorting, Theme
from coproduction.ties import Tie, TieState
from coproduction.turns import Speaker
from coproduction.worked import Effect, Said, Worked
from coproduction.yousaid import Month
from storage import SqlMemory, open_storage, tables
from storage.engine import open_engines
from storage.migrate import migrate
from tests.stage import SECRET_KEY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Container, Iterator

    from sqlalchemy import Connection, Engine

    from coproduction import ports

NOW = datetime(2026, 10, 23, 13, 5, 7, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

ENDED = Session("s0", "C1", "First", SessionState.ENDED, "ana", NOW - 60 * MINUTE, NOW - 30 * MINUTE)
LIVE = Session("s1", "C1", "Zweite Sitzung: Mütter, 家族 & «Freunde» 🌱", SessionState.LIVE, "ana", NOW)
PERSON = Person(
    *("ana", "Europe/Berlin", "parents", Perspective.LIVED, True, False, "D1"),
    needs=("captions", "türkçe"),
    offers=("polish",),
    language="es",
    wants_few=True,
    back_on=date(2026, 12, 1),
    ask_at=17,
    decides_on=3,
)
CHECKIN = CheckIn("s1", "ana", True, 4, "hopeful")
SNAPSHOT = Snapshot("s1", 1, (0, 1, 0, 3, 1), ("Küche", "müde"), ("0a", "ff"))
ROUND = Round(
    id="r1",
    session="s1",
    number=1,
    prompts=("What would help?", "Was würde helfen?"),
    origin="form:10",
    size=5,
    state=RoundState.LIVE,
    minutes=12,
    seed=7,
    names=("Küche",),
    apart=("ana", "ben"),
    together=("ana", "zoe"),
    has_channels=True,
    started_at=NOW,
    ends_at=NOW + 12 * MINUTE,
    asked_at=NOW + 2 * MINUTE,
    called_at=NOW + 3 * MINUTE,
    led_by="ana",
    made_by="ana",
    made_at=NOW - MINUTE,
)
PLANNED = Round(id="r0", session="s1", number=2, prompts=("And then?",), origin="form:9", size=4)
SEATS = [
    Seat("r1", "zoe", 1, 0, Role.SCRIBE, Presence.HERE),
    Seat("r1", "ana", 1, 1),
    Seat("r1", "ben", 2, 0, None, Presence.ABSENT),
]
WORD = Word("w1", "r1", 1, 0, Part.AGREE, "Mornings are hard", "form:12")
CHANGE = SeatChange("h1", "r1", "ben", NOW + MINUTE, 2, None)
HELP_CALL = HelpCall("r1", 1, 1, NOW + MINUTE, "ana")
CONDITION = Condition("i1", "ben", "Wenn es abends wäre")
SORTING = Sorting("C1", 1, (Theme("t1", "Küche", ("i1",), is_accepted=True),))
SHORTLIST = Shortlist("C1", 1, ("i1",))
IDEA = Idea("i1", "C1", "s1", 1, IdeaKind.CHANGE, "A buddy for every new parent", "ana", "form:1")
HIDDEN = Hidden("h1", "i2", "ana", Hiding.OWN, NOW, "ben", NOW, "it is „später“")
ANONYMOUS = Idea(
    *("i2", "C1", None, 2, IdeaKind.COLLABORATION, "Share rooms", None, "form:2", True),
    credit="Küche, round 1",
    withdrawn_at=NOW,
    shown_on="i1",
)
CONSENT = Consent(
    *(
        "n1",
        "C1",
        "s1",
        "ana",
        "ben",
        IdeaKind.CHANGE,
        "Früh öffnen",
        "message:1",
        ConsentState.WAITS,
        NOW + MINUTE,
    ),
    idea="i1",
)
POLL = Poll("p1", "C1", "s1", "When?", ("Früh", 'Late, "very"'), Purpose.ANY, "form:3")
UNNAMED = replace(POLL, id="p4", origin="form:4a", level=Level.ANONYMOUS)
CLOSED = Poll("p2", "C1", None, "Will you?", ("Yes", "No"), Purpose.CLOSING, "form:4", False)
TEN_CARDS = replace(POLL, id="p5", origin="form:4b", options=(), kind=CARDS)
JUDGED = replace(TEN_CARDS, id="p6", origin="form:4c", is_open=False)
WHOLE = replace(POLL, id="p0", origin="form:3a")  # of two questions
PART = replace(
    POLL,
    id="p8",
    origin="form:3a/1",
    part_of="p0",
    place=1,
    title="Zwei Fragen",
    is_optional=True,
    closes_at=NOW + MINUTE,
    closes_when_all=True,
    invited=Invited.LIVED,
    may_add=True,
    because="falsch gefragt",
    remind_at=NOW,
)
COUNTED = Counted("i1", Count(9, 2, 1), {Perspective.LIVED: Count(6)}, (Perspective.LIVED,), 1)
COMPOSED = Composed((Question(words="Wann?", options='Früh\nLate, "very"'),), title="Zwei Fragen")
DRAFT = Draft("ana", "C1", frozen(COMPOSED), NOW)
TEMPLATE = Template("q1", "C1", "Am Ende", frozen(COMPOSED), "ana")
PLAN_AHEAD = Planned(
    id="t1",
    channel="C1",
    title="Dritte Sitzung",
    purpose="Wir kennen uns",
    wall="2026-11-01T18:30",
    zone="Europe/Berlin",
    starts_at=NOW + 99 * MINUTE,
    minutes=110,
    link="https://example.org/call?a=1&b=2",
    planned_by="ana",
    helpers=("ben", "zoe"),
    rules=("Zuhören", 'Say "no"'),
    agenda=(Step("1", "checkin", 10), Step("2", "talk", 20, "Früh?", "Early?")),
    origin="form:20",
    language="es",
    announced_at=NOW,
    revision=2,
    wake_at=NOW + MINUTE,
    changes=3,
)
CALLED_OFF = replace(
    PLAN_AHEAD,
    id="t0",
    origin="form:21",
    rules=None,
    agenda=(),
    state=PlannedState.CANCELLED,
    session="s0",
    cancelled_by="ana",
    because="Niemand da",
)
RUNNING = Running(
    session="s1",
    agenda=PLAN_AHEAD.agenda,
    step="2",
    turn=3,
    opened_at=NOW,
    ends_at=NOW + 20 * MINUTE,
    skipped=("1",),
    rings_at=NOW + 18 * MINUTE,
    closes_at=NOW + 170 * MINUTE,
    acted_by="ana",
    acted_at=NOW,
)
ENDING = Ending("s0", "2", NOW + 10 * MINUTE)
SPEAKER = Speaker("s1", "ben", 2, NOW)
NEEDS = Needs("t1", "ben", ("captions",), "Türkçe, bitte", "ben@example.org", NOW + MINUTE)
OWN_AGENDA = AgendaTemplate("u1", "C1", "Kurz", PLAN_AHEAD.agenda, 60, "ana")
NOTE = Note("message:7", "f1", "ana", Told.TYPED, "I have called them", NOW)
DIGEST_DAY = DigestDay("ana", "C1", 2, NOW + MINUTE)
HELP_REQUEST = HelpRequest("f1", "ana", "ben", "I cannot reach them", NOW, NOW + MINUTE)
PLEDGE = Pledge(
    "g1", "C1", "s1", "ana", "Call the school", date(2026, 11, 2), "Find the number", NOW, "form:5"
)
OPEN_PLEDGE = Pledge("g2", "C1", None, "ana", "Listen", None, None, NOW + MINUTE, "form:6")
RECURRENCE = Recurrence("g1", Every.WEEK, date(2026, 11, 2), date(2026, 12, 7))
SHARED_PLEDGE = replace(
    OPEN_PLEDGE, id="g4", origin="form:6a", shared_at=NOW, difference="Wir reden jetzt", idea="i1"
)
PLAN = Plan(
    "g1",
    "ana",
    Cue.AFTER,
    "I have brought Türkan to school",
    "After I have brought Türkan to school, I will call.",
    4,
    (Barrier.TIME, Barrier.PERSONAL),
    Hours.FIVE,
)
ASKING = Asking("a1", "g1", Wish.BUDDY, "ana", "ben", NOW)
AGREED = replace(ASKING, id="a2", wish=Wish.HAND_OVER, asked="zoe", state=AskingState.AGREED)
CORRECTION = Correction("k1", "s0", "ben", "Wir waren mehr", "form:31", Wrong.NUMBERS, "42", "ana", NOW)
UNNAMED_CORRECTION = Correction("k2", "s0", None, "Nein", "form:32")
CALLER = Caller("caller:1", "C1", "Rosa", "rosa", "ana", "ben", NOW)
CHAIRS = Chairs("C1", "schools", 2)
LISTENED = ListeningNotes("C1", "Ein Bus", None, "Der Koch", "Früh", 1)
STAKEHOLDER = Stakeholder(
    "l1", "C1", "Köchin", "schools", Asked.ASKED, "ana", NOW + MINUTE, "ben", "zoe", None, NOW
)
CHAMPION_OFFER = ChampionOffer("C1", "Zwei Abende", "Suppe", "Bus", "Das Team")
CHAMPION = ChampionInvitation(
    "l2", "C1", "ana", "ben", NOW, NOW + MINUTE, InvitationState.NOT_NOW, ("zoe", "eve")
)
OFFER = LeadOffer("o1", "C1", OfferKind.HANDOVER, "ana", "ben", NOW, "command:41")
AGREED_OFFER = LeadOffer(
    "o2", "C1", OfferKind.COLEADING, "ana", "zoe", NOW, "colead:41", OfferState.LEADS, NOW + MINUTE, True
)
FOLLOW_UP = FollowUp("f1", "g1", "ana", 0, NOW + 10 * MINUTE)
REPORT = Report("e1", "C1", NOW, "command:1", "ana", '{"version": 1, "titles": ["Küche"]}')
RELEASED = Released("C1", "pledges", 1, "ana", "g1:stuck")
OLD_REPORT = Report("e2", "C1", NOW, "command:2", None, "{}")
PENDING = Message("m1", NUDGE, "f1", NOW, NOW, recipient="ana")
SENDING = Message(
    *("m2", POLL_CARD, "p1", NOW, NOW, "C1"),
    state=MessageState.SENDING,
    lease="dead",
    lease_until=NOW - MINUTE,
    attempt=1,
)
BODY = Body(
    *("b1", "C1", "Health board", "what clinics spend", How.VOTE, "form:51"),
    meets_on=date(2026, 11, 6),
    papers_on=date(2026, 10, 30),
    lived="two parents",
    owner="ben",
    weekday=2,
    next_at=NOW + MINUTE,
)
WORKED = Worked("i1", 9, 6, (4, 1, 1), (4, 1, 1), ("It was good",), NOW)
TIE = Tie("i1", "ben", TieState.YES, NOW + MINUTE)
INITIATIVE = Initiative("C1", "form:81", "Food for all", "it cooks on Fridays", "we offer our hall")
MONTH = Month("x1", "C1", NOW, NOW + MINUTE)
MOVE = Move(
    *("v1", "i1", 1, IdeaStep.SENT, State.WITH, NOW, "ben"),
    words="Please say by June",
    owner="eve",
    body="b1",
    how="vote",
    until=date(2026, 11, 20),
    source="a mail",
    wake_at=NOW + MINUTE,
)
SENT = Message(
    *("m3", SESSION_CARD, "s1", NOW, NOW, "C1", "", 3, "again", Call.ARCHIVE, 2, NOW + MINUTE),
    state=MessageState.SENT,
    attempt=1,
    lease=None,
    first_started_at=NOW,
    ts="1.2",
    drawn="abc",
    reason="late",
)


def fill(memory: ports.Memory, says: str = "") -> None:
    """Something on every shelf. With `says`, the ids stay the same but the words and numbers differ."""
    _fill_sessions(memory, says)
    _fill_voices(memory, says)
    _fill_becoming(memory, says)
    _fill_promises(memory, says)
    _fill_plans(memory, says)


def _fill_plans(memory: ports.Memory, says: str) -> None:
    memory.planned.add(PLAN_AHEAD)
    memory.planned.add(CALLED_OFF)
    memory.planned.answer("t1", "ben", Coming.MAYBE)
    memory.running.put(RUNNING)
    memory.endings.add(ENDING)
    memory.corrections.add(CORRECTION)
    memory.corrections.add(UNNAMED_CORRECTION)
    memory.lead_offers.add(OFFER)
    memory.chairs.put(CHAIRS)
    memory.listening.put(LISTENED, 0)
    memory.stakeholders.add(STAKEHOLDER)
    memory.champions.put_offer(CHAMPION_OFFER)
    memory.champions.add(CHAMPION)
    memory.callers.add(CALLER)
    memory.turns.open("s1")
    memory.turns.put(SPEAKER)
    memory.agenda_templates.add(OWN_AGENDA)
    memory.taking_part.put(NEEDS)
    if says:
        memory.planned.add(replace(PLAN_AHEAD, id="t2", title=says, origin="form:22"))
        memory.planned.answer("t1", "eve", Coming.NO)
        memory.running.put(replace(RUNNING, session="s0", acted_by="eve"))
        memory.endings.drop("s0")
        memory.endings.add(replace(ENDING, step=says))
        memory.corrections.add(replace(UNNAMED_CORRECTION, id="k3", words=says, origin="form:33"))
        memory.lead_offers.add(replace(AGREED_OFFER, id="o3", asked="eve", origin=says))
        memory.chairs.put(replace(CHAIRS, wished=7))
        memory.listening.put(replace(LISTENED, needs=says, version=2), 1)
        memory.stakeholders.add(replace(STAKEHOLDER, id="l3", role=says, person="eve"))
        memory.champions.put_offer(replace(CHAMPION_OFFER, gets=says))
        memory.champions.add(replace(CHAMPION, id="l4", asked="eve"))
        memory.callers.add(replace(CALLER, id="caller:3", alias=says, look=says))
        memory.turns.open("s0")
        memory.turns.put(replace(SPEAKER, person="eve", spoken=7))
        memory.taking_part.put(replace(NEEDS, person="eve", words=says))
        memory.agenda_templates.add(replace(OWN_AGENDA, id="u2", name=says, made_by="eve"))


def _fill_sessions(memory: ports.Memory, says: str) -> None:
    memory.people.put(PERSON)
    memory.sessions.open_programme("C1", NOW)
    memory.sessions.add(ENDED)
    memory.sessions.add(LIVE)
    memory.sessions.attend("s1", "ana")
    memory.sessions.attend("s1", "ben")
    memory.sessions.attend("s0", "ana")
    memory.at_end.keep(ENDED)
    memory.members.read("C9", ["ana", "ben"], is_private=True)  # of C1 nothing is known, so anybody may act
    memory.checkins.keep_pepper("s1", b"secret" + says.encode())
    memory.checkins.put(CHECKIN)
    memory.checkins.show(SNAPSHOT)
    memory.breakouts.add(ROUND, SEATS)
    memory.breakouts.add(PLANNED, [])
    memory.breakouts.say(WORD)
    memory.breakouts.note_changes([CHANGE])
    memory.help_calls.put(HELP_CALL)
    if says:
        memory.people.put(Person("eve", sector=says))
        memory.sessions.speak("C1", says)
        memory.members.read("C9", ["ana", "eve"], is_private=False)
        memory.sessions.open_programme("C2", NOW)
        memory.sessions.next_idea_number("C1")
        memory.sessions.attend("s1", "eve")
        memory.sessions.attend("s0", "eve")
        memory.at_end.keep(ENDED)
        memory.checkins.put(CheckIn("s1", "eve", True, 1, says))
        memory.checkins.show(Snapshot("s1", 2, (5, 0, 0, 0, 0), (says,), (says,)))
        third = replace(PLANNED, id="r2", number=3, prompts=(says,), origin="form:11")
        memory.breakouts.add(third, [Seat("r2", "eve", 1, 0)])
        memory.help_calls.put(HelpCall("r1", 2, 2, NOW + MINUTE, says))


def _fill_becoming(memory: ports.Memory, says: str) -> None:
    memory.bodies.add(BODY)
    memory.progress.add(MOVE)
    memory.news.follow("i1", "ben")
    memory.news.add(News("v1", "ben", "v1"))
    memory.worked.say(Said("i1", "ben", Effect.SAME, "well"))
    memory.worked.keep(WORKED)
    memory.months.add(MONTH)
    memory.ties.add(TIE)
    memory.initiatives.put(INITIATIVE)
    if says:
        memory.progress.add(replace(MOVE, id="v2", number=2, words=says, by="eve"))
        memory.bodies.add(replace(BODY, id="b2", name=says, origin="form:52"))
        memory.news.follow("i1", "eve")
        memory.news.add(News("v2", "ben", "v1"))
        memory.worked.say(Said("i1", "eve", Effect.HARM, says))
        memory.worked.keep(replace(WORKED, idea="i3", words=(says,)))
        memory.ties.add(replace(TIE, person="eve"))
        memory.initiatives.put(replace(INITIATIVE, does=says))


def _fill_voices(memory: ports.Memory, says: str) -> None:
    memory.ideas.add(IDEA)
    memory.ideas.add(ANONYMOUS)
    memory.ideas.support("i1", "ben")
    memory.conditions.put(CONDITION)
    memory.themes.add(SORTING)
    memory.shortlists.add(SHORTLIST)
    memory.ideas.help("i1", "ana")
    memory.ideas.reveal("s1", "a")
    memory.ideas.hide(HIDDEN)
    memory.consents.add(CONSENT)
    memory.polls.add(POLL)
    memory.polls.add(CLOSED)
    memory.polls.add(WHOLE)
    memory.polls.add(PART)
    memory.polls.cast("p1", "ana", "1")
    memory.polls.cast("p1", "ben", "0")
    memory.polls.add(UNNAMED)
    memory.unnamed.keep_secret("p4", b"the secret of an anonymous poll.")
    memory.unnamed.cast("p4", "ana", "1")
    memory.polls.count("p2", {"0": 7})
    memory.polls.add(JUDGED)
    memory.splits.keep("p6", [SplitPart(Perspective.LIVED, (4, 1), 5), SplitPart(None, (0, 6), 6)])
    memory.polls.add(TEN_CARDS)
    memory.ten_cards.show(Hand("p5", "ana"), "i1")
    memory.ten_cards.judge(Hand("p5", "ana"), "i1", Verdict.HELPS)
    memory.ten_cards.settle("p6", [COUNTED, Counted("i2")])
    memory.drafts.keep(DRAFT)
    memory.drafts.save(TEMPLATE)
    if says:
        memory.drafts.keep(replace(DRAFT, person="eve", content=says))
        memory.drafts.save(replace(TEMPLATE, id="q2", name=says, made_by="eve"))
        memory.ideas.add(Idea("i3", "C1", "s1", 3, IdeaKind.CHANGE, says, "ana", "form:7"))
        memory.ideas.support("i1", "eve")
        memory.conditions.put(replace(CONDITION, person="eve", words=says))
        memory.themes.add(replace(SORTING, number=2, themes=(Theme("t2", says, ("i1",)),)))
        memory.shortlists.add(replace(SHORTLIST, number=2, ideas=()))
        memory.ideas.help("i1", "eve")
        memory.ideas.reveal("s1", says)
        memory.ideas.hide(replace(HIDDEN, id="h2", by="eve", shown_by=None))
        memory.consents.add(replace(CONSENT, id="n2", text=says, origin="message:2"))
        memory.polls.add(Poll("p3", "C1", "s1", says, ("a", "b"), Purpose.ANY, "form:8"))
        memory.polls.cast("p1", "eve", "1")
        memory.polls.cast("p1", "cem", "1")
        for person in ("ben", "eve"):
            memory.ten_cards.show(Hand("p5", person), "i1")
            memory.ten_cards.judge(Hand("p5", person), "i1", Verdict.NOT_SURE)
        memory.polls.add(replace(JUDGED, id="p7", origin="form:4d"))
        memory.ten_cards.settle("p7", [COUNTED])
        memory.splits.keep("p7", [SplitPart(Perspective.GOVERNING, (9,), 9)])
        memory.ten_cards.settle("p6", [Counted("i3", Count(7))])


def _fill_promises(memory: ports.Memory, says: str) -> None:
    memory.pledges.add(PLEDGE)
    memory.pledges.add(OPEN_PLEDGE)
    memory.plans.put(PLAN)
    memory.askings.add(ASKING)
    memory.follow_ups.add(FOLLOW_UP)
    memory.help_requests.add(HELP_REQUEST)
    memory.notes.keep(NOTE)
    memory.digests.put(DIGEST_DAY)
    memory.recurrences.put(RECURRENCE)
    memory.allowances.take("ana", "m1", NOW.date())
    memory.reports.add(REPORT)
    memory.reports.release([RELEASED])
    memory.rests.begin("chat.postMessage C1", NOW, NOW + MINUTE)
    memory.heartbeats.beat("process", NOW, 1)
    memory.card_turns.take("m3", "process", most=MINUTE, call=MINUTE)
    for message in (PENDING, SENDING, SENT):
        memory.messages.add(message)
    if says:
        memory.pledges.add(Pledge("g3", "C1", None, "ana", says, None, None, NOW, "form:9"))
        memory.plans.put(Plan("g3", "ana", sentence=says))
        memory.askings.add(Asking("a3", "g3", Wish.BUDDY, "ana", "ben", NOW))
        memory.follow_ups.add(FollowUp("f2", "g1", "ana", 1, NOW))
        memory.recurrences.put(replace(RECURRENCE, pledge="g3"))
        memory.allowances.take("eve", "m2", NOW.date())
        memory.reports.release([replace(RELEASED, person="eve", said=says)])
        memory.help_requests.add(HelpRequest("f2", "ana", "eve", says, NOW))
        memory.notes.keep(replace(NOTE, origin="message:8", words=says))
        memory.notes.keep(replace(NOTE, origin="message:9", about=Told.UNPLACED, words=says))
        memory.digests.put(replace(DIGEST_DAY, person="eve"))
        memory.reports.add(Report("e3", "C1", NOW, "command:3", "eve", says))
        memory.rests.begin(f"chat.postMessage {says}", NOW, NOW + MINUTE)
        memory.card_turns.take(says, "another", most=MINUTE, call=MINUTE, is_last=True)
        for state in (MessageState.PENDING, MessageState.SENDING, MessageState.SENT):
            memory.messages.add(
                Message(state, SESSION_CARD, says + state, NOW, NOW, state=state, lease="x", lease_until=NOW)
            )


def dump(
    connection: Connection, workspace: str, only: Container[str] = tables.metadata.tables
) -> dict[str, list[Any]]:
    """All that the database holds of a workspace, or only in these tables, read without the memory."""
    return {
        table.name: sorted(map(repr, connection.execute(select(table).where(table.c.workspace == workspace))))
        for table in tables.metadata.sorted_tables
        if table.name in only
    }


@contextmanager
def migrated(url: str) -> Iterator[Engine]:
    """The writer of a database that has all its tables."""
    engines = open_engines(url)
    migrate(engines.writer)
    yield engines.writer
    engines.dispose()


@contextmanager
def one_transaction(url: str) -> Iterator[Connection]:
    """A connection with an open transaction to a database that has all its tables; nothing of it is kept."""
    with migrated(url) as writer, undone(writer) as connection:
        yield connection


@contextmanager
def undone(writer: Engine) -> Iterator[Connection]:
    """The same over an engine that others use too, one after the other."""
    with writer.connect() as connection, connection.begin() as everything:
        yield connection
        everything.rollback()


@contextmanager
def memory_over(writer: Engine) -> Iterator[SqlMemory]:
    """The memory of one workspace that has a live session and nothing else; nothing of it is kept."""
    with undone(writer) as connection:
        memory = SqlMemory(connection, "T1")
        memory.sessions.open_programme("C1", NOW)
        memory.sessions.add(LIVE)
        yield memory


@asynccontextmanager
async def storage_at(url: str) -> AsyncIterator[ports.Storage]:
    """The whole storage, as the bot opens it."""
    storage = open_storage(url, SECRET_KEY)
    yield storage
    await storage.close()
