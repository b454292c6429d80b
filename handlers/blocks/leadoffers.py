"""The private question to lead a programme, what came of it, and who came twice."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.leadoffers import COLEADING, HANDOVER, OFFER_ANSWERED, LeadOffer, OfferKind, OfferState
from coproduction.service.leadoffers import Answered, Offered
from coproduction.words import Text, listed, several
from handlers import leadids
from handlers.blocks.kit import Block, Drawing, MessageDrawing, actions, asks, button, context, section
from handlers.blocks.text import brief
from handlers.voice import Voice

_ASKED = {
    OfferKind.HANDOVER: Text(
        "{person} asks you to lead the programme “{title}” in {channel} from now on. "
        "If you say yes, you lead what is planned there. They still help with it "
        "until they take themselves out."
    ),
    OfferKind.COLEADING: Text(
        "You came to two sessions or more of “{title}” in {channel}. Would you like to help lead them? "
        "{person} asks you that. You would plan and run sessions together."
    ),
}
_YES = {OfferKind.HANDOVER: Text("Yes, I lead it"), OfferKind.COLEADING: Text("Yes, I would")}
_ANSWERED = {
    (OfferKind.HANDOVER, OfferState.AGREED): Text(
        "You lead the programme “{title}” in {channel} now. To see what is planned, type {/plan} there. "
        "You can give it back for ten minutes."
    ),
    (OfferKind.HANDOVER, OfferState.DECLINED): Text(
        "You said no. That is fine. {person} knows, and still leads."
    ),
    (OfferKind.COLEADING, OfferState.AGREED): Text(
        "Thank you! I have told {person}. You can lead as soon as they let you in."
    ),
    (OfferKind.COLEADING, OfferState.LEADS): Text(
        "You can lead in {channel} now. To see what you can do, type {/help}."
    ),
    (OfferKind.COLEADING, OfferState.DECLINED): Text("Not now is fine. Nobody is told."),
    (OfferKind.COLEADING, OfferState.NEVER): Text(
        "That is fine. I will not ask you that again. Nobody is told."
    ),
}
_OUTCOMES = {
    (OfferKind.HANDOVER, OfferState.AGREED): Text(
        "{person} leads the programme “{title}” in {channel} now. You can still lead, too, "
        "and you help with what is planned. You can take it back for ten minutes."
    ),
    (OfferKind.HANDOVER, OfferState.DECLINED): Text(
        "{person} cannot take over the programme “{title}” in {channel}. You still lead it."
    ),
    (OfferKind.COLEADING, OfferState.AGREED): Text(
        "{person} would like to help lead “{title}” in {channel}. They cannot do so yet. Do you let them?"
    ),
    (OfferKind.COLEADING, OfferState.LEADS): Text("{person} can lead in {channel} now."),
}
_OVER = Text("This is not asked any more. There is nothing to do for you.")
_ENDED = Text("This is over. {person} does not lead “{title}” by it.")


def question(say: Voice, shown: Offered, names: Mapping[str, str]) -> Drawing:
    """To who is asked: who asks for what, and the answers; later, what became of it."""
    offer = shown.offer
    told = _words(say, _ASKED[offer.kind], shown, names[offer.asked_by])
    if not offer.waits:
        words = _ANSWERED.get((offer.kind, offer.state), _OVER)
        said = _words(say, words, shown, names[offer.asked_by])
        return Drawing.of_words(say, said, *_way_back(say, shown, Text("Give it back")))
    small = say("Yes or no, both are fine. You need no reason. Only you see this.")
    return Drawing.of(say, [section(told), actions(*_answers(say, shown)), context(small)])


def _answers(say: Voice, shown: Offered) -> list[Block]:
    offer, title = shown.offer, shown.title
    yes = _button(say, say(_YES[offer.kind]), leadids.LEAD_YES, offer, title)
    no = _button(say, say("No, not now"), leadids.LEAD_NO, offer, title)
    never = _button(say, say("Never ask me"), leadids.LEAD_NEVER, offer, title)
    return [yes, no, never] if offer.kind is OfferKind.COLEADING else [yes, no]


def outcome(say: Voice, shown: Answered, names: Mapping[str, str]) -> Drawing:
    """To who asked: what was answered, and what they can do with it."""
    offer = shown.offer
    words = _OUTCOMES.get((offer.kind, offer.state), _ENDED)
    told = _words(say, words, shown, names[offer.asked])
    if (offer.kind, offer.state) != (OfferKind.COLEADING, OfferState.AGREED):
        return Drawing.of_words(say, told, *_way_back(say, shown, Text("Take it back")))
    let = _button(say, say("Let them lead"), leadids.LET_LEAD, offer, shown.title)
    return Drawing.of_words(say, told, actions(let))


def _way_back(say: Voice, shown: Offered | Answered, label: Text) -> list[Block]:
    if not shown.offer.is_handed_over:
        return []
    return [actions(_button(say, say(label), leadids.UNDO_LEAD, shown.offer, shown.title))]


def _words(say: Voice, words: Text, shown: Offered | Answered, person: str) -> str:
    where = f"<#{shown.offer.channel}>"
    return say(words, person=brief(person, 100), title=brief(shown.title, 100), channel=where)


def _button(say: Voice, label: str, action: str, offer: LeadOffer, title: str) -> Block:
    aloud = say("{answer}: {title}", answer=label, title=brief(title, 40))
    return button(label, action, offer.id, aloud=aloud)


def asked(say: Voice, offer: LeadOffer, name: str) -> Drawing:
    """To who hands a programme over: that it was asked, and the way back."""
    told = say(
        "I have asked {person} in private to take over the programme in {channel}. "
        "Until they say yes, you lead it.",
        person=brief(name, 100),
        channel=f"<#{offer.channel}>",
    )
    back = button(
        say("Do not ask"),
        leadids.UNDO_LEAD,
        offer.id,
        aloud=say("Do not ask {person}", person=brief(name, 50)),
    )
    return Drawing.of_words(say, told, actions(back))


def often_here(say: Voice, channel: str, names: Sequence[str]) -> Drawing:
    """To who leads: who came twice, and the button that asks them all."""
    where = f"<#{channel}>"
    if not names:
        nobody = Text(
            "There is nobody to ask in {channel} now. I ask people who came to two sessions or more "
            "and do not lead yet. I ask nobody twice in twelve weeks."
        )
        return Drawing.of_words(say, say(nobody, channel=where))
    told = several(
        len(names),
        "{n} person came to two sessions or more in {channel} and does not lead yet: {people}.",
        "{n} people came to two sessions or more in {channel} and do not lead yet: {people}.",
        channel=where,
        people=listed(names),
    )
    small = say(
        "I ask each in private, on a day when nothing else comes from me. A no is not told to anybody."
    )
    sure = asks(
        say, say("Ask them?"), say("I ask each of them once whether they would help lead."), say("Ask them")
    )
    ask = button(say("Ask them to help lead"), leadids.ASK_TO_LEAD, channel, confirm=sure)
    return Drawing.of(say, [section(say(told)), context(small), actions(ask)])


def _who(shown: Offered | Answered) -> Iterable[str]:
    return (shown.offer.asked_by, shown.offer.asked)


DRAWINGS = (
    MessageDrawing(HANDOVER, question, _who),
    MessageDrawing(COLEADING, question, _who),
    MessageDrawing(OFFER_ANSWERED, outcome, _who),
)
