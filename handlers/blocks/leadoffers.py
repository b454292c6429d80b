"""The private question to lead a programme, what came of it, and who came twice."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.leadoffers import COLEADING, HANDOVER, OFFER_ANSWERED, LeadOffer, OfferKind, OfferState
from coproduction.service.leadoffers import Answered, Offered
from coproduction.words import Text, listed, several
from handlers import leadids
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    asks,
    button,
    context,
    paragraphs,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

NAMED = 20  # of those who came twice
_ASKED = {
    OfferKind.HANDOVER: Text(
        "{person} asks you to lead this programme from now on. "
        "If you say yes, you lead what is planned there. They still help with it "
        "until they take themselves out."
    ),
    OfferKind.COLEADING: Text(
        "You came to two sessions or more of this programme. Would you like to help lead them? "
        "{person} asks you that. You would plan and run sessions together."
    ),
}
_YES = {OfferKind.HANDOVER: Text("Yes, I lead it"), OfferKind.COLEADING: Text("Yes, I would")}
_ANSWERED = {
    (OfferKind.HANDOVER, OfferState.AGREED): Text(
        "You lead this programme now. To see what is planned, type {/plan} in its channel. "
        "You can give it back for ten minutes."
    ),
    (OfferKind.HANDOVER, OfferState.DECLINED): Text(
        "You said no. That is fine. {person} knows, and still leads."
    ),
    (OfferKind.COLEADING, OfferState.AGREED): Text(
        "Thank you! I have told {person}. You can lead as soon as they let you in."
    ),
    (OfferKind.COLEADING, OfferState.LEADS): Text(
        "You can lead this programme now. To see what you can do, type {/help}."
    ),
    (OfferKind.COLEADING, OfferState.DECLINED): Text("Not now is fine. Nobody is told."),
    (OfferKind.COLEADING, OfferState.NEVER): Text(
        "That is fine. I will not ask you that again. Nobody is told."
    ),
}
_OUTCOMES = {
    (OfferKind.HANDOVER, OfferState.AGREED): Text(
        "{person} leads this programme now. You can still lead, too, "
        "and you help with what is planned. You can take it back for ten minutes."
    ),
    (OfferKind.HANDOVER, OfferState.DECLINED): Text(
        "{person} cannot take over this programme. You still lead it."
    ),
    (OfferKind.COLEADING, OfferState.AGREED): Text(
        "{person} would like to help lead this programme. They cannot do so yet. Do you let them?"
    ),
    (OfferKind.COLEADING, OfferState.LEADS): Text("{person} can lead this programme now."),
}
_OVER = Text("This is not asked any more. There is nothing to do for you.")
_NOBODY = Text(
    "There is nobody to ask now. I ask people who came to two sessions or more, who do not lead yet, "
    "and whom I have not asked in the last twelve weeks."
)
_ENDED = Text("This is over. {person} does not lead this programme by it.")


_ASKS = {
    OfferKind.HANDOVER: Text("whether you would lead a programme from now on"),
    OfferKind.COLEADING: Text("whether you would like to help lead"),
}


def question(say: Voice, shown: Offered, names: Mapping[str, str]) -> Drawing:
    """To who is asked: who asks for what, and the answers; later, what became of it."""
    offer = shown.offer
    if not offer.waits:
        words = _ANSWERED.get((offer.kind, offer.state), _OVER)
        back = _way_back(say, shown, Text("Give it back"))
        return Drawing.of(say, [*_words(say, words, shown, names[offer.asked_by]), *back])
    told = _words(say, _ASKED[offer.kind], shown, names[offer.asked_by])
    small = say("Yes or no, both are fine. You need no reason. Only you see this.")
    return Drawing.of(say, [*told, actions(*_answers(say, shown)), context(small)])


def _answers(say: Voice, shown: Offered) -> list[Block]:
    offer = shown.offer
    yes = _button(say, say(_YES[offer.kind]), leadids.LEAD_YES, offer)
    no = _button(say, say("No, not now"), leadids.LEAD_NO, offer)
    never = _button(say, say("Never ask me"), leadids.LEAD_NEVER, offer)
    return [yes, no, never] if offer.kind is OfferKind.COLEADING else [yes, no]


def outcome(say: Voice, shown: Answered, names: Mapping[str, str]) -> Drawing:
    """To who asked: what was answered, and what they can do with it."""
    offer = shown.offer
    told = _words(say, _OUTCOMES.get((offer.kind, offer.state), _ENDED), shown, names[offer.asked])
    if (offer.kind, offer.state) != (OfferKind.COLEADING, OfferState.AGREED):
        return Drawing.of(say, [*told, *_way_back(say, shown, Text("Take it back"))])
    let = _button(say, say("Let them lead"), leadids.LET_LEAD, offer)
    return Drawing.of(say, [*told, actions(let)])


def _way_back(say: Voice, shown: Offered | Answered, label: Text) -> list[Block]:
    if not shown.offer.is_handed_over:
        return []
    return [actions(_button(say, say(label), leadids.UNDO_LEAD, shown.offer))]


def _words(say: Voice, words: Text, shown: Offered | Answered, person: str) -> list[Block]:
    """People's own words where nothing in them is markup, and the channel where Slack links it."""
    told = say(words, person=brief(person, 100))
    return [*paragraphs(told), _where(say, shown.offer.channel)]


def _where(say: Voice, channel: str) -> Block:
    return section(say("It is in {channel}.", channel=f"<#{channel}>"))


def _button(say: Voice, label: str, action: str, offer: LeadOffer) -> Block:
    aloud = say("{label}: {about}", label=label, about=say("to lead this programme"))
    return button(label, action, offer.id, aloud=aloud)


def asked(say: Voice, offer: LeadOffer, name: str) -> Drawing:
    """To who hands a programme over: that it was asked, and the way back."""
    told = say(
        "I have asked {person} in private to take over this programme. Until they say yes, you lead it. "
        "If you hear nothing, please ask them yourself.",
        person=brief(name, 100),
    )
    aloud = say("Do not ask {person}", person=brief(name, 50))
    back = button(say("Do not ask"), leadids.UNDO_LEAD, offer.id, aloud=aloud)
    return Drawing.of(say, [*paragraphs(told), _where(say, offer.channel), actions(back)])


def often_here(say: Voice, channel: str, names: Sequence[str]) -> Drawing:
    """To who leads: who came twice, and the button that asks them all."""
    if not names:
        return Drawing.of(say, [*paragraphs(say(_NOBODY)), _where(say, channel)])
    more = len(names) - NAMED
    left = [several(more, "{n} more", "{n} more")] if more > 0 else []
    told = several(
        len(names),
        "{n} person came to two sessions or more and does not lead yet: {people}.",
        "{n} people came to two sessions or more and do not lead yet: {people}.",
        people=listed([*(brief(each, 40) for each in names[:NAMED]), *left]),
    )
    small = say("I ask each in private. It counts as the one message a week that nobody asked for.")
    quiet = say("If somebody says no, I keep it to myself.")
    sure = say("I ask each of them once whether they would help lead.")
    ask = button(
        say("Ask them to help lead"),
        leadids.ASK_TO_LEAD,
        channel,
        aloud=say("Ask them to help lead the programme"),
        confirm=asks(say, say("Ask them?"), sure, say("Ask them")),
    )
    return Drawing.of(
        say, [*paragraphs(say(told)), _where(say, channel), context(f"{small} {quiet}"), actions(ask)]
    )


def _who(shown: Offered | Answered) -> Iterable[str]:
    return (shown.offer.asked_by, shown.offer.asked)


def _asks(shown: Offered) -> Text:
    return _ASKS[shown.offer.kind]


DRAWINGS = (
    MessageDrawing(HANDOVER, question, _who, asks=_asks),
    MessageDrawing(COLEADING, question, _who, asks=_asks),
    MessageDrawing(OFFER_ANSWERED, outcome, _who),
)
