"""What is told to the members of a breakout group: where they sit, and how much time there is."""

from collections.abc import Mapping

from coproduction.breakouts import Group, Role, Round, RoundState
from coproduction.breakouts.helpcalls import HelpCall
from coproduction.people import SECTOR_NAMES
from coproduction.service.breakouts.cards import GroupNote, NoSeat, Older, TimeNote
from coproduction.words import Text, Value, and_listed
from handlers import ids, leadids
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs, section
from handlers.blocks.mentions import calls, mention
from handlers.blocks.text import escape, moment
from handlers.blocks.videocalls import video_call
from handlers.voice import Voice

_YOURS = {
    Role.SCRIBE: Text("*You take notes for your group.*"),
    Role.TIMEKEEPER: Text("*You keep time for your group.*"),
}
_COUNTED = Text("You have asked, so I count you as here. If you cannot come, please tell whoever leads.")
COME_BACK = Text("The groups are asked to come back. Please come back to the whole room.")
_COME_AND_REPORT = Text("Please come back to the whole room. What did you find? Press *Report back*.")


def note(say: Voice, shown: GroupNote, names: Mapping[str, str]) -> Drawing:
    """One member's group. A mention inside a private conversation reaches nobody else."""
    round_ = shown.round
    if round_.state is RoundState.ENDED:
        over = context(say("This round is over. Thank you."))
        return Drawing.of(say, fitting([*_group(say, shown, names), over], keep=1))
    blocks = [
        *_group(say, shown, names),
        *_asked_of(say, shown),
        *_place(say, shown),
        *video_call(say, shown.link),
        *hand(say, shown.call, names),
        _buttons(say, shown),
        context(
            say("Join your group in the video call. Let everybody speak once before anybody speaks twice.")
        ),
    ]
    return Drawing.of(say, fitting(blocks, keep=2))


def no_seat(say: Voice, shown: NoSeat) -> Drawing:
    """To somebody who has no place in a round, with what gives them one."""
    title = header(say("You are in no group at the moment"))
    if shown.round.state is RoundState.ENDED:
        return Drawing.of(say, [title, context(say("This round is over. Thank you."))])
    if shown.why:
        return Drawing.of(say, [title, section(say(shown.why))])
    aloud = say("I'm here in round {number}", number=shown.round.number)
    here = button(say("I'm here"), ids.HERE, shown.round.id, style="primary", aloud=aloud)
    words = say("Are you there? Press *I'm here*, and I find you a group.")
    return Drawing.of(say, [title, section(words), actions(here)])


def older(say: Voice, _shown: Older) -> Drawing:
    """To somebody whom a newer message has told where they sit."""
    title = header(say("You have moved to another group"))
    return Drawing.of(say, [title, context(say("Where you sit now is in my newest message."))])


def whereabouts(say: Voice, shown: GroupNote, names: Mapping[str, str]) -> Drawing:
    """The same for somebody who asks: at once, and without buttons that would grow old."""
    blocks = [
        *_group(say, shown, names),
        *_asked_of(say, shown),
        *_place(say, shown),
        *video_call(say, shown.link),
        *([] if shown.is_here else [context(say(_COUNTED))]),
    ]
    return Drawing.of(say, fitting(blocks))


def _group(say: Voice, shown: GroupNote, names: Mapping[str, str]) -> list[Block]:
    group = shown.group
    others = [
        mention(id_, names, _sector(shown.sectors.get(id_))) for id_ in group.members if id_ != shown.member
    ]
    where = Text("You are in {group} now") if shown.is_new else Text("You are in {group}")
    return [
        header(say(where, group=in_sentence(group))),
        section(say("With {people}", people=and_listed(others)) if others else say("With nobody else yet")),
        section(say("*Please talk about:*")),
        *paragraphs(group.prompt),
    ]


def _buttons(say: Voice, shown: GroupNote) -> Block:
    """Who has said that they are here is not asked to say it again."""
    if shown.is_here:
        return actions(_report_button(say, shown), need_hand(say, shown.round, shown.group))
    here = say("I'm here in {group}", group=in_sentence(shown.group))
    return actions(
        button(say("I'm here"), ids.HERE, shown.round.id, style="primary", aloud=here),
        _report_button(say, shown),
        need_hand(say, shown.round, shown.group),
    )


def need_hand(say: Voice, round_: Round, group: Group) -> Block:
    """The button by which a group that is stuck calls somebody who leads."""
    aloud = say("We need a hand in {group}", group=in_sentence(group))
    key = ids.of_group(round_.id, group.number)
    return button(say("We need a hand"), leadids.NEED_HAND, key, aloud=aloud)


def hand(say: Voice, call: HelpCall | None, names: Mapping[str, str]) -> list[Block]:
    """What became of its newest call, for the group; nothing where it has not called."""
    if call is None:
        return []
    if call.taken_by is None:
        return [section(say("*I am telling those who lead that you would like a hand.*"))]
    return [section(say("*{name} is on the way.*", name=escape(names[call.taken_by])))]


def time(say: Voice, shown: TimeNote) -> Drawing:
    """To a group's members, in its thread: it is their clock. Without one, with the button that is left."""
    who = calls(shown.group.members)
    ways: list[Block] = []
    if not shown.is_over:
        words = say("Two minutes left. What do you agree on, where do you differ, and what is your idea?")
    elif not shown.is_open:
        words = say("The session is over. Thank you for talking together.")
    elif shown.has_card:
        words = say("Please come back to the whole room. What did you find? Press *Report back* above.")
    else:
        words = say(_COME_AND_REPORT)
        ways = [actions(_report_button(say, shown))]
    return Drawing.of(say, [section(f"{who} {words}".strip()), *ways])


def _report_button(say: Voice, shown: GroupNote | TimeNote) -> Block:
    return _report_for(say, shown.round, shown.group.number)


def come_back(say: Voice, round_: Round | None, group: int) -> list[Block]:
    """What somebody does once the groups of a round were called back; `group` was theirs, 0 for none."""
    if round_ is None or not group:
        return [section(say(COME_BACK))]
    return [section(say(_COME_AND_REPORT)), actions(_report_for(say, round_, group))]


def _report_for(say: Voice, round_: Round, number: int) -> Block:
    key = ids.of_group(round_.id, number)
    report = say("Report back for {group}", group=round_.name(number))
    return button(say("Report back"), ids.REPORT_BACK, key, aloud=report)


def _asked_of(say: Voice, shown: GroupNote) -> list[Block]:
    """What a member is asked to do for the group, and until when there is time."""
    blocks = []
    mine = [seat.role for seat in shown.group.seats if seat.person == shown.member and seat.role]
    if mine:
        rather_not = say("If you would rather not, anybody there can take over.")
        blocks.append(section(f"{say(_YOURS[mine[0]])} {rather_not}"))
    if shown.round.ends_at:
        end = say("You have until {time}.", time=moment(say, shown.round.ends_at))
        blocks.append(
            section(f"{end} {say('If that changes, the card of your group in the channel says so.')}")
        )
    return blocks


def _place(say: Voice, shown: GroupNote) -> list[Block]:
    if not shown.channel:
        return []
    return [section(say("Your group writes in {channel}.", channel=f"<#{shown.channel}>"))]


def _sector(sector: str | None) -> list[Text]:
    return [SECTOR_NAMES[sector]] if sector in SECTOR_NAMES else []


def in_sentence(group: Group) -> Value:
    """“group 3” inside a sentence, and a room by its own name."""
    return group.name if isinstance(group.name, str) else Text("group {number}", number=group.number)
