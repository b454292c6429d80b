"""What is told to the members of a breakout group: where they sit, and how much time there is."""

from collections.abc import Mapping

from coproduction.breakouts import Group, Role, RoundState
from coproduction.service.breakouts.cards import GroupNote, TimeNote
from handlers import ids
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, actions, button, context, header, paragraphs, section
from handlers.blocks.text import escape, several

_YOURS = {Role.SCRIBE: "take notes", Role.TIMEKEEPER: "keep time"}


def note(shown: GroupNote) -> Drawing:
    """One member's group. A mention inside a private conversation reaches nobody else."""
    round_, group = shown.round, shown.group
    others = [_with_sector(id_, shown.sectors) for id_ in group.members if id_ != shown.member]
    blocks: list[Block] = [
        header(f"You are in {_in_sentence(group)}{' now' if shown.is_new else ''}"),
        section("With " + (", ".join(others) or "nobody else yet")),
        section("*Please talk about:*"),
        *paragraphs(group.prompt),
    ]
    if round_.state is RoundState.ENDED:
        return Drawing.of(fitting([*blocks, context("This round is over. Thank you.")], keep=1))
    blocks += [
        *_asked_of(shown),
        *_place(shown),
        actions(
            button("I'm here", ids.HERE, round_.id, style="primary"),
            button("Report back", ids.REPORT_BACK, ids.of_group(round_.id, group.number)),
        ),
        context("Join your group in the video call. Let everybody speak once before anybody speaks twice."),
    ]
    return Drawing.of(fitting(blocks, keep=2))


def time(shown: TimeNote) -> Drawing:
    """In the group's thread, to its members: it is their clock."""
    who = " ".join(f"<@{id_}>" for id_ in shown.group.members)
    if shown.is_over:
        words = "Please come back to the whole room. What did you find? Press *Report back* above."
    else:
        words = "Two minutes left. What do you agree on, where do you differ, and what is your idea?"
    return Drawing.of([section(f"{who} {words}".strip())])


def _asked_of(shown: GroupNote) -> list[Block]:
    """What a member is asked to do for the group, and until when there is time."""
    blocks = []
    mine = [seat.role for seat in shown.group.seats if seat.person == shown.member and seat.role]
    if mine:
        rather_not = "If you would rather not, anybody there can take over."
        blocks.append(section(f"*Could you {_YOURS[mine[0]]} for your group?* {rather_not}"))
    if shown.round.minutes:
        time_left = several(shown.round.minutes, "minute")
        blocks.append(section(f"You have {time_left}. Your group's card in the channel says until when."))
    return blocks


def _place(shown: GroupNote) -> list[Block]:
    return [section(f"Your group writes in <#{shown.channel}>.")] if shown.channel else []


def _with_sector(person: str, sectors: Mapping[str, str]) -> str:
    sector = sectors.get(person)
    return f"<@{person}> ({escape(sector)})" if sector else f"<@{person}>"


def _in_sentence(group: Group) -> str:
    """“group 3” inside a sentence, and a room by its own name."""
    return group.name.replace("Group", "group", 1) if group.name == f"Group {group.number}" else group.name
