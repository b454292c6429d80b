"""An invitation as everybody sees it in the channel, and what changes of it are told in private."""

from collections.abc import Mapping, Sequence

from coproduction.planned import CALLED_OFF, INVITATION, SESSION_MOVED, SESSION_REMINDER, Coming, Planned
from coproduction.service.announcing import Answered, Invitation, Moved, Reminding, stamp
from coproduction.service.upcoming import Upcoming
from coproduction.stuck import Obstacle
from coproduction.words import Text, Value, listed, several
from handlers import ids, listids
from handlers.blocks import longlists
from handlers.blocks.agendas import back, in_short, minutes_taken
from handlers.blocks.aloud import told_apart
from handlers.blocks.calendars import TAKE_OUT, UPDATE, calendar_button
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    divider,
    header,
    line_by_line,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.takingpart import needs_button
from handlers.blocks.text import brief, moment
from handlers.blocks.videocalls import video_call
from handlers.voice import Voice

LISTED = 3  # invitations in a list, each with its buttons
ANSWERS: Mapping[Coming, Text] = {
    Coming.YES: Text("Coming"),
    Coming.MAYBE: Text("Maybe"),
    Coming.NO: Text("Can't"),
}
_ONLY_NUMBERS = Text("Everybody here sees only how many come, and nobody's name.")
_NOBODY = Text("Nobody has said yes yet")
_BEGUN = Text("This session has begun. Its card stands below.")
_MISSED = Text(
    "The time of this session is over, and nobody has started it here. If it gets a new time, this card "
    "shows it."
)
_SAID = Text("You said “{answer}” to: {title}")
_SAID_BEFORE = Text("You had said “{answer}” already, so nothing has changed: {title}")
_FORGOTTEN = Text(
    "I have deleted what you told me would help you to take part. "
    "Do you come after all? Then you can tell it again."
)
_CHANGE = Text("To change your answer, use the same buttons again.")


def card(say: Voice, shown: Invitation, _names: Mapping[str, str]) -> Drawing:
    """The invitation in the channel."""
    planned = shown.planned
    title = header(say("Invitation: {title}", title=planned.title))
    if planned.because:
        why = say("This session is cancelled, because: {because}", because=planned.because)
        return Drawing.of(say, [title, *paragraphs(why), context(time_of(say, planned))])
    if not planned.is_waiting:
        return Drawing.of(say, [title, section(say(_BEGUN))])
    if planned.is_missed:
        return Drawing.of(say, [title, section(say(_MISSED)), context(time_of(say, planned))])
    buttons = [*answer_buttons(say, planned), *_rules_button(say, planned)]
    ending = [section(say(how_many(shown.numbers))), actions(*buttons), context(say(_ONLY_NUMBERS))]
    return Drawing.of(say, [title, *about(say, planned), *ending])


def about(say: Voice, planned: Planned) -> list[Block]:
    """What somebody should know before they say that they come."""
    purpose = [*paragraphs(planned.purpose)] if planned.purpose else []
    agenda = [section(say("*What we do*")), *in_short(say, planned.agenda)] if planned.agenda else []
    return [section(time_of(say, planned)), *purpose, *agenda, *video_call(say, planned.link or "")]


def time_of(say: Voice, planned: Planned) -> str:
    """When it begins, and how long it takes."""
    lasts = several(planned.minutes, "It takes {n} minute.", "It takes {n} minutes.")
    return f"*{moment(say, planned.starts_at)}*. {say(lasts)}"


def how_many(numbers: tuple[int, int, int]) -> Text:
    """How many come, may come and cannot; what nobody says is left out."""
    coming, maybe, cannot = numbers
    said: list[Value] = [
        text
        for number, text in (
            (maybe, several(maybe, "{n} person may come", "{n} people may come")),
            (cannot, several(cannot, "{n} person cannot come", "{n} people cannot come")),
        )
        if number
    ]
    come = several(coming, "{n} person is coming", "{n} people are coming") if coming else _NOBODY
    return Text("{answers}.", answers=listed([come, *said]))


def answer_buttons(say: Voice, planned: Planned, number: int = 0) -> list[Block]:
    """Coming, Maybe, Can't; `number` tells them from those of others in the same list."""
    return [
        button(
            say(words),
            ids.numbered(ids.at(ids.COMING, coming.value), number),
            planned.id,
            style="primary" if coming is Coming.YES and not number else None,
            aloud=say("{answer}: {title}", answer=words, title=brief(planned.title, 50)),
        )
        for coming, words in ANSWERS.items()
    ]


def _rules_button(say: Voice, planned: Planned) -> list[Block]:
    if not planned.ground_rules:
        return []
    label = say("Ground rules")
    aloud = say("{label}: {title}", label=label, title=brief(planned.title, 50))
    return [button(label, ids.GROUND_RULES, planned.id, aloud=aloud)]


def rules(say: Voice, planned: Planned) -> View:
    """The ground rules of a session."""
    lines = line_by_line(f"• {say.of(rule)}" for rule in planned.ground_rules)
    return notice(say, say("Ground rules"), lines or [section(say("This session has no ground rules."))])


_IN = Text("In {channel}.")
_ARCHIVED = Text("In {channel}, but that channel is archived.")
_NEW_CHAMPION = Text("You said yes: you are a new champion there.")


def answered(say: Voice, told: Answered) -> Drawing:
    """What somebody has just said, to them alone."""
    said = _SAID if told.is_new else _SAID_BEFORE
    words = say(said, answer=ANSWERS[told.coming], title=told.planned.title)
    ways = (
        []
        if told.coming is Coming.NO
        else [actions(calendar_button(say, told.planned), needs_button(say, told.planned))]
    )
    forgotten = [context(say(_FORGOTTEN))] if told.has_forgotten else []
    return Drawing.of_words(say, words, *ways, *forgotten, context(say(_CHANGE)))


def to_answer(say: Voice, planned: Sequence[Upcoming], channel: str = "") -> list[Block]:
    """The next sessions in a channel, or all that they may come to, with what who takes part said."""
    left = len(planned) - LISTED
    label = several(left, "And {n} more session is planned", "And {n} more sessions are planned")
    more = [longlists.more(say, label, listids.PLANNED, channel)] if left > 0 else []
    shown = (block for line in each_to_answer(say, planned[:LISTED]) for block in line)
    return [*told_apart(shown), *more]


def each_to_answer(say: Voice, planned: Sequence[Upcoming]) -> list[list[Block]]:
    """Each of these sessions with the answers."""
    return [_to_answer(say, each, number) for number, each in enumerate(planned, start=1)]


def _to_answer(say: Voice, shown: Upcoming, number: int) -> list[Block]:
    said = say("You said “{answer}”.", answer=ANSWERS[shown.said]) if shown.said else ""
    if shown.becomes_champion and not shown.said:
        said = say(_NEW_CHAMPION)
    channel = f"<#{shown.planned.channel}>"
    where = say(_ARCHIVED if shown.obstacle is Obstacle.ARCHIVED else _IN, channel=channel)
    return [
        *paragraphs(say("Next session: {title}", title=shown.planned.title)),
        section(f"{time_of(say, shown.planned)} {where} {said}".strip()),
        actions(*answer_buttons(say, shown.planned, number), *_calendar(say, shown, number)),
    ]


def _calendar(say: Voice, shown: Upcoming, number: int) -> list[Block]:
    """For who comes, or may come: what was confirmed may have scrolled away."""
    comes = shown.said in {Coming.YES, Coming.MAYBE}
    return [calendar_button(say, shown.planned, number=number)] if comes else []


def preview(say: Voice, planned: Planned, note: Text | None = None) -> View:
    """What would be posted, and where, before it is."""
    where = say(
        "I post this card in {channel}. Everybody there can read it, and say whether they come. "
        "Until you press Announce, only those who lead can see it.",
        channel=f"<#{planned.channel}>",
    )
    blocks = [
        *(paragraphs(say(note)) if note else []),
        *([section(say(minutes_taken(planned)))] if planned.free < 0 else []),
        section(where),
        divider(),
        header(say("Invitation: {title}", title=planned.title)),
        *about(say, planned),
        divider(),
        back(say, planned),
    ]
    private = ids.private(planned.channel, f"{planned.id}:{stamp(planned)}")
    title, post = say("Announce it?"), say("Announce")
    return modal(say, title, ids.ANNOUNCE_FORM, post, private, blocks, close=say("Not yet"))


def _where(say: Voice, planned: Planned, *, is_archived: bool) -> str:
    """Where people find it; who knows more, where nobody can find it there."""
    lead = Text("It is planned in {channel}, but that channel is archived. Please ask {mention} where it is.")
    words = lead if is_archived else Text("You find it in {channel}.")
    return say(words.filled(channel=f"<#{planned.channel}>", mention=f"<@{planned.planned_by}>"))


def moved(say: Voice, shown: Moved, _names: Mapping[str, str]) -> Drawing:
    """To who answered, or leads it: it is at another time."""
    planned = shown.planned
    words = say("The time of a session has changed: {title}", title=planned.title)
    now = section(say("Now it is: {when}", when=time_of(say, planned)))
    where = _where(say, planned, is_archived=shown.is_archived)
    return Drawing.of(
        say,
        [
            *paragraphs(words),
            now,
            actions(*answer_buttons(say, planned), calendar_button(say, planned, UPDATE)),
            context(f"{where} {say('If your answer is another one now, please tell me.')}"),
        ],
    )


_BEGINS = Text("*Reminder:* a session begins {when}.")
_BEGINS_SOON = Text("*Reminder:* a session begins in ten minutes or less, {when}.")


def reminder(say: Voice, shown: Reminding, _names: Mapping[str, str]) -> Drawing:
    """To who comes or may come: on which day it begins, and when; a late message is true, too."""
    planned = shown.planned
    when = say(_BEGINS_SOON if shown.is_soon else _BEGINS, when=moment(say, planned.starts_at))
    lasts = say(several(planned.minutes, "It takes {n} minute.", "It takes {n} minutes."))
    where = _where(say, planned, is_archived=shown.is_archived)
    stop = say("To stop reminders, type {/stop}.")
    ending = [actions(*answer_buttons(say, planned)), context(f"{where} {stop}")]
    head = [section(f"{when} {lasts}"), *paragraphs(planned.title)]
    return Drawing.of(say, [*head, *video_call(say, planned.link or ""), *ending])


def called_off(say: Voice, planned: Planned, _names: Mapping[str, str]) -> Drawing:
    """To who answered, or leads it: it is cancelled, and why."""
    words = say("This session is cancelled: {title}", title=planned.title)
    why = say("The reason: {because}", because=planned.because or "")
    where = say("It was planned in {channel}.", channel=f"<#{planned.channel}>")
    out = [actions(calendar_button(say, planned, TAKE_OUT))] if planned.is_announced else []
    ending = context(f"{where} {say('You need not do anything else.')}")
    return Drawing.of(
        say, [*paragraphs(words), section(time_of(say, planned)), *paragraphs(why), *out, ending]
    )


DRAWINGS = (
    MessageDrawing(INVITATION, card),
    MessageDrawing(SESSION_MOVED, moved),
    MessageDrawing(SESSION_REMINDER, reminder),
    MessageDrawing(CALLED_OFF, called_off),
)
