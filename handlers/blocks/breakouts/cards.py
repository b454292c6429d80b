"""The cards of a breakout round: for the room and for each group."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.breakouts import Group, Part, Role, Round, RoundState, Word
from coproduction.service.breakouts.cards import RoomCard, RoundCard
from handlers import ids
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs, section
from handlers.blocks.text import brief, escape, hour, several

GROUPS_SHOWN = 30  # a message holds 50 blocks
SAID_SHOWN = 6  # words of one group
ROLES = (Role.SCRIBE, Role.TIMEKEEPER)  # a button's position says which one it gives
_PARTS = {Part.AGREE: "We agree", Part.DIFFER: "We differ", Part.IDEA: "Our idea"}
_THREAD = "This thread is your group's: write notes here. Everybody in the channel can read them."
_OWN = (
    "This channel is your group's alone: write notes here. It is archived ten minutes after the session "
    "ends; you can still read it then. What you report back is for everybody."
)
_DOES = {Role.SCRIBE: "takes notes", Role.TIMEKEEPER: "keeps time"}


def card(shown: RoundCard, names: Mapping[str, str]) -> Drawing:
    """All groups, with names that ping nobody: each member is told privately as well."""
    round_ = shown.round
    blocks: list[Block] = [
        header(f"Breakout {round_.number}: {several(len(shown.groups), 'group')}"),
        *_prompts(round_),
    ]
    for group in shown.groups[:GROUPS_SHOWN]:
        members = ", ".join(names[id_] for id_ in group.members) or "nobody at the moment"
        blocks += paragraphs(f"{group.name}: {members}")
    if len(shown.groups) > GROUPS_SHOWN:
        blocks.append(context(f"And {several(len(shown.groups) - GROUPS_SHOWN, 'more group')}."))
    if round_.state is RoundState.LIVE:
        going_on = _going_on(shown)
        return Drawing.of(fitting([*blocks, *going_on], keep=len(going_on)))
    return Drawing.of(fitting([*blocks, *_over(shown)], keep=1))


def room(shown: RoomCard, names: Mapping[str, str]) -> Drawing:
    """One group: its prompt, who does what, and what it brings back. Its thread is the group's own."""
    group, key = shown.group, ids.of_group(shown.round.id, shown.group.number)
    blocks: list[Block] = [
        header(f"{group.name}, round {shown.round.number}"),
        *paragraphs(", ".join(names[id_] for id_ in group.members) or "Nobody at the moment"),
        *paragraphs(group.prompt),
        *_roles(group, names),
        *_until(shown.round),
        *_said(shown.words),
        actions(
            button("Report back", ids.REPORT_BACK, key, style="primary"), *_role_buttons(shown.round, key)
        ),
        context(_OWN if shown.is_own else _THREAD),
    ]
    return Drawing.of(fitting(blocks, keep=2))


def _channels(shown: RoundCard) -> list[Block]:
    if not shown.channels:
        return []
    until = "archived ten minutes after the session ends"
    if shown.channels == len(shown.groups):
        return [context(f"Each group has a private channel, {until}.")]
    which = "1 group has" if shown.channels == 1 else f"{shown.channels} groups have"
    return [context(f"{which} a private channel, {until}. The others write in threads of this channel.")]


def _prompts(round_: Round) -> list[Block]:
    if len(round_.prompts) == 1:
        return paragraphs(round_.prompts[0])
    return paragraphs("\n".join(f"• {brief(prompt, 300)}" for prompt in round_.prompts))


def _going_on(shown: RoundCard) -> list[Block]:
    round_ = shown.round
    time_left = f" Until {hour(round_.ends_at)}." if round_.ends_at else ""
    people = several(shown.people, "person", "people")
    return [
        section(f"*{shown.here} of {people} have said that they are here.*{time_left}"),
        *_channels(shown),
        actions(button("I'm here", ids.HERE, round_.id, style="primary")),
        context(
            "I have sent everybody a private message with their group. Came late? Press I'm here, and I find "
            "you a group.\nFor facilitators:"
        ),
        actions(
            button("Call everyone back", ids.CALL_BACK, round_.id),
            button("5 more minutes", ids.MORE_TIME, f"{round_.id}:{_stamp(round_)}"),
            button("Somebody is missing", ids.MISSING, round_.id),
            button("List for the video call", ids.ROOM_LIST, round_.id),
        ),
    ]


def _over(shown: RoundCard) -> list[Block]:
    blocks = [section("*Everybody has been called back.*")]
    for group in shown.groups:
        said = [_line(word, 150) for word in shown.words if word.number == group.number]
        if said:
            blocks += paragraphs("\n".join([f"{group.name}:", *said[:SAID_SHOWN]]))
    if len(shown.words) > SAID_SHOWN:
        blocks.append(context("Every word stands on the groups' own cards."))
    if shown.next_round:
        label = f"Start round {shown.next_round.number}"
        return [*blocks, actions(button(label, ids.NEXT_ROUND, shown.next_round.id, style="primary"))]
    return blocks


def _until(round_: Round) -> list[Block]:
    is_timed = round_.state is RoundState.LIVE and round_.ends_at
    return [context(f"Until {hour(round_.ends_at)}.")] if is_timed and round_.ends_at else []


def _roles(group: Group, names: Mapping[str, str]) -> list[Block]:
    held = ((role, group.holder(role)) for role in ROLES)
    said = [f"{escape(names[person])} {_DOES[role]}." for role, person in held if person]
    return [context(" ".join(said))] if said else []


def _role_buttons(round_: Round, key: str) -> Iterable[Block]:
    if round_.state is not RoundState.LIVE:
        return ()
    labels = ("I'll take notes", "I'll keep time")
    return (button(label, ids.at(ids.TAKE_ROLE, place), key) for place, label in enumerate(labels))


def _said(words: Sequence[Word]) -> list[Block]:
    """The newest, as many as a card can hold beside its prompt."""
    shown = [block for word in words[-SAID_SHOWN:] for block in paragraphs(_line(word, 400))]
    earlier = len(words) - SAID_SHOWN
    return [context(f"And {several(earlier, 'earlier word')}."), *shown] if earlier > 0 else shown


def _line(word: Word, most: int) -> str:
    return f"{_PARTS[word.part]}: {brief(word.text, most)}"


def _stamp(round_: Round) -> str:
    """The end of a round as its card shows it, for a button that asks for more time than that."""
    return round_.ends_at.isoformat() if round_.ends_at else ""
