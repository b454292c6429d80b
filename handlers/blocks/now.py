"""What goes on now, for a facilitator, with all that they can do about it."""

from collections.abc import Callable, Collection, Iterable, Sequence

from coproduction.breakouts import RoundState
from coproduction.polls import Tally
from coproduction.service.breakouts.roundnow import RoundNow
from coproduction.service.now import Going, Waits
from coproduction.sessions import Session
from coproduction.words import Text, several
from handlers import ids, listids
from handlers.blocks.aloud import aloud_of, buttons, labelled, titled, told_apart
from handlers.blocks.breakouts.cards import all_of_them, are_out, called_back
from handlers.blocks.breakouts.controls import controls, start_next, take_back
from handlers.blocks.breakouts.helpcalls import waiting
from handlers.blocks.callers import enter_for
from handlers.blocks.fitting import MOST_BLOCKS, fitting
from handlers.blocks.kit import Block, View, actions, asks, button, context, header, paragraphs, section
from handlers.blocks.listening import in_panel
from handlers.blocks.longlists import see_all
from handlers.blocks.partings import next_session, undo
from handlers.blocks.polls import GIVEN, open_one
from handlers.blocks.questions.drawing import answered
from handlers.blocks.running import for_leaders
from handlers.blocks.sessions import BOT_NAME, ending_button, ways_back
from handlers.blocks.stuck import WHAT_TO_CHANGE
from handlers.blocks.takingpart import see_needs
from handlers.blocks.text import clip, moment
from handlers.blocks.together import ending, ways_to_answer
from handlers.blocks.videocalls import call_line, change_button
from handlers.voice import Voice

HOME = "home"  # the place of a panel that stands in App Home; any other stands in a channel
MANY = 3  # cards of groups that are to come: so many push away what stands before them
ON_HOME = 44  # blocks; the rest of Home needs the others
_NOTHING = Text('No session is live. Go to the channel of your programme. Start one with: {/start} "Title"')
_NOTHING_BUT_PLANNED = Text("No session is live. What is planned for about now stands below.")
_START_NEXT = Text('No session is live in {channel}. Start one there: {/start} "Title"')
_NEXT_IS_PLANNED = Text("No session is live in {channel}. What is planned there for about now stands below.")
_MOVES_UP = Text(
    "The groups are being posted here, and push this up. It stands on my Home tab, too, and stays there: "
    "press my name, then “Home”."
)
_CUT = Text("There is more. To see it all, go to the channel of a session and type: {/now}")
_CARDS_STAY = Text(
    "The cards there stay as they are. What people answer is kept, and is shown when it can be."
)
_OR_END = Text("If the session is over, please end it.")
_ANSWER_TOO = Text("If you took part, you can answer it here, too.")
_NO_CLOCK = Text("It has no clock: it goes on until you call everyone back.")


def panel(
    say: Voice, found: Sequence[Going], most: int = MOST_BLOCKS, due: Collection[str] = ()
) -> list[Block]:
    """The blocks of all that goes on. What can start now in the channels `due` stands below."""
    if not found:
        return [section(say(_NOTHING_BUT_PLANNED if due else _NOTHING))]
    are_several = sum(each.session is not None for each in found) > 1
    blocks: list[Block] = []
    polls = 0
    for number, going in enumerate(found, start=1):
        title = going.session.title if going.session and are_several else ""
        blocks += [
            titled(block, title) for block in _going(say, going, polls, number, is_due=going.channel in due)
        ]
        polls += len(going.polls)
    blocks = told_apart(blocks) if are_several else blocks
    fits = fitting(blocks)[:most]
    return fits if len(fits) == len(blocks) else fitting([*fits[: most - 1], context(say(_CUT))], keep=1)


def _going(say: Voice, going: Going, polls: int, programme: int, *, is_due: bool) -> list[Block]:
    blocks = _session(say, going, going.session) if going.session else _over(say, going, is_due=is_due)
    if going.round:
        blocks += _round(say, going.round)
    if going.called:
        blocks.append(section(say(called_back(going.called))))
    for number, tally in enumerate(going.polls, start=polls + 1):
        blocks += open_one(say, tally, number, is_given=tally.poll.id in going.given)
    if going.closing:
        blocks += _closing(say, going.closing, programme, is_given=going.closing.poll.id in going.given)
    for waits in going.waits:
        blocks += _waits(say, waits, is_live=going.session is not None)
    return blocks


def _session(say: Voice, going: Going, session: Session) -> list[Block]:
    came = several(going.came, "{n} person checked in.", "{n} people checked in.")
    since = say(
        "This session is *live* in {channel}, since {time}.",
        channel=_of(going),
        time=moment(say, session.started_at),
    )
    old = say("A newer session of yours is live. Is this one over? Then please end it.")
    return [
        header(say("Session: {title}", title=session.title)),
        section("\n".join([f"{since} {say(came)}" if going.came else since, *call_line(say, going.link)])),
        *([context(old)] if going.is_old else []),
        *_ways(say, going, session),
        *(in_panel(say, going.room) if going.room else []),
        *([actions(see_needs(say, going.needs))] if going.needs else []),
    ]


def _ways(say: Voice, going: Going, session: Session) -> list[Block]:
    """What can be done with the session; with an agenda that stands beside its step."""
    if going.step:
        known = going.round.round if going.round else None
        out = known if known and known.state is RoundState.LIVE else None
        return for_leaders(say, going.step, can_cancel=going.can_cancel, out=out)
    without = enter_for(say, session)
    back = ways_back(say, session, can_cancel=going.can_cancel)
    link = [change_button(say, session)] if going.is_planned else []
    return [actions(ending_button(say, session), without, *link, *back)]


def _over(say: Voice, going: Going, *, is_due: bool) -> list[Block]:
    """What a session left that is over; the next is started in its channel, or is planned for about now."""
    start = say(_NEXT_IS_PLANNED if is_due else _START_NEXT, channel=_of(going))
    if going.last is None:
        return [section(start)]
    ways = [next_session(say, going.last), *([undo(say, going.last)] if going.can_undo else [])]
    return [header(say("The last session: {title}", title=going.last.title)), section(start), actions(*ways)]


def _of(going: Going) -> str:
    return f"<#{going.channel}>"


def _round(say: Voice, now: RoundNow) -> list[Block]:
    round_ = now.round
    groups = several(now.groups, "{n} group", "{n} groups")
    title = say("*Breakout {number}: {groups}.*", number=round_.number, groups=groups)
    if round_.state is RoundState.PLANNED:
        return [section(f"{title} {say('Nobody has been told yet.')}"), actions(*_before(say, now))]
    here = several(
        now.people,
        "*I know of {here} of {n} person that they are here.*",
        "*I know of {here} of {n} people that they are here.*",
        here=now.here,
    )
    ends = say("Until {time}.", time=moment(say, round_.ends_at)) if round_.ends_at else say(_NO_CLOCK)
    said = section(f"{title} {ends} {say(here)}\n{' '.join(_told(say, now))}")
    return [*waiting(say, now.calls), said, _controls(say, now)]


def _told(say: Voice, now: RoundNow) -> list[str]:
    """How many have their message, who has none, and how many have no place any more."""
    told = several(
        now.people - now.callers,
        "{told} of {n} person has the message with their group.",
        "{told} of {n} people have the message with their group.",
        told=now.told,
    )
    untold = several(
        now.untold,
        "I could not reach {n} person: press Not reached.",
        "I could not reach {n} people: press Not reached.",
    )
    called = several(
        now.callers,
        "{n} person here has no Slack. Please tell them their group.",
        "{n} people here have no Slack. Please tell them their group.",
    )
    more = ((now.untold, untold), (now.callers, called), (now.out, are_out(now.out)))
    return [say(told), *(say(words) for number, words in more if number)]


def _not_reached(say: Voice, now: RoundNow) -> list[Block]:
    """The button that names whom no message can reach."""
    label = Text("Not reached ({number})", number=now.untold)
    return [see_all(say, label, listids.UNREACHED, now.round.id)] if now.untold else []


def _back(say: Voice, now: RoundNow) -> list[Block]:
    """The button that gives a place again to all who are out."""
    if not now.out:
        return []
    words = say("I find a place again for everybody who is out, and tell them.")
    asked = asks(say, say("Are they here after all?"), words, say("They are here"))
    label = say("They are here after all ({number})", number=now.out)
    return [button(label, ids.BRING_BACK, f"{now.round.id}:", confirm=asked)]


def _before(say: Voice, now: RoundNow) -> list[Block]:
    """What can be done with a round that nobody has been told of."""
    aloud = say("Show the groups of round {number}", number=now.round.number)
    show = button(say("Show the groups"), ids.NOT_SWAP, now.round.id, aloud=aloud)
    return [show, start_next(say, now.round)] if now.is_next else [show]


def _controls(say: Voice, now: RoundNow) -> Block:
    """The buttons of its card, and the way back from more time."""
    back = [take_back(say, now.round, now.back_to)] if now.back_to else []
    more = [*back, *_back(say, now), *_not_reached(say, now), all_of_them(say, now.round)]
    return actions(*controls(say, now.round)["elements"], *more)


def _closing(say: Voice, tally: Tally, number: int, *, is_given: bool) -> list[Block]:
    is_open = say("The closing question is open until the next session starts, for 14 days at most.")
    return [
        *paragraphs(say.of(tally.poll.asks)),
        context(f"{is_open} {answered(say, tally)} {say(GIVEN if is_given else _ANSWER_TOO)}"),
        context(ending(say, len(tally.parts))),
        ways_to_answer(say, tally.poll, len(tally.parts), number),
    ]


def _waits(say: Voice, waits: Waits, *, is_live: bool) -> list[Block]:
    held = several(
        waits.messages,
        "{n} message waits. When it can be posted, it is.",
        "{n} messages wait. When one can be posted, all are.",
    )
    lines = [
        say("I cannot write in {channel}.", channel=f"<#{waits.channel}>"),
        say(WHAT_TO_CHANGE[waits.obstacle].filled(bot=BOT_NAME)),
        say(held) if waits.messages else say(_CARDS_STAY),
    ]
    if is_live:
        lines.append(say(_OR_END))
    again = [actions(button(say("Post it again"), ids.POST_AGAIN, waits.first))] if waits.messages else []
    return [section("\n".join(lines)), *again]


def pushed_up(say: Voice, found: Iterable[Going], place: str) -> list[Block]:
    """Where the panel stays, while so many groups are to come into this channel that it will be pushed up."""
    coming = sum(each.round.coming for each in found if each.round and each.channel == place)
    return [context(say(_MOVES_UP))] if coming >= MANY else []


def above(words: Iterable[Block], panel: Sequence[Block]) -> list[Block]:
    """What an act answered, above the panel as it is after it; no words and no button stand there twice."""
    there = {_does(each) for block in panel for each in buttons(block)}
    new = [
        block
        for block in words
        if block not in panel
        if not buttons(block) or any(_does(each) not in there for each in buttons(block))
    ]
    return [*new, *panel]


def _does(pressed: Block) -> tuple[str, str]:
    """What tells a button from others: who is brought back by one is not who is by another."""
    action = ids.base(pressed["action_id"])
    return action, str(pressed.get("value", "")) if action == ids.BRING_BACK else ""


def inside(blocks: Iterable[Block], place: str, is_ours: Callable[[str], bool]) -> list[Block]:
    """The same blocks with buttons that know their panel; what is said aloud of two is never the same."""
    number, said, found = 0, set[str](), []
    for block in blocks:
        elements = []
        for element in buttons(block):
            number += 1
            own, aloud = element["action_id"], aloud_of(element)
            different = labelled(element, f"{clip(aloud, 68)} ({number})") if aloud in said else element
            marked = ids.inside(ids.NOW, place, number, own) if is_ours(own) else own
            elements.append({**different, "action_id": marked})
            said.add(aloud)
        found.append({**block, "elements": elements} if elements else block)
    return found


def inside_form(view: View, place: str, is_ours: Callable[[str], bool]) -> View:
    """A form that was opened from a panel, so that what is sent from it shows the panel again."""
    marked = {**view, "blocks": inside(view["blocks"], place, is_ours)}
    if "callback_id" in view:
        marked["callback_id"] = ids.inside(ids.NOW_FORM, place, 0, view["callback_id"])
    return marked
