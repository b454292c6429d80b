"""Breakout rounds that go on: started, given more time, called back; and their groups as lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from coproduction.breakouts import MORE, Group, Role
from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service.breakouts import history, roundnow, rounds
from coproduction.service.breakouts.plannedrounds import no_longer_planned
from coproduction.service.breakouts.rounds import Change, RoleTaken
from coproduction.words import Text, and_listed, several
from handlers import ids, listids
from handlers.blocks.breakouts import losses
from handlers.blocks.breakouts.cards import ROLES
from handlers.blocks.breakouts.controls import take_back
from handlers.blocks.breakouts.notes import in_sentence
from handlers.blocks.breakouts.rollcall import lines_of
from handlers.blocks.breakouts.roomlist import all_groups, room_list
from handlers.blocks.kit import Block, Drawing, actions, context, paragraphs, section
from handlers.blocks.longlists import Lines
from handlers.blocks.now import MANY
from handlers.breakouts import noticing
from handlers.breakouts.previewing import or_as_they_are
from handlers.breakouts.proposing import make_anew
from handlers.desk import Desk
from handlers.dispatch.refused import STARTED_BY
from handlers.edge.heard import Click, Heard, Submission
from handlers.edge.listeners import Audience, LongList, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, Told, answer
from handlers.unposted import unposted
from handlers.voice import Voice
from handlers.whereabouts import is_at_home

MINUTES = MORE // timedelta(minutes=1)
_TAKEN = {
    Role.SCRIBE: Text("Thank you. You take notes for {group} now."),
    Role.TIMEKEEPER: Text("Thank you. You keep time for {group} now."),
}
_LOST = {
    Role.SCRIBE: Text("{person} takes notes for {group} now, so you need not."),
    Role.TIMEKEEPER: Text("{person} keeps time for {group} now, so you need not."),
}
_INSTEAD = {
    Role.SCRIBE: Text("Could you take notes instead?"),
    Role.TIMEKEEPER: Text("Could you keep time instead?"),
}
_YOURS = Text("You do that already. Your group's card says so.")
_HOW_FAR = Text("The card of the round says how many groups have been told.")
_STAYS = Text(
    "What you can do while they are out stands on my Home tab, too: press my name, then “Home”. "
    "It stays there."
)
_GIVING = Text("give a round more time")


@or_as_they_are
async def go(desk: Desk, form: Submission) -> Reply:
    """The facilitator likes the groups: everybody is told. Unless those are others by now."""
    round_id, _, shown = form.subject.partition(":")
    return await _start(desk, form, round_id, shown)


async def start_next(desk: Desk, click: Click) -> Reply:
    """The next of several rounds that were planned together."""
    return await _start(desk, click, click.value, None)


async def take_role(desk: Desk, click: Click) -> Reply:
    """Somebody writes down, or keeps the time."""
    if not 0 <= click.position < len(ROLES):
        raise Refusal("This button is from an older version of me. Please use the newest message.")
    actor, role = Actor(click.person, here=click.channel), ROLES[click.position]
    round_id, number = ids.read_group(click.value)
    taken = await desk.write(lambda memory: rounds.take_role(memory, actor, round_id, number, role))
    say, group = await desk.voice(click.person), in_sentence(taken.group)
    if not taken.is_new:
        return answer(say, _YOURS)
    tell = (await _not_yours(desk, click, taken, role),) if taken.had_it else ()
    return answer(say, say(_TAKEN[role].filled(group=group)), tell=tell)


async def _not_yours(desk: Desk, click: Click, taken: RoleTaken, role: Role) -> Told:
    """To who had a role: somebody else has it now, and perhaps they have another instead."""
    person = taken.had_it or ""
    say, group = await desk.voice(person), in_sentence(taken.group)
    names = await desk.directory.names(say, [click.person], desk.directory.patience.soon)
    lines = [say(_LOST[role], person=names[click.person], group=group)]
    lines += [say(_INSTEAD[own]) for own in Role if taken.group.holder(own) == person]
    return Told(person, click.channel or "", Drawing.of_words(say, " ".join(lines)))


async def more_time(desk: Desk, click: Click) -> Reply:
    """Five more minutes, which can be taken back."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    round_id, _, seen = click.value.partition(":")
    until = _moment(seen)
    change = await desk.write(lambda memory: rounds.extend(memory, now, actor, round_id, MINUTES, until))
    say = await desk.voice(click.person)
    if not change.is_new:
        return answer(say, say("The groups have been given more time already. Their cards say until when."))
    words = say("The groups have {minutes} more minutes. The cards say until when.", minutes=MINUTES)
    if not (until and change.round.ends_at):
        return answer(say, words)
    return answer(say, words, actions(take_back(say, change.round, until)))


async def less_time(desk: Desk, click: Click) -> Reply:
    """The five minutes were a mistake."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    round_id, _, times = click.value.partition(":")
    end, back_to = map(_moment, (times.partition("|")[0], times.partition("|")[2]))
    if end is None or back_to is None:
        raise Refusal("This button is from an older version of me. Please use the newest message.")
    change = await desk.write(lambda memory: rounds.shorten(memory, now, actor, round_id, end, back_to))
    say = await desk.voice(click.person)
    if change.is_new:
        return answer(say, say("The groups have the time they had before. The cards say until when."))
    return answer(say, say("The time of this round has been changed since. The cards say until when."))


async def call_back(desk: Desk, click: Click) -> Reply:
    """Everybody comes back."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    change = await desk.write(lambda memory: rounds.call_back(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    if not change.is_new:
        return answer(say, say("This round is over already. I have asked every group to come back."))
    return answer(say, say("I am asking every group to come back."), context(say(_HOW_FAR)))


async def listing(desk: Desk, click: Click) -> Reply:
    """The groups as a list for the video call."""
    actor = await desk.directory.actor(click.person, click.channel)
    groups = await desk.read(lambda memory: rounds.listed(memory, actor, click.value))
    say = await desk.voice(click.person)
    names = await _names(desk, say, groups)
    emails = await desk.directory.emails(names) if desk.settings.lists_emails else {}
    return _pages(click, room_list(say, groups, names, emails))


async def every_group(desk: Desk, click: Click) -> Reply:
    """All groups, for anybody in a room that is too large for one card."""
    actor = Actor(click.person, here=click.channel)
    groups = await desk.read(lambda memory: rounds.shown(memory, actor, click.value))
    say = await desk.voice(click.person)
    return _pages(click, all_groups(say, groups, await _names(desk, say, groups)))


async def _unreached(desk: Desk, click: Click, subject: str) -> Lines:
    """Whom no message with their group can reach, by their groups."""
    actor = await desk.directory.actor(click.person, click.channel)
    found = await desk.read(lambda memory: roundnow.unreached(memory, actor, subject))
    say = await desk.voice(click.person)
    names = await _names(desk, say, tuple(found))
    return [
        paragraphs(say("{group}: {people}", group=group.name, people=and_listed(names[one] for one in some)))
        for group, some in found.items()
    ]


async def _names(desk: Desk, say: Voice, groups: Sequence[Group]) -> Mapping[str, str]:
    members = [member for group in groups for member in group.members]
    return await desk.directory.names(say, members, desk.directory.patience.soon)


def _pages(click: Click, drawings: Sequence[Drawing]) -> Reply:
    first, *others = drawings
    more = tuple(Told(click.person, click.channel or "", drawing) for drawing in others)
    return Reply(words=first, tell=more)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


async def _start(desk: Desk, heard: Heard, round_id: str, shown: str | None) -> Reply:
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()
    change = await desk.write(lambda memory: rounds.go(memory, now, actor, round_id, shown))
    if change.asks:
        return await make_anew(desk, heard, change.round.id, is_retold=change.retold)
    say = await desk.voice(heard.person)
    if change.is_new:
        ways = [actions(losses.move_button(say, change.round))] if change.losses else []
        begun = await _started(desk, say, change, is_home=is_at_home(heard))
        return Reply(words=Drawing.of(say, [*begun, *ways]))
    told, by = say(no_longer_planned(change.round)), change.round.led_by
    if by is None or by == actor.id:
        return answer(say, told)
    names = await desk.directory.names(say, [by])
    return answer(say, f"{told} {say(STARTED_BY, person=names[by])}")


async def _started(desk: Desk, say: Voice, change: Change, *, is_home: bool) -> list[Block]:
    there, session = await desk.read(
        lambda memory: (
            history.groups(memory, change.round),
            memory.sessions.get(change.round.session),
        )
    )
    members = sum(len(group.members) for group in there)
    told = say(
        "{people} in {groups}. I am posting the groups in {channel} and telling each person privately.",
        people=several(members, "{n} person", "{n} people"),
        groups=several(len(there), "{n} group", "{n} groups"),
        channel=f"<#{session.channel}>" if session else "",
    )
    later = await unposted(desk, say, session.channel) if session else []
    later += [context(say(_STAYS))] if len(there) >= MANY and not is_home else []
    return [section(told), *later, *await _since(desk, say, change, there)]


async def _since(desk: Desk, say: Voice, change: Change, there: Sequence[Group]) -> list[Block]:
    """Who came after the groups were shown, and who moved for them; nothing where nobody did."""
    if not change.shifts:
        return []
    names = await desk.directory.names(say, [shift.person for shift in change.shifts])
    since = say("Since you saw the groups:")
    lost = losses.lines(say, change.losses, there)
    return paragraphs("\n".join([since, *lines_of(say, change.shifts, there, names), *lost]))


NOUN = Noun(
    clicks=noticing.by_clicks(
        OnClick(ids.TAKE_ROLE, Audience.EVERYONE, take_role),
        OnClick(ids.ALL_GROUPS, Audience.EVERYONE, every_group),
        OnClick(ids.MORE_TIME, Audience.FACILITATORS, more_time, doing=_GIVING),
        OnClick(ids.LESS_TIME, Audience.FACILITATORS, less_time, doing=_GIVING),
        OnClick(ids.CALL_BACK, Audience.FACILITATORS, call_back, doing=Text("call everyone back")),
        OnClick(ids.NEXT_ROUND, Audience.FACILITATORS, start_next, doing=Text("start a breakout")),
        OnClick(ids.ROOM_LIST, Audience.FACILITATORS, listing, doing=Text("list the groups")),
    ),
    submissions=(OnSubmit(ids.PREVIEW_FORM, Audience.FACILITATORS, go, doing=Text("start a breakout")),),
    lists=(
        LongList(
            listids.UNREACHED,
            Text("Not reached"),
            _unreached,
            audience=Audience.FACILITATORS,
            doing=roundnow.DOING,
        ),
    ),
)
