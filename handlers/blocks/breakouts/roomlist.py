"""The groups of a round as a list to read out, or to copy into a video call."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from coproduction.breakouts import Group
from coproduction.words import Text, listed
from handlers.blocks.kit import Block, Drawing, by_section, context, line_by_line, paragraphs, section
from handlers.blocks.text import escape
from handlers.voice import Voice

# Zoom: "Pre-assigning participants to breakout rooms", the template of its CSV file.
COLUMNS = ("Pre-assign Room Name", "Email Address")
_SECTIONS = 3  # of a message
_FORMULA = ("=", "+", "-", "@")  # how a cell begins that a spreadsheet would run
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
    lines = [
        say("{group}: {people}", group=group.name, people=listed(sorted(names[id_] for id_ in group.members)))
        for group in groups
    ]
    return line_by_line(lines or [say("There are no groups yet.")])


def _messages(say: Voice, blocks: Sequence[Block], ending: Text) -> list[Drawing]:
    return [
        Drawing.of(say, [*blocks[at : at + _SECTIONS], context(say(ending))])
        for at in range(0, len(blocks), _SECTIONS)
    ]


def table(say: Voice, groups: Iterable[Group], emails: Mapping[str, str]) -> str:
    """Rooms and addresses as comma-separated values, a line each."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for group in groups:
        rows.writerows((_harmless(say.of(group.name)), emails[one]) for one in group.members if one in emails)
    return written.getvalue()


def _file(
    say: Voice, groups: Sequence[Group], names: Mapping[str, str], emails: Mapping[str, str]
) -> list[Block]:
    """To copy into a file; who has no known address is named, so that somebody can help them."""
    blocks = [section(say("*For Zoom:* save this as one file that ends in .csv, and import it."))]
    rows = by_section(table(say, groups, emails).splitlines())
    blocks += [section(f"```{escape(chr(10).join(some))}```") for some in rows]
    without = [names[person] for group in groups for person in group.members if person not in emails]
    if without:
        blocks += paragraphs(say("Without a known address: {people}", people=listed(without)))
    return blocks


def _harmless(name: str) -> str:
    """The name of a room that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(_FORMULA) else name
