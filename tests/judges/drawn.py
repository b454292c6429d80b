"""What a walk shows only by chance: every state of every card, at its emptiest and its fullest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from coproduction import askings as asked
from coproduction.askings import AskingState, Wish
from coproduction.breakouts import Group, Part, Role, Round, Seat, Word, ended, groups_of, started
from coproduction.breakouts.changes import Shift
from coproduction.breakouts.encounters import Encounters
from coproduction.breakouts.losses import Loss, Lost
from coproduction.breakouts.sayings import Brought, Saying, Sayings
from coproduction.cardresults import result
from coproduction.checkins import MOODS, Arrivals
from coproduction.conditions import CONDITIONS
from coproduction.consents import Consent, ConsentState
from coproduction.digests import Digest, WeeklySummary
from coproduction.documents import Document
from coproduction.followups import NUDGE, FollowUp, FollowUpState, Reply
from coproduction.helprequests import WORDS_LENGTH, HelpRequest
from coproduction.ideas import Idea, IdeaCard, IdeaKind, IdeasCard
from coproduction.levels import Level
from coproduction.messages import Message, MessageState
from coproduction.notes import NOTE_LENGTH, Note, Told
from coproduction.nudges import Nudges, Week, Why
from coproduction.people import SECTORS, Perspective
from coproduction.plans import SENTENCE_LENGTH, Plan
from coproduction.pledges import Pledge
from coproduction.polls import (
    BEFORE_NOW,
    CARDS,
    CHOICE,
    OPEN_TEXT,
    SCALE,
    Judged,
    Poll,
    Purpose,
    Tally,
    closed,
)
from coproduction.progress import WORDS_LENGTH as MOST_SAID
from coproduction.progress import Move, State, Step
from coproduction.questions import KINDS
from coproduction.questions.scales import STEPS
from coproduction.recurring import Every, Recurrence
from coproduction.reports import Report
from coproduction.reports.document import document
from coproduction.reports.endings import UNTOLD, Ending
from coproduction.reports.figures import Closing, Figures, SessionFigures
from coproduction.reports.freezing import frozen
from coproduction.reports.standing import FOLLOW_THROUGH
from coproduction.service import telling, worked
from coproduction.service.about import Choice
from coproduction.service.arrivals import Arrival
from coproduction.service.askings import Answer, AskedAbout
from coproduction.service.belongings import Belongings
from coproduction.service.board import Board
from coproduction.service.breakouts.cards import GroupNote, NoSeat, Older, RoomCard, RoundCard, TimeNote
from coproduction.service.breakouts.rollcall import Question, SeatChanges, Silent, TakenOut
from coproduction.service.breakouts.roundnow import RoundNow
from coproduction.service.conditions import Heard as HeardOf
from coproduction.service.consents import Asking
from coproduction.service.heldback import HeldBack
from coproduction.service.helprequests import Offer
from coproduction.service.now import Going, Waits
from coproduction.service.nudgecards import NudgeNote
from coproduction.service.places import Where
from coproduction.service.promised import Promised
from coproduction.service.sessioncards import SessionCard, Summary
from coproduction.service.sharing import Shown
from coproduction.service.talk import Helpers, Kept
from coproduction.service.ties import Together
from coproduction.service.yousaid import YouSaid
from coproduction.sessions import Session, SessionState
from coproduction.shares import Share
from coproduction.stuck import Obstacle
from coproduction.telling import IDEA_NEWS
from coproduction.tencards import Count, Counted
from coproduction.ties import TIE_ALIVE, Tie, TieState
from coproduction.worked import DID_IT_WORK, Effect, Said
from coproduction.yousaid import Month, MonthState
from handlers.blocks import nudges
from handlers.blocks.home import mine
from handlers.blocks.idealists import listing
from handlers.blocks.kit import Drawing
from handlers.blocks.now import HOME, ON_HOME, inside, panel
from handlers.blocks.starting import has_begun
from handlers.sending.showing import together
from tests import recruiting
from tests.correcting import corrected, corrections, replies
from tests.judges.payloads import Kind, Payload
from tests.judges.words import Words, voices
from tests.leading import answered_offers, lead_offers, linked_with
from tests.looks import Content, draw, people_in
from tests.planning import invitations
from tests.speaking import SAY
from tests.stepping import standings, step_cards, steps_now

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
HERE = Where("C0PARENT0", "Support for new parents", is_live=True)
ROOM, ANA = "C0PARENT0", "U0CHAMP01"
PEOPLE = tuple(f"U0CHAMP{number:02}" for number in range(20))
FULL = Share(34, 40)
WEEKS = [Week(NOON.date() + timedelta(weeks=number), dict.fromkeys(MessageState, 9)) for number in range(8)]
WHY = [Why(MessageState.FAILED, reason, 3) for reason in ("user_disabled", "user_not_found", "no_such_code")]


def payloads() -> Iterator[Payload]:
    """Every drawing in every voice; what its words stand in nowhere is drawn once. The story's own words are
    judged where the story is played."""
    new = _New()
    for voice, words in voices().items():
        for content in filter(new, contents(words)):
            names = dict.fromkeys(people_in(content), "Ana <&> Pereira")
            yield from _said(draw(SAY, content, names), f"{voice}, {type(content).__name__}")
        yield from (each for beside in _with_others(words) for each in _said(beside, f"{voice}, along"))
        yield from _lists(words, voice, new)


class _New:
    """Whether something is about to be drawn for the first time."""

    def __init__(self) -> None:
        self._drawn: set[str] = set()

    def __call__(self, *what: object) -> bool:
        look = repr(what)
        if look in self._drawn:
            return False
        self._drawn.add(look)
        return True


def _said(drawing: Drawing, by: str) -> Iterator[Payload]:
    body = {"text": drawing.text, "blocks": [dict(block) for block in drawing.blocks]}
    yield Payload(Kind.MESSAGE, body, by)


def contents(words: Words) -> Iterator[Content]:
    """What messages show, in every state."""
    nobody = Arrivals(0, (0,) * len(MOODS), ())
    many = Arrivals(300, (60,) * len(MOODS), (words.word,) * 70, (60,) * 5)
    tallies = list(_tallies(words))
    ideas = [IdeaCard(each, 45) for each in ideas_of(words)]
    for state in SessionState:
        session = Session("s", ROOM, words.title, state, ANA, NOON)
        yield from (SessionCard(session, arrivals) for arrivals in (nobody, many))
        yield Summary(session, many, tuple(ideas * 7), 3, tuple(tallies[:1] * 4), _brought(words))
        yield Summary(session, nobody, (), 0, (), Brought())
        told = corrected(session, words.idea)
        yield Summary(session, many, tuple(ideas * 7), 3, tuple(tallies[:1] * 4), _brought(words), 7, told)
        yield from corrections(session, words.idea, ANA)
        yield from replies(session, words.idea, ANA)
    yield from lead_offers(ROOM, ANA)
    yield from answered_offers(ROOM, ANA)
    linked = tuple(linked_with(ROOM, words.title, words.idea))
    yield from (YouSaid(Month("m", ROOM, NOON, NOON, state), linked=linked) for state in MonthState)
    yield from invitations(words.title, words.prompt)
    yield from recruiting.on_lists(ROOM, words.title, words.word, ANA)
    yield from recruiting.invitations_of(ROOM, words.title, words.idea, ANA)
    live = Session("s", ROOM, words.title, SessionState.LIVE, ANA, NOON)
    yield from step_cards(live, words.prompt)
    yield from standings(live, words.prompt)
    yield from (IdeasCard((each,)) for each in ideas)
    yield from (
        IdeasCard((replace(each, sectors=9, conditions=45, words=(words.idea[:300],) * 3),)) for each in ideas
    )
    yield from _boards(words)
    yield IdeasCard(tuple(ideas))
    yield from _questions(words)
    yield from tallies
    yield from _rounds(words)
    yield from _nudges(words)
    yield from digests(words)
    yield from kept(words)
    yield from _shared(words)
    yield from _reports(words)


def _boards(words: Words) -> Iterator[Content]:
    """The board of ideas, and what its author hears of one."""
    ideas = [idea for idea in ideas_of(words) if idea.stands]
    yield Board(ROOM, None, {}, ())
    yield Board(ROOM, None, {}, (), held_back=HeldBack(45))
    yield Board(ROOM, "s", dict.fromkeys(IdeaKind, 300), tuple(ideas[:3]), tuple(ideas * 3)[:10])
    yield HeardOf(ideas[0], (words.idea[:300],) * 45)
    yield HeardOf(ideas[0], ())


def _questions(words: Words) -> Iterator[Content]:
    """What a writer is asked, and what became of it."""
    one, *_, gone = ideas_of(words)
    for consent in questions(words):
        yield from (Asking(consent, idea, words.title) for idea in (one, gone))
        yield from (consent, Asking(consent, None, words.title, had_name=True))
    yield Asking(None)


def questions(words: Words) -> list[Consent]:
    """What somebody would like to keep of another's words, in every state."""
    about = ("c", ROOM, "s", ANA, PEOPLE[1], IdeaKind.CHANGE, words.idea, "o")
    return [Consent(*about, state, NOON) for state in ConsentState]


def _rounds(words: Words) -> Iterator[Content]:
    planned = Round("r", "s", 1, (words.prompt,), "o", 5, names=(words.word,))
    live = replace(started(planned, NOON), ends_at=NOON)
    said = tuple(Word("w", "r", 1, place, part, words.idea, "o") for place, part in enumerate(Part)) * 3
    few, many = groups_of(live, [Seat("r", ANA, 1, 0, Role.SCRIBE)]), groups_of(live, _seats(300))
    for round_ in (live, ended(live, NOON)):
        for groups in (few, many):
            yield from (RoundCard(round_, groups, 3, 300, said, planned, own) for own in (0, 1, len(groups)))
            yield from (RoomCard(round_, groups[0], said, is_own) for is_own in (True, False))
            sectors = dict.fromkeys(groups[0].members, SECTORS[0])
            yield GroupNote(round_, groups[0], ANA, sectors, is_new=True)
            yield GroupNote(round_, groups[0], ANA, sectors, channel=ROOM)
            yield from (TimeNote(round_, groups[0], is_over) for is_over in (True, False))
            yield TimeNote(round_, groups[0], is_over=True, is_open=False)
            yield TimeNote(round_, groups[0], is_over=True, has_card=False)
        yield from _roll_calls(round_, few)
        yield from _roll_calls(round_, many)
        yield NoSeat(round_)
        yield Older(round_)
    people = sum(len(group.members) for group in many)
    for told, untold in ((0, 0), (people, 0), (people - 1, 1), (people - 2, 2)):
        yield RoundCard(live, many, 3, people, said, None, told=told, untold=untold)
    yield RoomCard(ended(live, NOON), few[0], said, is_open=False)


def _roll_calls(round_: Round, groups: tuple[Group, ...]) -> Iterator[Content]:
    members = [member for group in groups for member in group.members]
    shifts = [Shift(members[0], None, 1), Shift(members[0], 1, None), Shift(members[-1], 1, 2)]
    for is_open in (True, False):
        yield Question(round_, groups[0], is_open)
        yield TakenOut(round_, groups[0], is_open)
        yield Silent(round_, groups, tuple(members), is_open)
    losses = (Lost(Loss.HELP), *(Lost(loss, 1) for loss in Loss))
    yield SeatChanges(round_, groups, tuple(shifts[: len(groups) + 1] * len(members)), losses)


def _seats(people: int) -> list[Seat]:
    return [Seat("r", f"U{number:08}", 1 + number // 5, number % 5) for number in range(people)]


def ideas_of(words: Words) -> list[Idea]:
    """An idea, one without a name, and one that was taken back."""
    one = Idea("i", ROOM, "s", 1, IdeaKind.CHANGE, words.idea, ANA, "o", False)
    return [one, replace(one, kind=IdeaKind.COLLABORATION, author=None), replace(one, is_withdrawn=True)]


def _tallies(words: Words) -> Iterator[Tally]:
    for purpose in Purpose:
        for is_open in (True, False):
            poll = Poll("p", ROOM, "s", words.question, words.options, purpose, "o", is_open)
            for votes in (0, 30):
                counts = (votes,) * len(words.options)
                yield Tally(poll, counts, sum(counts))
    ten = Poll("p", ROOM, "s", words.question, (), Purpose.ANY, "o", kind=CARDS)
    yield from (Tally(ten, (), answered) for answered in (0, 30))
    yield from (replace(Tally(ten, (), 30), poll=closed(ten), judged=each) for each in judged(words))
    yield from tallies_of_kinds(words)
    yield from tallies_of_several(words)
    yield from _tallies_of_an_ending(words)


def judged(words: Words) -> Iterator[Judged]:
    """Results of ten cards: of two ideas of which one bridges, and of none that has enough answers."""
    liked = Count(9, 2, 1)
    split = {Perspective.LIVED: Count(5, 1), Perspective.FRONT_LINE: Count(4, 1, 1)}
    best = Counted("i", liked, split, tuple(split), bridge=1)
    for settled in ((best, Counted("j")), (Counted("i"),)):
        yield Judged(result(settled, 30), {"i": words.idea, "j": words.idea}, settled, {"i": 1, "j": 2})


def tallies_of_kinds(words: Words) -> Iterator[Tally]:
    """Every kind of question, asked with these words: nobody has answered yet, and all have."""
    asked = Poll("p", ROOM, "s", words.question, words.options, Purpose.ANY, "o")
    for kind in KINDS.values():
        options = (
            words.options[:2]
            if kind.name in (*STEPS, BEFORE_NOW)
            else words.options
            if kind.has_options
            else ()
        )
        of_kind = replace(asked, kind=kind.name, options=options or kind.options([]), most=2)
        counts = tuple(range(30, 30 + len(kind.names(of_kind))))
        for level in Level:
            yield Tally(replace(of_kind, level=level), (), 0)
        yield Tally(replace(of_kind, is_live=True), counts, 45)
        yield Tally(replace(of_kind, is_open=False), counts, 45, written=(words.idea[:300],) * 9)


def tallies_of_several(words: Words) -> Iterator[Tally]:
    """A poll with a question of each kind that can stand beside others: open, live and closed."""
    of_kinds = [each for each in tallies_of_kinds(words) if each.poll.kind not in (CARDS, CHOICE)]
    asked = Poll("p", ROOM, "s", words.question, words.options, Purpose.ANY, "o", title=words.title)
    counts = (30,) * len(words.options)
    for poll in (asked, replace(asked, is_live=True), closed(asked)):
        alike = (each for each in of_kinds if (each.poll.is_open, each.poll.is_live) == _stands(poll))
        of_each = {each.poll.kind: each for each in alike}.values()
        parts = (
            replace(each, poll=replace(each.poll, id=f"p{place}", part_of="p", place=place))
            for place, each in enumerate(of_each, start=1)
        )
        yield Tally(poll, counts if poll.shows_counts else (), 45, parts=tuple(parts))


def _tallies_of_an_ending(words: Words) -> Iterator[Tally]:
    """The closing question with what else is asked there: open, and closed with few and with many answers."""
    asked = Poll("p", ROOM, "s", words.question, ("Yes", "Not yet", "No"), Purpose.CLOSING, "o")
    of_kinds = [each for each in tallies_of_kinds(words) if each.poll.kind in (SCALE, BEFORE_NOW, OPEN_TEXT)]
    for poll in (asked, closed(asked)):
        parts = tuple(each for each in of_kinds if _stands(each.poll) == _stands(poll))
        yield Tally(poll, (), 30, parts=parts)
        yield Tally(
            poll, (), 30, parts=tuple(replace(each, counts=(), written=(), answered=4) for each in parts)
        )


def _stands(poll: Poll) -> tuple[bool, bool]:
    return poll.is_open, poll.is_live


def promised(words: Words) -> Pledge:
    """A pledge with a date and a first step."""
    return Pledge("p", ROOM, "s", ANA, words.what, date(2027, 3, 12), words.first_step, NOON, "o")


def _follow_up(state: FollowUpState, reply: Reply | None) -> FollowUp:
    return FollowUp("f", "p", ANA, 1, NOON, state, reply)


def _shared(words: Words) -> Iterator[Content]:
    """What others see of a pledge: the group, a buddy, and who may take it over."""
    pledge = replace(promised(words), shared_at=NOON, difference=words.idea)
    yield Shown(None)
    yield from (Shown(pledge, is_done, 3) for is_done in (True, False))
    for asking in askings():
        yield from (AskedAbout(asking, pledge, is_open) for is_open in (True, False))
        yield Answer(asking, pledge)


def askings() -> list[asked.Asking]:
    """What Ana asks somebody about her pledge, in every state."""
    return [
        asked.Asking("a", "p", wish, ANA, PEOPLE[1], NOON, state) for wish in Wish for state in AskingState
    ]


def follow_ups() -> list[FollowUp]:
    """A follow-up in every state."""
    return [_follow_up(state, reply) for state in FollowUpState for reply in (None, *Reply)]


def _nudges(words: Words) -> Iterator[Content]:
    pledge = promised(words)
    for state in FollowUpState:
        for reply in (None, *Reply):
            for wants, again in ((True, None), (True, Arrival(NOON)), (False, None)):
                yield NudgeNote(_follow_up(state, reply), pledge, wants, again)
    done, notes = _follow_up(FollowUpState.ANSWERED, Reply.DONE), tuple(notes_of(words))
    yield NudgeNote(done, pledge, True, made_on=NOON.date(), session=words.title, notes=notes)
    yield NudgeNote(done, replace(pledge, withdrawn_at=NOON), True, made_on=NOON.date())
    taken = replace(pledge, taken_from=PEOPLE[1], taken_at=NOON)
    yield NudgeNote(_follow_up(FollowUpState.DUE, None), taken, True, made_on=NOON.date())
    farewell = replace(_follow_up(FollowUpState.DUE, None), is_farewell=True)
    plan = Plan(pledge.id, ANA, sentence=(words.what * 9)[:SENTENCE_LENGTH])
    for rule in recurrences(pledge):
        yield NudgeNote(done, pledge, True, plan=plan, recurrence=rule)
    several = [
        NudgeNote(
            replace(farewell, id=f"f{n}"),
            replace(pledge, what=f"{n}. {pledge.what}"),
            wants_reminders=True,
            number=n,
            plan=plan,
            recurrence=rule,
        )
        for n in range(1, 5)
    ]
    yield replace(several[0], others=tuple(several[1:]))


def _with_others(words: Words) -> Iterator[Drawing]:
    """Questions about pledges with what goes along with them: as much as there is room for."""
    *_, alone, several = (each for each in _nudges(words) if isinstance(each, NudgeNote))
    names = dict.fromkeys(people_in(several), "Ana <&> Pereira")
    idea = Idea("i", ROOM, "s", 1, IdeaKind.CHANGE, words.idea, ANA, "o", False)
    move = Move("v", "i", 1, Step.NO, State.ANSWERED, NOON, words=words.idea[:MOST_SAID])
    news = (IDEA_NEWS, (telling.Told(move, None, idea),) * 5)
    helped = (DID_IT_WORK, worked.Question(idea, Said("i", ANA, Effect.HELPED)))
    alive = (TIE_ALIVE, Together(idea, Tie("i", PEOPLE[1], TieState.YES)))
    yield together(SAY, NUDGE, several, names, [news])
    yield together(SAY, NUDGE, alone, names, [news, helped, alive])
    would = (CONDITIONS, HeardOf(idea, (words.idea[:300],) * 12))
    yield together(SAY, IDEA_NEWS, news[1], names, [helped, alive, would])
    yield together(SAY, CONDITIONS, would[1], names, [news, helped, alive])


def recurrences(pledge: Pledge) -> list[Recurrence]:
    """How often a pledge may be kept, with an end and without."""
    ends = (None, NOON.date() + timedelta(weeks=9))
    return [Recurrence(pledge.id, every, NOON.date(), until) for every in Every for until in ends]


def notes_of(words: Words) -> list[Note]:
    """What somebody typed, and what has changed, both as long as they may be."""
    return [Note("o", "f", ANA, about, (words.what * 9)[:NOTE_LENGTH], NOON) for about in Told]


def digests(words: Words) -> list[WeeklySummary]:
    """A summary that tells everything, and one that tells little."""
    through = dict.fromkeys(FOLLOW_THROUGH, 8)
    asked = [
        HelpRequest(f"f{at}", who, ANA, words.what[:WORDS_LENGTH], NOON) for at, who in enumerate(PEOPLE)
    ]
    dealt = (replace(asked[0], dealt_with_at=NOON),)
    full = Digest(ROOM, 0, tuple(asked[1:]), dealt, 3, 40, through)
    return [
        WeeklySummary((full, Digest(ROOM, 0, overdue=9, pledges=12))),
        WeeklySummary((Digest(ROOM, 4, (), (), 1, 1, {"no_reply": 1}),)),
    ]


def kept(words: Words) -> list[Kept]:
    """Words that were kept, of each kind, of a pledge that is open or let go; and deleted ones."""
    pledge = promised(words)
    helpers = Helpers((ANA, PEOPLE[3]), True, offer=Offer(pledge, "f", ANA))
    gone = replace(pledge, withdrawn_at=NOON)
    open_ones = [
        Kept(note, Promised(each, ()), helpers) for note in notes_of(words) for each in (pledge, gone)
    ]
    [unplaced] = (note for note in notes_of(words) if note.about is Told.UNPLACED)
    others = [Choice(f"f{number}", replace(pledge, what=f"{number}. {pledge.what}")) for number in range(5)]
    which = Kept(
        unplaced, Promised(pledge, ()), helpers, None, tuple(others), may_be_question=True, until=NOON
    )
    handed = [replace(each, promised=Promised(pledge, (), is_theirs=False)) for each in open_ones]
    said = [replace(open_ones[0], answered=each) for each in follow_ups() if each.reply]
    return [*open_ones, which, *handed, *said, Kept(None, Promised(pledge, ()), helpers)]


def _brought(words: Words) -> Brought:
    some = Sayings(30, (Saying(words.idea, 3), Saying(words.what)) * 5, more=20)
    return Brought(some, some)


def _reports(words: Words) -> Iterator[Document]:
    told = SessionFigures(words.title, NOON, 45, 12, 3, Closing(FULL, FULL), Ending(FULL, FULL, 45, 1))
    silent = replace(told, closing=Closing(Share(0, 0), Share(0, 0)), ending=UNTOLD)
    through = dict.fromkeys(FOLLOW_THROUGH, 8)
    kinds = {Perspective.LIVED: 20, Perspective.FRONT_LINE: 20, Perspective.GOVERNING: 5}
    for sessions in ((), (silent,), (told,) * 30):
        figures = Figures(
            sessions, 45, 10, kinds, 60, 20, 5, Closing(FULL, FULL), 40, 40, through, brought=_brought(words)
        )
        yield document(report_of(frozen(figures)))
        met = Encounters(rounds=3, groups=30, pairs=200, again=1, lone_voices=2)
        yield document(report_of(frozen(replace(figures, encounters=met))))
    yield document(report_of("{}"))  # of another version of us


def report_of(figures: str) -> Report:
    """A kept report with these figures."""
    return Report("r", ROOM, NOON, "o", ANA, figures)


def goings(words: Words) -> Iterator[list[Going]]:
    """Nothing, everything at once, and of many sessions more than fits."""
    session = Session("s", ROOM, words.title, SessionState.LIVE, ANA, NOON)
    tallies = list(_tallies(words))
    polls = tuple(each for each in tallies if each.poll.is_open and each.poll.purpose is Purpose.ANY)
    closing = next(each for each in tallies if each.poll.purpose is Purpose.CLOSING)
    waits = tuple(Waits(ROOM, obstacle, 3, "m") for obstacle in Obstacle)
    planned = Round("r", "s", 1, (words.prompt,), "o", 5)
    clocked = replace(started(planned, NOON), ends_at=NOON)
    full = Going(ROOM, session, 45, True, RoundNow(clocked, 9, 45, 3, NOON), polls, closing, waits, True)
    over = Going(ROOM, None, closing=closing, waits=waits, last=session)
    yield []
    yield [full]
    yield [replace(full, round=RoundNow(started(planned, NOON), 1, 2, 0)), over]
    yield [replace(full, round=RoundNow(planned, 1, 2, 0, is_next=True), waits=()), replace(over, last=None)]
    for now in steps_now(session, words.prompt):
        yield [replace(full, round=None, polls=(), waits=(), step=now)]
    yield [full] * 9


def _lists(words: Words, voice: str, new: _New) -> Iterator[Payload]:
    one = ideas_of(words)[0]
    yield from _said(listing(SAY, [(one, 3)] * 25, HERE), f"{voice}, the ideas")
    yield from _said(listing(SAY, [], HERE), f"{voice}, no ideas")
    for found in filter(new, goings(words)):
        blocks = inside(panel(SAY, found), "C0PARENT0", lambda _: True)
        yield from _said(Drawing.of(SAY, blocks), f"{voice}, what goes on")
        home = inside(panel(SAY, found, ON_HOME), HOME, lambda _: True)
        yield Payload(Kind.HOME, {"type": "home", "blocks": [dict(each) for each in home]}, voice)
    session = Session("s", ROOM, words.title, SessionState.LIVE, ANA, NOON)
    for is_new in (True, False):
        yield Payload(Kind.MODAL, has_begun(SAY, session, is_new=is_new), f"{voice}, begun")
    pledge = promised(words)
    for wants in (True, False) if new(one, pledge) else ():
        states = [[_follow_up(state, reply)] for state in FollowUpState for reply in (None, *Reply)]
        standing = [Promised(pledge, tuple(each), was_asked=wants) for each in states]
        drawing = mine(SAY, Belongings([one] * 20, standing), NOON - timedelta(days=1), wants_reminders=wants)
        yield from _said(drawing, f"{voice}, mine")
        yield Payload(Kind.HOME, {"type": "home", "blocks": [dict(each) for each in drawing.blocks]}, voice)
    stuck = [
        Message(f"m{n}", NUDGE, "f", NOON, NOON, ROOM, ANA, state=state)
        for n, state in enumerate([MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED] * 5)
    ]
    counts = dict.fromkeys(MessageState, 3)
    yield from _said(nudges.overview(SAY, Nudges(counts, WEEKS, WHY, stuck), {}), f"{voice}, the reminders")
