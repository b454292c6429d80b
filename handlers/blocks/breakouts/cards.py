"""The cards of a breakout round: for the room and for each group."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.breakouts import Group, Part, Role, Round, RoundState, Word
from coproduction.service.breakouts.cards import RoomCard, RoundCard
from coproduction.words import Text, Value, listed, several
from handlers import ids
from handlers.blocks.breakouts.forms import more_groups
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs, section
from handlers.blocks.text import brief, escape, hour
from handlers.voice import Voice

GROUPS_SHOWN = 30  # a message holds 50 blocks
SAID_SHOWN = 6  # words of one group
ROLES = (Role.SCRIBE, Role.TIMEKEEPER)  # a button's position says which one it gives
_PARTS = {
    Part.AGREE: Text("We agree: {said}"),
    Part.DIFFER: Text("We differ: {said}"),
    Part.IDEA: Text("Our idea: {said}"),
}
_THREAD = Text("This thread is your group's: write notes here. Everybody in the channel can read them.")
_OWN = Text(
    "This channel is your group's alone: write notes here. It is archived ten minutes after the session "
    "ends; you can still read it then. What you report back is for everybody."
)
_DOES = {Role.SCRIBE: Text("{name} takes notes."), Role.TIMEKEEPER: Text("{name} keeps time.")}
_TAKES = {Role.SCRIBE: Text("I'll take notes"), Role.TIMEKEEPER: Text("I'll keep time")}
_TAKES_FOR = {
    Role.SCRIBE: Text("I'll take notes for {group}"),
    Role.TIMEKEEPER: Text("I'll keep time for {group}"),
}


_CALL_BACK = Text("Call everyone back from round {number}")
_MORE_TIME = Text("5 more minutes for round {number}")
_MISSING = Text("Somebody is missing in round {number}")
_LIST = Text("List for the video call, round {number}")


def card(say: Voice, shown: RoundCard, names: Mapping[str, str]) -> Drawing:
    """All groups, with names that ping nobody: each member is told privately as well."""
    round_ = shown.round
    groups = several(len(shown.groups), "{n} group", "{n} groups")
    blocks: list[Block] = [
        header(say("Breakout {number}: {groups}", number=round_.number, groups=groups)),
        *_prompts(round_),
    ]
    for group in shown.groups[:GROUPS_SHOWN]:
        blocks += paragraphs(say("{group}: {people}", group=group.name, people=_members(group, names)))
    if len(shown.groups) > GROUPS_SHOWN:
        blocks.append(context(say(more_groups(len(shown.groups) - GROUPS_SHOWN))))
    if round_.state is RoundState.LIVE:
        going_on = _going_on(say, shown)
        return Drawing.of(say, fitting([*blocks, *going_on], keep=len(going_on)))
    return Drawing.of(say, fitting([*blocks, *_over(say, shown)], keep=1))


def room(say: Voice, shown: RoomCard, names: Mapping[str, str]) -> Drawing:
    """One group: its prompt, who does what, and what it brings back. Its thread is the group's own."""
    group, key = shown.group, ids.of_group(shown.round.id, shown.group.number)
    members = listed(names[id_] for id_ in group.members)
    title = Text("{group}, round {number}", group=group.name, number=shown.round.number)
    aloud = say("Report back for {group}", group=group.name)
    blocks: list[Block] = [
        header(say(title)),
        *paragraphs(say("{people}", people=members) if members.values else say("Nobody at the moment")),
        *paragraphs(group.prompt),
        *_roles(say, group, names),
        *_until(say, shown.round),
        *_said(say, shown.words),
        actions(
            button(say("Report back"), ids.REPORT_BACK, key, style="primary", aloud=aloud),
            *_role_buttons(say, shown, key),
        ),
        context(say(_OWN if shown.is_own else _THREAD)),
    ]
    return Drawing.of(say, fitting(blocks, keep=2))


def _members(group: Group, names: Mapping[str, str]) -> Value:
    members = listed(names[id_] for id_ in group.members)
    return members if members.values else Text("nobody at the moment")


def _channels(say: Voice, shown: RoundCard) -> list[Block]:
    if not shown.channels:
        return []
    if shown.channels == len(shown.groups):
        words = Text("Each group has a private channel, archived ten minutes after the session ends.")
        return [context(say(words))]
    words = several(
        shown.channels,
        "{n} group has a private channel, archived ten minutes after the session ends. "
        "The others write in threads of this channel.",
        "{n} groups have a private channel, archived ten minutes after the session ends. "
        "The others write in threads of this channel.",
    )
    return [context(say(words))]


def _prompts(round_: Round) -> list[Block]:
    if len(round_.prompts) == 1:
        return paragraphs(round_.prompts[0])
    return paragraphs("\n".join(f"• {brief(prompt, 300)}" for prompt in round_.prompts))


def _going_on(say: Voice, shown: RoundCard) -> list[Block]:
    round_ = shown.round
    here = several(
        shown.people,
        "*{here} of {n} person have said that they are here.*",
        "*{here} of {n} people have said that they are here.*",
        here=shown.here,
    )
    lines = [say(here)]
    if round_.ends_at:
        lines.append(say("Until {time}.", time=hour(round_.ends_at)))
    words = say(
        "I have sent everybody a private message with their group. "
        "Came late? Press I'm here, and I find you a group.\nFor facilitators:"
    )
    aloud = say("I'm here in round {number}", number=round_.number)
    return [
        section(" ".join(lines)),
        *_channels(say, shown),
        actions(button(say("I'm here"), ids.HERE, round_.id, style="primary", aloud=aloud)),
        context(words),
        _for_facilitators(say, round_),
    ]


def _for_facilitators(say: Voice, round_: Round) -> Block:
    more = f"{round_.id}:{_stamp(round_)}"
    return actions(
        *(
            button(say(label), action, value, aloud=say(aloud, number=round_.number))
            for label, aloud, action, value in (
                (Text("Call everyone back"), _CALL_BACK, ids.CALL_BACK, round_.id),
                (Text("5 more minutes"), _MORE_TIME, ids.MORE_TIME, more),
                (Text("Somebody is missing"), _MISSING, ids.MISSING, round_.id),
                (Text("List for the video call"), _LIST, ids.ROOM_LIST, round_.id),
            )
        )
    )


def _over(say: Voice, shown: RoundCard) -> list[Block]:
    blocks = [section(say("*Everybody has been called back.*"))]
    for group in shown.groups:
        said = [_line(say, word, 150) for word in shown.words if word.group == group.number]
        if said:
            blocks += paragraphs("\n".join([say("{group}:", group=group.name), *said[:SAID_SHOWN]]))
    if len(shown.words) > SAID_SHOWN:
        blocks.append(context(say("Every word stands on the groups' own cards.")))
    if shown.next_round:
        label = say("Start round {number}", number=shown.next_round.number)
        return [*blocks, actions(button(label, ids.NEXT_ROUND, shown.next_round.id, style="primary"))]
    return blocks


def _until(say: Voice, round_: Round) -> list[Block]:
    if round_.state is not RoundState.LIVE or round_.ends_at is None:
        return []
    return [context(say("Until {time}.", time=hour(round_.ends_at)))]


def _roles(say: Voice, group: Group, names: Mapping[str, str]) -> list[Block]:
    duties = ((role, group.holder(role)) for role in ROLES)
    said = [say(_DOES[role], name=escape(names[person])) for role, person in duties if person]
    return [context(" ".join(said))] if said else []


def _role_buttons(say: Voice, shown: RoomCard, key: str) -> Iterable[Block]:
    if shown.round.state is not RoundState.LIVE:
        return ()
    group = shown.group.name
    return (
        button(say(_TAKES[role]), ids.at(ids.TAKE_ROLE, place), key, aloud=say(_TAKES_FOR[role], group=group))
        for place, role in enumerate(ROLES)
    )


def _said(say: Voice, words: Sequence[Word]) -> list[Block]:
    """The newest, as many as a card can hold beside its prompt."""
    shown = [block for word in words[-SAID_SHOWN:] for block in paragraphs(_line(say, word, 400))]
    earlier = len(words) - SAID_SHOWN
    if earlier <= 0:
        return shown
    return [context(say(several(earlier, "And {n} earlier word.", "And {n} earlier words."))), *shown]


def _line(say: Voice, word: Word, most: int) -> str:
    return say(_PARTS[word.part], said=brief(word.text, most))


def _stamp(round_: Round) -> str:
    """The end of a round as its card shows it, for a button that asks for more time than that."""
    return round_.ends_at.isoformat() if round_.ends_at else ""
