"""Everything that the bot can draw, in any voice and with any words of people's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from coproduction.audited import BAND_NAMES, Released, Why
from coproduction.breakouts import Group, Round, groups_of, seats_of
from coproduction.cardresults import result
from coproduction.digests import DigestDay
from coproduction.errors import Busy
from coproduction.followups import NUDGE
from coproduction.grouping import Guest, Wish, assess
from coproduction.ideas import Idea, IdeaKind
from coproduction.messages import Message, MessageState
from coproduction.nudges import Nudges
from coproduction.outcomes import Rung
from coproduction.people import SECTORS, Person, Perspective
from coproduction.plans import Barrier, Cue, Hours, Plan
from coproduction.polls import DOTS, RANKING, SEVERAL, Purpose
from coproduction.service import arrivals
from coproduction.service.along import Held
from coproduction.service.answers import Sheet
from coproduction.service.askings import AskedAbout
from coproduction.service.belongings import Belongings
from coproduction.service.breakouts.cards import GroupNote
from coproduction.service.breakouts.moving import Movable
from coproduction.service.breakouts.presence import Sitting
from coproduction.service.breakouts.proposing import Proposal
from coproduction.service.breakouts.reportbacks import Table
from coproduction.service.checkins import Arriving
from coproduction.service.ideas import Captured, IdeaDraft
from coproduction.service.openings import Asked, Opening, Openings
from coproduction.service.places import Invited, Where
from coproduction.service.plans import Often, Planned
from coproduction.service.pledges import Made
from coproduction.service.promised import Promised
from coproduction.service.sharing import Seen, Shown
from coproduction.sessions import Session, SessionState
from coproduction.telling import IDEA_NEWS
from coproduction.tencards import Count, Counted, Turn, Verdict
from coproduction.words import ENGLISH, Text
from handlers.blocks import (
    audited,
    cardresults,
    chairs,
    checkins,
    digests,
    followups,
    giveaways,
    home,
    idealists,
    ideas,
    ideawithdrawals,
    initiatives,
    longlists,
    nudgemenus,
    nudges,
    openings,
    people,
    plans,
    pledges,
    polls,
    recurring,
    reminders,
    running,
    tencards,
    together,
)
from handlers.blocks.breakouts import choosing, notes, preview, roomlist
from handlers.blocks.breakouts import forms as breakoutforms
from handlers.blocks.coming import WAITING
from handlers.blocks.kit import Block, Drawing, View
from handlers.blocks.places import place_fields, waits_for, went_to
from handlers.blocks.questions import form_of
from handlers.blocks.questions.openwords import page
from handlers.blocks.starting import start_form
from handlers.dispatch import commands
from handlers.settings import Settings
from handlers.voice import Voice
from tests import correcting, planning, recruiting, stepping
from tests.composing import composers, previewed
from tests.judges import drawn
from tests.judges.drawn import ANA, NOON, ROOM
from tests.judges.words import Words
from tests.leading import linked_with, rooms, words_of_offers
from tests.looks import draw, people_in

TURNS = ((10, 23), (10, 1), (4, 0), (0, 0))  # cards of a round that somebody has done, and how many are left
WORDLESS = Words("1", "2", "3", "4", ("5", "6", "7"), "8", "9", "10")  # people who write no letter


@dataclass(frozen=True)
class Drawn:
    """One message or form: what it is, and all that Slack is given of it."""

    name: str
    whole: View
    blocks: Sequence[Block]


def messages(say: Voice, words: Words, name: str) -> Iterator[Drawn]:
    """Every message, with people's `words`, and `name` for everybody's name."""
    for number, content in enumerate(drawn.contents(words)):
        names = dict.fromkeys(people_in(content), name)
        yield _message(f"{type(content).__name__} {number}", draw(say, content, names))
    one = drawn.ideas_of(words)[0]
    yield _message(
        "ideas",
        idealists.listing(say, [(one, 3)] * 25, Where(ROOM, words.title, is_live=True), is_elsewhere=True),
    )
    for room in rooms(ROOM, words.title):
        yield _message("chairs", chairs.shown(say, room))
    for drawing in (*words_of_offers(say, ROOM, words.title), *_linked(say, words)):
        yield _message("who may lead", drawing)
    yield _message("no ideas", idealists.listing(say, [], Where(ROOM, words.title, is_live=True)))
    for idea in drawn.ideas_of(words):
        way_out = (
            *(ideawithdrawals.offer_withdrawal(say, idea), ideawithdrawals.offer_take_back(say, idea)),
            *(
                ideawithdrawals.offer_return(say, idea),
                ideawithdrawals.offer_withdrawal_of_message(say, idea, "C1:1.2"),
            ),
            went_to(say, Where(ROOM, words.title, is_live=True)),
            waits_for(say, Where(ROOM, words.title, is_live=True)),
        )
        yield _message(
            "thanks", Drawing.of_words(say, ideas.thanks(say, Captured(idea, is_new=True)), *way_out)
        )
    yield from _openings(say, words, name)
    yield _message("help", commands.help_for(say, Settings()))
    yield from _promises(say, words)
    for number, note in enumerate(planning.notes(say, words.title, words.prompt)):
        yield _message(f"planned {number}", note)
    live = Session("s", ROOM, words.title, SessionState.LIVE, ANA, NOON)
    for number, at in enumerate(stepping.standings(live, words.prompt)):
        yield _message(f"step over {number}", running.over(say, at, {}))
    yield from _reminders(say)
    yield from _released(say, words)
    yield from _ten_cards(say, words)
    for number, drawing in enumerate(roomlist.room_list(say, _proposal(words).groups, _Named(name), {})):
        yield _message(f"rooms {number}", drawing)
    yield _message("no rooms", roomlist.room_list(say, [], {}, {})[0])
    yield _message("all groups", roomlist.all_groups(say, _proposal(words).groups, _Named(name))[0])
    draft = _proposal(words)
    yield _message(
        "where", notes.whereabouts(say, GroupNote(draft.round, draft.groups[0], ANA, {}), _Named(name))
    )


def _linked(say: Voice, words: Words) -> Iterator[Drawing]:
    """What who leads reads of initiatives (none, and as many as there can be), and before people meet."""
    yield from recruiting.words_of(say, ROOM, words.title, words.idea)
    yield initiatives.listing(say, ROOM, [])
    yield initiatives.listing(say, ROOM, linked_with(ROOM, words.title, words.idea))


def forms(say: Voice, words: Words) -> Iterator[Drawn]:
    """Every form."""
    places = [Where(ROOM, words.title, is_live=True), Where(ROOM, words.title, is_live=False)]
    live = Session("s", ROOM, words.title, SessionState.LIVE, ANA, NOON)
    person = Person(ANA, sector="schools", perspective=Perspective.FRONT_LINE, needs=(words.word,))
    group = Group(1, Round("r", "s", 1, (words.prompt,), "o", 4).name(1), words.prompt, ())
    table = Table(Round("r", "s", 1, (words.prompt,), "o", 4), group)
    for view in (
        checkins.form(
            say,
            Arriving(live, asks_profile=True, asks_notice=True, prompt=words.prompt[:300]),
            checkins.Surroundings(is_in=True, is_long=True, contacts=words.word),
        ),
        people.profile_form(say, person, may_lead=True),
        reminders.form(say, person),
        *_idea_forms(say, words, place_fields(say, places, is_clear=True)),
        ideas.thanks_unnamed(say, drawn.ideas_of(words)[0], went_to(say, places[1])),
        *correcting.forms(say, live, words.idea, ANA),
        initiatives.form(say, ROOM, linked_with(ROOM, words.title, words.idea)[0]),
        *recruiting.forms(say, ROOM, words.title, words.idea, ANA),
        *(chairs.in_plan(say, room, "p") for room in rooms(ROOM, words.title)),
        *(chairs.form(say, room) for room in rooms(ROOM, words.title)),
        nudgemenus.later_form(say, "f", drawn.promised(words)),
        nudgemenus.pledge_form(say, "f", drawn.promised(words)),
        nudgemenus.let_go_notice(say),
        pledges.form(say, "", words.what, place_fields(say, places, is_clear=False)),
        *_pledging(say, words),
        longlists.page(
            say,
            Text("Ideas"),
            [idealists.own(say, each, can_return=True) for each in _numbered(words, 20)],
            1,
            "mine:",
            "",
        ),
        *composers(say, words.question, "\n".join(words.options)),
        *previewed(say, words.question, "\n".join(words.options)),
        *planning.forms(say, words.title, words.prompt),
        *_answering_several(say, words),
        *_answering(say, words),
        breakoutforms.form(say, "", offers_channels=True),
        preview.preview(say, _proposal(words), "", _Named(words.word)),
        choosing.swap(say, "", "r", _proposal(words).groups, _Named(words.word)),
        choosing.move(say, Movable(_proposal(words).groups, (ANA,)), "", _Named(words.word)),
        choosing.missing(say, _sitting(words, here=10), "", _Named(words.word)),
        choosing.missing(say, _sitting(words, here=1), "", _Named(words.word)),
        breakoutforms.report_back(say, table, ""),
        start_form(say, ROOM, ENGLISH),
        tencards.form(say, Turn("i", 3, 10, 20, Verdict.HELPS), words.idea, can_go_back=True),
        tencards.form(say, Turn("i", 1, 10, 20), words.idea, question=words.question, is_gone=True),
        *(tencards.form(say, Turn(None, of, of, left), "", can_go_back=of > 0) for of, left in TURNS),
        tencards.instead(say, Busy.WORDS, "", "p"),
    ):
        yield Drawn(view.get("callback_id", "told"), view, view["blocks"])
    working = choosing.working(say, 300)
    yield Drawn("working", working, working["blocks"])


def _pledging(say: Voice, words: Words) -> Iterator[View]:
    """What opens behind a pledge that was made."""
    pledge = replace(drawn.promised(words), idea=drawn.ideas_of(words)[0].id)
    plan = Plan(pledge.id, ANA, Cue.AFTER, words.first_step[:200], None, 3, tuple(Barrier), Hours.FIVE)
    for each, known in ((pledge, plan), (replace(pledge, idea=None, first_step=None), Plan(pledge.id, ANA))):
        planned = Planned(each, known, tuple(drawn.ideas_of(words)))
        for asked in ([], drawn.askings()):
            yield plans.form(say, planned, asked, _Named(words.word))
        if planned.to_confirm:
            yield plans.confirm_form(say, planned, planned.to_confirm, words.word)
    for rule in (None, *drawn.recurrences(pledge)):
        often = Often(rule, NOON, is_new=True)
        planned = Planned(pledge, plan, often=often)
        yield plans.form(say, planned, [], {})
        yield plans.confirm_form(say, planned, Text("{words}", words=words.idea), *recurring.told(say, often))
    listed = (Shown(pledge), Shown(pledge, is_done=True)) * 15
    yield nudges.shared_page(say, [Seen(ROOM, listed, 3)], _Named(words.word), 0, "")
    yield nudges.shared_page(say, [], {}, 0, "")
    yield pledges.hand_over_form(say, pledge)
    for shared in (None, NOON):
        yield pledges.difference_form(say, replace(pledge, difference=words.idea, shared_at=shared))


def _answering(say: Voice, words: Words) -> Iterator[View]:
    """The forms in which polls are answered, empty and filled before, and all that was written."""
    before = {SEVERAL: "0 1", DOTS: " ".join(["1", "1", *"0" * 8][: len(words.options)]), RANKING: "1 0"}
    for tally in drawn.tallies_of_kinds(words):
        if form_of(tally.poll):
            yield polls.answer_form(say, tally.poll, None, "")
            yield polls.answer_form(say, tally.poll, before.get(tally.poll.kind, words.idea[:300]), "")
        yield polls.change_form(say, [tally.poll])
        if tally.written:
            yield page(say, replace(tally, written=tally.written * 9), 1, "")


def _answering_several(say: Voice, words: Words) -> Iterator[View]:
    """The form with several questions, and each page of their results."""
    for tally in drawn.tallies_of_several(words):
        questions = (tally.poll, *(part.poll for part in tally.parts))
        yield together.form(say, Sheet(tally.poll, questions, (None,) * len(questions)), "")
        if tally.poll.shows_counts:
            yield from (together.page(say, tally, number, "") for number in range(4))


def _sitting(words: Words, here: int) -> Sitting:
    """So many of twelve people have said that they are here."""
    draft = _proposal(words)
    people = [member for group in draft.groups[:3] for member in group.members]
    return Sitting(draft.round, draft.groups[:3], tuple(people[:here]), tuple(people[here:]))


def _message(name: str, drawing: Drawing) -> Drawn:
    return Drawn(name, {"text": drawing.text, "blocks": list(drawing.blocks)}, drawing.blocks)


def _own(words: Words, ideas_: Sequence[Idea], promised: Sequence[Promised]) -> Belongings:
    """What is somebody's own, with a plan, those they ask and those who ask them."""
    pledge = drawn.promised(words)
    plan = Plan(pledge.id, ANA, sentence=words.idea[:300])
    asked = drawn.askings()
    around = [AskedAbout(each, pledge) for each in asked if each.waits or each.is_buddy]
    rules = {pledge.id: drawn.recurrences(pledge)[-1]}
    return Belongings(ideas_, promised, {pledge.id: plan}, {pledge.id: asked}, around, recurrences=rules)


def _promises(say: Voice, words: Words) -> Iterator[Drawn]:
    pledge = drawn.promised(words)
    for wants, why in ((True, arrivals.Why.BUDGET), (False, arrivals.Why.AWAY), (False, None), (True, None)):
        kinds = tuple(WAITING) if wants else (IDEA_NEWS,)
        waits = home.Waiting(drawn.questions(words), 2, Held(kinds, NOON.date(), why, asks=wants))
        for times in (1, 3):
            made = Made(pledge, (NOON,) * times, "Africa/Lagos", wants)
            below = [*pledges.next_steps(say, pledge), *followups.stopped(say)]
            thanks = Drawing.of_words(say, pledges.made(say, made), *below)
            yield _message("pledged", thanks)
        standing = [Promised(pledge, (each,), was_asked=wants) for each in drawn.follow_ups()]
        for ideas_, promised in ((_numbered(words, 1), standing), ([], [])):
            yield _message(
                "mine",
                home.mine(
                    say,
                    _own(words, ideas_, promised),
                    NOON,
                    wants_reminders=wants,
                    waits=waits,
                    names=_Named(words.word),
                ),
            )


def _openings(say: Voice, words: Words, name: str) -> Iterator[Drawn]:
    """What is open to who takes part: in two sessions with rounds and polls, and where nothing goes on."""
    titles = {words.title: True, words.prompt: False}
    live = Session("s", ROOM, words.title, SessionState.LIVE, ANA, NOON)
    at = stepping.standings(live, words.prompt)[-1]
    invited = [Invited(Where(ROOM, title, is_live=True), "s", came, at) for title, came in titles.items()]
    round_ = Round("r", "s", 1, (words.prompt,), "o", 4, ends_at=NOON)
    polls_ = [tally.poll for tally in drawn.tallies_of_kinds(words)]
    closing = replace(polls_[0], purpose=Purpose.CLOSING)
    more, some = tuple(polls_[1:4]), frozenset({polls_[0].id})
    asked = (Asked(polls_[0], "", more, some), *(Asked(poll, words.title) for poll in polls_))
    for given in (some, frozenset({polls_[1].id})):
        ended = Opening(ROOM, None, None, (Asked(closing, words.title, more, given),))
        yield _message("closing", openings.shown(say, Openings((ended,), (), is_here=True), ()))
    each = tuple(Opening(ROOM, one, round_, asked) for one in invited)
    planned = planning.upcoming(words.title, words.prompt)
    yield _message(
        "open to all", openings.not_for_you(say, Openings(each, (ANA,), is_here=True), [name], planned)
    )
    for is_here in (True, False):
        yield _message("nothing open", openings.shown(say, Openings((), (), is_here=is_here), planned))


def _idea_forms(say: Voice, words: Words, where: Sequence[Block]) -> Iterator[View]:
    """Both forms of an idea, in each kind, and what is looked at before it is posted."""
    for kind in IdeaKind:
        draft = IdeaDraft(words.idea, kind, "", whom=words.title, better=words.idea, evidence=words.idea)
        yield ideas.form(say, "", draft, where, drawn.ideas_of(words), is_long=True)
        yield ideas.unnamed_form(say, "", draft, where, drawn.ideas_of(words))
        yield ideas.preview(
            say, "", draft, [*giveaways.WORDS.values(), giveaways.NAME.filled(words="Mrs Okafor")], where[0]
        )
    yield ideas.form(say, "", IdeaDraft(words.idea, IdeaKind.CHANGE, ""), where)


def _numbered(words: Words, times: int) -> list[Idea]:
    """So many ideas of one programme: each has a number of its own."""
    every = drawn.ideas_of(words) * times
    return [replace(each, number=number) for number, each in enumerate(every, start=1)]


def _released(say: Voice, words: Words) -> Iterator[Drawn]:
    """What can be shown of an anonymous poll: each rung, and each reason to show nothing."""
    options = (*BAND_NAMES[5], words.options[0])
    shown = [
        Released(Rung.COUNTS, ("0-4", "all but 0-4", "15", "1200")),
        Released(Rung.WORDS, ("most", "some", "few", "few")),
        Released(Rung.LEADER, ("leads", "follows", "follows", "follows")),
        Released(Rung.LEADER, ("leads", "follows", "follows", "leads")),
        *(Released(Rung.HELD, why=why) for why in Why),
    ]
    for each in shown:
        turnouts = [audited.turnout_line(say, answered) for answered in (4, 1_234)]
        blocks = audited.result(say, options, each)
        yield _message("released", Drawing.of_words(say, "\n".join(turnouts), *blocks))


def _reminders(say: Voice) -> Iterator[Drawn]:
    states = (MessageState.FAILED, MessageState.UNCONFIRMED, MessageState.EXPIRED)
    stuck = [
        Message(f"m{n}", NUDGE, "f", NOON, NOON, ROOM, ANA, state=state) for n, state in enumerate(states * 5)
    ]
    shown = Nudges(dict.fromkeys(MessageState, 3), drawn.WEEKS, drawn.WHY, stuck)
    yield _message("reminders", nudges.overview(say, shown, _Named("Ana Pereira")))
    yield _message("no reminders", nudges.overview(say, Nudges({}), {}))
    yield _message("more reminders", Drawing.of(say, nudges.at_home(say, shown)))
    wanted = [DigestDay(ANA, ROOM, next_at=at) for at in (NOON, None)]
    yield _message("days of the summary", Drawing.of(say, digests.days(say, wanted * 2)))


def _ten_cards(say: Voice, words: Words) -> Iterator[Drawn]:
    """Results that know what bridges, that know of nothing that does, that cannot know, and of few people."""
    liked, mixed = Count(9, 2, 1), Count(4, 4, 4)
    known = Counted("i", liked, known=(Perspective.LIVED, Perspective.FRONT_LINE), bridge=1)
    everywhere = Counted("i", liked, known=tuple(Perspective), bridge=2)
    for settled, judges in (
        ([known, everywhere], 30),
        ([Counted("i", mixed, known=tuple(Perspective))], 12),
        ([Counted("i", liked, known=(Perspective.LIVED,)), Counted("j")], 12),
        ([Counted("i")], 9),
        ([Counted("i")], 4),
    ):
        shown = cardresults.told(say, result(settled, judges), {"i": words.idea, "j": words.idea})
        yield _message(f"ten cards of {judges}", Drawing.of(say, shown))
    for judged in drawn.judged(words):
        yield _message("list of cards", tencards.listing(say, words.question, judged))


@cache
def _proposal(words: Words) -> Proposal:
    """More groups than a form shows, of people of every sector, after somebody was away."""
    views = [*Perspective, None]
    guests = [
        Guest(f"U{number:08}", SECTORS[number % len(SECTORS)], views[number % len(views)])
        for number in range(330)
    ]
    groups = tuple(tuple(guest.id for guest in guests[at : at + 4]) for at in range(0, len(guests), 4))
    planned = Round("r", "s", 1, (words.prompt,), "o", 4, names=(words.word,))
    seated = groups_of(planned, seats_of(planned, groups))
    quality = assess(guests, Wish(size=4), groups)
    return Proposal(
        planned, seated, quality, {guest.id: guest for guest in guests}, Wish(size=4), planned=3, away=2
    )


class _Named(dict[str, str]):
    """The same name for everybody."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __missing__(self, _person: str) -> str:
        return self.name


def said(thing: Any) -> Iterator[str]:
    """Every text of a view or message that a person reads or hears."""
    if isinstance(thing, dict):
        for key, inner in thing.items():
            if key in ("text", "accessibility_label", "initial_value") and isinstance(inner, str):
                yield inner
            else:
                yield from said(inner)
    elif isinstance(thing, list | tuple):
        for inner in thing:
            yield from said(inner)
