"""The step of an agenda that is open: its card, its place in the panel, and what is told of its time."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from coproduction import steps
from coproduction.agendas import Step
from coproduction.breakouts import Round
from coproduction.running import STEP_CARD, STEP_OVER, STEP_WARNING, USUAL_MORE, WARNING, Clock
from coproduction.service.breakouts import ofstep
from coproduction.service.now import StepNow
from coproduction.service.running import Standing
from coproduction.service.stepcards import StepShown, StepState
from coproduction.sessions import Session
from coproduction.words import Text, several
from handlers import ideaids, ids
from handlers.blocks.breakouts.controls import controls
from handlers.blocks.breakouts.notes import COME_BACK, come_back
from handlers.blocks.callers import WITHOUT_SLACK
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    asks,
    button,
    context,
    header,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.questions.drawing import answered
from handlers.blocks.reviewing import looked_back, whose
from handlers.blocks.text import moment
from handlers.blocks.turns import raise_button
from handlers.blocks.videocalls import CHANGE
from handlers.voice import Voice

NEXT, BACK, EXTEND, SKIP = "next", "back", "extend", "skip"
RENAME, CANCEL, END, CALLERS, LINK = "rename", "cancel", "end", "callers", "link"
_HOW: Mapping[str, Text] = {  # how people take part, also without Slack
    steps.CHECK_IN: Text("To join in, press *Check in*. Without Slack, say in the call how you are."),
    steps.REVIEW: Text("To see all ideas, type {/ideas}. To see your pledges, type {/mine}."),
    steps.BREAKOUT: Text("I send each person the name of their group. In the call, go to the room so named."),
    steps.IDEAS: Text("To join in, press *Write an idea*. Without Slack, say it, and we write it down."),
    steps.CARDS: Text("You see ideas one by one, in private, and say of each if it would help."),
    steps.POLL: Text("The question comes here, on a card of its own."),
    steps.BREAK: Text("We go on together when the time is over."),
    steps.TALK: Text("To speak, raise a hand. You can always say nothing."),
    steps.CLOSING: Text("To join in, press *Make a pledge*. At the end I ask you one last question."),
}
_TOOLS: Mapping[str, tuple[Text, str]] = {  # what facilitators open in such a step
    steps.BREAKOUT: (Text("Make the groups"), ids.MAKE_GROUPS),
    steps.IDEAS: (Text("Show the board of ideas"), ideaids.SHOW_BOARD),
    steps.CARDS: (Text("Show ten cards to everybody"), ids.STEP_CARDS),
    steps.POLL: (Text("Ask the question"), ids.STEP_POLL),
}
_REVEAL = Text("Show all ideas now"), ids.REVEAL_IDEAS
_SHOWN_FOR_GOOD = Text("Everybody in the channel reads them from then on. They cannot be held back again.")
_HIDES = Text(
    "*Write first, then see.* Nobody sees what others write. Later all of it is shown, in random order."
)
_ASKED: Mapping[str, Text] = {  # once it was, and while it is open
    steps.CARDS: Text("*The ten cards are open.* To close them, press *Close these cards* below."),
    steps.POLL: Text("*The question is asked, and open.* To close it, press *Close this poll* below."),
}
_OUT_UNTIL = Text(
    "*Groups are out until {time}.* They have a clock of their own, whatever the step does. "
    "To get them back, press *Call everyone back*. To give them more time, use their own *5 more minutes*."
)
_OUT = Text(
    "*Groups are out, without a clock.* They stay out, whatever the step does. "
    "To get them back, press *Call everyone back*."
)
_FIRST = (ids.CALL_BACK, ids.MORE_TIME)  # of what can be done with groups, before another step opens
_STILL_OUT = Text(
    "I have not opened “{step}” yet, because groups are still out. They would not see it. "
    "Call everyone back first, or open it now all the same."
)
_STATES = {
    StepState.AGAIN: Text("*This step is open again. Its new card stands further down.*"),
    StepState.OVER: Text("*This step is over.*"),
    StepState.LEFT_OUT: Text("*This step was left out.*"),
}


def _check_in(say: Voice, session: Session) -> Block:
    aloud = say("Check in to {title}", title=session.title)
    return button(say("Check in"), ids.CHECK_IN, session.id, style="primary", aloud=aloud)


def _new_idea(say: Voice, session: Session) -> Block:
    return button(say("Write an idea"), ids.NEW_IDEA, session.id, style="primary")


def _new_pledge(say: Voice, session: Session) -> Block:
    return button(say("Make a pledge"), ids.NEW_PLEDGE, session.id, style="primary")


_DOORS: Mapping[str, Callable[[Voice, Session], Block]] = {
    steps.CHECK_IN: _check_in,
    steps.IDEAS: _new_idea,
    steps.CLOSING: _new_pledge,
}


def card(say: Voice, shown: StepShown, names: Mapping[str, str]) -> Drawing:
    """One step in the channel: what is asked and how to take part, while it is open."""
    of = say("Step {number} of {all}: {step}", number=shown.number, all=shown.of, step=shown.step.name)
    blocks = [header(of), *_prompt(say, shown.step)]
    if shown.state is not StepState.OPEN:
        return Drawing.of(say, [*blocks, section(say(_STATES[shown.state]))])
    door = _DOORS.get(shown.step.kind)
    aloud = say("For facilitators, step {number}", number=shown.number)
    leads = button(say("For facilitators"), ids.FOR_FACILITATORS, shown.session.id, aloud=aloud)
    hand = [raise_button(say, shown.session)] if shown.has_hands else []
    buttons = [*([door(say, shown.session)] if door else []), *hand, leads]
    how = say(COME_BACK if shown.is_back else _HOW[shown.step.kind])
    until = [section(_until(say, shown.ends_at, is_over=shown.is_late))] if shown.ends_at else []
    back = looked_back(say, shown.review, names) if shown.review else []
    hidden = [section(say(_HIDES))] if shown.hides else []
    return Drawing.of(say, [*blocks, *until, *back, *hidden, context(how), actions(*buttons)])


def _whose(shown: StepShown) -> Iterable[str]:
    return whose(shown.review) if shown.review else ()


def _prompt(say: Voice, step: Step) -> list[Block]:
    """What is said when it begins, and the same in another language if somebody wrote it."""
    return [*paragraphs(say.of(step.says)), *paragraphs(step.second)]


def for_everybody(say: Voice, at: Standing, round_: Round | None = None, group: int = 0) -> list[Block]:
    """The step that is open, for who takes part; `round_` of groups in it is out, or was called back, and
    `group` is theirs in it. Of two ends the later one is told.
    """
    title = say("*Now: {step}.*", step=at.step.name)
    ends_at, is_longer = ofstep.until(round_, at.running), ofstep.is_out_longer(round_, at.running)
    until = _until(say, ends_at, is_over=at.running.is_over and not is_longer) if ends_at else ""
    how = come_back(say, round_, group) if ofstep.is_back(round_) else [context(say(_HOW[at.step.kind]))]
    return [section(f"{title} {until}".strip()), *_prompt(say, at.step), *how]


def _until(say: Voice, ends_at: datetime, *, is_over: bool) -> str:
    """Until when a step goes on, or that its time is over, and since when."""
    time = moment(say, ends_at)
    if not is_over:
        return say("Until {time}.", time=time)
    return f"{say('*The time is over.*')} {say('It ended {time}.', time=time)}"


def groups_out(say: Voice, round_: Round) -> list[Block]:
    """That groups are out while a step is opened or gets more time, which changes nothing for them."""
    return [section(say(_out(say, round_))), controls(say, round_)]


def sure(say: Voice, at: Standing, out: Round, way: str) -> Drawing:
    """What is asked before another step opens while groups are out, who would see nothing of it."""
    to = {NEXT: at.after, BACK: at.before, SKIP: at.after}[way] or at.step
    label = say("Open “{step}” now", step=to.name)
    aloud = say("{answer}: {title}", answer=label, title=at.session.title)
    anyway = button(label, ids.STEP_ANYWAY, f"{way}|{_drawn_for(at)}", aloud=aloud)
    ways = [each for each in controls(say, out)["elements"] if each["action_id"] in _FIRST]
    return Drawing.of(say, [section(say(_STILL_OUT, step=to.name)), actions(*ways, anyway)])


def _out(say: Voice, round_: Round) -> Text:
    if round_.ends_at is None:
        return _OUT
    return _OUT_UNTIL.filled(time=moment(say, round_.ends_at))


def for_leaders(say: Voice, now: StepNow, *, can_cancel: bool, out: Round | None = None) -> list[Block]:
    """The step that is open, for who leads: its clock, what to read aloud, and what comes next; and that
    groups are `out`, who do not come back when it does. Of two ends the later one is told.
    """
    at = now.standing
    until = "" if _is_out_longer(at, out) else _until(say, at.running.ends_at, is_over=now.clock.is_over)
    tool = _REVEAL if now.hides else _TOOLS.get(at.step.kind)
    is_offered = tool and not (now.has_round if at.step.kind == steps.BREAKOUT else now.asked)
    here = [_way(say, at, say(tool[0]), tool[1])] if tool and is_offered else []
    if here and now.hides:
        here[0]["confirm"] = asks(say, say("Show all ideas?"), say(_SHOWN_FOR_GOOD), say("Show them"))
    return [
        section(f"{_clock(say, at, now.clock)} {until}".strip()),
        context(say("To read aloud:")),
        *_prompt(say, at.step),
        section(_how(say, now)),
        *([section(say(_HIDES))] if now.hides else []),
        *([actions(*here)] if here else []),
        *([section(say(_out(say, out)))] if out else []),
        actions(go_on(say, at), _more(say, at, can_cancel=can_cancel)),
    ]


def _is_out_longer(at: Standing, out: Round | None) -> bool:
    """Whether groups are out until the minute in which the step ends, or later."""
    return bool(out and out.ends_at and out.ends_at > at.running.ends_at - timedelta(minutes=1))


def _how(say: Voice, now: StepNow) -> str:
    """How people take part; once something was asked, how many have, as far as that may be told."""
    if now.asked is None:
        return say(COME_BACK if now.is_back else _HOW[now.standing.step.kind])
    return f"{say(_ASKED[now.standing.step.kind])} {answered(say, now.asked)}"


def _clock(say: Voice, at: Standing, clock: Clock) -> str:
    words = several(
        clock.of, "*{step}: {gone} of {n} minute.*", "*{step}: {gone} of {n} minutes.*", gone=clock.gone
    )
    return say(words.filled(step=at.step.name))


def go_on(say: Voice, at: Standing) -> Block:
    """The one button that names what comes next."""
    if at.after is None:
        return {**_way(say, at, say("Next: end the session"), ids.END), "value": at.session.id}
    return _way(say, at, say("Next: {step}", step=at.after.name), ids.NEXT_STEP)


def _way(say: Voice, at: Standing, label: str, action: str) -> Block:
    """A button that is drawn for this step; a screen reader also says of which session."""
    aloud = say("{answer}: {title}", answer=label, title=at.session.title)
    return button(label, action, _drawn_for(at), style="primary", aloud=aloud)


def more_time(say: Voice, at: Standing) -> Block:
    """The button for some more minutes."""
    label = say(several(USUAL_MORE, "{n} more minute", "{n} more minutes"))
    aloud = say("{label} for {step}", label=label, step=at.step.name)
    return button(label, ids.MORE_FOR_STEP, _drawn_for(at), aloud=aloud)


def _more(say: Voice, at: Standing, *, can_cancel: bool) -> Block:
    """All that can be done beside going on."""
    choices = [
        (BACK, Text("Back: {step}", step=at.before.name)) if at.before else None,
        (EXTEND, several(USUAL_MORE, "{n} more minute", "{n} more minutes")),
        (SKIP, Text("Skip this step")) if at.after else None,
        (CALLERS, WITHOUT_SLACK),
        (LINK, CHANGE),
        (RENAME, Text("Change the title")),
        (CANCEL, Text("Cancel the session")) if can_cancel else None,
        (END, Text("End the session")) if at.after else None,
    ]
    return {
        "type": "static_select",
        "action_id": ids.STEP_MENU,
        "placeholder": plain(say("More"), 150),
        "options": [
            {"text": plain(say(words), 75), "value": f"{act}|{_drawn_for(at)}"}
            for act, words in filter(None, choices)
        ],
    }


def _drawn_for(at: Standing) -> str:
    return f"{at.session.id}|{at.running.turn}|{at.running.ends_at.isoformat()}"


def read_drawn_for(value: str) -> tuple[str, int, datetime | None]:
    """The session, the turn and the end that a button was drawn for; turn 0, which is none, for nonsense."""
    session, _, rest = value.partition("|")
    turn, _, until = rest.partition("|")
    try:
        return session, int(turn), datetime.fromisoformat(until) if until else None
    except ValueError:
        return session, 0, None


def nearly_over(say: Voice, at: Standing, _names: Mapping[str, str]) -> Drawing:
    """To who leads, before the end of a step."""
    left = several(
        WARNING.seconds // 60, "{n} minute is left for “{step}”.", "{n} minutes are left for “{step}”."
    )
    return _told(say, at, left.filled(step=at.step.name))


def over(say: Voice, at: Standing, _names: Mapping[str, str]) -> Drawing:
    """To who leads, at the end of a step."""
    return _told(say, at, Text("The time for “{step}” is over.", step=at.step.name))


def _told(say: Voice, at: Standing, words: Text) -> Drawing:
    yours = say("It goes on until you say so. Only those who lead see this.")
    where = say("This is about {channel}.", channel=f"<#{at.session.channel}>")
    ways = actions(go_on(say, at), more_time(say, at))
    return Drawing.of_words(say, say(words), section(yours), context(where), ways)


DRAWINGS = (
    MessageDrawing(STEP_CARD, card, _whose, waits_for_names=False),
    MessageDrawing(STEP_WARNING, nearly_over),
    MessageDrawing(STEP_OVER, over),
)
