"""Who is there while a round goes on, and where they sit."""

from collections.abc import Sequence

from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import checkins
from coproduction.service.breakouts import presence, rollcall, silence
from coproduction.service.breakouts.presence import DOING, Here, Mended, Sitting
from coproduction.service.breakouts.seatless import NoPlace
from coproduction.words import Text, and_listed, several
from handlers import home, ids, listids
from handlers.blocks.breakouts import choosing, losses, notes
from handlers.blocks.breakouts.rollcall import here_button, lines_of, to_do
from handlers.blocks.kit import Block, actions, button, context, paragraphs
from handlers.blocks.longlists import Lines
from handlers.blocks.sessions import check_in_button
from handlers.breakouts import noticing
from handlers.desk import Desk
from handlers.edge.heard import Click, Heard, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.voice import Voice

_FULL = Text("There is no more room in {group}.")
_CHANGED = Text("Other people sit in {group} than before, so this one suits better now.")
_NOT_ASKED = Text("You can also say how you are today. You can leave that out.")
MOST_BACK = 100  # people whose ids a button can carry; else it brings back all who are out


async def here(desk: Desk, click: Click) -> Reply:
    """Somebody sits where they should, or comes late and needs a seat."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    came: list[presence.NotCheckedIn] = []

    def work(memory: Memory) -> Here:
        try:
            return presence.here(memory, now, actor, click.value)
        except presence.NotCheckedIn as no:  # arriving is this one press; what the form asks can wait
            came[:] = [no]
            checkins.enter(memory, actor, no.session.channel)
            return presence.here(memory, now, actor, click.value)

    found, say = await desk.write(work), await desk.voice(click.person)
    thanks = say(_thanks(found).filled(group=notes.in_sentence(found.group)))
    way_in = [context(say(_NOT_ASKED)), actions(check_in_button(say, came[0].session))] if came else []
    reply = answer(say, " ".join([thanks, *_why_elsewhere(say, found)]), *way_in)
    return await home.answered(desk, click, reply)


def _check_in_first(say: Voice, refusal: presence.NotCheckedIn) -> Reply:
    return answer(say, refusal.words, actions(check_in_button(say, refusal.session)))


def _thanks(found: Here) -> Text:
    """What comes next: the group waits in the video call, and one press is enough."""
    if found.is_back:
        return Text(
            "Good that you are here. You have a place again: you are in {group}. "
            "Please join it in the video call. The others see that you come."
        )
    if found.is_late:
        return Text(
            "Good that you are here. You are in {group}. Please join it in the video call. "
            "I am sending you a message about it. The others see that you come."
        )
    if found.is_again:
        return Text(
            "Good that you are here: I have counted you. You are in {group}. "
            "Please join it in the video call."
        )
    return Text("Good that you are here. You are in {group}. Please join it in the video call.")


def _why_elsewhere(say: Voice, found: Here) -> list[str]:
    """Why somebody who is back sits elsewhere now; not who it is that they do not sit with."""
    if found.home is None:
        return []
    words = _FULL if found.is_full else _CHANGED
    return [say(words, group=notes.in_sentence(found.home))]


async def where(desk: Desk, click: Click) -> Reply:
    """Where somebody sits, for who has no private note yet."""
    return await _where(desk, Actor(click.person, here=click.channel), click.value)


async def typed_where(desk: Desk, heard: Heard) -> Reply | None:
    """The same, asked in words; None while no round goes on that can be meant."""
    actor = Actor(heard.person, here=heard.channel)
    round_id = await desk.read(lambda memory: presence.round_around(memory, actor))
    if round_id is None:
        return None
    reply = await _where(desk, actor, round_id)
    await noticing.has_acted(desk, actor.id, round_id)
    return reply


async def _where(desk: Desk, actor: Actor, round_id: str) -> Reply:
    say = await desk.voice(actor.id)
    try:
        found = await desk.read(lambda memory: presence.where(memory, actor, round_id))
    except presence.NotCheckedIn as refusal:
        return _check_in_first(say, refusal)
    except NoPlace as refusal:
        return no_place(say, refusal)
    names = await desk.directory.names(say, found.group.members, desk.directory.patience.soon)
    return Reply(words=notes.whereabouts(say, found, names))


def no_place(say: Voice, refusal: NoPlace) -> Reply:
    """That somebody sits nowhere, with the button that gives them a place."""
    return answer(say, refusal.words, actions(here_button(say, refusal.round)))


async def ask_missing(desk: Desk, click: Click) -> Reply:
    """Who is not there: those who have not said that they are."""
    actor = await desk.directory.actor(click.person, click.channel)

    def look(memory: Memory) -> tuple[Sitting, frozenset[str]]:
        sitting = presence.sitting(memory, actor, click.value)
        return sitting, silence.untold(memory, sitting)

    sitting, untold = await desk.read(look)
    say = await desk.voice(click.person)
    people = [*sitting.here, *sitting.silent]
    if not people:
        return answer(say, say("Nobody sits in this round at the moment."))
    names = await desk.directory.names(say, people, desk.directory.patience.soon)
    view = choosing.missing(say, sitting, ids.private(click.channel, click.value), names, untold)
    return Reply(view=choosing.with_names(say, view, is_all=not desk.directory.are_untold(people)))


async def missing(desk: Desk, form: Submission) -> Reply:
    """The groups close their gaps."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    silent, others = _ticked(form, choosing.MISSING), _ticked(form, choosing.OTHERS)
    ticked = [*silent, *others]
    mended = await desk.write(
        lambda memory: presence.remove(memory, now, actor, form.subject, ticked, silent)
    )
    say = await desk.voice(form.person)
    concerned = [*(shift.person for shift in mended.shifts), *mended.seatless, *mended.here]
    names = await desk.directory.names(say, concerned)
    lines = []
    if mended.here:
        since = several(
            len(mended.here),
            "Since you opened the form, this person has pressed I'm here, so they keep a place: {people}",
            "Since you opened the form, these have pressed I'm here, so they keep a place: {people}",
            people=and_listed(names[person] for person in mended.here),
        )
        lines.append(say(since))
    if mended.seatless:
        people = and_listed(names[person] for person in mended.seatless)
        lines.append(say("Nothing has changed for {people}: no place in this round.", people=people))
    lines += lines_of(say, mended.shifts, mended.groups, names)
    return _mended(say, mended, [*lines, *_next(say, mended)], *_undo(say, mended))


def _ticked(form: Submission, fields: str) -> list[str]:
    """Who is ticked in the fields of which the names begin so."""
    found = (people or "" for field, people in form.values.items() if field.startswith(fields))
    return [person for people in found for person in people.split()]


async def bring_back(desk: Desk, click: Click) -> Reply:
    """They were there after all."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    round_id, _, people = click.value.partition(":")
    again = await desk.write(lambda memory: presence.bring_back(memory, now, actor, round_id, people.split()))
    say = await desk.voice(click.person)
    if not again.shifts:
        return _mended(say, again, [say("They have a place in this round already.")])
    names = await desk.directory.names(say, [shift.person for shift in again.shifts])
    lines = lines_of(say, again.shifts, again.groups, names)
    return _mended(say, again, [*lines, *_next(say, again)])


async def keep_all(desk: Desk, click: Click) -> Reply:
    """Nobody is missing, whoever has pressed or not."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    is_new = await desk.write(lambda memory: rollcall.keep_all(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    if is_new:
        return answer(say, say("Good. Everybody keeps their place in this round."))
    return answer(say, say("It was settled before. The round's card says who sits where."))


def _next(say: Voice, mended: Mended) -> list[str]:
    """What is left for the facilitator to do, and for who is out."""
    if not mended.shifts:
        return []
    said = [say(to_do(mended.shifts))]
    if any(shift.after is None for shift in mended.shifts):
        said.append(say("I tell who is out, too: if they are there after all, one press brings them back."))
    return said


def _mended(say: Voice, mended: Mended, lines: Sequence[str], *ways: Block) -> Reply:
    """What became of it, and what the groups lost by it, with the ways to mend that."""
    lost = losses.lines(say, mended.losses, mended.groups)
    ways = (*ways, losses.move_button(say, mended.round)) if lost else ways
    return answer(say, "\n".join([*lines, *lost]), *([actions(*ways)] if ways else []))


def _undo(say: Voice, mended: Mended) -> list[Block]:
    left = [shift.person for shift in mended.shifts if shift.after is None]
    if not left:
        return []
    value = f"{mended.round.id}:{' '.join(left) if len(left) <= MOST_BACK else ''}"
    return [button(say("They are here after all"), ids.BRING_BACK, value)]


async def _shifts(desk: Desk, click: Click, subject: str) -> Lines:
    """All who came, left or moved, as whoever facilitates was told."""
    actor, (round_id, _, occasion) = (
        await desk.directory.actor(click.person, click.channel),
        subject.partition(":"),
    )
    found = await desk.read(lambda memory: rollcall.changes_seen(memory, actor, round_id, occasion))
    say = await desk.voice(click.person)
    names = await desk.directory.names(say, [shift.person for shift in found.shifts])
    return [paragraphs(line) for line in lines_of(say, found.shifts, found.groups, names, found.silent)]


NOUN = Noun(
    clicks=(
        OnClick(ids.HERE, Audience.EVERYONE, here),
        *noticing.by_clicks(
            OnClick(ids.WHERE, Audience.EVERYONE, where),
            OnClick(ids.MISSING, Audience.FACILITATORS, ask_missing, doing=DOING),
            OnClick(ids.KEEP_ALL, Audience.FACILITATORS, keep_all, doing=DOING),
            OnClick(ids.BRING_BACK, Audience.FACILITATORS, bring_back, doing=DOING),
        ),
    ),
    submissions=noticing.by_forms(OnSubmit(ids.MISSING_FORM, Audience.FACILITATORS, missing, doing=DOING)),
    lists=(LongList(listids.SHIFTS, Text("Changes"), _shifts, audience=Audience.FACILITATORS, doing=DOING),),
)
