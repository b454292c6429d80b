"""Whatever form opens, filled in as people do: each input by its kind and within its bounds."""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from rehearsal.acts.finding import label_of
from rehearsal.crowd.habits import Fill, one_of
from rehearsal.model import Channel, Json, Person, View
from rehearsal.rules import limits
from rehearsal.rules.blocks import elements_of, flat
from rehearsal.slack import Slack
from rehearsal.world.state import HOLDS

LEFT_OUT = 0.05  # how often people leave out what they may leave out
ONE_OF_A_LIST = ("static_select", "radio_buttons")
AHEAD = 14  # days, within which they choose one

_NUMBER = re.compile(r"\d+")
_BEGINS = re.compile(r"(\d+)(?:\D|$)")

Suggest = Callable[[Json, str], Awaitable[list[Json]]]


@dataclass(frozen=True)
class Filler:
    """How one person fills forms in. `suggests` types words into a menu that asks the app."""

    slack: Slack
    person: Person
    room: Channel
    dice: random.Random
    fill: Fill
    suggests: Suggest

    async def values(self, view: View) -> Json:
        """What she puts into the inputs, by block_id and action_id; not in it is what she leaves as it is."""
        values: Json = {}
        for row in rows(view):
            for block, given in zip(row, await self._row(row), strict=True):
                if given is not None:
                    values[block["block_id"]] = {block["element"]["action_id"]: given}
        return values

    async def _row(self, row: list[Json]) -> list[Json | None]:
        """Menus one below the other that offer the same belong together."""
        if all(block.get("optional") for block in row) and self.dice.random() < LEFT_OUT:
            return [None] * len(row)
        offered = _options(row[0]["element"])
        if len(row) == 1 or _is_scale(offered):
            if len(row) > 1 and (whole := _to_share(offered)):
                return self._shared_out(row, whole)
            return [await self._given(block) for block in row]
        return self._in_order(row)

    def _shared_out(self, row: list[Json], whole: int) -> list[Json | None]:
        """Numbers from 0 on: together they make the highest one."""
        shares = [0] * len(row)
        for _ in range(whole):
            shares[self.dice.randrange(len(row))] += 1
        texts = [{label_of(each): each for each in _options(block["element"])} for block in row]
        return [{"selected_option": named[str(share)]} for named, share in zip(texts, shares, strict=True)]

    def _in_order(self, row: list[Json]) -> list[Json | None]:
        """What comes first, second and third: nothing twice, and the last ones perhaps not at all."""
        offered = _options(row[0]["element"])
        needed = max([at for at, block in enumerate(row, 1) if not block.get("optional")], default=1)
        most = min(len(row), len(offered))
        chosen = self.dice.sample(offered, self.dice.randint(min(needed, most), most))
        order: list[Json | None] = [{"selected_option": each} for each in chosen]
        return order + [None] * (len(row) - len(order))

    async def _given(self, block: Json) -> Json | None:
        """What she gives one input."""
        element: Json = block["element"]
        kind = element["type"]
        if kind in ("external_select", "multi_external_select"):
            return self._chosen(block, await self.suggests(block, self._written(element)))
        if kind == "file_input":
            return None if block.get("optional") else self._file(element)
        if "options" in element or "option_groups" in element:
            return self._chosen(block, _options(element))
        if kind in ("plain_text_input", "rich_text_input"):
            words = self._written(element, may_be_none=bool(block.get("optional")))
            return {HOLDS[kind][0]: _rich(words) if kind == "rich_text_input" else words} if words else None
        return self._by_kind(element)

    def _by_kind(self, element: Json) -> Json | None:
        kind, ahead = element["type"], timedelta(days=self.dice.randint(1, AHEAD))
        field, then = HOLDS[kind][0], self.slack.clock.now() + ahead
        known: dict[str, Callable[[], object]] = {
            "number_input": lambda: self._number(element),
            "email_text_input": lambda: f"{self.person.name}@example.org",
            "url_text_input": lambda: "https://example.org/",
            "datepicker": lambda: then.date().isoformat(),
            "timepicker": lambda: f"{self.dice.randint(8, 18):02}:00",
            "datetimepicker": lambda: int(then.timestamp()),
        }
        if kind in known:
            return {field: known[kind]()}
        is_of_people = kind in ("users_select", "multi_users_select")
        return _some(field, element, self.dice, self._people() if is_of_people else [self.room.id])

    def _written(self, element: Json, *, may_be_none: bool = False) -> str:
        """One of the habit's texts, if possible one that fits; empty when she writes nothing."""
        least = int(element.get("min_length", 0))
        most = int(element.get("max_length", limits.INPUT_LENGTH))
        texts = [each for each in self.fill.texts if may_be_none or each[0] is not None]
        fits = [each for each in texts if each[0] is None or least <= len(str(each[0])) <= most]
        text = one_of(fits or texts, self.dice)
        words = "" if text is None else str(text)
        if not words:
            return ""
        while len(words) < least:
            words = f"{words} {text}"
        return words[:most]

    def _number(self, element: Json) -> str:
        lowest, highest = element.get("min_value"), element.get("max_value")
        low = float(lowest if lowest is not None else min(0.0, float(highest or 0)))
        high = float(highest) if highest is not None else low + 10
        whole = range(-int(-low // 1), int(high // 1) + 1)
        if whole:
            return str(self.dice.choice(whole))
        return f"{low:g}"

    def _chosen(self, block: Json, offered: list[Json]) -> Json | None:
        """One of what is offered, or up to as many as may be."""
        element: Json = block["element"]
        field = HOLDS[element["type"]][0]
        most = element.get("max_selected_items") or _hinted(block) or len(offered)
        return _some(field, {**element, "max_selected_items": most}, self.dice, offered)

    def _people(self) -> list[str]:
        here = (self.slack.workspace.people[each] for each in self.room.members)
        return [each.id for each in here if not (each.is_bot or each.deleted)]

    def _file(self, element: Json) -> Json:
        kind = (element.get("filetypes") or ["txt"])[0]
        return {"files": [{"name": f"a-file.{kind}", "content": self._written({})}]}


def rows(view: View) -> Iterator[list[Json]]:
    """The inputs of a form, those together that stand side by side and offer the same."""
    listed = [(block, _alike(block)) for block in flat(view.blocks)]
    for (is_menu, _), row in groupby(listed, key=lambda each: each[1]):
        inputs = [block for block, _ in row if block["type"] == "input"]
        if is_menu:
            yield inputs
        else:
            yield from ([each] for each in inputs)


def _alike(block: Json) -> tuple[bool, object]:
    """Whether it is a menu, and what it has in common with those beside it."""
    is_input = block["type"] == "input"
    if not is_input or block["element"]["type"] not in ONE_OF_A_LIST:
        return False, is_input
    return True, [label_of(each) for each in _options(block["element"])]


def a_button(view: View, dice: random.Random) -> Json | None:
    """One of the first buttons of a form that has nothing to send: where it stands; none that asks twice."""
    for block in flat(view.blocks):
        there = [each for each in elements_of([block]) if each["type"] == "button"]
        plain = [each for each in there if "confirm" not in each and "url" not in each]
        if plain:
            return {"block_id": block["block_id"], "action_id": dice.choice(plain)["action_id"]}
    return None


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    return [option for group in groups for option in group["options"]]


def _numbers(offered: list[Json]) -> list[int]:
    """The numbers that a list of options begins with, one after the other."""
    found = (_BEGINS.match(label_of(each)) for each in offered)
    return [int(each[1]) for each in found if each]


def _is_scale(offered: list[Json]) -> bool:
    """A row of numbers, perhaps with words and with one more way to answer: each is an answer by itself."""
    numbers = _numbers(offered)
    in_a_row = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return in_a_row and len(numbers) >= max(2, len(offered) - 1)


def _to_share(offered: list[Json]) -> int:
    """The highest of bare numbers that begin with 0; else 0."""
    labels = [label_of(each) for each in offered]
    return len(labels) - 1 if labels == [str(number) for number in range(len(labels))] else 0


def _hinted(block: Json) -> int:
    """Tick boxes have no bound of Slack's: their hint says how many. 0 when it does not."""
    found = _NUMBER.search(str((block.get("hint") or {}).get("text", "")))
    return int(found[0]) if found and block["element"]["type"] == "checkboxes" else 0


def _some(field: str, element: Json, dice: random.Random, offered: list[Json] | list[str]) -> Json | None:
    if not offered:
        return None
    if not field.endswith("s"):
        return {field: dice.choice(offered)}
    most = min(int(element.get("max_selected_items") or len(offered)), len(offered))
    return {field: dice.sample(offered, dice.randint(1, max(1, most)))}


def _rich(words: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [section]}
