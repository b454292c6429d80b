"""What becomes of ideas in the weeks after a session, played: who decides is named, asked, and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from rehearsal.driver.sights import Message, NotSeen
from rehearsal.driver.telling import tell
from story import cards, together
from story.acts import BOT
from story.bodies import Referral
from story.company import PATIENCE, Company
from story.happening import Happening
from story.news import WORKED, Telling, tellings
from story.words import like, said, shape

SAVED = (
    "Saved: idea {number} is “{state}” now. "
    "I tell those whom it concerns, with the one message a week that I may send."
)
ANSWERED = "It is “{state}” now. Thank you."


def happenings(company: Company) -> Iterator[Happening]:
    """All of it, in the order of time where it is at one moment."""
    body = company.script.body
    yield Happening(body.chosen, partial(_begins, company))
    for sent in sorted({each.sent for each in body.referrals}):
        yield Happening(sent, partial(_sends, company, sent))
    yield Happening(body.answers, partial(_answers, company))
    yield Happening(body.told, partial(_posts, company))
    yield Happening(body.done.at, partial(_is_done, company))
    yield Happening(body.done.at, partial(together.answers, company))
    yield Happening(body.done.asked, partial(_says, company))
    zones = {person.name: person.tz for person in company.room.people()}
    for telling in tellings(company.script, zones):
        yield Happening(telling.due, partial(_arrives, company, telling))


async def _arrives(company: Company, telling: Telling) -> None:
    """Time goes on when it is there; whether it came once, and only then, is for the checks to tell."""
    person = company.person(telling.who)
    words = re.compile(r"[\s\S]*".join([rf"^{shape(telling.head)}\n", *map(shape, telling.holds[:1])]))
    since = await company.room.seq()
    while not any(_is_new(each, telling, words) for each in await person.messages(BOT)):
        try:
            posted = await company.room.wait_for(
                kind="call", method="chat.postMessage", ok=True, since=since, timeout=PATIENCE
            )
        except NotSeen:
            return
        since = int(posted["seq"])


def _is_new(message: Message, telling: Telling, words: re.Pattern[str]) -> bool:
    written = datetime.fromtimestamp(float(message.ts), UTC)
    return written >= telling.due and words.search(message.readable) is not None


async def _begins(company: Company) -> None:
    """Somebody who leads names who decides and what is linked, and chooses the shortlist."""
    body, leads = company.script.body, company.person(company.script.second_facilitator)
    await leads.types("/copro body", company.channel)
    await leads.modal(said("Who decides"), timeout=PATIENCE)
    await leads.fills(
        {
            said("Name"): body.name,
            said("What does it decide?"): body.decides,
            said("How does it decide?"): said(body.how),
            said("Its next meeting"): body.meets_on.isoformat(),
            said("Who answers for it in Slack?"): body.who,
            said("On which day do I ask?"): said(body.weekday),
        }
    )
    await company.submits(leads.name)
    await company.hears(leads.name, said("Saved. Ideas can be sent to {body} now.", body=body.name))
    await leads.types("/copro initiatives", company.channel)
    await leads.clicks(said("Name an initiative"), on=said("Linked initiatives"), channel=company.channel)
    await leads.modal(said("Linked initiative"), timeout=PATIENCE)
    linked = body.linked
    fields = (said("Name"), said("What does it do?"), said("What do we ask or offer?"))
    await leads.fills(dict(zip(fields, (linked.name, linked.does, linked.asks), strict=True)))
    await company.submits(leads.name)
    await company.hears(leads.name, linked.does)
    await _chooses(company)


async def _chooses(company: Company) -> None:
    leads, ideas = company.person(company.script.second_facilitator), company.script.body.referrals
    numbers = [await _number(company, each.idea) for each in ideas]
    await leads.types("/copro shortlist", company.channel)
    form = await leads.modal(said("Shortlist"), timeout=PATIENCE)
    field = next(each for each in form.json["blocks"] if each["type"] == "input")
    options = [option["text"]["text"] for option in field["element"]["options"]]
    chosen = [each for each in options if int(each.partition(".")[0]) in numbers]
    await leads.fills({said("The shortlist"): chosen})
    await leads.submits()
    kept = said("The shortlist is kept. All see it on the board and on the cards of these ideas.")
    await leads.modal(said("Shortlist"), kept, timeout=PATIENCE)
    await leads.closes()
    tell(f"  {leads.name} named who decides, and chose {len(chosen)} ideas that go on")


async def _number(company: Company, text: str) -> int:
    card = rf"{cards.numbered()}\n{re.escape(text)}\n"
    shown = await company.must_show(card, text)
    found = re.search(card, shown.readable)
    return cards.number_on(found.group()) if found else 0


async def _opens(company: Company, idea: str, button: str) -> int:
    """The panel of an idea, and what is behind one of its buttons; the idea's number."""
    leads, number = company.person(company.script.second_facilitator), await _number(company, idea)
    await leads.types(f"/copro answer {number}", company.channel)
    stands = like("Where it stands: {state}").pattern
    panel = re.compile(rf"{shape('Idea {number}', number=str(number))}\n{re.escape(idea)}\n{stands}")
    await leads.sees(panel, channel=company.channel, private=True, timeout=PATIENCE)
    await leads.clicks(said(button), on=idea, channel=company.channel)
    return number


async def _sends(company: Company, at: datetime) -> None:
    leads, body = company.person(company.script.second_facilitator), company.script.body
    sent = [each for each in body.referrals if each.sent == at]
    for each in sent:
        number = await _opens(company, each.idea, "Send to a body")
        await leads.modal(said("Send to a body"), timeout=PATIENCE)
        await company.submits(leads.name)
        await company.hears(leads.name, said(SAVED, number=number, state=said("with somebody")))
    tell(f"  {len(sent)} ideas sent to “{body.name}”")


async def _answers(company: Company) -> None:
    """Who answers for the body answers all that has an answer, one after the other as they stand there."""
    person = company.person(company.script.body.who)
    left = {each.idea: each for each in company.script.body.referrals if each.answer}
    while left:
        await _answers_one(company, left, len(left))
    tell(f"  {person.name} answered")


async def _answers_one(company: Company, left: dict[str, Referral], count: int) -> None:
    """The first that waits: its form says which it is."""
    person = company.person(company.script.body.who)
    head = said("Ideas that wait for your answer")
    await person.clicks(said("Yes, we will"), on=head, channel=BOT)
    form = await person.modal(said("Your answer"), timeout=PATIENCE)
    referral = left.pop(next(idea for idea in left if idea in form.text))
    await person.fills({said("Your answer"): said(referral.answer or ""), said("Why"): referral.why})
    await company.submits(person.name)
    answered = len([each for each in company.script.body.referrals if each.answer]) - count + 1
    so_many = rf"{head}(?:[\s\S]*{like(ANSWERED, state=said('answered')).pattern}){{{answered}}}"
    await person.sees(re.compile(so_many), channel=BOT, timeout=PATIENCE)


async def _posts(company: Company) -> None:
    """What became of ideas in a month is read and posted, with what the programme is linked with."""
    leads, linked = company.person(company.script.second_facilitator), company.script.body.linked
    head = said("You said, we did")
    await leads.clicks(said("Post it"), on=head, channel=BOT)
    await company.must_show(rf"^{re.escape(head)}\n[\s\S]*{re.escape(linked.does)}", "what became of ideas")
    tell(f"  {leads.name} posted what became of ideas in the month")


async def _is_done(company: Company) -> None:
    leads, done = company.person(company.script.second_facilitator), company.script.body.done
    number = await _opens(company, done.idea, "Record an answer")
    await leads.modal(said("Record an answer"), timeout=PATIENCE)
    await leads.fills({said("The answer"): said("It is done")})
    await company.submits(leads.name)
    await company.hears(leads.name, said(SAVED, number=number, state=said("answered")))
    tell(f"  idea {number} is done")


async def _says(company: Company) -> None:
    """Those whom it concerns say whether it helped."""
    says = company.script.body.done.says
    for each in says:
        person, pressed = company.person(each.who), said(each.presses)
        await person.clicks(pressed, on=said(WORKED), channel=BOT)
        await person.modal(said(WORKED), timeout=PATIENCE)
        await company.submits(each.who)
        kept = like("You said: {answer}. Until it is counted you can change that.", answer=pressed)
        await person.sees(kept, channel=BOT, timeout=PATIENCE)
    tell(f"  {len(says)} people said whether it worked")
