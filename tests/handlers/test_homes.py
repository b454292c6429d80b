"""Home as it is by now: after what was pressed there, and after what was sent from a form opened there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from coproduction.errors import Refusal
from handlers.blocks.kit import Drawing
from handlers.dispatch.elsewhere import answered_elsewhere, answered_where_pressed
from handlers.dispatch.homes import Homes, is_old
from handlers.edge.heard import Click, Submission, said_in
from handlers.edge.reply import Home, Reply
from tests.speaking import SAY
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from handlers.blocks.kit import View
    from handlers.edge.heard import Heard

WORDS, EARLIER = Drawing("Saved.", ()), Drawing("Saved before.", ())
ON_HOME = Click(person="ana", action="new_pledge", value="", is_home=True)
IN_FORM = Click(person="ana", action="follow", value="", said_in="D", view="V1")
FORM = Submission(person="ana", form="pledge", view="V1", said_in="D")
ELSEWHERE = Submission(person="ana", form="pledge", view="V1", channel="C1")


async def test_homes_are_shown_one_at_a_time_and_never_an_older_after_a_newer() -> None:
    shown, began, may_go_on = list[str](), asyncio.Event(), asyncio.Event()

    async def publish(person: str, view: View) -> None:
        if view["is"] == "the first":
            began.set()
            await may_go_on.wait()
        shown.append(f"{person}: {view['is']}")

    async def read(person: str, _words: Drawing | None) -> Home:
        reads.append(person)
        return Home({"is": f"read {len(reads)}"}, 5 + len(reads))

    homes, reads = Homes(publish, read), list[str]()
    first = asyncio.create_task(homes.show("ana", Home({"is": "the first"}, 1)))
    await began.wait()
    newest = asyncio.create_task(homes.show("ana", Home({"is": "the newest"}, 3)))
    await homes.show("blessing", Home({"is": "hers"}, 4))
    renewing = [asyncio.create_task(homes.renew("ana")) for _ in range(9)]
    await asyncio.gather(*renewing[1:])
    assert reads == []  # the first of them reads for all, when its turn has come
    may_go_on.set()
    await asyncio.gather(first, newest, *renewing)
    await homes.show("ana", Home({"is": "read before, shown late"}, 2))
    await homes.renew("ana")

    assert shown == ["blessing: hers", "ana: the first", "ana: the newest", "ana: read 1", "ana: read 2"]


async def test_the_words_of_an_act_stay_above_a_home_that_another_act_has_shown_anew() -> None:
    shown = list[Drawing | None]()

    async def publish(_person: str, _view: View) -> None: ...

    async def read(_person: str, words: Drawing | None) -> Home:
        shown.append(words)
        return Home({}, len(shown), words)

    homes = Homes(publish, read)
    await homes.tell("ana", WORDS)
    await homes.renew("ana")
    await homes.renew("blessing")
    await homes.show("ana", Home({}, 9))  # she opens it
    await homes.renew("ana")
    assert shown == [WORDS, WORDS, None, None]


async def test_words_that_answer_an_act_are_shown_also_where_home_was_read_anew_before_them() -> None:
    shown, turns = list[Drawing | None](), iter(range(5, 9))

    async def publish(_person: str, view: View) -> None:
        shown.append(view["words"])

    async def read(_person: str, words: Drawing | None) -> Home:
        return Home({"words": words}, next(turns), words)

    homes = Homes(publish, read)
    await homes.renew("ana")
    await homes.show("ana", Home({"words": WORDS}, 4, WORDS))
    await homes.show(
        "ana", Home({"words": EARLIER}, 3, EARLIER)
    )  # of an act before: she has read what came after
    assert shown == [None, WORDS]


async def test_what_keeps_home_from_being_read_is_logged_and_the_next_act_shows_it() -> None:
    shown, faults = list[str](), [Refusal("The database is away."), ValueError("a fault")]

    async def publish(person: str, _view: View) -> None:
        shown.append(person)

    async def read(_person: str, _words: Drawing | None) -> Home:
        if faults:
            raise faults.pop()
        return Home({}, 1)

    homes = Homes(publish, read)
    with capture_logs() as logs:
        for _ in range(3):
            await homes.renew("ana")
    assert shown == ["ana"]
    assert [each["event"] for each in logs] == ["home_not_shown"]


@pytest.mark.parametrize(
    ("heard", "reply", "is_told"),
    [
        (FORM, Reply(words=WORDS, confirms=True), True),
        (FORM, Reply(view={}, confirms=True), True),
        (IN_FORM, Reply(view={}, confirms=True), True),
        (ON_HOME, Reply(view={}, confirms=True), True),
        (ON_HOME, Reply(words=WORDS, confirms=True), False),  # which Home may show
        (ON_HOME, Reply(home=Home({}, 1), confirms=True), False),
        (FORM, Reply(brief=WORDS, confirms=True), False),  # Home has shown it
        (FORM, Reply(errors={"what": "Too long."}), False),
        (ELSEWHERE, Reply(words=WORDS, confirms=True), False),
    ],
)
def test_home_is_old_after_what_was_stored_from_it_and_is_not_shown_there(
    heard: Heard, reply: Reply, is_told: bool
) -> None:
    assert is_old(heard, reply) == is_told


def test_each_form_that_is_opened_on_home_says_so_and_so_do_those_that_follow() -> None:
    for private in ("|", "C1|subject", ""):
        form: View = {"private_metadata": private, "blocks": []}
        opened = answered_where_pressed(ON_HOME, Reply(view=form)).view or {}
        about = "C1" if "C1" in private else None
        sent = Submission(person="ana", form="pledge", view="V1", channel=about, said_in=said_in(opened))
        assert sent.said_in == "D"
        following = answered_elsewhere(SAY, sent, Reply(view={"private_metadata": private, "blocks": []}))
        assert said_in(following.view or {}) == "D"
        assert len((following.view or {})["blocks"]) == (about is not None)  # which names the channel


async def test_what_is_sent_from_forms_of_home_stands_there_at_once(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.ana.opens_home()
    await stage.ana.home("Write an idea")
    await stage.ana.clicks("Write an idea", channel="home")
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": "A buddy for every new parent"})
    await stage.ana.submits()
    await stage.ana.home("1. A buddy for every new parent (heard)")
    await stage.ana.clicks("Make a pledge", channel="home")
    await stage.ana.modal("Your pledge")
    await stage.ana.fills({"What will you do differently?": "Visit one new parent"})
    await stage.ana.submits()
    await stage.ana.home("1. Visit one new parent")
    await stage.ana.clicks("Change the pledge", channel="home")
    await stage.ana.modal("Change your pledge")
    await stage.ana.fills({"What will you do differently?": "Visit two new parents"})
    await stage.ana.submits()
    await stage.ana.home("1. Visit two new parents")
    await stage.ana.does_not_see("Visit two new parents", channel=ROOM)
    assert await stage.room.violations() == []
