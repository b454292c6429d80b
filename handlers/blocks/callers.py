"""The form in which a facilitator enters what somebody in the call says who has no Slack."""

from collections.abc import Mapping
from types import MappingProxyType

from coproduction.callers import ALIAS_LENGTH, Caller
from coproduction.checkins import MOODS, WORD_LENGTH
from coproduction.ideas import TEXT_LENGTH
from coproduction.people import PERSPECTIVE_NAMES, SECTOR_NAMES, UNTOLD_NAMES
from coproduction.pledges import WHAT_LENGTH
from coproduction.polls import RATHER_NOT, SCALE, SCALE_TEN, Poll
from coproduction.questions import names_of
from coproduction.service.callers import Entered, Ready
from coproduction.sessions import Session
from coproduction.words import Text, listed
from handlers import ids, leadids
from handlers.blocks.fields import boxes, date_input, menu, person_input, text_input
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.text import brief, clip
from handlers.voice import Voice

WITHOUT_SLACK = Text("Enter for somebody without Slack")
POLL = "poll"  # begins the field of a poll
TICKED = "yes"
_WHAT = Text(
    "For somebody in the call who has no Slack. It counts like everybody's answer. "
    "The report says how many ideas, pledges and seats in groups came this way. Fill in only what they said."
)
_NOT_ANONYMOUS = Text(
    "Anonymous polls are not here. Whoever enters an answer knows it, so nobody can do it for them."
)
_NEW = Text(
    "A short name is enough. Everybody here can see it. For somebody in the list, this changes their name."
)
_LOST = Text(
    "Their pledges are let go, so I ask about them no more. What they said stays in totals, but nobody can "
    "tell any more that it was theirs. This cannot be undone."
)
_BETWEEN = Text(
    "No session is live here, so nobody can check in now. "
    "Ideas, pledges and answers to open polls can be entered all the same."
)
_FIRST = Text("A short name is enough. Everybody here can see it.")


def enter_for(say: Voice, session: Session) -> Block:
    """The button that opens the form."""
    aloud = say("{label}: {title}", label=say(WITHOUT_SLACK), title=session.title)
    return button(say(WITHOUT_SLACK), leadids.CALLERS, session.id, aloud=aloud)


def form(
    say: Voice,
    channel: str,
    ready: Ready,
    typed: str = "",
    names: Mapping[str, str] = MappingProxyType({}),
) -> View:
    """Who, and what they said. `typed` is an alias: who has it is chosen, else it stands as a new one."""
    meant = next((each for each in ready.callers if each.alias.casefold() == typed.casefold()), None)
    between = [] if ready.session else [section(say(_BETWEEN))]
    blocks = [*between, section(say(_WHAT)), *_who(say, ready, meant, "" if meant else typed)]
    if ready.session:
        blocks += _arriving(say, names)
    blocks.append(text_input("idea", say("Their idea"), most=TEXT_LENGTH, multiline=True, optional=True))
    blocks += [_poll(say, poll) for poll in ready.polls]
    if ready.has_anonymous:
        blocks.append(context(say(_NOT_ANONYMOUS)))
    blocks += [*_pledge(say), *_out(say, ready)]
    return modal(say, say("Without Slack"), leadids.CALLER_FORM, say("Enter"), ids.private(channel), blocks)


def _who(say: Voice, ready: Ready, meant: Caller | None, alias: str) -> list[Block]:
    agrees = {TICKED: say("They said yes to this name, and that I keep what they say")}
    known = {each.id: each.alias for each in ready.callers}
    chosen = meant.id if meant else ""
    who = [menu(say, "who", say("Who is it?"), known, initial=chosen, optional=True)] if known else []
    if not known:  # so they are new, and both are needed
        first = text_input("alias", say("Their name"), most=ALIAS_LENGTH, hint=say(_FIRST), initial=alias)
        return [first, boxes("agrees", say("Did they agree?"), agrees, ())]
    label, hint = say("Their name, if they are new"), say(_NEW)
    return [
        *who,
        text_input("alias", label, most=ALIAS_LENGTH, hint=hint, optional=True, initial=alias),
        boxes("agrees", say("If they are new: did they agree?"), agrees, (), optional=True),
    ]


def _arriving(say: Voice, names: Mapping[str, str]) -> list[Block]:
    moods = {str(mood): say("{number} – {mood}", number=mood, mood=name) for mood, name in MOODS.items()}
    sectors = {code: say(name) for code, name in (SECTOR_NAMES | UNTOLD_NAMES).items()}
    known = {each.value: names.get(each, "") or say(words) for each, words in PERSPECTIVE_NAMES.items()}
    return [
        menu(say, "sector", say("Who are they here as?"), sectors, optional=True),
        menu(say, "perspective", say("How do they know the service?"), known, optional=True),
        menu(say, "mood", say("How are they today?"), moods, optional=True),
        text_input("word", say("How do they feel? A word or a few."), most=WORD_LENGTH, optional=True),
    ]


def _poll(say: Voice, poll: Poll) -> Block:
    """A poll as a menu of its answers, in the words of its card."""
    label = say("Their answer: {question}", question=brief(say.of(poll.asks), 100))
    return menu(say, f"{POLL}/{poll.id}", label, _answers(say, poll), optional=True)


def _answers(say: Voice, poll: Poll) -> dict[str, str]:
    """What is stored of each answer, and how it reads."""
    named = [clip(say.of(name), 75) for name in names_of(poll)]
    if poll.kind in {SCALE, SCALE_TEN}:
        return {name: name for name in named if name != say(RATHER_NOT)}
    return {str(position): name for position, name in enumerate(named)}


def _pledge(say: Voice) -> list[Block]:
    asked = say("I ask you about it, or the person you choose here, and say for whom.")
    return [
        text_input("pledge", say("What will they do?"), most=WHAT_LENGTH, multiline=True, optional=True),
        date_input(say, "by", say("By when?")),
        person_input(say, "buddy", say("Who asks them how it goes?"), hint=asked, optional=True),
    ]


def _out(say: Voice, ready: Ready) -> list[Block]:
    """The way out, where anybody is in the list."""
    if not ready.callers:
        return []
    leaves = {TICKED: say("They took back their yes: forget this name")}
    hint = say("I ask you first, and say what is lost.")
    return [boxes("leaves", say("Take them out"), leaves, (), hint=hint, optional=True)]


def ask_forgetting(say: Voice, caller: Caller) -> Drawing:
    """What is lost with a name, and the button that forgets it."""
    forget = button(say("Forget {alias}", alias=caller.alias), leadids.FORGET_CALLER, caller.id)
    return Drawing.of(say, [*_what_is_lost(say, caller), actions(forget)])


def forget_form(say: Voice, caller: Caller) -> View:
    """The same in the place of the form in which they were to be taken out."""
    private = ids.private(caller.channel, caller.id)
    title, yes, no = say("Forget this name?"), say("Forget this name"), say("Go back")
    blocks = _what_is_lost(say, caller)
    return modal(say, title, leadids.FORGET_CALLER_FORM, yes, private, blocks, close=no)


def _what_is_lost(say: Voice, caller: Caller) -> list[Block]:
    return [*paragraphs(say("Forget “{alias}”?", alias=caller.alias)), section(say(_LOST))]


def entered(say: Voice, done: Entered, *, is_late: bool) -> str:
    """What whoever entered it reads."""
    if done.is_gone:
        return say("I have forgotten “{alias}”.", alias=done.caller.alias)
    if not done.said:
        return say("Saved for {alias}. You entered nothing else.", alias=done.caller.alias)
    told = say("Entered for {alias}: {things}.", alias=done.caller.alias, things=listed(done.said))
    seat = [say("They have a group now. Its card shows them.")] if is_late else []
    return " ".join([told, *seat])
