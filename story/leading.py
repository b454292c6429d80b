"""A session that is planned, and run by its agenda: by the buttons of the panel of those who lead it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from rehearsal.driver.sights import Message
from rehearsal.driver.telling import tell
from story import planning
from story.agendas import Plan, head
from story.company import PATIENCE, Company, Surprise
from story.script import Idea
from story.sessions import Scenes
from story.words import NUMBER, like, said, shape

QUICKER = "{mention} was quicker, so I changed nothing. “{step}” is open now, until {time}."
CHANGED = "This has changed since then, so I did nothing. “{step}” is open now, until {time}."
OPEN = "“{step}” is open now. Its card is in the channel, or on its way."
OPEN_AGAIN = (
    "“{step}” is open again. Its new card is in the channel, or on its way. "
    "Polls that were closed stay closed."
)
MORE = ("“{step}” has {n} more minute: until {time}.", "“{step}” has {n} more minutes: until {time}.")
CLOCK = ("*{step}: {gone} of {n} minute.*", "*{step}: {gone} of {n} minutes.*")
SO_MANY = "{number} ideas or more are written. All are shown later, together."
SHOWN = (
    "{n} idea is in the channel now, or on its way.",
    "{n} ideas are in the channel now, or on their way.",
)
STEPWISE = 5  # so many ideas more, and everybody is told of them
MORE_MINUTES = 5


class LedScenes(Scenes):
    """The scenes of one session that has a plan."""

    def __init__(self, company: Company, number: int, plan: Plan) -> None:
        super().__init__(company, number)
        self._plan = plan
        self._at = 0
        self._cards: dict[int, Message] = {}  # the newest of each step

    async def begin(self) -> None:
        """It is planned, begins with its plan, and comes to the step in which people check in."""
        await planning.plan(self._company, self._session, self._plan)
        if self._plan.invitation:
            await planning.invite(self._company, self._session, self._plan.invitation)
        await self._starts()
        await self.told_begun()
        await self._is_open(1)
        await self._comes_to("Check-in")
        if self._plan.leads_too:
            await self._has_more_time()

    async def _starts(self) -> None:
        """From the plan or the list of plans, or by the word alone."""
        if not self._company.types:
            await self._facilitator.clicks(said("Start it now"))
            return
        if not self._plan.invitation:
            await self._facilitator.closes()
        await self._facilitator.types("/copro start", self._company.channel)

    async def split_up(self) -> None:
        """Where two lead, both press at once for the groups."""
        await (self._goes_on_once() if self._plan.leads_too else self._comes_to("Small groups"))
        await super().split_up()

    async def bring_in(self) -> None:
        """Where people write first, nobody sees anything of others before all of it is shown."""
        await self._comes_to("Ideas")
        if not self._plan.steps[self._at - 1].hides:
            await super().bring_in()
            return
        attending = self._session.attending
        await self._company.all_at_once(attending, lambda who: self.write(who, is_held=True))
        await self._is_hidden()
        await self._reveals()
        async with self.appearing() as cards:
            await self._company.all_at_once(attending, lambda who: self.support(who, cards))

    async def show_cards(self, question: str) -> None:
        """By the button of their step, which has the question."""
        await self._comes_to("Ten cards")
        if self._company.types:
            await super().show_cards(question)
            return
        await self._panel(self._facilitator.name)
        await self._facilitator.clicks(said("Show ten cards to everybody"), channel=self._company.channel)

    async def ask_poll(self) -> None:
        """In the step for it, where there is one."""
        if any(step.kind == "Poll" for step in self._plan.steps):
            await self._comes_to("Poll")
        await super().ask_poll()

    async def close_poll(self) -> None:
        """Polls are closed and stay so, also when the step in which they were is opened again."""
        await super().close_poll()
        await self._comes_to("Closing")
        if self._plan.goes_back:
            await self._goes_back()
            await self._stays_closed()
            await self._comes_to("Closing")

    async def _stays_closed(self) -> None:
        """What was asked in a step is not open again with it: the panel would hold it."""
        shown = await self._panel(self._facilitator.name)
        if self._session.poll.question in shown or said("Close these cards") in shown:
            raise Surprise(f"going back has opened again what was closed: {shown}")
        await self.polls_are_closed()
        tell("  went back a step, and what was closed in it stayed so")

    async def press_end(self) -> None:
        """The last step names the end as what comes next; it is asked before."""
        lead = self._facilitator
        if self._company.types:
            await super().press_end()
            return
        await self._panel(lead.name)
        await lead.clicks(said("Next: end the session"), channel=self._company.channel)
        await lead.modal(said("End the session?"), timeout=PATIENCE)
        await self._company.submits(lead.name)

    async def goes_on_again(self) -> None:
        """The step that was open is open again."""
        await self._is_open(self._at)

    # Going through the agenda

    def _name(self, number: int) -> str:
        return said(self._plan.steps[number - 1].kind)

    def _head(self, number: int) -> str:
        return head(number, self._plan.steps, self._plan.steps[number - 1].kind)

    async def _is_open(self, number: int) -> None:
        """The step of this number is open, once more maybe, on a new card that says until when, or that its
        time is over.
        """
        self._at = number
        title, until = self._head(number), f"(?:{shape('Until {time}.')}|.*{shape('It ended {time}.')})"
        card, before = rf"{re.escape(title)}\n[\s\S]*\n{until}", self._cards.get(number)
        self._cards[number] = await (
            self._company.must_show_anew(card, title, before)
            if before
            else self._company.must_show(card, title)
        )

    async def _panel(self, who: str) -> str:
        """The panel of somebody who leads, from the card of the step that is open."""
        channel, person, step = self._company.channel, self._company.person(who), self._name(self._at)
        if self._company.types:
            await person.types("/copro now", channel)
        else:
            await person.clicks(said("For facilitators"), on=self._head(self._at), channel=channel)
        clock = re.compile(shape(*CLOCK, step=re.escape(step), gone=NUMBER))
        seen = await person.sees(clock, channel=channel, private=True, timeout=PATIENCE)
        return seen.readable

    async def _goes_on(self) -> None:
        """The one button names what comes next, and opens it."""
        lead, number = self._facilitator, self._at + 1
        if not self._company.types:
            await self._panel(lead.name)
        await self._press(lead.name, said("Next: {step}", step=self._name(number)), "/copro next")
        await self._company.hears(lead.name, said(OPEN, step=self._name(number)))
        await self._is_open(number)

    async def _comes_to(self, kind: str) -> None:
        """Step by step, until this one is open."""
        while self._plan.steps[self._at - 1].kind != kind:
            await self._goes_on()

    async def _goes_back(self) -> None:
        """The step before is open again."""
        lead, number = self._facilitator, self._at - 1
        if not self._company.types:
            await self._panel(lead.name)
        await self._choose(lead.name, said("Back: {step}", step=self._name(number)), "/copro back")
        await self._company.hears(lead.name, said(OPEN_AGAIN, step=self._name(number)))
        await self._is_open(number)

    async def _goes_on_once(self) -> None:
        """Both who lead press the same at once: one step is opened."""
        number = self._at + 1
        label = said("Next: {step}", step=self._name(number))
        await self._at_once(
            lambda who: self._press(who, label, "/copro next"),
            like(OPEN, step=self._name(number)).pattern,
            self._name(number),
        )
        await self._is_open(number)
        tell(f"  two pressed “{label}” at once, and one step was opened")

    async def _has_more_time(self) -> None:
        """Both who lead give the step more time at once: it gets that once."""
        step, minutes = self._name(self._at), self._plan.steps[self._at - 1].minutes
        label = said("{n} more minute", "{n} more minutes", n=MORE_MINUTES)
        given = shape(*MORE, step=re.escape(step), n=str(MORE_MINUTES))
        await self._at_once(
            lambda who: self._choose(who, label, f"/copro extend {MORE_MINUTES}"), given, step
        )
        clock = re.compile(shape(*CLOCK, step=re.escape(step), gone=NUMBER, n=str(minutes + MORE_MINUTES)))
        for who in self._both:
            shown = await self._panel(who)
            if not clock.search(shown):
                raise Surprise(f"two gave “{step}” more time at once, and its panel says: {shown}")
        tell(f"  two pressed “{label}” at once, and it had {minutes + MORE_MINUTES} instead of {minutes}")

    @property
    def _both(self) -> tuple[str, str]:
        return self._facilitator.name, self._plan.leads_too

    async def _press(self, who: str, label: str, typed: str) -> None:
        person, channel = self._company.person(who), self._company.channel
        if self._company.types:
            await person.types(typed, channel)
        else:
            await person.clicks(label, channel=channel)

    async def _choose(self, who: str, label: str, typed: str) -> None:
        person, channel = self._company.person(who), self._company.channel
        await (
            person.types(typed, channel) if self._company.types else person.chooses(label, channel=channel)
        )

    async def _at_once(self, act: Callable[[str], Awaitable[None]], done: str, step: str) -> None:
        """Both do this at once; one of them has done it, and the other reads that nothing was changed."""
        both = self._both
        for who in both if not self._company.types else ():
            await self._panel(who)
        heard = {who: await self._company.heard(who) for who in both}
        await asyncio.gather(*(act(who) for who in both))
        late = like(QUICKER if self._company.types else CHANGED, step=step).pattern
        told = []
        for who in both:
            answer = await self._company.hears_anew(who, re.compile(f"{done}|{late}"), heard[who])
            told.append(bool(re.search(done, answer)))
        if sorted(told) != [False, True]:
            raise Surprise(
                f"two who lead did the same at once in “{step}”, and it was done {sum(told)} times"
            )

    # Writing first

    async def _is_hidden(self) -> None:
        """Nobody sees an idea of somebody else, nor how many there are but in steps of five."""
        company, session = self._company, self._session
        writers = {idea.who for idea in session.ideas}
        reader = company.person(next(who for who in session.attending if who not in writers))
        await reader.types("/copro ideas", company.channel)
        told = said(SO_MANY, number=len(session.kept_ideas) // STEPWISE * STEPWISE)
        listed = await reader.sees(told, channel=company.channel, private=True, timeout=PATIENCE)
        people = {person.id for person in company.room.people()}
        there = await reader.messages(company.channel)
        looked = {
            "the list of ideas": listed.readable,
            "Home": await self._home(reader.name, said("My pledges")),
            "the panel": await self._panel(self._facilitator.name),
            "the channel": "\n".join(each.readable for each in there if each.user not in people),
        }
        for where, words in looked.items():
            if shown := [idea.text for idea in session.ideas if idea.text in words]:
                raise Surprise(f"{where} shows what is held back: {shown}")
        await self._sees_own(next(idea for idea in session.ideas if idea.how == "typed"))
        tell(f"  {len(session.ideas)} ideas written, and nobody saw one of another")

    async def _sees_own(self, idea: Idea) -> None:
        """Who wrote with their name finds it on Home, without a number: that counts what others wrote."""
        home = await self._home(idea.who, idea.text)
        if re.search(rf"\d+\. {re.escape(idea.text)}", home):
            raise Surprise(f"Home numbers an idea that is held back: {home}")

    async def _home(self, who: str, words: str) -> str:
        """Somebody's Home, once it says this: what it was before may be seen first."""
        person = self._company.person(who)
        await person.opens_home()
        return (await person.home(words, timeout=PATIENCE)).text

    async def _reveals(self) -> None:
        """Who leads shows all of it."""
        lead, ideas = self._facilitator, len(self._session.kept_ideas)
        await self._panel(lead.name)
        await lead.clicks(said("Show all ideas now"), channel=self._company.channel)
        await self._company.hears(lead.name, said(*SHOWN, n=ideas))
        tell(f"  all {ideas} were shown together")
