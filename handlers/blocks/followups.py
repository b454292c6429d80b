"""The nudge that quotes a pledge, and what its person can do with it."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.errors import Refusal
from coproduction.followups import NUDGE, PUT_OFF_DAYS, Reply
from coproduction.plans import SENTENCE_LENGTH
from coproduction.pledges import WHAT_LENGTH, Pledge
from coproduction.service.nudgecards import NudgeNote
from coproduction.words import Text, day, several
from handlers import ids
from handlers.blocks.coming import ask_again
from handlers.blocks.fitting import as_many
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    button,
    context,
    header,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.mentions import mention
from handlers.blocks.notes import own_words
from handlers.blocks.nudgemenus import PUT_OFF, menu, way_back
from handlers.blocks.plans import sentence
from handlers.blocks.pledges import difference_button, quoted, taken_over
from handlers.blocks.recurring import kept
from handlers.blocks.text import brief
from handlers.voice import Voice

_SHORT = 200  # characters of a pledge that shares its message with others
REPLIES = (Reply.DONE, Reply.WORKING, Reply.STUCK)
LABELS = {Reply.DONE: Text("Done"), Reply.WORKING: Text("Working on it"), Reply.STUCK: Text("Stuck")}
_ALOUD = {
    Reply.DONE: Text("Done: {pledge}"),
    Reply.WORKING: Text("Working on it: {pledge}"),
    Reply.STUCK: Text("Stuck: {pledge}"),
}
_THANKS = {
    Reply.DONE: Text("You said: *Done*. Thank you. Somebody's life is a little easier because of you."),
    Reply.WORKING: Text("You said: *Working on it*. Thank you for carrying on."),
    Reply.STUCK: Text("You said: *Stuck*. That is OK. Nobody else knows that it was you."),
}
_ONLY_YOU = Text("Only you see this. Facilitators see totals, not who answered what.")
_ONLY_ASKED = Text("Only you and the people you asked for help know that you are stuck.")
_SHARED = Text("Of a pledge that you share, the group also sees when it is done, and what has changed.")
_STUCK_AND_KNOWN = Text("You said: *Stuck*. That is OK.")
_STOPS = Text("I have asked you twice and have no answer yet. That is OK. I will stop asking about this.")
_IN_WORDS = Text("You answered in your own words. Thank you. I will go on asking.")
_LAST_IN_WORDS = Text(
    "You answered in your own words. Thank you. I have no other day on which to ask about this."
)


def nudge(say: Voice, shown: NudgeNote, names: Mapping[str, str], along: Sequence[Block] = ()) -> Drawing:
    """What is asked about pledges, in the person's own words, and what they answered; what goes along."""
    every = (shown, *shown.others)
    if not shown.number:
        asks = Text("How is the pledge going?") if shown.whose else Text("How is your pledge going?")
        blocks = [header(say(asks)), *asked(say, shown, names), *_only(say, every), *along]
        return Drawing.of(say, blocks)
    parts = [(1, asked(say, each, names, each.number)) for each in every]

    def ending(left: int) -> list[Block]:
        more = several(
            left,
            "And {n} more pledge. To see all, type {/mine}.",
            "And {n} more pledges. To see all, type {/mine}.",
        )
        return [*([context(say(more))] if left else []), *_only(say, every), *along]

    return Drawing.of(say, as_many([header(say("How are your pledges going?"))], parts, ending))


def _only(say: Voice, every: Iterable[NudgeNote]) -> list[Block]:
    """Who sees the answers; nothing where nothing is asked any more."""
    if all(each.pledge.person != each.follow_up.person or each.pledge.is_withdrawn for each in every):
        return []
    told = say(_ONLY_ASKED if any(each.has_told for each in every) else _ONLY_YOU)
    is_shared = any(each.pledge.is_shared and not each.pledge.is_withdrawn for each in every)
    return [context(" ".join([told, say(_SHARED)] if is_shared else [told]))]


def asked(say: Voice, shown: NudgeNote, names: Mapping[str, str], number: int = 0) -> list[Block]:
    """The question about one pledge; `number` tells it from others in its message, 0 where it is alone."""
    pledge, follow_up = shown.pledge, shown.follow_up
    if pledge.person != follow_up.person:
        which = say("Pledge {number}:", number=number) if number else ""
        handed = say("You handed this pledge over. I will not ask you about it again.")
        return [section(f"{which} {handed}".strip())]
    blocks = [*_for_whom(say, shown, names), *_quoted(say, shown, number), _why(say, shown, names)]
    if pledge.is_withdrawn:
        stop = [] if shown.wants_reminders else stopped(say)
        return [*blocks, *way_back(say, shown, number), *stop]
    blocks += [*_since(say, shown), *_where_it_stands(say, shown, number), *own_words(say, shown.notes)]
    blocks += _after_answer(say, shown, names, number)
    return [*blocks, *_buttons(say, shown, number)]


def _for_whom(say: Voice, shown: NudgeNote, names: Mapping[str, str]) -> list[Block]:
    """Whose pledge it is, where its person has no Slack and another is asked."""
    if shown.whose is None:
        return []
    who = mention(shown.whose, names)
    words = Text("This pledge is {person}’s. Please ask them, and answer for them here.", person=who)
    return [section(say(words))]


def _quoted(say: Voice, shown: NudgeNote, number: int) -> list[Block]:
    """The pledge in its person's words, the plan that they confirmed, and how often they keep it."""
    words = quoted(say, shown.pledge, _SHORT if number else WHAT_LENGTH, number)
    if shown.pledge.is_withdrawn:
        return words
    plan = sentence(say, shown.plan, _SHORT if number else SENTENCE_LENGTH)
    return [*words, *plan, *kept(say, shown.recurrence)]


def _where_it_stands(say: Voice, shown: NudgeNote, number: int) -> list[Block]:
    """What was answered, or why there is no answer."""
    if shown.follow_up.reply:
        told = [section(say(thanks(shown.follow_up.reply, has_told=shown.has_told)))]
        return [*told, ask_again(say, shown.next)] if shown.next and shown.wants_reminders else told
    if not shown.wants_reminders:
        return [section(say("You asked me to stop reminders. I will not ask again."))]
    if shown.again:
        return [ask_again(say, shown.again)]
    return _farewell(say, shown, number) if shown.follow_up.is_farewell else []


def _after_answer(say: Voice, shown: NudgeNote, names: Mapping[str, str], number: int) -> list[Block]:
    """What difference it made, or who may help."""
    follow_up = shown.follow_up
    if follow_up.reply is Reply.DONE:
        return difference(say, shown.pledge, number or ids.ON_NUDGE)
    if follow_up.reply is not Reply.STUCK:
        return []
    facilitator, has_asked, at = shown.facilitator, shown.has_asked, max(number, 1)
    return help_with(say, shown.pledge, follow_up.id, facilitator, names, has_asked=has_asked, number=at)


def _farewell(say: Voice, shown: NudgeNote, number: int) -> list[Block]:
    """The last time without an answer: nobody asks for ever."""
    if shown.notes and shown.goes_on:
        return [section(say(_IN_WORDS))]
    told = say(_LAST_IN_WORDS if shown.notes else _STOPS)
    aloud = say("Go on asking: {pledge}", pledge=brief(shown.pledge.what, 45))
    id_ = ids.numbered(ids.GO_ON, number)
    return [section(told), actions(button(say("Go on asking"), id_, shown.follow_up.id, aloud=aloud))]


def _why(say: Voice, shown: NudgeNote, names: Mapping[str, str]) -> Block:
    """Who asks and why: the programme, and the session in which it was promised, whose title is no markup; or
    who handed it over.
    """
    where, on = f"<#{shown.pledge.channel}>", shown.made_on
    if taken := taken_over(say, shown.pledge, names):
        why = context(say("I ask for {channel}.", channel=where))
        why["elements"].append(plain(taken))
        return why
    if on is None:
        return context(say("I ask for {channel}.", channel=where))
    if shown.session is None:
        words = say("I ask for {channel}, because you pledged it on {day}.", channel=where, day=day(on))
        return context(words)
    why = context(say("I ask for {channel}.", channel=where))
    story = say("You pledged it on {day}, in the session “{title}”.", day=day(on), title=shown.session)
    why["elements"].append(plain(story))
    return why


_MADE = Text("What difference did it make? Write it to me in a few words, or leave it.")
_MADE_SHARED = Text(
    "What difference did it make? Your group reads this pledge, and what you write with this button, too."
)


def difference(say: Voice, pledge: Pledge, number: int) -> list[Block]:
    """What has changed because it is done: asked, which may wait, or as they told it."""
    told = said_difference(say, pledge) or [section(say(_MADE_SHARED if pledge.is_shared else _MADE))]
    return [*told, actions(difference_button(say, pledge, brief(pledge.what, 45), number))]


def _since(say: Voice, shown: NudgeNote) -> list[Block]:
    """What has become different since the promise, and since the question before this one."""
    said = []
    if shown.is_today:
        said.append(say("Today is the date that you chose."))
    if shown.is_past:
        said.append(say("The date that you chose is past. How did it go?"))
    if shown.is_last:
        said.append(say("This is the last time that I ask about this, as you chose. How did it go?"))
    if shown.said_before:
        said.append(say("Last time you said: *{reply}*.", reply=LABELS[shown.said_before]))
    return [section(" ".join(said))] if said else []


def help_with(
    say: Voice,
    pledge: Pledge,
    follow_up: str,
    facilitator: str | None,
    names: Mapping[str, str],
    *,
    has_asked: bool,
    number: int = 1,
) -> list[Block]:
    """Whom to ask for help, by name; nothing is sent before the person has read and sent it."""
    if facilitator is None:
        return []
    name = names[facilitator]
    if has_asked:
        return paragraphs(say("You asked {person} for help.", person=name))
    ask = say("Ask {person} for help", person=brief(name, 40))
    aloud = say("Ask {person} for help: {pledge}", person=brief(name, 30), pledge=brief(pledge.what, 50))
    id_ = ids.at(ids.ASK_FOR_HELP, number)
    return [actions(button(ask, id_, follow_up, style="primary", aloud=aloud))]


def answers(say: Voice, action: str, value: str, about: str, given: Reply | None) -> list[Block]:
    """A button for each answer but the one that was given; `about` tells a pledge from others, aloud."""
    return [
        button(say(LABELS[reply]), ids.at(action, index), value, aloud=say(_ALOUD[reply], pledge=about))
        for index, reply in enumerate(REPLIES)
        if reply is not given
    ]


def not_now(say: Voice, action: str, follow_up: str) -> list[Block]:
    """The buttons that put a question off."""
    return [button(say(PUT_OFF[days]), ids.at(action, days), follow_up) for days in PUT_OFF_DAYS]


def stopped(say: Voice) -> list[Block]:
    """The way back after "stop"."""
    return [actions(button(say("Turn reminders on again"), ids.REMIND_AGAIN))]


def said_difference(say: Voice, pledge: Pledge) -> list[Block]:
    """What difference it made, where its person has said so."""
    if not pledge.difference:
        return []
    return paragraphs(say("What difference it made: {words}", words=pledge.difference))


def thanks(reply: Reply, *, has_told: bool = False) -> Text:
    """What is said to an answer; `has_told`: they have asked somebody for help with the pledge."""
    return _STUCK_AND_KNOWN if has_told and reply is Reply.STUCK else _THANKS[reply]


def reply_at(position: int) -> Reply:
    """The answer of the button in this place, or a Refusal."""
    if not 0 <= position < len(REPLIES):
        raise Refusal("There is no such answer. Please press one of the buttons.")
    return REPLIES[position]


def _buttons(say: Voice, shown: NudgeNote, number: int) -> list[Block]:
    """The answers, which may always change, and one menu with all else; or the way back after "stop"."""
    follow_up, about = shown.follow_up, brief(shown.pledge.what, 45)
    action = ids.numbered(ids.REPLY, number)
    row = actions(*answers(say, action, follow_up.id, about, follow_up.reply), menu(say, shown, number))
    return [row] if shown.wants_reminders else [row, *stopped(say)]


def _named(shown: NudgeNote) -> Iterable[str]:
    every = (shown, *shown.others)
    return filter(
        None, [who for each in every for who in (each.facilitator, each.pledge.taken_from, each.whose)]
    )


DRAWINGS = (MessageDrawing(NUDGE, nudge, _named, together=nudge),)
