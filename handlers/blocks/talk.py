"""What people are answered who write to the bot."""

from collections.abc import Iterable, Mapping
from datetime import date

from coproduction.followups import Reply
from coproduction.service.helprequests import Offer
from coproduction.service.promised import Promised
from coproduction.service.talk import Helpers
from coproduction.stopwords import may_stop
from coproduction.talk import (
    TOLD_AGAIN,
    TOLD_ANSWER,
    TOLD_HELP,
    TOLD_NO,
    TOLD_STOPPED,
)
from coproduction.topics import Topic
from coproduction.words import Text, Value, day, or_listed
from handlers import ideaids, ids
from handlers.blocks.coming import ask_again
from handlers.blocks.followups import (
    answers,
    difference,
    help_with,
    not_now,
    stopped,
    thanks,
)
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    button,
    paragraphs,
    section,
)
from handlers.blocks.pledges import let_go_button, with_date
from handlers.blocks.reminders import way_back
from handlers.blocks.text import brief, on_one_line
from handlers.blocks.topics import answer_about
from handlers.blocks.welcome import get_help
from handlers.voice import Voice

HANDED_OVER = Text("You handed this pledge over. I will not ask you about it again.")


DANGER = Text(
    "Is somebody in danger? Nobody here would see it. Please call the emergency number where you live."
)
WAS_STOPPED = Text(
    "I had stopped your reminders already, and send you none. You can still see your pledges with {/mine}."
)
WERE_ON = Text("Reminders were on already, so nothing has changed.")
_STOP = Text("Do you want no more reminders? Then press this button.")
_NOTHING_KEPT = Text("I have done nothing with your words.")


def told_help(say: Voice, shown: Helpers, names: Mapping[str, str]) -> Drawing:
    """To whoever wrote something else: what they asked, or what can be done here; and who can help."""
    if shown.topic is Topic.PERSON:
        return Drawing.of(say, [*at_once(say, shown, names), *paragraphs(say(_NOTHING_KEPT))])
    if shown.topic:
        told = answer_about(shown.topic, wants_reminders=shown.wants_reminders)
        return Drawing.of(say, [*paragraphs(say(told)), *_below_help(say, shown, names)])
    hello = f"{say(_HELLO)} {say(_NOTHING_KEPT)}"
    return Drawing.of(say, [*paragraphs(hello), *_below_help(say, shown, names)])


_HELLO = Text("Hello. I am an app, and nobody reads what you write here.")
_ASKED = Text(
    "I asked you {what}. Is that what you mean? Then please press a button in that message: "
    "I cannot read the answer in your words."
)


def asked_beside(say: Voice, shown: Helpers, names: Mapping[str, str], what: Value) -> Drawing:
    """The same to who was asked something that a button answers, in place of what became of their words."""
    if shown.topic:
        return told_help(say, shown, names)
    told = [*paragraphs(say(_HELLO)), *paragraphs(say(_ASKED.filled(what=what)))]
    return Drawing.of(say, [*told, *_below_help(say, shown, names)])


def _below_help(say: Voice, shown: Helpers, names: Mapping[str, str]) -> list[Block]:
    """The way to ask for help and who can give it, the question that waits, and what can be typed."""
    can = say("To see what is going on now, type {/now}. To see all you can type, type {/help}.")
    asking = ask_for_help(say, shown.offer, names) if shown.offer else []
    told = _about_pledge(say, shown.asked, can_wait=shown.wants_reminders) if shown.asked else []
    stop = [actions(stop_button(say))] if shown.wants_reminders else stopped(say)
    return [*asking, *who_helps(say, shown, names), *told, *paragraphs(can), *stop]


def share_as_idea(
    say: Voice, words: str, shown: Helpers, names: Mapping[str, str], what: Value | None = None
) -> Drawing:
    """The way to share what was written to us as an idea, and who can help; the button carries the words.

    `what` they were asked, where they may mean that. Where they may as well want no more reminders, that is
    offered first.
    """
    told = say("Is this an idea? To share it, press the button. You can change it before anybody sees it.")
    share = actions(button(say("Share it as an idea"), ideaids.SHARE_WORDS, words))
    asked = paragraphs(say(_ASKED.filled(what=what))) if what else []
    helping = [*asked, *who_helps(say, shown, names)]
    above = say(_NOTHING_KEPT) if what is None else ""
    if may_stop(words) and shown.wants_reminders:
        kept = paragraphs(above) if above else []
        return Drawing.of(say, [*kept, *may_be_stopped(say), *paragraphs(told), share, *helping])
    return Drawing.of_words(say, f"{above} {told}".strip(), share, *helping)


def may_be_stopped(say: Voice) -> list[Block]:
    """To who may want no more reminders, beside what else their words may mean."""
    return [*paragraphs(say(_STOP)), actions(stop_button(say))]


def stop_button(say: Voice) -> Block:
    return button(say("Stop reminders"), ids.STOP, "talk")


def at_once(say: Voice, shown: Helpers, names: Mapping[str, str]) -> list[Block]:
    """Before all else, to who may be in despair: what helps now, and who."""
    danger = say(
        "This sounds very hard. If you or somebody else may be in danger, please call the emergency number "
        "where you live now. I am an app, and no person sees this."
    )
    return [*paragraphs(danger), *get_help(say, say.contacts), *paragraphs(_a_person(say, shown, names))]


def who_helps(say: Voice, shown: Helpers, names: Mapping[str, str]) -> list[Block]:
    return paragraphs(f"{_a_person(say, shown, names)} {say(DANGER)}")


def _a_person(say: Voice, shown: Helpers, names: Mapping[str, str]) -> str:
    if not shown.facilitators:
        return say("Do you need a person? Ask in the channel of your session.")
    leading = or_listed(names[each] for each in shown.facilitators)
    return say("Do you need a person? Write to {people}.", people=leading)


def ask_for_help(say: Voice, offer: Offer, names: Mapping[str, str]) -> list[Block]:
    """The way to ask about a pledge, as after *Stuck*: nothing is sent before they have read and sent it."""
    person = brief(names[offer.facilitator], 40)
    about = say(
        "Do you need help with your pledge “{pledge}”? Press the button. I send only what you agree to.",
        pledge=brief(on_one_line(offer.pledge.what), 300),
    )
    aloud = say(
        "Ask {person} for help: {pledge}", person=brief(person, 30), pledge=brief(offer.pledge.what, 50)
    )
    label = say("Ask {person} for help", person=person)
    ask = button(label, ids.ASK_FOR_HELP, offer.follow_up, style="primary", aloud=aloud)
    return [*paragraphs(about), actions(ask)]


def _about_pledge(say: Voice, asked: Promised, *, can_wait: bool) -> list[Block]:
    """The buttons that answer the last question, for who has answered it in words that we do not know."""
    about = say(
        "Is this about your pledge? Then press what is true of it. "
        "To keep words with it, write them to me, but not as a question."
    )
    return [*paragraphs(about), *paragraphs(quoted(say, asked)), buttons(say, 1, asked, can_wait=can_wait)]


def told_stopped(say: Voice, shown: Helpers, names: Mapping[str, str]) -> Drawing:
    """After "stop", with the way back; before it what helps at once, where they may be in despair."""
    words = say(
        "I have stopped your reminders. I will send you no more of them. "
        "Does somebody want to keep a message of yours as an idea? I do not write to you about that, either: "
        "my Home tab shows it. "
        "To get all this again, press the button or write: start"
    )
    if shown.was_so:
        words = say(WAS_STOPPED)
    if shown.topic is Topic.PERSON:
        return Drawing.of(say, [*at_once(say, shown, names), *paragraphs(words), *stopped(say)])
    sorry = say("I am sorry that it was too much.") if shown.topic is Topic.TOO_MUCH else ""
    return Drawing.of_words(say, f"{sorry} {words}".strip(), *stopped(say))


def told_again(say: Voice, shown: Helpers, _names: Mapping[str, str]) -> Drawing:
    """After "start"; who is away is asked nothing all the same, and can be back."""
    if shown.was_so:
        words = f"{say(WERE_ON)} {say('To stop them, write: stop')}"
    else:
        words = say("Reminders are on again. To stop them, write: stop")
    if shown.away_until is None:
        return Drawing.of_words(say, words)
    away = say("Until {day} I ask you nothing.", day=day(shown.away_until))
    return Drawing.of_words(say, words, *paragraphs(away), *way_back(say, shown.away_until))


def told_answer(say: Voice, promised: Promised, names: Mapping[str, str]) -> Drawing:
    """What somebody has said of a pledge, whom they may ask for help, and the way to say something else."""
    pledge, said = promised.pledge, promised.reply
    if not promised.is_theirs:
        return Drawing.of_words(say, say(HANDED_OVER))
    blocks = paragraphs(quoted(say, promised))
    if pledge.is_withdrawn:
        return Drawing.of(
            say, [*blocks, section(say("You let this pledge go. I will not ask about it again."))]
        )
    if said and promised.told:
        blocks.append(section(say(thanks(said, has_told=promised.has_told))))
        blocks += [ask_again(say, promised.next)] if promised.next else []
        blocks += help_with(
            say, pledge, promised.told.id, promised.facilitator, names, has_asked=promised.has_asked
        )
        if said is Reply.DONE:
            blocks += difference(say, pledge, 1)
    return Drawing.of(say, [*blocks, buttons(say, 1, promised, can_wait=False)])


def told_no(say: Voice, promised: Promised, _names: Mapping[str, str]) -> Drawing:
    """After a no to "Shall I mark it as done?": nothing has changed, and what they can press."""
    if not promised.is_theirs:
        return Drawing.of_words(say, say(HANDED_OVER))
    words = paragraphs(quoted(say, promised))
    if promised.reply or not promised.is_open:
        return Drawing.of(say, [*words, buttons(say, 1, promised, can_wait=False)])
    stays = say("OK. I have not marked it as done. What you wrote about it stays. What is true of it?")
    return Drawing.of(say, [*paragraphs(stays), *words, buttons(say, 1, promised, can_wait=True)])


def quoted(say: Voice, each: Promised) -> str:
    return with_date(say, say("“{pledge}”", pledge=each.pledge.what), each.pledge)


def buttons(say: Voice, number: int, each: Promised, *, can_wait: bool, later: date | None = None) -> Block:
    """Every answer but the one that was given, "not now" where a question waits, first until the day that its
    person wrote (`later`), and letting it go.
    """
    about = brief(each.pledge.what, 45)
    drawn = answers(say, ids.TELL, each.pledge.id, about, each.reply)
    if can_wait and each.waits:
        put_off = not_now(say, ids.NOT_NOW, each.waits.id)
        drawn = [*_until(say, each, later), *drawn, *put_off] if later else [*drawn, *put_off]
    drawn.append(let_go_button(say, each.pledge, about, number))
    return {**actions(*drawn), "block_id": f"{ids.TELL}:{number}"}


def _until(say: Voice, each: Promised, later: date) -> list[Block]:
    """The button that puts it off until this day."""
    label = say("Ask me again on {day}", day=day(later))
    aloud = say("{answer}: {title}", answer=label, title=brief(each.pledge.what, 30))
    value = f"{each.waits.id if each.waits else ''}|{later.isoformat()}"
    return [button(label, ids.at(ids.NOT_NOW, 0), value, style="primary", aloud=aloud)]


def _helping(promised: Promised) -> Iterable[str]:
    return filter(None, [promised.facilitator])


def leading(shown: Helpers) -> tuple[str, ...]:
    return (*shown.facilitators, *((shown.offer.facilitator,) if shown.offer else ()))


DRAWINGS = (
    MessageDrawing(TOLD_HELP, told_help, leading, beside=asked_beside),
    MessageDrawing(TOLD_STOPPED, told_stopped, leading),
    MessageDrawing(TOLD_AGAIN, told_again),
    MessageDrawing(TOLD_ANSWER, told_answer, _helping),
    MessageDrawing(TOLD_NO, told_no),
)
