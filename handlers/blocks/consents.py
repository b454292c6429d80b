"""The private question to a writer whose message somebody would like to keep."""

from collections.abc import Mapping

from coproduction.consents import CONSENT, SAVED_GONE, Consent, ConsentState
from coproduction.service.consents import Asking
from coproduction.words import Text
from handlers import ids
from handlers.blocks.ideas import next_steps
from handlers.blocks.ideawithdrawals import offer_withdrawal
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    button,
    context,
    paragraphs,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

KEPT = Text("Thank you. I keep your message as an idea, with your name. Nobody else sees it yet.")
NOTHING_KEPT = Text(
    "Thank you for your answer. If you said “Yes, without my name”, your message is an idea now, and shows "
    "no name. I keep nothing of what you pressed. To take the idea back, open the menu of your message and "
    "choose “Save as idea”. Then I show you a button that takes it back."
)
DECLINED = Text("You said no, so nothing is shown. Thank you for your answer.")
LAPSED = Text(
    "The time to answer has passed, so nothing is shown. If you would like to share it, "
    "open the menu of your message and choose “Save as idea”."
)
_WITHOUT = Text(
    "Without your name, I do not store who wrote it. But people here can still find your message. "
    "If you do not answer, nothing is shown. The question ends with the session, or after a week. "
    "It stays when somebody takes their emoji off your message."
)


_HAD_NAME = Text(
    "It was an idea before, with your name, and you took it back. If you do not answer, nothing is shown. "
    "The question ends with the session, or after a week."
)
_SAVED_GONE = Text(
    "You asked to keep a message in {channel} as an idea. Who wrote it has taken the idea back, "
    "so it is not shown any more."
)


def question(say: Voice, shown: Asking, _names: Mapping[str, str]) -> Drawing:
    """What the writer is asked, and what became of it."""
    consent = shown.consent
    if consent is None:
        return Drawing.of_words(say, say(NOTHING_KEPT))
    match consent.state:
        case ConsentState.WAITS:
            return _asked(say, consent, shown)
        case ConsentState.NAMED:
            return _named(say, shown)
        case ConsentState.DECLINED:
            return Drawing.of_words(say, say(DECLINED))
        case ConsentState.LAPSED | ConsentState.UNREACHED:
            return Drawing.of_words(say, say(LAPSED))


def _asked(say: Voice, consent: Consent, shown: Asking) -> Drawing:
    asked = say(
        "Somebody in {channel} would like to keep your message as an idea. Everybody there could read it. "
        "May I show it? Nothing is shown before you say yes.",
        channel=f"<#{consent.channel}>",
    )
    where = paragraphs(say("In the session “{title}”.", title=shown.title))
    below = [
        answers(say, consent, had_name=shown.had_name),
        context(say(_HAD_NAME if shown.had_name else _WITHOUT)),
    ]
    return Drawing.of(say, [section(asked), *where, *paragraphs(consent.text), *below])


def _named(say: Voice, shown: Asking) -> Drawing:
    if shown.idea is None or shown.idea.is_withdrawn:
        return Drawing.of_words(say, say("You took this idea back, so nothing of it is shown."))
    thanked = Text("Thank you. Your message is idea {number} now, with your name.")
    told = say(KEPT if shown.idea.sealed_in else thanked, number=shown.idea.number)
    return Drawing.of_words(say, told, next_steps(say, shown.idea), offer_withdrawal(say, shown.idea))


def answers(say: Voice, consent: Consent, position: int = 0, *, had_name: bool = False) -> Block:
    """The three answers, but not without a name where it `had_name` before; `position` tells several
    questions in one list apart.
    """
    about = brief(consent.text, 30)
    labels = {
        ids.AGREE: say("Yes, with my name"),
        **({} if had_name else {ids.AGREE_UNNAMED: say("Yes, without my name")}),
        ids.DECLINE: say("No"),
    }
    return actions(
        *(
            button(
                label,
                ids.at(action, position),
                consent.id,
                aloud=say("{answer}, {number}: {idea}", answer=label, number=position + 1, idea=about),
            )
            for action, label in labels.items()
        )
    )


def waiting(say: Voice, consent: Consent, position: int) -> list[Block]:
    """The question in a list of what is a person's own."""
    return [*paragraphs(brief(consent.text, 300)), answers(say, consent, position)]


def saved_gone(say: Voice, saved: Consent, _names: Mapping[str, str]) -> Drawing:
    """To who saved it; neither its words nor its number."""
    return Drawing.of(say, [section(say(_SAVED_GONE, channel=f"<#{saved.channel}>"))])


DRAWINGS = (MessageDrawing(CONSENT, question), MessageDrawing(SAVED_GONE, saved_gone))
