"""A session that is planned, and run by its agenda: by the buttons of the panel of those who lead it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from rehearsal.driver.telling import tell
from story.agendas import Plan, head
from story.company import PATIENCE, Company, Surprise
from story.script import Idea
from story.sessions import Scenes
from story.words import NUMBER, like, said, shape

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
        self._second = company.person(plan.leads_too)
        self._at = 0

    async def begin(self) -> None:
        """It is planned, begins with its plan, and comes to the step in which people check in."""
        await self._plans()
        await self._facilitator.clicks(said("Start it now"))
        await self.told_begun()
        await self._is_open(1)
        await self._goes_on()
        await self._has_more_time()

    async def split_up(self) -> None:
        """Two press at once for the groups; later there is a break."""
        await self._goes_on_once()
        await super().split_up()
        await self._goes_on()

    async def bring_in(self) -> None:
        """People write, and see nothing of each other; then all of it is shown, and supported."""
        await self._goes_on()
        attending = self._session.attending
        await self._company.all_at_once(attending, lambda who: self.write(who, is_held=True))
        await self._is_hidden()
        await self._reveals()
        async with self.appearing() as cards:
            await self._company.all_at_once(attending, lambda who: self.support(who, cards))

    async def show_cards(self, question: str) -> None:  # noqa: ARG002 - the step has it
        """By the button of their step."""
        await self._goes_on()
        await self._panel(self._facilitator.name)
        await self._facilitator.clicks(said("Show ten cards to everybody"), channel=self._company.channel)

    async def close_poll(self) -> None:
        """Polls are closed and stay so, also when the step in which they were is opened again."""
        await super().close_poll()
        await self._goes_on()
        await self._goes_back()
        await self._stays_closed()
        await self._goes_on()

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
        await self._panel(lead.name)
        await lead.clicks(said("Next: end the session"), channel=self._company.channel)
        await lead.modal(said("End the session?"), timeout=PATIENCE)
        await self._company.submits(lead.name)

    async def goes_on_again(self) -> None:
        """The step that was open is open again."""
        await self._is_open(self._at)

    # Planning

    async def _plans(self) -> None:
        """In one form; then the steps are changed that are to be others."""
        lead, plan, company = self._facilitator, self._plan, self._company
        await lead.types("/copro plan", company.channel)
        await lead.modal(said("Plan a session"), timeout=PATIENCE)
        await lead.fills(
            {
                said("What is the session about?"): self._session.title,
                said("Day"): self._session.begins.date().isoformat(),
                said("Time"): plan.hour,
                said("Which agenda do you begin with?"): said(plan.begins_with),
                said("Who leads with you?"): plan.leads_too,
            }
        )
        await lead.submits()
        await lead.modal(said("The plan"), timeout=PATIENCE)
        for number, step in enumerate(plan.steps, start=1):
            if step.is_changed:
                await self._changes(number)
        tell(f"  planned with {len(plan.steps)} steps")

    async def _changes(self, number: int) -> None:
        lead, step = self._facilitator, self._plan.steps[number - 1]
        await lead.chooses(said("Change step {number}", number=number))
        await lead.modal(said("Change a step"), timeout=PATIENCE)
        wanted = {
            said("What kind of step?"): said(step.kind),
            said("Minutes"): str(step.minutes),
            said("What you say"): step.prompt,
            said("Ideas"): said("Write first, then see") if step.hides else "",
        }
        await lead.fills({label: value for label, value in wanted.items() if value})
        await lead.submits()
        named = said("{kind}, {n} minute", "{kind}, {n} minutes", kind=said(step.kind), n=step.minutes)
        await lead.modal(said("The plan"), f"{number}. {named}", timeout=PATIENCE)

    # Going through the agenda

    def _name(self, number: int) -> str:
        return said(self._plan.steps[number - 1].kind)

    def _head(self, number: int) -> str:
        return head(number, self._plan.steps, self._plan.steps[number - 1].kind)

    async def _is_open(self, number: int) -> None:
        """The step of this number is open, and says until when, or that its time is over."""
        self._at = number
        title, until = self._head(number), f"(?:{shape('Until {time}.')}|.*{shape('It ended {time}.')})"
        await self._company.must_show(rf"{re.escape(title)}\n[\s\S]*\n{until}", title)

    async def _panel(self, who: str) -> str:
        """The panel of somebody who leads, from the card of the step that is open."""
        channel, person, step = self._company.channel, self._company.person(who), self._name(self._at)
        await person.clicks(said("For facilitators"), on=self._head(self._at), channel=channel)
        clock = re.compile(shape(*CLOCK, step=re.escape(step), gone=NUMBER))
        seen = await person.sees(clock, channel=channel, private=True, timeout=PATIENCE)
        return seen.readable

    async def _goes_on(self) -> None:
        """The one button names what comes next, and opens it."""
        lead, number = self._facilitator, self._at + 1
        await self._panel(lead.name)
        await lead.clicks(said("Next: {step}", step=self._name(number)), channel=self._company.channel)
        await self._company.hears(lead.name, said(OPEN, step=self._name(number)))
        await self._is_open(number)

    async def _goes_back(self) -> None:
        """The step before is open again."""
        lead, number = self._facilitator, self._at - 1
        await self._panel(lead.name)
        await lead.chooses(said("Back: {step}", step=self._name(number)), channel=self._company.channel)
        await self._company.hears(lead.name, said(OPEN_AGAIN, step=self._name(number)))
        await self._is_open(number)

    async def _goes_on_once(self) -> None:
        """Both who lead press the same at once: one step is opened."""
        number = self._at + 1
        label = said("Next: {step}", step=self._name(number))
        await self._at_once(
            lambda who: self._press(who, label),
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
        await self._at_once(lambda who: self._choose(who, label), given, step)
        clock = re.compile(shape(*CLOCK, step=re.escape(step), gone=NUMBER, n=str(minutes + MORE_MINUTES)))
        for who in (self._facilitator.name, self._second.name):
            shown = await self._panel(who)
            if not clock.search(shown):
                raise Surprise(f"two gave “{step}” more time at once, and its panel says: {shown}")
        tell(f"  two pressed “{label}” at once, and it had {minutes + MORE_MINUTES} instead of {minutes}")

    async def _press(self, who: str, label: str) -> None:
        await self._company.person(who).clicks(label, channel=self._company.channel)

    async def _choose(self, who: str, label: str) -> None:
        await self._company.person(who).chooses(label, channel=self._company.channel)

    async def _at_once(self, act: Callable[[str], Awaitable[None]], done: str, step: str) -> None:
        """Both do this at once; one of them has done it, and the other reads that nothing was changed."""
        both = [self._facilitator.name, self._second.name]
        for who in both:
            await self._panel(who)
        await asyncio.gather(*(act(who) for who in both))
        late = like(CHANGED, step=step).pattern
        told = []
        for who in both:
            answer = await self._company.person(who).sees(
                re.compile(f"{done}|{late}"), channel=self._company.channel, private=True, timeout=PATIENCE
            )
            told.append(bool(re.search(done, answer.readable)))
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
