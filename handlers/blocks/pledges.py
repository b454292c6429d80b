"""The form of a pledge, and what a person is told after making one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coproduction.everywords import says_again_and_again
from coproduction.people import Rhythm
from coproduction.pledges import DIFFERENCE_LENGTH, PLEDGE_SHARED, WHAT_LENGTH, Pledge
from coproduction.service.arrivals import Why
from coproduction.service.pledges import Made
from coproduction.service.sharing import Shown
from coproduction.words import Text, Value, and_listed, day
from handlers import ids
from handlers.blocks.fields import date_input, person_input, text_input
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    asks,
    asks_about,
    button,
    context,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.mentions import mention
from handlers.blocks.text import brief, clock, on_one_line
from handlers.voice import Voice

_ASKED = {
    Rhythm.STANDARD: Text(
        "I will ask you 2 days before, on a weekday, at 10:00 or at the hour you chose. "
        "Is your date too close for that? Then I ask on the next weekday, even if your date has passed. "
        "No date? I ask after 2, 6 and 12 weeks."
    ),
    Rhythm.LIGHT: Text(
        "I will ask you 2 days before, on a weekday, at 10:00 or at the hour you chose. "
        "Is your date too close for that? Then I ask on the next weekday, even if your date has passed. "
        "No date? I ask once after 6 weeks."
    ),
    Rhythm.NONE: Text(
        "You stopped reminders, so I will not ask you about it. "
        "To get them again, type {/reminders} standard."
    ),
}
_NOBODY_ELSE = Text("Nobody else sees it, unless you share it later.")
_GROUP_READS = Text("The group can read this, because you share this pledge with them.")


def form(
    say: Voice,
    private: str,
    what: str = "",
    where: Sequence[Block] = (),
    rhythm: Rhythm = Rhythm.STANDARD,
) -> View:
    """What, and by when; `where` asks for which session it is, when that is not clear.

    `rhythm` is how often its person wants to be asked.
    """
    send, fields = say("I will do this"), [*where, *_fields(say, rhythm, _NOBODY_ELSE, what)]
    return modal(say, say("Your pledge"), ids.PLEDGE_FORM, send, private, fields)


def change_form(say: Voice, pledge: Pledge, rhythm: Rhythm) -> View:
    """The same fields with what stands in them now."""
    private, seen = ids.private(pledge.channel, pledge.id), _GROUP_READS if pledge.is_shared else _NOBODY_ELSE
    fields = _fields(say, rhythm, seen, pledge.what, pledge.by)
    return modal(say, say("Change your pledge"), ids.CHANGE_PLEDGE_FORM, say("Save"), private, fields)


def difference_form(say: Voice, pledge: Pledge, typed: str = "") -> View:
    """What difference it made, with what was `typed` of that before; closing the form says nothing."""
    seen = say(_GROUP_READS) if pledge.is_shared else say("Only you see this.")
    label = say("What difference did it make?")
    hint = say("A few words are enough. {seen}", seen=seen)
    had = pledge.difference or typed
    field = text_input(
        "difference", label, most=DIFFERENCE_LENGTH, multiline=True, optional=True, initial=had, hint=hint
    )
    private, blocks = ids.private(pledge.channel, pledge.id), [*_about(say, pledge), field]
    return modal(say, say("It is done"), ids.CLOSE_PLEDGE_FORM, say("Save"), private, blocks)


def hand_over_form(say: Voice, pledge: Pledge) -> View:
    """Whom to ask, and what follows."""
    told = say(
        "I ask them in private. They read this pledge, and say yes or no. Until they say yes, it stays yours."
    )
    who = person_input(say, "asked", say("Who could take it over?"))
    step = brief(pledge.first_step or "", 300)
    goes_along = paragraphs(say("They get your first step, too: “{step}”", step=step)) if step else []
    private = ids.private(pledge.channel, pledge.id)
    blocks = [*_about(say, pledge), section(told), *goes_along, who]
    return modal(say, say("Hand it over"), ids.HAND_OVER_FORM, say("Ask"), private, blocks)


def with_date(say: Voice, shown: str, pledge: Pledge) -> str:
    """A pledge with its date, if it has one."""
    return say("{pledge} (by {day})", pledge=shown, day=day(pledge.by)) if pledge.by else shown


def _about(say: Voice, pledge: Pledge) -> list[Block]:
    return paragraphs(say("“{pledge}”", pledge=brief(pledge.what, 300)))


def change_button(say: Voice, pledge: Pledge, about: str, number: int = 1) -> Block:
    """Opens the form that changes a pledge; `about` tells it from others, as `number` does in its message."""
    aloud = say("Change the pledge: {pledge}", pledge=about)
    return button(say("Change the pledge"), ids.at(ids.CHANGE_PLEDGE, number), pledge.id, aloud=aloud)


def let_go_button(say: Voice, pledge: Pledge, about: str, number: int) -> Block:
    """Lets a pledge go, which Slack asks about first."""
    fine = say("That is fine, and I ask for no reason. You have ten minutes to take it up again.")
    sure = asks_about(say, pledge.what, say("Let it go?"), fine, say("Yes, let it go"))
    aloud = say("Let it go: {pledge}", pledge=about)
    return button(say("Let it go"), ids.at(ids.LET_GO, number), pledge.id, aloud=aloud, confirm=sure)


def take_up_button(say: Voice, pledge: Pledge, about: str, number: int) -> Block:
    """The way back, for ten minutes."""
    aloud = say("Take it up again: {pledge}", pledge=about)
    return button(say("Take it up again"), ids.at(ids.TAKE_UP, number), pledge.id, aloud=aloud)


def easier_button(say: Voice, pledge: Pledge, about: str, number: int = 0) -> Block:
    """Opens the second form: first step, when and where, what may get in the way, a buddy."""
    label = say("Make it easier to keep")
    return button(label, ids.numbered(ids.EASIER, number), pledge.id, aloud=_aloud(say, label, about))


def share_button(say: Voice, pledge: Pledge, about: str, number: int = 0) -> Block:
    """Shows a pledge to the group, after a question; or its way back, where it is shared."""
    if pledge.is_shared:
        label = say("Make it private again")
        return button(
            label, ids.numbered(ids.KEEP_PRIVATE, number), pledge.id, aloud=_aloud(say, label, about)
        )
    told = say(
        "Everybody in the channel of your session can read this pledge, with your name, "
        "and later that it is done and what has changed. You can make it private again."
    )
    idea = say("They also read to which idea it belongs.") if pledge.idea else ""
    sure = asks(say, say("Share it with the group?"), f"{told} {idea}".strip(), say("Yes, share it"))
    label = say("Share with the group")
    id_, aloud = ids.numbered(ids.SHARE_PLEDGE, number), _aloud(say, label, about)
    return button(label, id_, pledge.id, aloud=aloud, confirm=sure)


def difference_button(say: Voice, pledge: Pledge, about: str, number: int, typed: str = "") -> Block:
    """Opens the form for what difference it made, when it is done, with words of this origin (`typed`)."""
    label = say("Change what you wrote") if pledge.difference else say("Say what difference it made")
    value = f"{pledge.id}|{typed}" if typed else pledge.id
    return button(label, ids.at(ids.CLOSE_PLEDGE, number), value, aloud=_aloud(say, label, about))


def hand_over_button(say: Voice, pledge: Pledge, about: str, number: int) -> Block:
    """Opens the form that asks somebody to take it over."""
    label = say("Hand it over")
    return button(label, ids.at(ids.HAND_OVER, number), pledge.id, aloud=_aloud(say, label, about))


def _aloud(say: Voice, label: str, about: str) -> str:
    return say("{answer}: {title}", answer=label, title=about)


def _fields(say: Voice, rhythm: Rhythm, seen: Text, what: str = "", by: date | None = None) -> list[Block]:
    """`seen`: who reads what is written."""
    small = say("One thing, in your own words. Small is fine. {seen}", seen=seen)
    return [
        text_input(
            "what",
            say("What will you do differently?"),
            most=WHAT_LENGTH,
            multiline=True,
            initial=what,
            hint=small,
        ),
        date_input(say, "by", say("By when?"), hint=say(_ASKED[rhythm]), initial=by),
    ]


def next_steps(say: Voice, pledge: Pledge) -> list[Block]:
    """What can be done after saving, and need not be."""
    seen = say("Everybody in {channel} can read it.", channel=f"<#{pledge.channel}>")
    told = context(seen if pledge.is_shared else say("Nobody else sees it. These two are up to you:"))
    about = brief(pledge.what, 35)
    return [told, actions(easier_button(say, pledge, about), share_button(say, pledge, about))]


_ONCE = Text(
    "I ask about it as about something that you do once. "
    "To be asked each time, press “Make it easier to keep”, and choose how often."
)
_NO_DATE = Text(
    'I found no date in your words. I read a day only after a "by", as in "by next Tuesday". '
    "To choose one, press “Change the pledge”."
)


def typed_steps(say: Voice, pledge: Pledge) -> list[Block]:
    """Which date was read in what was typed, and the ways to change all of it."""
    read = say("Your date is {day}.", day=day(pledge.by)) if pledge.by else say(_NO_DATE)
    about = brief(pledge.what, 45)
    ways = change_button(say, pledge, about), let_go_button(say, pledge, about, 1)
    once = [context(say(_ONCE))] if says_again_and_again(pledge.what) else []
    return [context(read), *once, actions(*ways)]


def made(say: Voice, pledge: Made) -> str:
    """What a person is told after pledging: when they will hear from the bot, if they want to."""
    saved = say("Thank you. I have saved your pledge: “{pledge}”.", pledge=on_one_line(pledge.pledge.what))
    if not pledge.asked_at:
        return saved
    if not pledge.wants_reminders:
        return f"{saved} {say('You asked for no reminders, so I will not ask you about it.')}"
    days = (_local_day(at, pledge.zone) for at in pledge.asked_at)
    when = and_listed(Text("{day}", day=each) for each in days)  # translators: a day in a list of days
    asks = (
        Text("Your date is close, so I will ask you afterwards how it went: privately, on {when} at {time}.")
        if pledge.is_asked_after
        else Text("I will ask you privately how it is going, on {when} at {time}.")
    )
    at = min(pledge.asked_at).astimezone(ZoneInfo(pledge.zone))
    told = say(asks, when=when, time=clock(at))
    later = say(_LATER[pledge.why]) if pledge.why in _LATER else ""
    return " ".join(
        filter(None, (saved, told, later, say(_IF_THEY_CHANGE), say("To stop reminders, type {/stop}.")))
    )


_IF_THEY_CHANGE = Text("If you change how often I ask, you see the new days with {/mine}.")
_LATER = {
    Why.AWAY: Text("It is then, because you are away before."),
    Why.BUDGET: Text("It is then, because you get one reminder a week at most."),
}


def _local_day(at: datetime, zone: str) -> Value:
    return day(at.astimezone(ZoneInfo(zone)).date())


def shared(say: Voice, shown: Shown, names: Mapping[str, str]) -> Drawing:
    """The card in the channel; a pledge that is private again leaves none of its words there."""
    pledge = shown.pledge
    if pledge is None:
        return Drawing.of_words(say, say("This pledge is not shared any more."))
    who = section(say("{person} shares a pledge:", person=mention(pledge.person, names)))
    blocks = [who, *paragraphs(with_date(say, say("“{pledge}”", pledge=pledge.what), pledge))]
    if shown.idea:
        blocks.append(context(say("It belongs to idea {number}.", number=shown.idea)))
    if shown.is_done:
        blocks.append(section(say("*It is done.*")))
        if pledge.difference:
            blocks += paragraphs(say("What difference it made: {words}", words=pledge.difference))
    return Drawing.of(say, blocks)


def _who(shown: Shown) -> Iterable[str]:
    return (shown.pledge.person,) if shown.pledge else ()


DRAWINGS = (MessageDrawing(PLEDGE_SHARED, shared, _who, waits_for_names=False),)


_OWN, _OWN_NUMBERED = (
    Text("Your pledge, in your own words:"),
    Text("Pledge {number}, in your own words:"),
)
_TAKEN, _TAKEN_NUMBERED = Text("The pledge that you took over:"), Text("Pledge {number}, that you took over:")


def taken_over(say: Voice, pledge: Pledge, names: Mapping[str, str]) -> str:
    """Who handed a pledge over, and on which day where its person lives; nothing of one's own."""
    if pledge.taken_from is None or pledge.taken_at is None:
        return ""
    person = names.get(pledge.taken_from) or say("somebody")
    return say(
        "You took this pledge over from {person} on {day}.", person=person, day=day(pledge.taken_at.date())
    )


def quoted(say: Voice, pledge: Pledge, most: int = WHAT_LENGTH, number: int = 0) -> list[Block]:
    """A pledge in its own words, of which `most` characters are shown; `number` tells it from others."""
    words = say("“{pledge}”", pledge=brief(pledge.what, most))
    own, taken = (_OWN_NUMBERED, _TAKEN_NUMBERED) if number else (_OWN, _TAKEN)
    title = say((taken if pledge.taken_from else own).filled(number=number))
    blocks = [section(title), *paragraphs(with_date(say, words, pledge))]
    if pledge.first_step:
        blocks += paragraphs(say("First step: {step}", step=brief(pledge.first_step, most)))
    return blocks
