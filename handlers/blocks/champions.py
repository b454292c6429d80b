"""The invitation to become a champion: the form, what its person reads, and a text for a mail."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.champions import (
    ANSWERED,
    CONFIRMED,
    FIELDS,
    INVITED,
    LENGTH,
    SUGGESTED,
    ChampionInvitation,
    ChampionOffer,
    InvitationState,
    said_of,
)
from coproduction.service.champions import InvitationAnswered, Inviting, Kept, Ready, Suggested
from coproduction.words import Text
from handlers import ids, leadids
from handlers.blocks import championlists
from handlers.blocks.fields import person_input, text_boxes
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    header,
    modal,
    paragraphs,
    section,
    titled,
)
from handlers.blocks.partings import NEXT
from handlers.blocks.text import brief, moment
from handlers.voice import Voice

INVITE = Text("Invite a champion")
_ASK = {
    "time_asked": Text("How much time does it take?"),
    "gets": Text("What do they get?"),
    "expenses": Text("What do you pay?"),
    "whom_to_ask": Text("Whom can they ask?"),
}
_HINTS = {
    "time_asked": Text("For example: two evenings a month, for half a year"),
    "gets": Text("For example: people listen to you, and there is soup"),
    "expenses": Text("For example: bus fares and childcare. If it is nothing, say so."),
    "whom_to_ask": Text("A name or a team, and how to reach them"),
}
_WHAT = Text(
    "The person reads this in private. They say yes, or not now. I keep your words for the next invitation."
)
_HAS_LEFT = Text(
    "*Please look at this once more:* this person has taken themselves off the list of people to ask. "
    "You can invite them all the same. Are you sure that it is right for them?"
)
_TO_WHOM = Text("Leave it empty to get only the text. You can send it by mail.")
_SENT = Text(
    "I ask {person} in private, and tell you what they say. It is the one message that they get unasked this "
    "week. So it may come some days later. If you hear nothing, please ask them yourself."
)
_KEPT = Text("The words are saved. I have asked nobody.")
_TO_COPY = Text("To send it by mail, copy this text.")
_ASKED = Text("{person} asks you: would you like to become a champion of “{title}”?")
_FINE = Text("Yes or not now, both are fine. You need no reason. Only who invited you is told.")
_IN_WORDS = Text("You can also write to me here: yes, not now, or later.")
_OVER = Text(
    "{person} had asked you to become a champion of “{title}”. "
    "This is not asked any more. There is nothing to do for you."
)
_CANCELLED = Text("That session was cancelled. {person} can tell you what comes instead.")
_IS_IN = Text("{person} has said yes already, or takes part. So there is nothing to do.")
_ALSO = Text("Suggest somebody else")
_SAID = {
    InvitationState.ACCEPTED: Text(
        "You said yes to “{title}”. Thank you! {person} knows, and tells you more."
    ),
    InvitationState.NOT_NOW: Text("You said “not now” to “{title}”. That is fine. {person} knows."),
}
_OUTCOMES = {
    InvitationState.ACCEPTED: Text(
        "{person} says yes, and becomes a champion of “{title}”. "
        "Please add them to the channel, and say hello."
    ),
    InvitationState.NOT_NOW: Text("{person} says “not now” to “{title}”. Please do not press them."),
    InvitationState.UNANSWERED: Text(
        "{person} has not answered about “{title}”. That is fine. You can talk to them, or ask somebody else."
    ),
    InvitationState.TAKEN_BACK: Text("You have taken back your invitation of {person} to “{title}”."),
    InvitationState.UNREACHED: Text(
        "I could not ask {person} about “{title}”. To get a text for a mail, type {/champion}."
    ),
}


def way(say: Voice, channel: str) -> Block:
    """The button that opens the form."""
    aloud = say("Invite a champion: write the words, and choose whom")
    return button(say(INVITE), leadids.INVITE_CHAMPION, channel, aloud=aloud)


def form(say: Voice, ready: Ready, person: str = "", *, has_left: bool = False) -> View:
    """The words, as they were said before, and whom to ask; whether that is who took themselves off the list
    of people to ask.
    """
    had = said_of(ready.offer) if ready.offer else {}
    fields = text_boxes(say, _ASK, _HINTS, had, most=LENGTH)
    whom = person_input(
        say, "asked", say("Whom do you invite?"), hint=say(_TO_WHOM), optional=True, initial=person
    )
    private = ids.private(ready.channel)
    head = [section(say(_HAS_LEFT))] if has_left else []
    blocks = [*head, section(say(_WHAT)), *fields, whom]
    name = leadids.CHAMPION_LOOKED_FORM if has_left else leadids.CHAMPION_FORM
    label = say("Invite all the same") if has_left else say("Save and invite")
    return modal(say, say(INVITE), name, label, private, blocks)


def kept(say: Voice, done: Kept, names: Mapping[str, str]) -> Drawing:
    """To who leads: what was done, and the text for a mail."""
    invitation = done.invitation
    told = say(_SENT, person=brief(names[invitation.asked], 100)) if invitation else say(_KEPT)
    text = as_text(say, done.offer, done.title)
    label, about = say("Invite somebody else"), brief(done.title, 40)
    again = button(
        label,
        leadids.INVITE_CHAMPION,
        done.offer.channel,
        aloud=say("{label}: {about}", label=label, about=about),
    )
    back = [championlists.take_back(say, invitation, name=names[invitation.asked])] if invitation else []
    ways = actions(*back, again, championlists.see(say, done.offer.channel))
    return Drawing.of(say, [*paragraphs(told), context(say(_TO_COPY)), *paragraphs(text), ways])


def as_text(say: Voice, offer: ChampionOffer, title: str) -> str:
    """All of it as plain words, with nothing to press."""
    said = said_of(offer)
    lines = [say("{title}: {words}", title=say(label), words=said[field]) for field, label in FIELDS.items()]
    return "\n\n".join(
        [
            say("Would you like to become a champion of “{title}”?", title=title),
            *lines,
            say("Yes or not now, both are fine. Please answer this message."),
        ]
    )


def question(
    say: Voice, shown: Inviting, names: Mapping[str, str], notes: Sequence[Text] = (_FINE, _IN_WORDS)
) -> Drawing:
    """To who is invited: what is asked and what they get, and the answers; later, what they said."""
    invitation, title = shown.invitation, say.of(shown.title)
    person = names[invitation.asked_by]
    if invitation.state is InvitationState.TAKEN_BACK:
        return _over(say, shown, person)
    if invitation.state in _SAID:
        told = _said(say, shown, person)
        has_agreed = invitation.state is InvitationState.ACCEPTED
        ways = [] if has_agreed else [_yes(say, shown, Text("Yes, after all"))]
        return Drawing.of(say, [*told, actions(*ways, _also(say, shown))])
    said = said_of(shown.offer)
    asked = say(_ASKED, person=brief(person, 100), title=brief(title, 100))
    offer = [titled(say(label), said[field]) for field, label in FIELDS.items()]
    ways = [_yes(say, shown, Text("Accept")), _not_now(say, shown), _also(say, shown)]
    head, small = header(say("You are invited")), context(" ".join(map(say, notes)))
    gone = _cancelled(say, shown, person)
    return Drawing.of(say, [head, *paragraphs(asked), *gone, *offer, actions(*ways), small])


def _over(say: Voice, shown: Inviting, person: str) -> Drawing:
    """What was asked, and that it is not any more."""
    title = brief(say.of(shown.title), 100)
    return Drawing.of_words(say, say(_OVER, person=brief(person, 100), title=title))


def question_beside(say: Voice, shown: Inviting, names: Mapping[str, str]) -> Drawing:
    """The same below a question about a pledge, which is what words answer there."""
    return question(say, shown, names, (_FINE,))


def _said(say: Voice, shown: Inviting, person: str) -> list[Block]:
    """What they said, where it is, and when, as far as that is known."""
    words, title = _SAID[shown.invitation.state], brief(say.of(shown.title), 100)
    coming = shown.to.next if shown.invitation.state is InvitationState.ACCEPTED else None
    at = [section(say(NEXT, when=moment(say, coming.starts_at)))] if coming else []
    when = [*at, *paragraphs(coming.title)] if coming else []
    return [
        *paragraphs(say(words, person=brief(person, 100), title=title)),
        *_cancelled(say, shown, person),
        *when,
        _where(say, shown.invitation),
    ]


def _cancelled(say: Voice, shown: Inviting, person: str) -> list[Block]:
    """That what they were invited to was cancelled."""
    return paragraphs(say(_CANCELLED, person=brief(person, 100))) if shown.to.is_cancelled else []


def confirmed(say: Voice, shown: Inviting, names: Mapping[str, str]) -> Drawing:
    """The same, to who has answered in words."""
    person = names[shown.invitation.asked_by]
    if shown.invitation.state not in _SAID:
        return _over(say, shown, person)
    return Drawing.of(say, _said(say, shown, person))


def _where(say: Voice, invitation: ChampionInvitation) -> Block:
    return section(say("It is in {channel}.", channel=f"<#{invitation.channel}>"))


def _yes(say: Voice, shown: Inviting, label: Text) -> Block:
    return _button(say, shown, say(label), leadids.CHAMPION_YES)


def _not_now(say: Voice, shown: Inviting) -> Block:
    return _button(say, shown, say("Not now"), leadids.CHAMPION_NOT_NOW)


def _also(say: Voice, shown: Inviting) -> Block:
    return _button(say, shown, say(_ALSO), leadids.CHAMPION_ALSO)


def _button(say: Voice, shown: Inviting, label: str, action: str) -> Block:
    aloud = say("{answer}: {title}", answer=label, title=brief(say.of(shown.title), 40))
    return button(label, action, shown.invitation.id, aloud=aloud)


def also_form(say: Voice, invitation: ChampionInvitation) -> View:
    """Whom they would ask, too."""
    told = say("Who invited you reads this. They decide whether to ask this person. Nobody else is told.")
    whom = person_input(say, "asked", say("Whom do you suggest?"))
    private = ids.private(invitation.channel, invitation.id)
    title, label = say(_ALSO), say("Send")
    return modal(say, title, leadids.CHAMPION_ALSO_FORM, label, private, [section(told), whom])


def outcome(say: Voice, shown: InvitationAnswered, names: Mapping[str, str]) -> Drawing:
    """To who invited: what they said, or that it could not be asked."""
    words = _OUTCOMES.get(shown.invitation.state, _OUTCOMES[InvitationState.UNREACHED])
    person, title = brief(names[shown.invitation.asked], 100), brief(say.of(shown.title), 100)
    told = paragraphs(say(words, person=person, title=title))
    if not shown.invitation.waits:
        return Drawing.of(say, [*told, _where(say, shown.invitation)])
    back = actions(championlists.take_back(say, shown.invitation, name=person))
    return Drawing.of(say, [*told, _where(say, shown.invitation), back])


def suggested(say: Voice, shown: Suggested, names: Mapping[str, str]) -> Drawing:
    """To who invited: whom else to ask, with the way to do it."""
    by, person = brief(names[shown.invitation.asked], 100), brief(names[shown.person], 100)
    told = say(
        "{by} says: ask {person} about “{title}”, too.",
        by=by,
        person=person,
        title=brief(say.of(shown.title), 100),
    )
    if shown.is_in:
        return Drawing.of(say, [*paragraphs(told), section(say(_IS_IN, person=person))])
    label = say("Invite them")
    aloud = say("{label}: {about}", label=label, about=brief(names[shown.person], 40))
    value = f"{shown.invitation.channel}:{shown.person}"
    invite = button(label, leadids.INVITE_CHAMPION, value, aloud=aloud)
    return Drawing.of(say, [*paragraphs(told), actions(invite)])


def _of_invited(shown: Inviting) -> Iterable[str]:
    return [shown.invitation.asked_by]


def _of_answered(shown: InvitationAnswered) -> Iterable[str]:
    return [shown.invitation.asked]


def _of_suggested(shown: Suggested) -> Iterable[str]:
    return [shown.invitation.asked, shown.person]


def _asks(shown: Inviting) -> Text:
    return Text("whether you would be a champion of “{title}”", title=shown.title)


DRAWINGS = (
    MessageDrawing(INVITED, question, _of_invited, in_short=question_beside, asks=_asks),
    MessageDrawing(ANSWERED, outcome, _of_answered),
    MessageDrawing(CONFIRMED, confirmed, _of_invited),
    MessageDrawing(SUGGESTED, suggested, _of_suggested),
)
