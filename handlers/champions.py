"""Inviting champions: one form for the words and for whom; they answer in private, or name another."""

from dataclasses import replace

from coproduction.champions import FIELDS, ChampionOffer, InvitationState
from coproduction.errors import Refusal
from coproduction.service import championlists as lists
from coproduction.service import champions, stakeholders
from coproduction.service.champions import DOING
from coproduction.words import Text
from handlers import leadids
from handlers.askings import require_a_person
from handlers.blocks import championlists
from handlers.blocks import champions as blocks
from handlers.blocks.text import brief
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.markup import unmentioned
from handlers.edge.reply import Reply, answer

_LEAD = Audience.FACILITATORS
_SAID = {leadids.CHAMPION_YES: InvitationState.ACCEPTED, leadids.CHAMPION_NOT_NOW: InvitationState.NOT_NOW}
_HOW = Text(
    "To invite somebody, type {/champion} @name in the channel of your programme. "
    "Choose one person from the list that Slack shows."
)
_TAKEN_BACK = Text("I ask {person} no more. If they have the invitation already, it says so now.")
_THANKS = Text("Thank you. I have told who invited you. They decide whether to ask this person.")


async def invite(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro champion [@name]: the form"""
    words = unmentioned(command.markup).split()[1:]
    if len(command.mentions) > 1 or any(word.strip(".,;") for word in words):
        raise Refusal(_HOW)
    return await _form(desk, command, command.channel or "", *command.mentions)


async def press(desk: Desk, click: Click) -> Reply:
    """The form, from a button that says for which programme, and perhaps whom."""
    channel, _, person = click.value.partition(":")
    return await _form(desk, click, channel, person)


async def _form(desk: Desk, heard: Heard, channel: str, person: str = "") -> Reply:
    actor = await desk.directory.actor(heard.person, heard.channel)
    ready = await desk.read(lambda memory: champions.ready(memory, actor, channel))
    return Reply(view=blocks.form(await desk.voice(actor.id), ready, person))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form; of who took themselves off the list of people to ask it is shown once more first."""
    actor, channel, asked = (
        await desk.directory.actor(form.person, form.channel),
        form.channel or "",
        form.values.get("asked") or "",
    )
    left, place = await desk.read(
        lambda memory: (
            stakeholders.has_left(memory, actor, channel, asked),
            champions.ready(memory, actor, channel),
        )
    )
    if not left:
        return await keep(desk, form)
    had = replace(place, offer=ChampionOffer(channel, **_words(form)))
    return Reply(view=blocks.form(await desk.voice(actor.id), had, asked, has_left=True))


def _words(form: Submission) -> dict[str, str]:
    return {field: form.required(field) for field in FIELDS}


async def keep(desk: Desk, form: Submission) -> Reply:
    """The words are kept; whoever was chosen is invited in private."""
    actor, now, channel = (
        await desk.directory.actor(form.person, form.channel),
        desk.clock(),
        form.channel or "",
    )
    words, asked = _words(form), form.values.get("asked")
    if asked:
        await require_a_person(desk, asked)
    kept = await desk.write(
        lambda memory: champions.keep(memory, now, actor, channel, form.origin, words, asked)
    )
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, [asked] if asked else [], desk.directory.patience.soon)
    return Reply(words=blocks.kept(say, kept, names))


async def press_listed(desk: Desk, click: Click) -> Reply:
    """Whom the programme has invited, or another page of it."""
    return await _listed(desk, click, click.value, max(click.position, 0))


async def _listed(desk: Desk, click: Click, channel: str, page: int = 0, note: Text | None = None) -> Reply:
    actor = await desk.directory.actor(click.person, click.channel)
    found = await desk.read(lambda memory: lists.listed(memory, actor, channel))
    return Reply(view=championlists.listing(await desk.voice(actor.id), channel, found, actor.id, page, note))


async def take_back(desk: Desk, click: Click) -> Reply:
    """Ask this person no more: whoever invited them; in the list, that as it is then."""
    actor = await desk.directory.participant(click.person, click.channel)
    taken = await desk.write(lambda memory: champions.take_back(memory, actor, click.value))
    say = await desk.voice(actor.id)
    names = await desk.directory.names(say, [taken.asked], desk.directory.patience.soon)
    told = _TAKEN_BACK.filled(person=brief(names[taken.asked], 100))
    if click.position > 0:
        return await _listed(desk, click, taken.channel, note=told)
    return answer(say, told)


async def say_whether(desk: Desk, click: Click) -> Reply:
    """Yes, or not now: the invitation itself shows what was answered."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    said = _SAID[click.action]
    await desk.write(lambda memory: champions.answer(memory, now, actor, click.value, said))
    return Reply()


async def press_also(desk: Desk, click: Click) -> Reply:
    """Suggest somebody else: first, whom."""
    actor = await desk.directory.participant(click.person, click.channel)
    found = await desk.read(lambda memory: champions.theirs(memory, actor, click.value))
    return Reply(view=blocks.also_form(await desk.voice(actor.id), found))


async def submit_also(desk: Desk, form: Submission) -> Reply:
    """Whom: told to who invited, and to nobody else."""
    actor, now, named = (
        await desk.directory.participant(form.person, form.channel),
        desk.clock(),
        form.required("asked"),
    )
    if not named:
        raise Refusal("Please choose somebody.", "asked")
    await require_a_person(desk, named)
    await desk.write(lambda memory: champions.suggest(memory, now, actor, form.subject, named))
    return answer(await desk.voice(actor.id), _THANKS)


NOUN = Noun(
    verbs=(
        Verb(
            "champion",
            _LEAD,
            Text("@name"),
            Text("invite a new champion"),
            invite,
            doing=DOING,
            of_programme=True,
            more=Text(
                "They read in private what you ask and what they get, and say yes or not now. "
                "It is the one message that they get unasked that week."
            ),
        ),
    ),
    clicks=(
        OnClick(leadids.INVITE_CHAMPION, _LEAD, press, doing=DOING),
        OnClick(leadids.CHAMPIONS, _LEAD, press_listed, doing=DOING),
        OnClick(leadids.TAKE_BACK_CHAMPION, Audience.EVERYONE, take_back),
        OnClick(leadids.CHAMPION_YES, Audience.EVERYONE, say_whether),
        OnClick(leadids.CHAMPION_NOT_NOW, Audience.EVERYONE, say_whether),
        OnClick(leadids.CHAMPION_ALSO, Audience.EVERYONE, press_also),
    ),
    submissions=(
        OnSubmit(leadids.CHAMPION_FORM, _LEAD, submit, doing=DOING),
        OnSubmit(leadids.CHAMPION_LOOKED_FORM, _LEAD, keep, doing=DOING),
        OnSubmit(leadids.CHAMPION_ALSO_FORM, Audience.EVERYONE, submit_also),
    ),
)
