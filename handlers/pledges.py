"""Pledges: made by a command or after the closing question, changed, let go and taken up again."""

from dataclasses import replace
from datetime import date

from coproduction.deadlines import is_deadline
from coproduction.people import Actor
from coproduction.pledges import Pledge, what_of
from coproduction.ports import Memory
from coproduction.service import notes, pledgeends, pledges, sharing
from coproduction.service.people import known
from coproduction.statedwords import more_than_done
from coproduction.words import Text
from handlers import home, ids
from handlers.blocks import pledges as blocks
from handlers.blocks.followups import stopped
from handlers.blocks.kit import Drawing, context, section
from handlers.blocks.places import asks_where
from handlers.blocks.sooner import asked_sooner
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.mistaken import FOR_MINE
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import apart, unquoted
from handlers.edge.unnamedwords import nameless
from handlers.unposted import unposted
from handlers.whereabouts import Whereabouts, pressed_for, target, whereabouts

_SAME = Text("Your pledge says that already, so nothing has changed.")
_AGAIN = Text(
    "You have just made this pledge, so I count it once. Do you mean a second one? Send it again in a minute."
)

_SHARED = Text("I am sharing your pledge in {channel}, with your name.")
_SHARED_BEFORE = Text("Your pledge is shared in {channel} already.")
_PRIVATE = Text("Your pledge is private again. Its words are taken away in {channel}.")
_PRIVATE_BEFORE = Text("Your pledge is private already. Nobody in {channel} can read it.")
_ONLY_YOU = Text(
    "A pledge is private. Only you see it, unless you share it with the group. "
    "I keep your name with it, because I may ask you how it goes."
)
_KEPT = Text("Thank you. I have kept your words with your pledge.")
_NO_WORDS = Text("Thank you. Your pledge is done, without more words.")


async def type_pledge(desk: Desk, command: Command, rest: str) -> Reply:
    """/pledge with words: kept at once, with the day at their end ("by Friday").

    Bare, or where it is open for which session it is, the form. So it is for who asks to leave their name
    out: it tells them who sees it.
    """
    unnamed, where = nameless(rest), await whereabouts(desk, command)
    words = without_quotes(rest, desk.clock().date()) if unnamed is None else unnamed
    what = what_of(words) if words else ""
    if not what or unnamed is not None or len(where.places) > 1:
        return await _asks(desk, command, where, what, is_nameless=unnamed is not None)
    actor, now = await desk.directory.participant(command.person, command.channel), desk.clock()

    def make(memory: Memory) -> pledges.Made:
        form = pledges.PledgeForm(what, None, command.origin, is_typed=True, opened_at=now)
        return pledges.make(memory, now, actor, where.places[0].channel, form)

    return await _told(desk, actor, await desk.write(make), shows_date=True)


def without_quotes(typed: str, today: date) -> str:
    """What was typed without quotes around all of it but its day, which then stands behind it."""
    before, pieces, others = apart(typed)
    beside = [*filter(None, [before]), *others]
    if len(pieces) == 1 and len(beside) == 1 and is_deadline(beside[0], today):
        return f"{pieces[0]} {beside[0]}"
    return unquoted(typed)


async def press_new(desk: Desk, click: Click) -> Reply:
    """Make a pledge, pressed on Home, in a step or below the words at the end of a session."""
    return await _asks(desk, click, await pressed_for(desk, click))


async def _asks(
    desk: Desk, heard: Heard, found: Whereabouts, what: str = "", *, is_nameless: bool = False
) -> Reply:
    """The form. Somebody's only programme is meant, wherever they act; of several they choose one first."""
    say = await desk.voice(heard.person)
    where = replace(found, is_clear=len(found.places) == 1)
    asked = [] if where.is_clear else asks_where(say, where.places)
    if is_nameless:
        asked = [context(say(_ONLY_YOU)), *asked]
    rhythm = (await desk.read(lambda memory: known(memory, Actor(heard.person)))).rhythm
    carried = ids.since(where.carried(heard), heard.since or desk.clock())
    return Reply(view=blocks.form(say, carried, what, asked, rhythm))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    filled, channel = _filled(form), await target(desk, form)
    made = await desk.write(lambda memory: pledges.make(memory, now, actor, channel, filled))
    is_read = not filled.by and made.pledge.by is not None
    return await _told(desk, actor, made, shows_date=is_read)


async def _told(desk: Desk, actor: Actor, made: pledges.Made, *, shows_date: bool) -> Reply:
    """What was saved, and what can be done with it; the date where it was looked for in the words."""
    say = await desk.voice(actor.id)
    if made.is_again:
        return answer(say, _AGAIN)
    read = blocks.typed_steps(say, made.pledge) if shows_date else []
    asked = asked_sooner(say, made) if made.wants_reminders else stopped(say)
    below = [*asked, *read, *blocks.next_steps(say, made.pledge)]
    return answer(say, blocks.made(say, made), *below)


async def press_change(desk: Desk, click: Click) -> Reply:
    """Change the pledge, pressed on a nudge or where one's own things stand."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge, person = await desk.read(
        lambda memory: (pledges.changeable(memory, actor, click.value), known(memory, actor))
    )
    return Reply(view=blocks.change_form(await desk.voice(actor.id), pledge, person.rhythm))


async def submit_change(desk: Desk, form: Submission) -> Reply:
    """The form with other words or another day."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    changed = _filled(form)
    made = await desk.write(lambda memory: pledges.change(memory, now, actor, form.subject, changed))
    say = await desk.voice(actor.id)
    told = say(_SAME) if made.is_same else blocks.made(say, made)
    is_read = not (made.is_same or changed.by) and made.pledge.by is not None
    read = blocks.typed_steps(say, made.pledge) if is_read else []
    return answer(say, told, *asked_sooner(say, made), *read, *blocks.next_steps(say, made.pledge))


def _filled(form: Submission) -> pledges.PledgeForm:
    what, by = form.required("what"), form.values.get("by")
    return pledges.PledgeForm(what, by, form.origin, is_typed=True, opened_at=form.since)


async def press_share(desk: Desk, click: Click) -> Reply:
    """Show the pledge to the group."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    pledge, is_new = await desk.write(lambda memory: sharing.share(memory, now, actor, click.value))
    return await _seen(desk, click, actor, pledge, _SHARED if is_new else _SHARED_BEFORE)


async def press_private(desk: Desk, click: Click) -> Reply:
    """Make it private again."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge, is_new = await desk.write(lambda memory: sharing.keep_private(memory, actor, click.value))
    return await _seen(desk, click, actor, pledge, _PRIVATE if is_new else _PRIVATE_BEFORE)


async def _seen(desk: Desk, click: Click, actor: Actor, pledge: Pledge, words: Text) -> Reply:
    """Who sees it now: in the list where it was pressed, or in words of its own with the way back."""
    if click.position > 0:
        return await home.again(desk, click, actor)
    say = await desk.voice(actor.id)
    told = section(say(words, channel=f"<#{pledge.channel}>"))
    later = await unposted(desk, say, pledge.channel) if pledge.is_shared else []
    return Reply(words=Drawing.of(say, [told, *later, *blocks.next_steps(say, pledge)]), replaces=True)


async def press_difference(desk: Desk, click: Click) -> Reply:
    """Say what difference it made, pressed where a pledge is done."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge_id, _, typed = click.value.partition("|")
    pledge, words = await desk.read(
        lambda memory: (pledges.changeable(memory, actor, pledge_id), notes.words_of(memory, actor, typed))
    )
    return Reply(view=blocks.difference_form(await desk.voice(actor.id), pledge, more_than_done(words)))


async def submit_difference(desk: Desk, form: Submission) -> Reply:
    """The form; left empty, it says that there is nothing to say."""
    actor, words = await desk.directory.participant(form.person, form.channel), form.values.get("difference")
    pledge = await desk.write(lambda memory: pledgeends.close(memory, actor, form.subject, words))
    return answer(await desk.voice(actor.id), _KEPT if pledge.difference else _NO_WORDS)


NOUN = Noun(
    verbs=(
        Verb(
            "pledge",
            Audience.EVERYONE,
            Text("Visit one new parent"),
            Text("pledge to do one thing differently"),
            type_pledge,
            True,
            mistaken=FOR_MINE,
            more=Text(
                "A day at the end is its date: “by Friday” or “by 12 December”. "
                "Do you want to do it more than once? Save it, and press “Make it easier to keep”. "
                "You can choose every week, every two weeks or every month, until a day you choose. "
                "To change or stop that, press it again in {/mine}."
            ),
        ),
    ),
    clicks=(
        OnClick(ids.NEW_PLEDGE, Audience.EVERYONE, press_new),
        OnClick(ids.CHANGE_PLEDGE, Audience.EVERYONE, press_change),
        OnClick(ids.SHARE_PLEDGE, Audience.EVERYONE, press_share),
        OnClick(ids.KEEP_PRIVATE, Audience.EVERYONE, press_private),
        OnClick(ids.CLOSE_PLEDGE, Audience.EVERYONE, press_difference),
    ),
    submissions=(
        OnSubmit(ids.PLEDGE_FORM, Audience.EVERYONE, submit),
        OnSubmit(ids.CHANGE_PLEDGE_FORM, Audience.EVERYONE, submit_change),
        OnSubmit(ids.CLOSE_PLEDGE_FORM, Audience.EVERYONE, submit_difference),
    ),
)
