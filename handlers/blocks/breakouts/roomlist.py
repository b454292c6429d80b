"""The groups of a round as a list to read out, or to copy into a video call."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from coproduction.breakouts import Group
from coproduction.words import Text, Value, and_listed, listed
from handlers.blocks.cells import harmless, to_copy
from handlers.blocks.kit import Block, Drawing, context, line_by_line, paragraphs, section
from handlers.blocks.text import clip
from handlers.voice import Voice

# Zoom: "Pre-assigning participants to breakout rooms", the template of its CSV file.
COLUMNS = ("Pre-assign Room Name", "Email Address")
_SECTIONS = 3  # of a message
_LONGEST_ROOM = 100
_LONGEST_ADDRESS = 254  # of an address that mail can be sent to
_ONLY_YOU = Text("Only you see this. Read it out, or copy it when you make the rooms in your video call.")

_ONLY_YOU_SEE = Text("Only you see this.")


def room_list(
    say: Voice, groups: Sequence[Group], names: Mapping[str, str], emails: Mapping[str, str]
) -> list[Drawing]:
    """Each room with the names of its people; and where addresses are known, the file that Zoom takes.

    As many messages as that needs.
    """
    blocks = _lines(say, groups, names)
    if emails:
        blocks += _file(say, groups, names, emails)
    return _messages(say, blocks, _ONLY_YOU)


def all_groups(say: Voice, groups: Sequence[Group], names: Mapping[str, str]) -> list[Drawing]:
    """Every group with its people, for anybody of a room that is too large for one card."""
    return _messages(say, _lines(say, groups, names), _ONLY_YOU_SEE)


def _lines(say: Voice, groups: Sequence[Group], names: Mapping[str, str]) -> list[Block]:
    lines = [say("{group}: {people}", group=group.name, people=_members(group, names)) for group in groups]
    return line_by_line(lines or [say("There are no groups yet.")])


def _members(group: Group, names: Mapping[str, str]) -> Value:
    members = sorted(names[id_] for id_ in group.members)
    return and_listed(members) if members else Text("nobody at the moment")


def _messages(say: Voice, blocks: Sequence[Block], ending: Text) -> list[Drawing]:
    return [
        Drawing.of(say, [*blocks[at : at + _SECTIONS], context(say(ending))])
        for at in range(0, len(blocks), _SECTIONS)
    ]


def table(say: Voice, groups: Iterable[Group], emails: Mapping[str, str]) -> str:
    """Rooms and addresses as comma-separated values, a line each."""
    seats = [(say.of(each.name), emails[one]) for each in groups for one in each.members if one in emails]
    return "".join(
        f"{_cell(room, _LONGEST_ROOM)},{_cell(address, _LONGEST_ADDRESS)}\n"
        for room, address in (COLUMNS, *seats)
    )


def _file(
    say: Voice, groups: Sequence[Group], names: Mapping[str, str], emails: Mapping[str, str]
) -> list[Block]:
    """To copy into a file; who has no known address is named, so that somebody can help them."""
    blocks = [section(say("*For Zoom:* save this as one file that ends in .csv, and import it."))]
    blocks += to_copy(table(say, groups, emails))
    without = [names[person] for group in groups for person in group.members if person not in emails]
    if without:
        blocks += paragraphs(say("Without a known address: {people}", people=listed(without)))
    return blocks


def _cell(text: str, most: int) -> str:
    """One cell that no spreadsheet takes for a formula, and Slack never for the end of the file.

    Quotes stand also around a semicolon: many spreadsheets part cells there.
    """
    plain = clip(_seen(text).replace("`", "'"), most)
    cell = harmless(plain)
    quoted = cell.replace('"', '""')
    return f'"{quoted}"' if set(cell) & set('",;') else cell


def _seen(text: str) -> str:
    """In one line, without the characters that nobody sees: they may hide how a cell begins."""
    kinds = [(each, unicodedata.category(each)) for each in text]
    shown = "".join(" " if kind in {"Cc", "Zl", "Zp"} else each for each, kind in kinds if kind != "Cf")
    return " ".join(shown.split())
