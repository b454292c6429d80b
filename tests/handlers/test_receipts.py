"""Private words that confirm an answer: after the rush, the newest only, and never instead of the answer."""

from __future__ import annotations

import asyncio
from collections import Counter

from handlers.blocks.kit import Drawing
from handlers.dispatch.background import Background
from handlers.dispatch.beingheard import RUSH, BeingHeard
from handlers.dispatch.receipts import WITHIN, Receipts
from handlers.edge.heard import Heard
from handlers.edge.reply import Receipt

ONE, OTHER = "one poll", "another"


class Told:
    """What was said to whom, and when by the loop's clock."""

    def __init__(self) -> None:
        self.background = Background()
        self.being_heard = BeingHeard()
        self.receipts = Receipts(self.background, self._say, self.being_heard)
        self.words: list[tuple[str, str]] = []
        self.began = self.first = 0.0
        self.begun = asyncio.Event()  # something is being said

    async def _say(self, heard: Heard, receipt: Receipt) -> None:
        self.first = self.first or asyncio.get_running_loop().time()
        self.begun.set()
        said = (await receipt.words()).text
        if said == "cannot be said":
            raise RuntimeError(said)
        self.words.append((heard.person, said))

    def add(self, person: str, about: str, words: str) -> None:
        async def drawn() -> Drawing:
            await asyncio.sleep(0)  # as reading it does
            return Drawing(text=words, blocks=())

        self.began = asyncio.get_running_loop().time()
        self.receipts.add(Heard(person=person), Receipt(about, drawn))


async def test_everybody_in_a_rush_is_told_once_when_it_is_over() -> None:
    told, added = Told(), []
    for number in range(1_000):
        told.add(f"U{number}", ONE, "yes")
        added.append(told.began)

    await told.background.done()

    assert Counter(told.words) == Counter((f"U{number}", "yes") for number in range(1_000))
    assert told.first >= added[-RUSH] + WITHIN * 0.9  # the last that are a rush by themselves


async def test_nobody_is_told_while_many_wait_for_their_acknowledgement() -> None:
    """Where the database is slower than the room, few are acknowledged at a time, and yet it is a rush."""
    told = Told()
    told.being_heard.count = RUSH
    told.add("U1", ONE, "yes")
    asyncio.get_running_loop().call_later(WITHIN / 2, setattr, told.being_heard, "count", RUSH - 1)

    await told.background.done()

    assert told.words == [("U1", "yes")]
    assert told.first >= told.began + WITHIN * 0.9


async def test_of_two_answers_to_one_question_only_the_newest_is_told() -> None:
    told = Told()
    for about, words in ((ONE, "yes"), (OTHER, "no"), (ONE, "no"), (ONE, "perhaps")):
        told.add("U1", about, words)

    await told.background.done()

    assert sorted(told.words) == [("U1", "no"), ("U1", "perhaps")]


async def test_an_older_word_never_comes_last() -> None:
    told = Told()
    told.add("U1", ONE, "yes")
    await told.begun.wait()
    told.add("U1", ONE, "no")

    await told.background.done()

    assert told.words == [("U1", "yes"), ("U1", "no")]


async def test_one_word_that_cannot_be_said_costs_nobody_else_theirs() -> None:
    told = Told()
    told.add("U1", ONE, "cannot be said")
    told.add("U2", ONE, "yes")
    await told.background.done()
    told.add("U1", ONE, "no")

    await told.background.done()

    assert told.words == [("U2", "yes"), ("U1", "no")]
