"""The groups of a round as a list to read out, or to copy into a video call."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from coproduction.breakouts import Group
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, context, paragraphs, section
from handlers.blocks.text import escape

# Zoom: "Pre-assigning participants to breakout rooms", the template of its CSV file.
COLUMNS = ("Pre-assign Room Name", "Email Address")
_PIECE = 2_000  # characters of a file in one section, before they are escaped
_FORMULA = ("=", "+", "-", "@")  # how a cell begins that a spreadsheet would run


def room_list(groups: Sequence[Group], names: Mapping[str, str], emails: Mapping[str, str]) -> Drawing:
    """Each room with the names of its people; and where addresses are known, the file that Zoom takes."""
    lines = [f"{group.name}: " + ", ".join(sorted(names[id_] for id_ in group.members)) for group in groups]
    blocks: list[Block] = [*paragraphs("\n".join(lines) or "There are no groups yet.")]
    if emails:
        blocks += _file(groups, names, emails)
    ending = context("Only you see this. Read it out, or copy it when you make the rooms in your video call.")
    return Drawing.of(fitting([*blocks, ending], keep=1))


def table(groups: Iterable[Group], emails: Mapping[str, str]) -> str:
    """Rooms and addresses as comma-separated values, a line each."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for group in groups:
        rows.writerows(
            (_harmless(group.name), _harmless(emails[person])) for person in group.members if person in emails
        )
    return written.getvalue()


def _file(groups: Sequence[Group], names: Mapping[str, str], emails: Mapping[str, str]) -> list[Block]:
    """To copy into a file; who has no known address is named, so that somebody can help them."""
    blocks = [section("*For Zoom:* save this as a file that ends in .csv, and import it.")]
    blocks += [section(f"```{escape(piece)}```") for piece in _pieces(table(groups, emails))]
    without = [names[person] for group in groups for person in group.members if person not in emails]
    return [*blocks, *paragraphs("Without a known address: " + ", ".join(without))] if without else blocks


def _pieces(text: str) -> list[str]:
    """The text in pieces of whole lines."""
    pieces = [""]
    for line in text.splitlines(keepends=True):
        if len(pieces[-1]) + len(line) > _PIECE:
            pieces.append("")
        pieces[-1] += line
    return pieces


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
