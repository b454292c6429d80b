"""The cards of a breakout round: for the room and for each group."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from coproduction.breakouts import Group, Role, Round, RoundState
from coproduction.service.breakouts.cards import Called, RoomCard, RoundCard
from coproduction.words import Text, Value, and_listed, several
from handlers import ids
from handlers.blocks.breakouts.brought import (
    SAID_AFTER,
    SAID_LENGTH,
    SAID_SHOWN,
    all_said,
    brought,
    is_any_cut,
    newest,
)
from handlers.blocks.breakouts.controls import for_facilitators
from handlers.blocks.breakouts.forms import prompts
from handlers.blocks.breakouts.notes import hand, need_hand
from handlers.blocks.fitting import as_many, fitting
from handlers.blocks.kit import (
    Block,
    Drawing,
    actions,
    button,
    by_section,
    context,
    header,
    paragraphs,
    section,
)
from handlers.blocks.text import escape, moment
from handlers.voice import Voice

MOST_LISTED, FEW_LISTED = 12, 6  # a card of more groups than that is no list to look oneself up in: a few
ROLES = (Role.SCRIBE, Role.TIMEKEEPER)  # a button's position says which one it gives
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


_WHERE = Text("Where do I sit? Round {number}")
_ALL = Text("All groups of round {number}")


def card(say: Voice, shown: RoundCard, names: Mapping[str, str]) -> Drawing:
    """All groups, with names that ping nobody: each member is told privately as well.

    Of many groups it names a few, below what to press: on a phone sixty would be many screens.
    """
    round_ = shown.round
    groups = several(len(shown.groups), "{n} group", "{n} groups")
    title = header(say("Breakout {number}: {groups}", number=round_.number, groups=groups))
    above, lists = [title, *prompts(round_)], _lists(say, shown, names)
    if round_.state is not RoundState.LIVE:
        more = _more(say, shown, lists)
        ways = [actions(all_of_them(say, round_))] if more else []
        every = [*(block for _, some in lists for block in some), *more, *ways]
        back = section(say(called_back(shown.called)))
        return Drawing.of(
            say, as_many([*above, *every, back], brought(say, shown), partial(_over, say, shown))
        )
    whole = [_with_some(say, shown, above, lists, kept) for kept in range(len(lists), -1, -1)]
    return Drawing.of(say, next((drawn for drawn in whole if fitting(drawn) == drawn), fitting(whole[-1])))


def called_back(called: Called | None) -> Text:
    """That everybody is called back, or was."""
    if called and called.goes_on:
        return several(
            called.groups,
            "*I am calling everybody back. {told} of {n} group has been told.*",
            "*I am calling everybody back. {told} of {n} groups have been told.*",
            told=called.told,
        )
    if called and called.untold:
        return several(
            called.untold,
            "*Everybody has been called back, but I could not tell {n} group.* Please say it in the call.",
            "*Everybody has been called back, but I could not tell {n} groups.* Please say it in the call.",
        )
    return Text("*Everybody has been called back.*")


def _with_some(
    say: Voice, shown: RoundCard, above: Sequence[Block], lists: Sequence[tuple[int, list[Block]]], kept: int
) -> list[Block]:
    """The card of a round that goes on with the first of its lists, and a button for all if some are cut."""
    more = _more(say, shown, lists[:kept])
    some = [block for _, blocks in lists[:kept] for block in blocks]
    press = _going_on(say, shown, is_cut=bool(more))
    return [*above, *press, *some, *more] if more else [*above, *some, *press]


def _more(say: Voice, shown: RoundCard, lists: Iterable[tuple[int, list[Block]]]) -> list[Block]:
    """How many groups are in none of these lists."""
    hidden = len(shown.groups) - sum(number for number, _ in lists)
    words = several(hidden, "And {n} more group: press All groups.", "And {n} more groups: press All groups.")
    return [context(say(words))] if hidden else []


def _lists(say: Voice, shown: RoundCard, names: Mapping[str, str]) -> list[tuple[int, list[Block]]]:
    """The groups' lines, as many in one block as fit; and of how many groups each tells."""
    named = shown.groups if len(shown.groups) <= MOST_LISTED else shown.groups[:FEW_LISTED]
    lines = (say("{group}: {people}", group=group.name, people=_members(group, names)) for group in named)
    return [(len(some), paragraphs("\n".join(some))) for some in by_section(lines)]


def room(say: Voice, shown: RoomCard, names: Mapping[str, str]) -> Drawing:
    """One group: its prompt, who does what, and what it brings back. Its thread is the group's own."""
    group, key = shown.group, ids.of_group(shown.round.id, shown.group.number)
    members, is_live = [names[id_] for id_ in group.members], shown.round.state is RoundState.LIVE
    title = Text("{group}, round {number}", group=group.name, number=shown.round.number)
    aloud = say("Report back for {group}", group=group.name)
    blocks: list[Block] = [
        header(say(title)),
        *paragraphs(say("{people}", people=and_listed(members)) if members else say("Nobody at the moment")),
        *paragraphs(group.prompt),
        *_roles(say, group, names),
        *_until(say, shown.round),
        *(hand(say, shown.call, names) if is_live else []),
        *newest(say, shown.words),
    ]
    is_short = (
        len(shown.words) > SAID_SHOWN or is_any_cut(shown.words, SAID_LENGTH) or fitting(blocks) != blocks
    )
    buttons = [all_said(say, shown.round, group)] if is_short and shown.words else []
    if shown.is_open:
        report = button(say("Report back"), ids.REPORT_BACK, key, style="primary", aloud=aloud)
        called = [need_hand(say, shown.round, group)] if is_live else []
        buttons = [report, *called, *_role_buttons(say, shown, key), *buttons]
    rows = [actions(*buttons)] if buttons else []
    ending = [*rows, context(say(_OWN if shown.is_own else _THREAD))]
    return Drawing.of(say, fitting([*blocks, *ending], keep=len(ending)))


def _members(group: Group, names: Mapping[str, str]) -> Value:
    members = [names[id_] for id_ in group.members]
    return and_listed(members) if members else Text("nobody at the moment")


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


def _going_on(say: Voice, shown: RoundCard, *, is_cut: bool) -> list[Block]:
    round_ = shown.round
    here = several(
        shown.people,
        "*I know of {here} of {n} person that they are here.*",
        "*I know of {here} of {n} people that they are here.*",
        here=shown.here,
    )
    lines = [say(here), *([say(are_out(shown.out))] if shown.out else [])]
    if round_.ends_at:
        lines.append(say("Until {time}.", time=moment(say, round_.ends_at)))
    late = say("Came late? Press I'm here, and I find you a group.")
    return [
        section(" ".join(lines)),
        *_channels(say, shown),
        for_everybody(say, round_, is_cut=is_cut),
        context(f"{say(_told(shown))} {late}"),
        actions(for_facilitators(say, round_)),
    ]


def are_out(number: int) -> Text:
    """How many have no place any more, so that those who are counted are fewer than came."""
    return several(number, "*{n} person is out of this round.*", "*{n} people are out of this round.*")


def _told(shown: RoundCard) -> Text:
    """How many have their private note, while they are under way; nobody has to wait for theirs."""
    people = shown.people - shown.callers
    if shown.told >= people:
        return Text("I have sent everybody a private message with their group.")
    if shown.told + shown.untold < people:
        return several(
            people,
            "{told} of {n} person has a private message with their group by now. "
            "No need to wait for yours: press Where do I sit?",
            "{told} of {n} people have a private message with their group by now. "
            "No need to wait for yours: press Where do I sit?",
            told=shown.told,
        )
    return several(
        people - shown.told,
        "I could not reach {n} person privately. Got no message? Press Where do I sit?",
        "I could not reach {n} people privately. Got no message? Press Where do I sit?",
    )


def for_everybody(say: Voice, round_: Round, *, is_cut: bool, is_here: bool = False) -> Block:
    """What anybody can do with a round that goes on; all groups are listed where a card names but some.

    Who is known to have said that they are here is not asked to say it again.
    """
    aloud, number = say("I'm here in round {number}", number=round_.number), round_.number
    here = button(say("I'm here"), ids.HERE, round_.id, style="primary", aloud=aloud)
    where = button(say("Where do I sit?"), ids.WHERE, round_.id, aloud=say(_WHERE, number=number))
    buttons = [where] if is_here else [here, where]
    if is_cut:
        buttons.append(all_of_them(say, round_))
    return actions(*buttons)


def all_of_them(say: Voice, round_: Round) -> Block:
    """The button that lists every group, where a card has no room for all."""
    return button(say("All groups"), ids.ALL_GROUPS, round_.id, aloud=say(_ALL, number=round_.number))


def _over(say: Voice, shown: RoundCard, left_out: int) -> list[Block]:
    """How many remarks the card leaves out, `left_out` beside those above six of a group; and what next."""
    several_of = Counter(word.group for word in shown.words).values()
    hidden = left_out + sum(max(0, number - SAID_SHOWN) for number in several_of)
    more = several(
        hidden, "And {n} more remark: press All remarks.", "And {n} more remarks: press All remarks."
    )
    is_cut = hidden or is_any_cut(shown.words, SAID_AFTER)
    buttons = [all_said(say, shown.round)] if is_cut else []
    if shown.next_round:
        buttons.append(for_facilitators(say, shown.next_round))
    return [*([context(say(more))] if hidden else []), *([actions(*buttons)] if buttons else [])]


def _until(say: Voice, round_: Round) -> list[Block]:
    if round_.state is not RoundState.LIVE or round_.ends_at is None:
        return []
    return [context(say("Until {time}.", time=moment(say, round_.ends_at)))]


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
