"""How the nudges are going, in numbers; and the pledges that people share. No private pledge is shown."""

from collections.abc import Mapping, Sequence

from coproduction.messages import Message, MessageState
from coproduction.nudges import Counts, Nudges, Why
from coproduction.service.sharing import Seen, Shown
from coproduction.words import Text, day, listed, several
from handlers import ids, listids
from handlers.blocks import longlists, pages
from handlers.blocks.kit import (
    Block,
    Drawing,
    View,
    actions,
    button,
    context,
    header,
    paragraphs,
    section,
)
from handlers.blocks.mentions import mention
from handlers.blocks.pledges import with_date
from handlers.blocks.text import brief, escape, moment
from handlers.voice import Voice

SHOWN = 10
_ALL = "all"  # the one list of shared pledges
_WORDS = {
    MessageState.FAILED: Text("For {person}, {time}: Slack refused it, because {why}"),
    MessageState.UNCONFIRMED: Text("For {person}, {time}: I do not know if it arrived"),
    MessageState.EXPIRED: Text("For {person}, {time}: its time had passed before I could send it"),
}
_COUNTED = {
    MessageState.PENDING: Text("planned: {number}"),
    MessageState.SENT: Text("sent: {number}"),
    MessageState.SENDING: Text("on their way: {number}"),
    MessageState.UNKNOWN: Text("maybe sent, I will check myself: {number}"),
    MessageState.RECONCILING: Text("maybe sent, I am checking myself: {number}"),
    MessageState.FAILED: Text("failed: {number}"),
    MessageState.UNCONFIRMED: Text("unconfirmed: {number}"),
    MessageState.EXPIRED: Text("too late to send: {number}"),
    MessageState.CANCELLED: Text("not needed any more: {number}"),
}
_NO_CONVERSATION = Text("Slack opens no conversation with them")
_REASONS = {
    "user_disabled": Text("their account is switched off"),
    "user_not_found": Text("they have left the workspace"),
    "users_not_found": Text("they have left the workspace"),
    "channel_not_found": _NO_CONVERSATION,
    "cannot_dm_bot": _NO_CONVERSATION,
    "messages_tab_disabled": Text("messages to this app are switched off"),
    "is_archived": Text("the conversation is closed"),
    "restricted_action": Text("this workspace lets the app not write there"),
}


def overview(say: Voice, shown: Nudges, names: Mapping[str, str]) -> Drawing:
    """Totals by state, then week by week, then each nudge that somebody should look at."""
    blocks = _numbers(say, shown)
    blocks += [block for line in each_to_look_at(say, shown, names)[:SHOWN] for block in line]
    if len(shown.to_look_at) > SHOWN:
        left = several(len(shown.to_look_at) - SHOWN, "And {n} more reminder", "And {n} more reminders")
        blocks.append(longlists.more(say, left, listids.REMINDERS))
    return Drawing.of(say, blocks)


def at_home(say: Voice, shown: Nudges) -> list[Block]:
    """The same, with those that somebody should look at behind a button: each has its own there."""
    number = len(shown.to_look_at)
    label = several(number, "See {n} reminder to look at", "See {n} reminders to look at")
    return [
        *_numbers(say, shown),
        *([longlists.more(say, label, listids.REMINDERS)] if number else []),
    ]


def _numbers(say: Voice, shown: Nudges) -> list[Block]:
    return [header(say("Reminders")), *totals(say, shown), *_weeks(say, shown)]


def each_to_look_at(say: Voice, shown: Nudges, names: Mapping[str, str]) -> list[list[Block]]:
    """Each reminder that somebody should look at."""
    found = enumerate(shown.to_look_at, start=1)
    return [_to_look_at(say, place, message, names) for place, message in found]


def totals(say: Voice, shown: Nudges) -> list[Block]:
    """How many stand where, and why some did not arrive."""
    lines = (line[:1].upper() + line[1:] for line in _counted(say, shown.counts))
    told = "\n".join(lines) or say("No reminders are planned yet.")
    refused = [why for why in shown.reasons if why.state is MessageState.FAILED]
    return [section(told), *([context(_why_refused(say, refused))] if refused else [])]


def _why_refused(say: Voice, refused: Sequence[Why]) -> str:
    each = (Text("{why}: {number}", why=_reason(why.reason), number=why.number) for why in refused)
    return say("Why they failed: {reasons}", reasons=listed(each))


def _weeks(say: Voice, shown: Nudges) -> list[Block]:
    if not (shown.weeks or shown.later or shown.earlier):
        return []
    lines = [
        say("{monday}: {counts}", monday=day(week.begins), counts=", ".join(_counted(say, week.counts)))
        for week in shown.weeks
    ]
    if shown.earlier:
        lines.insert(0, say("Before these weeks: {number}", number=shown.earlier))
    if shown.later:
        lines.append(say("Later: {number}", number=shown.later))
    return [section("\n".join([say("*Week by week*, each from its Monday:"), *lines]))]


def _to_look_at(say: Voice, place: int, message: Message, names: Mapping[str, str]) -> list[Block]:
    person, time = mention(message.recipient, names), moment(say, message.due_at)
    why = _reason(message.reason or "")
    drawn: list[Block] = [section(say(_WORDS[message.state], person=person, time=time, why=why))]
    if message.state is MessageState.UNCONFIRMED:
        aloud = say("Send it again: reminder {number}", number=place)
        again = button(say("Send it again"), ids.at(ids.SEND_AGAIN, place), message.id, aloud=aloud)
        drawn.append(actions(again))
    return drawn


def _counted(say: Voice, counts: Counts) -> list[str]:
    return [say(words, number=counts[state]) for state, words in _COUNTED.items() if counts.get(state)]


def _reason(reason: str) -> Text:
    """In words where we know any; else as Slack calls it, which an operator can look up."""
    return _REASONS.get(reason) or Text("Slack says {reason}", reason=escape(reason))


def shared_button(say: Voice) -> Block:
    """Opens the pledges that people share."""
    return actions(button(say("See shared pledges"), ids.at(ids.SHARED_PLEDGES, 0), _ALL))


def shared_page(
    say: Voice, seen: Sequence[Seen], names: Mapping[str, str], number: int, private: str
) -> View:
    """One page of the pledges that people share, by programme, with how many are private."""
    lines = [line for each in seen for line in _programme(say, each, names)]
    lines = lines or [[section(say("Nobody has made a pledge yet."))]]
    return pages.page(say, say("Pledges"), lines, number, ids.SHARED_PLEDGES, _ALL, private)


def _programme(say: Voice, seen: Seen, names: Mapping[str, str]) -> list[list[Block]]:
    told = say(
        "*{channel}*: {shared} shared with the group, {private} private.",
        channel=f"<#{seen.channel}>",
        shared=len(seen.shared),
        private=seen.private,
    )
    return [[section(told)], *(_shared(say, each, names) for each in seen.shared)]


def _shared(say: Voice, shown: Shown, names: Mapping[str, str]) -> list[Block]:
    if (pledge := shown.pledge) is None:
        return []
    words = with_date(say, say("“{pledge}”", pledge=brief(pledge.what, 300)), pledge)
    who = mention(pledge.person, names)
    told = say("By {person}. It is done.", person=who) if shown.is_done else say("By {person}.", person=who)
    return [*paragraphs(words), context(told)]
