"""The pictures of docs/breakouts.md, of groups really made: `python -m benchmarks.breakouts_picture`."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.breakouts_rooms import repeats, same_sector
from coproduction.grouping import Groups, Guest, Must, Wish, assess, in_words, meetings, plan
from coproduction.people import SECTORS, Perspective

IMAGES = Path(__file__).parent.parent / "docs" / "images"
ROUNDS, GROUPS, CELL = 4, 9, 9
INK, QUIET, PAPER = "#1d2a33", "#5a6670", "#fbfaf7"
SHADES = {1: "#a9cbd0", 2: "#d9822b", 3: "#9c2a10"}  # met once, twice, more often
COLOURS = {
    Perspective.LIVED: ("#1d6f5e", "lived experience"),
    Perspective.FRONT_LINE: ("#3a6ea5", "front line"),
    Perspective.GOVERNING: ("#8a5a9e", "governing body"),
}
LIVED, GOVERNING = ("parents", "family members"), ("the council",)


def town() -> list[Guest]:
    """45 people: the ten sectors of the programme, parents and families in the largest numbers."""
    counts = (9, 7, 4, 4, 4, 4, 4, 3, 3, 3)
    return [
        Guest(f"{sector} {number}", sector, _view(sector), is_newcomer=number == 0)
        for sector, count in zip(SECTORS, counts, strict=True)
        for number in range(count)
    ]


def _view(sector: str) -> Perspective:
    if sector in LIVED:
        return Perspective.LIVED
    return Perspective.GOVERNING if sector in GOVERNING else Perspective.FRONT_LINE


def blind(guests: Sequence[Guest], chance: random.Random) -> Groups:
    """A shuffle that knows nobody."""
    ids = chance.sample([guest.id for guest in guests], len(guests))
    return tuple(tuple(ids[first::GROUPS]) for first in range(GROUPS))


def met_picture(guests: list[Guest]) -> str:
    """Who met whom in four rounds: shuffled blindly, and planned."""
    chance = random.Random(4)  # noqa: S311  # a picture that can be drawn again
    shuffled = [blind(guests, chance) for _ in range(ROUNDS)]
    planned = [grouping.groups for grouping in plan(guests, Wish(groups=GROUPS), ROUNDS)]
    side = CELL * len(guests)
    parts = [
        _square(guests, shuffled, 30, "A blind shuffle"),
        _square(guests, planned, 30 + side + 60, "Alongside"),
        _legend(30, side + 150),
    ]
    title = f"Who met whom in {ROUNDS} rounds of {GROUPS} groups"
    words = (
        "Two squares, everybody against everybody: after blind shuffles, and after rounds that were planned."
    )
    return _svg(2 * side + 120, side + 175, title, words, parts)


def _square(guests: list[Guest], rounds: list[Groups], left: int, name: str) -> str:
    place = {guest.id: number for number, guest in enumerate(guests)}
    paths: dict[int, list[str]] = {shade: [] for shade in SHADES}
    for pair, times in meetings(rounds).items():
        one, other = (place[person] for person in pair)
        for x, y in ((one, other), (other, one)):
            cell = f"M{left + x * CELL} {90 + y * CELL}h{CELL - 1}v{CELL - 1}h{1 - CELL}z"
            paths[min(times, max(SHADES))].append(cell)
    drawn = [
        f'<path fill="{SHADES[shade]}" d="{"".join(cells)}"/>' for shade, cells in paths.items() if cells
    ]
    side = CELL * len(guests)
    frame = (
        f'<rect x="{left - 2}" y="88" width="{side + 3}" height="{side + 3}" fill="none" stroke="{QUIET}"/>'
    )
    return "".join(
        [_text(left, 40, name, 20, bold=True), _text(left, 66, _figures(guests, rounds), 14), frame, *drawn]
    )


def _figures(guests: list[Guest], rounds: list[Groups]) -> str:
    judged = [assess(guests, Wish(groups=GROUPS), groups) for groups in rounds]
    lone = sum(quality.rule(Must.NO_LONE_VOICE).broken for quality in judged)
    return (
        f"{_count(repeats(rounds), 'repeated meeting')}, {_count(lone, 'lone voice')}, "
        f"{_count(same_sector(guests, rounds), 'pair')} of one sector"
    )


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _legend(left: int, top: int) -> str:
    """What the shades mean."""
    said = {1: "met once", 2: "met twice", 3: "three times or more"}
    return "".join(
        f'<rect x="{left + 150 * number}" y="{top - 11}" width="12" height="12" fill="{SHADES[shade]}"/>'
        + _text(left + 18 + 150 * number, top, words, 13)
        for number, (shade, words) in enumerate(said.items())
    ) + _text(left + 520, top, "each row and column is a person, sector by sector", 13)


def groups_picture(guests: list[Guest]) -> str:
    """The second round as a facilitator sees it: rooms, people by sector, and the quality in words."""
    second = plan(guests, Wish(groups=GROUPS), 2)[1]
    known = {guest.id: guest for guest in guests}
    cards = [
        _card(30 + 310 * (number % 3), 70 + 165 * (number // 3), number, [known[one] for one in group])
        for number, group in enumerate(second.groups)
    ]
    words = [
        _text(46, 620 + 24 * line, f"✓ {said}", 15) for line, said in enumerate(in_words(second.quality))
    ]
    key = [
        f'<circle cx="{510 + 150 * number}" cy="40" r="6" fill="{colour}"/>'
        + _text(522 + 150 * number, 45, name, 13)
        for number, (colour, name) in enumerate(COLOURS.values())
    ]
    height = 630 + 24 * len(words)
    parts = [_text(30, 46, "Round 2, before anybody is told", 20, bold=True), *key, *cards, *words]
    return _svg(
        970, height, "One grouping as the facilitator sees it", "Nine rooms of five people each.", parts
    )


def _card(left: int, top: int, number: int, members: Sequence[Guest]) -> str:
    ordered = sorted(
        members, key=lambda guest: list(COLOURS).index(guest.perspective or Perspective.FRONT_LINE)
    )
    lines = [
        f'<circle cx="{left + 20}" cy="{top + 49 + 22 * line}" r="6" fill="{_colour(guest)}"/>'
        + _text(left + 34, top + 54 + 22 * line, guest.sector or "", 14)
        for line, guest in enumerate(ordered)
    ]
    box = f'<rect x="{left}" y="{top}" width="295" height="152" rx="10" fill="#fff" stroke="#c9d2d6"/>'
    return box + _text(left + 14, top + 27, f"Room {number + 1}", 15, bold=True) + "".join(lines)


def _colour(guest: Guest) -> str:
    return COLOURS[guest.perspective][0] if guest.perspective else QUIET


def _text(x: int, y: int, words: str, size: int, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{INK}"{weight}>{escape(words)}</text>'


def _svg(width: int, height: int, title: str, words: str, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="t d" font-family="system-ui, sans-serif">\n'
        f'<title id="t">{escape(title)}</title>\n<desc id="d">{escape(words)}</desc>\n'
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def main() -> None:
    """Draw both."""
    guests = town()
    (IMAGES / "breakouts-met.svg").write_text(met_picture(guests))
    (IMAGES / "breakouts-groups.svg").write_text(groups_picture(guests))


if __name__ == "__main__":
    main()
