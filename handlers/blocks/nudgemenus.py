"""What a person can do with a reminder but answer it: one menu, and the forms that it opens."""

from collections.abc import Mapping

from coproduction.pledges import Pledge
from coproduction.service.nudgecards import NudgeNote
from coproduction.service.promised import Promised
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fields import date_input
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    button,
    context,
    modal,
    notice,
    paragraphs,
    plain,
    section,
)
from handlers.blocks.pledges import quoted, take_up_button
from handlers.blocks.text import brief
from handlers.voice import Voice

NOT_NOW, NOT_NOW_UNTIL, PLEDGE_ITSELF = "not_now", "not_now_until", "pledge"
CHANGE, HAND_OVER, LET_GO, STOP = "change", "hand_over", "let_go", "stop"
PUT_OFF = {3: Text("Not now: in 3 days"), 7: Text("Not now: in 1 week")}
_FOR_LATER = {
    **{ids.at(NOT_NOW, days): words for days, words in PUT_OFF.items()},
    NOT_NOW_UNTIL: Text("Not now: I choose a day"),
}
_WITH_PLEDGE = {
    CHANGE: Text("Change the pledge"),
    HAND_OVER: Text("Hand it over"),
    LET_GO: Text("Let it go"),
}
_TOGETHER = {
    PLEDGE_ITSELF: Text("Change it, hand it over or let it go")
}  # these behind one, which opens them
_STOP = {STOP: Text("Stop reminders")}
_STOP_ALL = Text("Stop all reminders")  # in a message about several pledges
MOST_CHOICES = 5  # in one menu: Slack takes no more


def menu(say: Voice, shown: NudgeNote, number: int) -> Block:
    """All that can be done with a question but answering it: so small that all is one row on a phone."""
    return {
        "type": "overflow",
        "action_id": ids.at(ids.NUDGE_MENU, number),
        "options": [
            {
                "text": plain(say(_label(act, words, number)), 75),
                "value": f"{act}:{shown.follow_up.id}",
            }
            for act, words in _choices(shown).items()
        ],
    }


def _label(act: str, words: Text, number: int) -> Text:
    """With the number of the pledge, where there are several; "stop" is about all of them."""
    if not number:
        return words
    return _STOP_ALL if act == STOP else Text("{choice} (pledge {number})", choice=words, number=number)


def way_back(say: Voice, shown: NudgeNote, number: int) -> list[Block]:
    """Of a pledge that was let go: that it was, the way back, and "stop" as beside any other question."""
    back = take_up_button(say, shown.pledge, brief(shown.pledge.what, 45), ids.ON_NUDGE)
    back["action_id"] = ids.at(back["action_id"], number)
    stop = [menu(say, shown, number)] if shown.wants_reminders else []
    return [section(say("You let this pledge go. I will not ask about it again.")), actions(back, *stop)]


def _choices(shown: NudgeNote) -> Mapping[str, Text]:
    if shown.pledge.is_withdrawn:
        return _STOP
    later = _FOR_LATER if shown.wants_reminders and not shown.follow_up.reply else {}
    stop = _STOP if shown.wants_reminders else {}
    apart = {**later, **_WITH_PLEDGE, **stop}
    return apart if len(apart) <= MOST_CHOICES else {**later, **_TOGETHER, **stop}


def pledge_form(say: Voice, follow_up: str, pledge: Pledge) -> View:
    """What can be done with the pledge itself."""
    aloud, about = Text("{choice}: {pledge}", pledge=brief(pledge.what, 40)), f":{follow_up}"
    ways = [
        button(say(words), ids.at(ids.NUDGE_MENU, act), act + about, aloud=say(aloud.filled(choice=words)))
        for act, words in _WITH_PLEDGE.items()
    ]
    sure = say("You need no reason to let it go, and you have ten minutes to take it up again.")
    return notice(say, say("Your pledge"), [*quoted(say, pledge), actions(*ways), context(sure)])


def let_go_notice(say: Voice) -> View:
    """After letting go in that form: the reminder behind it has the way back."""
    gone = say("You let this pledge go. I will not ask about it again.")
    back = say("To take it up again, press the button on my reminder in the next ten minutes.")
    return notice(say, say("Your pledge"), [section(gone), context(back)])


def ask_on(say: Voice, number: int, promised: Promised, about: str) -> list[Block]:
    """The button that chooses a day on which to ask, where it could not be asked before."""
    if promised.missed is None:
        return []
    label, value = say("Choose a day to be asked"), f"{NOT_NOW_UNTIL}:{promised.missed.id}"
    aloud = say("{answer}: {title}", answer=label, title=about)
    return [button(label, ids.at(ids.NUDGE_MENU, number), value, aloud=aloud)]


def later_form(say: Voice, follow_up: str, pledge: Pledge) -> View:
    """On which day to ask again."""
    hint = say(
        "I ask at 10:00 or at the hour you chose. "
        "On a weekend or a public holiday, I ask on the next weekday."
    )
    day_field = date_input(say, "on", say("On which day?"), hint=hint, optional=False)
    fields = [*paragraphs(say("“{pledge}”", pledge=pledge.what)), day_field]
    return modal(say, say("Ask me later"), ids.LATER_FORM, say("Save"), ids.private(None, follow_up), fields)
