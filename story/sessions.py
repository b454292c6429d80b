"""A session, scene by scene, with everybody acting at once in each."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Protocol

from rehearsal.driver.sights import Message
from rehearsal.driver.telling import tell
from story import acts, cards, endings, ideas, rounds
from story.cards import CLOSED_FOR_YOU
from story.company import Company, Surprise
from story.script import Idea, Session
from story.words import like, said, shape, told

BETWEEN_SCENES = 15  # minutes: the whole session stays within its two hours
A_WHILE = timedelta(minutes=5)  # after a session is to close by itself


Cards = Mapping[str, Awaitable[Message]]  # of ideas, by their words, as they come


class Interruptions(Protocol):
    """What may happen to the bot in the middle of a session. Nobody acts meanwhile."""

    async def restart(self) -> None:
        """Asked to stop, and started again."""

    async def crash(self) -> None:
        """Killed, and started again."""


class Scenes:
    """The scenes of one session."""

    def __init__(self, company: Company, number: int) -> None:
        self._company = company
        self._number = number
        self._session: Session = company.script.sessions[number - 1]
        self._facilitator = company.person(self._session.facilitator)
        company.leads = self._session.facilitator

    async def play(self, interruptions: Interruptions) -> None:
        """From start to the last pledge."""
        await self.begin()
        await self.arrive()
        for scene in (
            self.split_up,
            self.think_and_judge,
            lambda: self.vote(interruptions),
            self.close_poll,
            self.end,
        ):
            await self._company.room.forward(minutes=BETWEEN_SCENES)
            await scene()

    async def begin(self) -> None:
        """The facilitator starts; the card appears."""
        await self._facilitator.types(f'/copro start "{self._session.title}"', self._company.channel)
        await self.told_begun()

    async def told_begun(self) -> None:
        """Its card is there."""
        title = self._session.title
        await self._company.must_show(like("Session: {title}", title=title).pattern, "the session's card")
        by = self._facilitator.name
        tell(
            told(
                "Session {number}, “{title}”: started by {person}",
                number=self._number,
                title=title,
                person=by,
            )
        )

    async def arrive(self) -> None:
        """Everybody checks in who is not late."""
        on_time = self._session.on_time
        arrivals = {each.who: each for each in self._session.check_ins if each.who in on_time}
        await self._company.all_at_once(
            arrivals, lambda who: acts.check_in(self._company, self._session, arrivals[who])
        )
        people = len(arrivals)
        card = re.escape(said("Session: {title}", title=self._session.title))
        came = re.escape(said("*{n} person checked in.*", "*{n} people checked in.*", n=people))
        await self._company.shows(rf"{card}[\s\S]*\n{came}")
        unnamed = sum(not each.named for each in arrivals.values())
        tell(
            told(
                "  {people} people checked in, {unnamed} of them without their name",
                people=people,
                unnamed=unnamed,
            )
        )

    async def split_up(self) -> None:
        """The breakout rounds, one after the other."""
        for number in range(1, len(self._session.breakouts) + 1):
            await rounds.play(self._company, self._session, number)

    async def think(self) -> None:
        """Ideas come in every way there is, and are supported; others ask things meanwhile."""
        number = len(self._session.ideas)
        asked = [acts.ask(self._company, ask) for ask in self._session.asks]
        await asyncio.gather(self.bring_in(), *asked)
        await self._until_supported()
        tell(told("  {ideas} ideas written, saved and supported", ideas=number))
        if asked:
            tell(f"  {len(asked)} things typed that must be refused or explained, and were")

    async def bring_in(self) -> None:
        """Each person writes or saves ideas, and supports those of others as they appear."""
        async with self.appearing() as cards:

            async def contribute(who: str) -> None:
                await self.write(who)
                await self.support(who, cards)

            await self._company.all_at_once(self._session.attending, contribute)

    @asynccontextmanager
    async def appearing(self) -> AsyncIterator[Cards]:
        """The cards of all ideas, each as it comes."""
        company = self._company
        cards = {
            idea.text: asyncio.create_task(company.must_show(_card(idea), idea.text))
            for idea in self._session.ideas
        }
        try:
            yield cards
        finally:
            for card in cards.values():
                card.cancel()

    async def think_and_judge(self) -> None:
        """Ideas, and what some make of them in private; their cards close with the poll."""
        await self.think()
        cards_ = self._session.ten_cards
        if not cards_:
            return
        await self.show_cards(cards_.question)
        # The card of their step says both, too, but not at the beginning of a line.
        shown = rf"(?m)^{re.escape(said('Ten cards'))}\n{re.escape(cards_.question)}"
        await self._company.must_show(shown, "the ten cards")
        await self._company.all_at_once(
            cards_.says, lambda who: acts.judge(self._company, who, cards_.question, cards_.says[who])
        )
        tell(f"  {len(cards_.says)} people judged ten ideas each")

    async def show_cards(self, question: str) -> None:
        """The facilitator asks what would help, idea by idea."""
        await self._facilitator.types(f"/copro cards {question}", self._company.channel)

    async def write(self, who: str, *, is_held: bool = False) -> None:
        """Somebody's own ideas, and those of others that they save."""
        for idea in self._session.ideas:
            if idea.who == who:
                await ideas.share(self._company, idea, is_held=is_held)
        for idea in self._session.ideas:
            if who in idea.by:
                await ideas.save(self._company, who, idea, is_held=is_held)

    async def support(self, who: str, cards: Cards) -> None:
        """Somebody stands behind ideas of others, or takes an own one back."""
        for idea in self._session.ideas:
            if who in (*idea.supporters, *idea.took_back):
                number = _number_on(await cards[idea.text], idea)
                await ideas.support(self._company, who, idea, number)
            elif idea.withdrawn and who == idea.who:
                await ideas.withdraw(self._company, idea, _number_on(await cards[idea.text], idea))

    async def _until_supported(self) -> None:
        for idea in self._session.kept_ideas:
            supporters = said("{n} supporter", "{n} supporters", n=len(idea.supporters))
            credit = shape("From {author} · {supporters}", supporters=re.escape(supporters))
            await self._company.shows(rf"{_card(idea)}\n{credit}\b")

    async def vote(self, interruptions: Interruptions) -> None:
        """A poll. Half votes, and the bot is restarted; the other half votes, and it is killed."""
        await self.ask_poll()
        voters = list(self._session.poll.votes)
        first, others = voters[::2], voters[1::2]
        await self.answer_poll(first)
        await interruptions.restart()
        await self._until_counted(first)
        await self.answer_poll(others)
        await interruptions.crash()
        counts = await self._until_counted(voters)
        tell(f"  {len(voters)} people voted: " + ", ".join(f"{option} {n}" for option, n in counts.items()))

    async def _until_counted(self, voters: list[str]) -> Counter[str]:
        """The card must come to show that these voted, though nobody acts any more; what, when it closes."""
        poll = self._session.poll
        turnout = said("{n} person has answered.", "{n} people have answered.", n=len(voters))
        pattern = rf"{re.escape(poll.question)}\n(?:[^\n]*\n)*{re.escape(turnout)}"
        await self._company.must_show(pattern, f"the card with the votes of {len(voters)} people")
        return Counter(poll.votes[who][-1] for who in voters)

    async def ask_poll(self) -> None:
        """The facilitator opens the poll."""
        poll = self._session.poll
        await self._facilitator.types(poll.types, self._company.channel)
        # its card, and not what who asked it reads first: that names the poll, too
        await self._company.must_show(rf"^{said('Poll')}\n{re.escape(poll.question)}", "the poll")

    async def answer_poll(self, voters: list[str]) -> None:
        """These people answer it."""
        poll = self._session.poll
        await self._company.all_at_once(
            voters, lambda who: acts.vote(self._company, who, poll.question, poll.votes[who])
        )

    async def close_poll(self) -> None:
        """The facilitator closes it: the card is frozen."""
        await self._facilitator.types("/copro close all", self._company.channel)
        await self.polls_are_closed()

    async def polls_are_closed(self) -> None:
        """Their cards come to say so."""
        heads = {said("Poll: closed"): self._session.poll, said("Ten cards: closed"): self._session.ten_cards}
        for head, asked in heads.items():
            if asked:
                await self._company.shows(rf"{head}\n{re.escape(asked.question)}")

    async def end(self) -> None:
        """The session ends; people answer the closing question and pledge."""
        company, session = self._company, self._session
        await self._over()
        head = re.escape(said("Before you go")) + r"\n[\s\S]*"
        welcome = re.escape(
            said(
                "Every answer is fine. Nobody here sees what you press. "
                "I keep it with your name, so that the report counts each person once."
            )
        )
        await company.must_show(head + welcome, "the closing question")
        pledges = {each.who: each for each in company.script.pledges if each.session == self._number}
        at_closing = {who: pledge for who, pledge in pledges.items() if pledge.how == "closing"}
        await company.all_at_once(
            session.closing,
            lambda who: acts.answer_closing(company, who, session.closing[who], at_closing.get(who)),
        )
        given = {each.who: each for each in session.said}
        await company.all_at_once(given, lambda who: endings.answer(company, given[who]))
        later = [pledge for pledge in pledges.values() if pledge.how == "typed"]
        await asyncio.gather(*(acts.type_pledge(company, pledge) for pledge in later))
        people = len(session.closing)
        answered = said("{n} person has answered.", "{n} people have answered.", n=people)
        await company.shows(head + re.escape(answered))
        tell(f"  ended; {people} closing answers, {len(given)} forms, {len(pledges)} pledges")

    async def _over(self) -> None:
        """The facilitator ends it; or nobody does, and the clock has to."""
        company, session = self._company, self._session
        if not session.is_left_open:
            await self.press_end()
            if self._number == cards.UNDONE:
                await self._end_again()
            return
        await company.room.moves_to(session.closes + A_WHILE)
        await company.hears(session.facilitator, like(CLOSED_FOR_YOU, title=session.title), where=acts.BOT)
        tell(f"  nobody ended it: {said(CLOSED_FOR_YOU, title=session.title, channel=company.channel)}")

    async def press_end(self) -> None:
        """The facilitator ends it."""
        await self._facilitator.types("/copro end now", self._company.channel)

    async def goes_on_again(self) -> None:
        """Its end was undone; without an agenda there is nothing more to see."""

    async def _end_again(self) -> None:
        """It was ended too early: the facilitator undoes that, and ends it once more."""
        company = self._company
        # not one of an earlier session
        summary = re.escape(f"{said('What we did together')}\n{self._session.title}")
        await company.must_show(summary, "the summary of an end that is undone")
        await self._facilitator.types("/copro undo end", company.channel)
        goes_on = re.escape(said(endings.GOES_ON))
        await company.must_show(summary + r"\n[\s\S]*" + goes_on, "that the session goes on")
        await self.goes_on_again()
        await self._facilitator.types("/copro end now", company.channel)
        await company.must_show(re.escape(said(endings.WENT_ON)), "that the first summary is old")
        tell("  ended, opened again, and ended")


def _number_on(card: Message, idea: Idea) -> int:
    found = re.search(_card(idea), card.readable)
    if found is None:
        raise Surprise(f"a card bears no number: {card.readable}")
    return cards.number_on(found.group())


def _card(idea: Idea) -> str:
    return rf"{cards.numbered()}\n{re.escape(idea.text)}"
