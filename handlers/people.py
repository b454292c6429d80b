"""Facilitators, and what Slack tells about people."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress

from coproduction.errors import Refusal
from coproduction.people import Actor, Person
from coproduction.ports import Memory
from coproduction.service import facilitators as appointing
from coproduction.service import people, successors
from coproduction.service.breakouts import lookingon, unmet
from coproduction.words import Text, listed, several
from handlers import ids
from handlers.blocks import people as blocks
from handlers.blocks.breakouts.unmet import said
from handlers.blocks.observing import AGAIN, JOINS, TAKEN_OUT
from handlers.breakouts.departures import gone
from handlers.desk import Desk
from handlers.edge.heard import Command, Event, Submission
from handlers.edge.listeners import Audience, Noun, OnEvent, OnSubmit, Verb
from handlers.edge.markup import unmentioned
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import ADD, REMOVE, change_typed
from handlers.successors import tell_admins
from handlers.voice import Voice

_HOW = Text(
    "To change who can lead, type {/facilitators} add @name, or {/facilitators} remove @name. "
    "Choose the person from the list that Slack shows."
)
_TOLD = Text("Thank you. I have saved what you told me about yourself.")
_TOLD_BEFORE = Text("You had told me all of this before, so nothing has changed.")
_BETWEEN = {"", "and", "y", "&", "+"}  # what may stand between two people
_CHANGES = {ADD: people.add_facilitator, REMOVE: people.remove_facilitator}


def can_lead(n: int) -> Text:
    """Who can lead now, of so many."""
    return several(n, "{people} can facilitate now.", "{people} can facilitate now.")


def _can_no_longer(n: int) -> Text:
    return several(n, "{people} can no longer facilitate.", "{people} can no longer facilitate.")


def _was_one(n: int) -> Text:
    return several(
        n,
        "I had added {people} before, so nothing has changed.",
        "I had added {people} before, so nothing has changed.",
    )


def _was_none(n: int) -> Text:
    return several(
        n,
        "I had not added {people} as a facilitator, so I changed nothing.",
        "I had not added {people} as facilitators, so I changed nothing.",
    )


def _is_app(n: int) -> Text:
    return several(
        n,
        "I added nobody. Only people can lead, and this is an app: {people}.",
        "I added nobody. Only people can lead, and these are apps: {people}.",
    )


def _has_left(n: int) -> Text:
    return several(
        n,
        "I added nobody. This person has left the workspace: {people}.",
        "I added nobody. These people have left the workspace: {people}.",
    )


def _is_admin(n: int) -> Text:
    return several(
        n,
        "As an admin here, one can always lead: {people}.",
        "As admins here, these people can always lead: {people}.",
    )


async def facilitators(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro facilitators [add|remove @name]"""
    actor = await desk.directory.actor(command.person, command.channel)
    if not rest:
        return await _list(desk, actor.id)
    change = change_typed(rest)
    act = _CHANGES.get(change or "")
    others = unmentioned(command.markup).split()[2:]  # after the verb and what to do
    if act is None or not command.mentions or {word.strip(",;") for word in others} - _BETWEEN:
        raise Refusal(_HOW)
    say = await desk.voice(actor.id)
    if change == ADD:
        await _require_people(desk, say, command.mentions)
    before = await _change(desk, actor, command.mentions, act)
    if change == REMOVE:
        return answer(say, await _removed(desk, say, command.mentions, before))
    names = await desk.directory.names(say, command.mentions)
    return answer(say, _added(say, names, before))


async def _change(
    desk: Desk, actor: Actor, some: Sequence[str], act: Callable[[Memory, Actor, str], Person]
) -> set[str]:
    """Change it for these, and tell each who can do more or less by it than before; who was listed before."""
    now = desk.clock()
    admins = {each for each in some if (await desk.directory.actor(each)).is_admin}  # they can lead anyhow

    def work(memory: Memory) -> set[str]:
        before = set(people.facilitators(memory))
        for one in some:
            leads = act(memory, actor, one).is_facilitator
            if leads != (one in before) and one not in admins:
                appointing.tell(memory, now, actor, one, leads_now=leads)
        return before

    return await desk.write(work)


def _added(say: Voice, names: Mapping[str, str], before: Collection[str]) -> str:
    """Who can facilitate now, and who could before."""
    new = [name for person, name in names.items() if person not in before]
    known = [name for person, name in names.items() if person in before]
    told = ((can_lead, new), (_was_one, known))
    return " ".join(say(words(len(some)), people=listed(some)) for words, some in told if some)


async def _removed(desk: Desk, say: Voice, removed: Sequence[str], before: Collection[str]) -> str:
    """What has changed for each of them: an admin facilitates all the same."""
    names = await desk.directory.names(say, removed)
    admins = [each for each in removed if (await desk.directory.actor(each)).is_admin]
    told = (
        (_can_no_longer, [each for each in removed if each in before and each not in admins]),
        (_was_none, [each for each in removed if each not in before and each not in admins]),
        (_is_admin, admins),
    )
    return " ".join(
        say(words(len(some)), people=listed(names[each] for each in some)) for words, some in told if some
    )


async def _require_people(desk: Desk, say: Voice, added: Sequence[str]) -> None:
    """Refuse, in words, before anybody is added, when one of them is an app or has left the workspace."""
    for refusal, is_so in ((_is_app, desk.directory.is_bot), (_has_left, desk.directory.has_left)):
        found = [each for each in added if await is_so(each)]
        if found:
            names = await desk.directory.names(say, found, desk.directory.patience.soon)
            raise Refusal(refusal(len(found)).filled(people=listed(names.values())))


async def retire_absent(desk: Desk) -> None:
    """Apps, and people who have left, are facilitators no more: of older entries, and of what was missed."""
    told = desk.directory
    with suppress(Refusal):  # the database is away, which is said elsewhere; the next connection asks again
        leading = await desk.read(people.facilitators)
        absent = [each for each in leading if await told.is_bot(each) or await told.has_left(each)]
        if absent:
            now = desk.clock()
            await desk.write(lambda memory: successors.retire(memory, now, absent))
    await tell_admins(desk)


async def profile(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro profile"""
    actor = await desk.directory.participant(command.person, command.channel)
    person, leads = await desk.read(
        lambda memory: (people.known(memory, actor), people.may_facilitate(memory, actor))
    )
    say, names = await desk.voice(command.person), desk.settings.perspectives
    return Reply(view=blocks.profile_form(say, person, may_lead=leads, names=names))


async def submit_profile(desk: Desk, form: Submission) -> Reply:
    """The form about oneself."""
    actor = await desk.directory.participant(form.person, form.channel)
    told = people.Introduction(
        *map(form.values.get, ("sector", "perspective", "needs", "offers", "language", "takes_part"))
    )
    now = desk.clock()

    def work(memory: Memory) -> tuple[Person, Person]:
        change = people.known(memory, actor), people.introduce(memory, actor, told)
        lookingon.stand_aside(memory, now, actor.id)
        return change

    before, after = await desk.write(work)
    missing = await desk.read(lambda memory: unmet.of_person(memory, actor.id))
    desk.voices.forget(actor.id)
    say = await desk.voice(actor.id)
    changed_role = after.is_observer != before.is_observer
    role = [TAKEN_OUT] if after.is_observer else [JOINS, AGAIN]
    taken_out = [*map(say, role)] if changed_role else []
    rest = [said(say, missing)] if missing else []
    return answer(say, " ".join([say(_TOLD if before != after else _TOLD_BEFORE), *taken_out, *rest]))


async def changed(desk: Desk, event: Event) -> Reply:
    """Somebody has a new name or time zone, or left."""
    profile = desk.directory.learn(event.body["user"])
    await desk.write(lambda memory: people.move(memory, profile.actor.id, profile.actor.zone))
    if not event.body["user"].get("deleted"):
        return Reply()
    now = desk.clock()
    await desk.write(lambda memory: successors.retire(memory, now, [profile.actor.id]))
    await tell_admins(desk)
    return await gone(desk, profile.actor.id)


async def _list(desk: Desk, person: str) -> Reply:
    say = await desk.voice(person)
    ids = await desk.read(people.facilitators)
    names = await desk.directory.names(say, ids)
    people_ = listed(sorted(names.values())) if names else Text("nobody yet")
    told = several(
        len(names),
        "Besides the admins, this person can lead: {people}.",
        "Besides the admins, these people can lead: {people}.",
        people=people_,
    )
    return answer(say, f"{say(told)} {say(_HOW)}")


NOUN = Noun(
    verbs=(
        Verb("profile", Audience.EVERYONE, None, Text("change what you told me about yourself"), profile),
        Verb(
            "facilitators",
            Audience.ADMINS,
            Text("add @name"),
            Text("see or change who facilitates"),
            facilitators,
            more=Text(
                "To see who leads, type {/facilitators} with nothing after it. "
                "To take somebody out, type: {/facilitators} remove @name"
            ),
        ),
    ),
    submissions=(OnSubmit(ids.PROFILE_FORM, Audience.EVERYONE, submit_profile),),
    events=(OnEvent("user_change", ("users:read",), changed),),
)
