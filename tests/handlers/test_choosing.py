"""The form in which a facilitator says who is missing: people find their group among many."""

from __future__ import annotations

import pytest

from coproduction.breakouts import Group, Round, Seat
from coproduction.service.breakouts.moving import Movable
from coproduction.service.breakouts.presence import Sitting
from handlers.blocks.breakouts import choosing
from handlers.blocks.kit import View
from tests.speaking import SAY

ROUND = Round("r1", "s1", 1, ("What helps?",), "typed", 4)


def seated(sizes: list[int], round_: Round = ROUND) -> tuple[Group, ...]:
    return tuple(
        Group(
            number,
            round_.name(number),
            round_.prompt(number),
            tuple(Seat("r1", f"U{number}/{order}", number, order) for order in range(size)),
        )
        for number, size in enumerate(sizes, start=1)
    )


def form(
    sizes: list[int], names: tuple[str, ...] = (), here: int = 0, untold: frozenset[str] = frozenset()
) -> View:
    """The form of a round in which only the first `here` people of these groups have pressed."""
    round_ = Round("r1", "s1", 1, ("What helps?",), "typed", 4, names=names)
    groups = seated(sizes, round_)
    silent = tuple(member for group in reversed(groups) for member in group.members)
    sitting = Sitting(round_, groups, silent[:here], silent[here:])
    return choosing.missing(SAY, sitting, "C1|", {one: one for one in silent}, untold)


@pytest.mark.parametrize(
    ("sizes", "names", "said"),
    [
        ([4, 4], (), ["Have not pressed I'm here"]),
        (
            [5, 5, 5, 5, 4],
            (),
            [
                "Have not pressed I'm here: groups 1 and 2",
                "Have not pressed I'm here: groups 3 and 4",
                "Have not pressed I'm here: Group 5",
            ],
        ),
        (
            [5, 6],
            ("Oak", "Elm"),
            ["Have not pressed I'm here: from Oak to Elm", "Have not pressed I'm here: Elm"],
        ),
    ],
)
def test_each_of_several_lists_says_which_groups_it_holds(
    sizes: list[int], names: tuple[str, ...], said: list[str]
) -> None:
    blocks = form(sizes, names)["blocks"]
    assert [block["label"]["text"] for block in blocks if block["type"] == "input"] == said


def ticked(view: View) -> int:
    fields = (block["element"] for block in view["blocks"] if block["type"] == "input")
    return sum(len(field.get("initial_options", ())) for field in fields)


def test_a_dozen_who_have_not_pressed_are_ticked_beforehand_and_of_more_nobody_is() -> None:
    few, many = form([5, 5, 5, 5, 4], here=12), form([5, 5, 5, 5, 6], here=13)
    assert (ticked(few), ticked(many)) == (12, 0)
    told = "13 people have not pressed yet. Tick those who are missing."
    assert many["blocks"][0]["elements"][0]["text"] == told
    assert many["submit"]["text"] == "They are missing"


def test_who_chooses_people_before_all_names_are_read_is_told_so() -> None:
    view = form([2])
    assert choosing.with_names(SAY, view, is_all=True) == view
    first, *rest = choosing.with_names(SAY, view, is_all=False)["blocks"]
    assert "Slack has not told me all names yet" in first["elements"][0]["text"]
    assert rest == view["blocks"]


def test_who_has_not_been_told_where_they_sit_is_marked_and_not_taken_to_be_missing() -> None:
    fields = [
        block["element"]
        for block in form([4], here=2, untold=frozenset({"U1/3"}))["blocks"]
        if "label" in block
    ]
    boxes = fields[0]
    below = {option["value"]: option["description"]["text"] for option in boxes["options"]}
    assert below == {"U1/2": "Group 1", "U1/3": "Group 1. They have not been told yet."}
    assert [option["value"] for option in boxes["initial_options"]] == ["U1/2"]


@pytest.mark.parametrize("sizes", [[5] * 9, [5] * 60, [2] * 150, [2] * 250])
def test_who_changes_places_is_found_in_one_menu_by_group_and_name_however_many_there_are(
    sizes: list[int],
) -> None:
    groups = seated(sizes)
    everybody = {one for group in groups for one in group.members}
    names = {one: one for one in everybody}
    menus = [
        block["element"]["option_groups"]
        for view in (
            choosing.swap(SAY, "C1|", "r1", groups, names),
            choosing.move(SAY, Movable(groups, ("U9",)), "C1|", {**names, "U9": "Zoe"}),
        )
        for block in view["blocks"]
        if block["type"] == "input"
    ]
    assert len(menus) == 4
    for lists in menus:
        assert len(lists) <= 100
        assert max(len(each["options"]) for each in lists) <= 100
        values = [option["value"].partition("@")[0] for each in lists for option in each["options"]]
        assert {value for value in values if "/" in value} == everybody
    assert sum(
        option["value"].startswith("group:") for each in menus[3] for option in each["options"]
    ) == len(groups)
    shown = [option["text"]["text"] for each in menus[0] for option in each["options"]]
    assert shown[:2] == ["U1/0 (Group 1)", "U1/1 (Group 1)"]  # which typing filters, as all menus of Slack's
