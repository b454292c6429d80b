"""Who only looks on, for facilitators: named, added and taken out."""

from collections.abc import Sequence
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import observing
from coproduction.service.breakouts import lookingon
from coproduction.words import Text, listed, several
from handlers.desk import Desk
from handlers.edge.heard import Command
from handlers.edge.listeners import Audience, Noun, Verb
from handlers.edge.markup import unmentioned
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import ADD, change_typed

_HOW = Text(
    "To change who only looks on, type {/observers} add @name, or {/observers} remove @name. "
    "Choose the person from the list that Slack shows."
)
_BETWEEN = frozenset({"", "and", "y", "&", "+"})  # what may stand between two people
_TAKEN_OUT = Text(
    "In polls that are open, I deleted what they had answered, if anything. "
    "An anonymous answer stays, unless who gave it takes it back: I cannot find it."
)
_SAME = Text("Nothing changed for {people}.")


def _look_on(n: int) -> Text:
    return several(
        n,
        "{people} only looks on now: no polls, no seat in a group, and a count apart.",
        "{people} only look on now: no polls, no seat in a group, and a count apart.",
    )


def _take_part(n: int) -> Text:
    return several(
        n,
        "{people} takes part now, with a seat and an answer in polls.",
        "{people} take part now, with a seat and an answer in polls.",
    )


def _these(n: int) -> Text:
    return several(n, "Observer, who only looks on: {people}.", "Observers, who only look on: {people}.")


async def observers(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro observers [add|remove @name]"""
    actor = await desk.directory.actor(command.person, command.channel)
    if not rest:
        return await _list(
            desk, command.person, await desk.read(lambda memory: observing.listed(memory, actor))
        )
    change = change_typed(rest)
    looks_on = change == ADD
    others = unmentioned(command.markup).split()[2:]  # after the verb and what to do
    if change is None or not command.mentions or {word.strip(",;") for word in others} - _BETWEEN:
        raise Refusal(_HOW)
    now = desk.clock()
    marked = await desk.write(lambda memory: _marked(memory, now, actor, command.mentions, looks_on=looks_on))
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, command.mentions)
    new, same = (
        [names[one] for one, is_new in marked.items() if is_new is wanted] for wanted in (True, False)
    )
    done = (_look_on if looks_on else _take_part)(len(new))
    lines = ((done, new), (_SAME, same))
    told = [say(words, people=listed(some)) for words, some in lines if some]
    return answer(say, " ".join([*told, *([say(_TAKEN_OUT)] if looks_on and new else [])]))


def _marked(
    memory: Memory, now: datetime, actor: Actor, people: Sequence[str], *, looks_on: bool
) -> dict[str, bool]:
    """Each of these people, and whether that is new of them: then they are told."""
    told = {each: observing.mark(memory, actor, each, looks_on=looks_on) for each in people}
    for each, is_new in told.items():
        lookingon.stand_aside(memory, now, each)
        if is_new:
            observing.tell(memory, now, actor, each, looks_on=looks_on)
    return told


async def _list(desk: Desk, person: str, ids: Sequence[str]) -> Reply:
    say = await desk.voice(person)
    names = await desk.directory.names(say, ids)
    people = listed(sorted(names.values())) if names else Text("nobody yet")
    return answer(say, f"{say(_these(len(names)), people=people)} {say(_HOW)}")


NOUN = Noun(
    verbs=(
        Verb(
            "observers",
            Audience.FACILITATORS,
            Text("add @name"),
            Text("see or change who only looks on"),
            observers,
            doing=observing.DOING,
            more=Text(
                "An observer sees the session, answers no poll, and sits in no group. "
                "Each person can also say so in {/profile}."
            ),
        ),
    ),
)
