"""Ideas: typed, filled in, saved from messages, supported, taken back; with a name or without one."""

from __future__ import annotations

from itertools import chain

import pytest

from coproduction.ideas import IDEA_CARD
from coproduction.messages import Card
from handlers import ids
from rehearsal.driver.room import Person
from rehearsal.model import Channel
from rehearsal.rules.blocks import elements_of
from tests.handlers.database import rows_that_say, tables
from tests.handlers.forging import forged_form, text
from tests.stage import ROOM, Stage
from tests.wiretap import Wiretap

STATES = (
    "Heard: it is kept here, and people look at all ideas together next. "
    "With somebody: they have it in hand. Being tried: people try it out. "
    "Answered: there is a yes, a no, or another answer to it."
)
HEARD = "Heard. Next, people look at all ideas together."
BUDDY = "A buddy for every new parent"
SESSION = "In the session “Support for new parents”."
GOES = "It goes to #parent-champions, where everybody can read it."
ASKED = (
    "I have asked who wrote it, in private. Nothing is shown before they say yes. "
    "If they do not answer before the session ends, nothing happens."
)
WAITS = (
    "Who wrote it has been asked already, and it waits for their answer. "
    "Nothing is shown before they say yes."
)
NOTHING_KEPT = (
    "Thank you for your answer. If you said “Yes, without my name”, your message is an idea now, and shows "
    "no name. I keep nothing of what you pressed. To take the idea back, open the menu of your message and "
    "choose “Save as idea”. Then I show you a button that takes it back."
)
NAMED = (
    "It shows your name. To share an idea without your name, type /idea with nothing after it "
    "and press “Share it without my name”."
)
NEXT = (
    "What happens next: everybody in the channel can read it and support it. "
    "People look at all ideas together, and you hear here what became of it."
)
NEXT_UNNAMED = (
    "What happens next: everybody in the channel can read it and support it. "
    "What becomes of it stands on its card in the channel, because I do not know whom to tell."
)
NOWHERE = "Please open the channel of your session and try again there."


async def card(person: Person, words: str, channel: str = ROOM) -> list[str]:
    """The lines of the newest message that says these words."""
    return (await person.sees(words, channel=channel)).readable.splitlines()


async def fills_in(
    person: Person, text: str, *, kind: str = "A change idea: something to do differently"
) -> None:
    """Fill in the open form and send it with one's name."""
    await person.modal("New idea")
    await person.fills({"Your idea": text, "What kind of idea is it?": kind})
    await person.submits()


async def fills_in_unnamed(person: Person, text: str) -> None:
    """The same without a name: what will be posted is looked at first."""
    await person.modal("New idea")
    await person.clicks("Share it without my name")
    await person.modal("Without your name")
    await person.fills({"Your idea": text})
    await person.submits()
    await person.modal("Without your name", "This is what everybody will read:")
    await person.submits()


def ideas(stage: Stage) -> list[tuple[int, str, str | None]]:
    """Number, words and author of every stored idea."""
    rows = sorted(tables(stage)["idea"], key=lambda row: (row["channel"], row["number"]))
    return [(row["number"], row["text"], row["author"]) for row in rows]


async def test_a_typed_idea_becomes_a_numbered_card_and_its_author_is_told(stage: Stage) -> None:
    await stage.session()

    deed = await stage.ana.types(f"/idea {BUDDY}", channel=ROOM)

    assert deed.acked
    assert await card(stage.delroy, BUDDY) == [
        "Idea 1",
        BUDDY,
        "From Ana Pereira · 0 supporters",
        HEARD,
        "Support",
    ]
    told = await stage.ana.sees("Thank you. Your idea is number 1.", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "Thank you. Your idea is number 1.",
        SESSION,
        GOES,
        NAMED,
        NEXT,
        "Take my idea back",
    ]


async def test_quotes_and_the_root_command_are_not_needed_but_work(stage: Stage) -> None:
    await stage.session()

    await stage.ana.types(f"/copro idea {BUDDY}", channel=ROOM)

    assert (await card(stage.delroy, BUDDY))[0] == "Idea 1"


async def test_the_bare_command_opens_a_form_that_asks_for_the_kind(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/idea", channel=ROOM)
    form = await stage.ana.modal("New idea")
    assert form.labels == ["Your idea", "What kind of idea is it?"]

    await fills_in(stage.ana, "The church lends its hall", kind="A collaboration: something to do together")

    assert await card(stage.delroy, "The church lends its hall") == [
        "Collaboration 1",
        "The church lends its hall",
        "From Ana Pereira · 0 supporters",
        HEARD,
        "Support",
        "What became of it",
    ]
    await stage.ana.sees("Thank you. Your collaboration is number 1.", channel=ROOM, private=True)


async def test_the_button_on_the_sessions_card_opens_the_same_form(stage: Stage) -> None:
    await stage.session()
    await stage.ana.clicks("Write an idea", on="Session:", channel=ROOM)

    await fills_in(stage.ana, BUDDY)

    assert (await card(stage.delroy, BUDDY))[0] == "Idea 1"


async def test_anonymous_ideas_carry_no_author_anywhere(stage: Stage, wiretap: Wiretap) -> None:
    await stage.session()
    await stage.ana.types("/idea", channel=ROOM)

    await fills_in_unnamed(stage.ana, "Talk about money openly")

    assert await card(stage.delroy, "Talk about money openly") == [
        "Idea 1",
        "Talk about money openly",
        "From a participant · 0 supporters",
        HEARD,
        "Support",
    ]
    told = await stage.ana.modal("New idea")
    assert told.text.splitlines() == [
        "Thank you. Your idea is on its way. I did not keep your name. So you cannot delete this idea later.",
        SESSION,
        GOES,
        NEXT_UNNAMED,
    ]
    await stage.rests()
    assert [each.readable for each in await stage.ana.messages() if each.private] == []
    # only that she is in the channel, as everybody there sees
    assert {table for table, _ in rows_that_say(stage, stage.ana.id)} == {"member"}
    everything = "\n".join(f"{each.readable}\n{each.text}" for each in await stage.delroy.messages(ROOM))
    logged = wiretap.lines.getvalue()
    assert [word for word in (stage.ana.id, "Ana", "Pereira") if word in everything + logged] == []


async def test_what_may_tell_who_somebody_is_is_said_before_it_is_posted_and_nothing_of_it_is_kept(
    stage: Stage, wiretap: Wiretap
) -> None:
    await stage.session()
    await stage.check_in(stage.delroy)
    await stage.ana.types("/idea anonymously: Ring Mrs Okafor or delroy on 07700 900123", channel=ROOM)
    form = await stage.ana.modal("Without your name", "I keep no name with it.")
    assert ideas(stage) == []
    await stage.ana.clicks("Share it with my name")
    await stage.ana.modal("New idea")
    await stage.ana.clicks("Share it without my name")
    form = await stage.ana.modal("Without your name")
    assert form.text.splitlines()[-4].startswith("I keep no name with it.")  # apart from every field
    assert form.labels == ["Your idea", "What kind of idea is it?", "What tells us this matters?"]
    await stage.ana.submits()
    look = await stage.ana.modal("Without your name", "This is what everybody will read:")
    assert look.text.splitlines() == [
        "This is what everybody will read:",
        "Ring Mrs Okafor or delroy on 07700 900123",
        "From a participant",
        "Please look at this once more:",
        "• This looks like somebody's name: “Mrs Okafor”.",
        "• This looks like somebody's name: “delroy”.",
        "• This looks like a phone number.",
        SESSION,
        f"This goes to #{ROOM}. Everybody there can read it.",
        "Edit",
        "When you press “Post it”, everybody there can read it. "
        "After that you cannot change it or take it back.",
    ]
    assert ideas(stage) == []
    assert "Okafor" not in wiretap.lines.getvalue()

    await stage.ana.clicks("Edit")
    await stage.ana.modal("Without your name", "I keep no name with it.")
    await stage.ana.fills({"Your idea": "Tell us whom to ring"})
    await stage.ana.submits()
    await stage.ana.modal("Without your name", "This is what everybody will read:")
    await stage.ana.submits()

    assert (await card(stage.delroy, "Tell us whom to ring"))[2] == "From a participant · 0 supporters"


async def test_the_form_asks_more_and_follows_the_kind_that_is_chosen(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/idea", channel=ROOM)
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": "The way in is too steep"})
    await stage.ana.clicks("More")
    form = await stage.ana.modal("New idea", "I would help with this")
    assert form.labels == [
        "Your idea",
        "What kind of idea is it?",
        "What tells us this matters?",
        "Your part",
    ]
    await stage.ana.fills({"What tells us this matters?": "I fell twice"})
    await stage.ana.submits()

    assert (await card(stage.delroy, "The way in is too steep"))[1:3] == [
        "The way in is too steep",
        "What tells us this matters: I fell twice",
    ]


async def test_an_anonymous_idea_cannot_be_taken_back_because_nobody_knows_whose_it_is(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/idea", channel=ROOM)
    await fills_in_unnamed(stage.ana, "Talk about money openly")
    await stage.delroy.sees("Talk about money openly", channel=ROOM)

    await stage.ana.types("/copro mine", channel=ROOM)

    await stage.ana.sees("You have no ideas with your name yet.", channel=ROOM, private=True)
    await stage.delroy.types("/idea unnamed", channel=ROOM)  # so what is close is said before it is posted
    await stage.delroy.modal("Without your name", "I keep no name with it.")
    await stage.delroy.fills({"Your idea": "Talk openly about the money"})
    await stage.delroy.submits()
    await stage.delroy.modal("Without your name", "This sounds close to 1, “Talk about money openly”.")


async def test_support_counts_each_person_once_and_can_be_taken_back(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)
    await stage.blessing.clicks("Support", on=BUDDY, channel=ROOM)
    assert (await card(stage.ana, "2 supporters"))[2] == "From Ana Pereira · 2 supporters"

    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)

    told = await stage.delroy.sees("You support idea 1.", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "You support idea 1.",
        "Take my support back",
        "Follow",
    ]
    await stage.delroy.clicks("Take my support back", channel=ROOM)
    await stage.delroy.sees("You no longer support idea 1.", channel=ROOM, private=True)
    assert (await card(stage.ana, "1 supporter"))[2] == "From Ana Pereira · 1 supporter"
    assert [row["person"] for row in tables(stage)["support"]] == [stage.blessing.id]


async def test_where_many_cards_wait_who_supports_is_told_at_once_that_they_do(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await stage.workspace.cards.rests()
    since = await stage.room.seq()
    await stage.room.disturb("chat.update", what="held", lasting=True)
    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)
    await stage.room.wait_for(since=since, kind="held")
    await stage.delroy.does_not_see("You support idea 1.", channel=ROOM, private=True)

    stage.workspace.cards.refresh(*(Card(IDEA_CARD, f"another {number}") for number in range(3)))
    await stage.blessing.clicks("Support", on=BUDDY, channel=ROOM)
    await stage.blessing.sees("You support idea 1.", channel=ROOM, private=True)
    await stage.room.undisturb()
    await card(stage.ana, "2 supporters")


async def test_a_storm_of_double_clicks_is_one_supporter_each(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    people = [each for each in stage.room.people("champion") if each.id != stage.ana.id][:10]
    press = [
        {"person": each.id, "deed": "clicks", "text": "Support", "on": BUDDY, "channel": ROOM}
        for each in people
    ]

    deeds = await stage.room.deeds(press * 3)

    assert [deed.acked for deed in deeds] == [True] * 30
    await stage.ana.sees("10 supporters", channel=ROOM)
    assert sorted(row["person"] for row in tables(stage)["support"]) == sorted(each.id for each in people)


async def test_ideas_that_come_together_stand_on_one_card_each_with_its_button(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, "One more bench")
    await stage.idea(stage.delroy, "Two more benches")
    await stage.blessing.clicks("Support idea 2", on="Ideas 1 and 2", channel=ROOM)

    await stage.ana.sees("1 supporter", channel=ROOM)

    assert await card(stage.miriam, "Ideas 1 and 2") == [
        "Ideas 1 and 2",
        "Idea 1",
        "One more bench",
        "From Ana Pereira · 0 supporters · heard",
        "Support idea 1",
        "Idea 2",
        "Two more benches",
        "From Delroy Francis · 1 supporter · heard",
        "Support idea 2",
    ]
    cards = [each for each in tables(stage)["message"] if each["kind"] == "idea"]
    assert len(cards) == 1


async def test_an_author_is_asked_before_an_idea_goes_and_can_put_it_back(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await stage.delroy.clicks("Support", on=BUDDY, channel=ROOM)
    told = await stage.ana.sees("Thank you. Your idea is number 1.", channel=ROOM, private=True)
    assert [button["confirm"]["title"]["text"] for button in elements_of(told.blocks)] == [
        "Take idea 1 back?"
    ]
    await stage.ana.clicks("Take my idea back", channel=ROOM)
    await stage.delroy.sees("This idea was taken back by its author.", channel=ROOM)

    await stage.ana.clicks("Put my idea back", channel=ROOM)

    await stage.ana.sees(f"Idea 1, “{BUDDY}”, is back, with all who support it.", channel=ROOM, private=True)
    assert await card(stage.delroy, BUDDY) == [
        "Idea 1",
        BUDDY,
        "From Ana Pereira · 1 supporter",
        HEARD,
        "Support",
    ]


async def test_an_author_takes_an_idea_back_and_nobody_else_can_support_it(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await stage.ana.sees("Thank you. Your idea is number 1.", channel=ROOM, private=True)

    await stage.ana.clicks("Take my idea back", channel=ROOM)

    told = await stage.ana.sees(f"Idea 1, “{BUDDY}”, is taken back.", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        f"Idea 1, “{BUDDY}”, is taken back. If that was a mistake, you can put it back for 10 minutes.",
        "Put my idea back",
    ]
    assert await card(stage.delroy, "This idea was taken back by its author.") == [
        "Idea 1",
        "This idea was taken back by its author.",
    ]
    await stage.ana.clicks("Take my idea back", channel=ROOM)
    await stage.ana.sees(
        "You took this idea back already, so nothing has changed.", channel=ROOM, private=True
    )
    await stage.delroy.types("/copro ideas", channel=ROOM)
    await stage.delroy.sees("There are no ideas yet. Yours can be the first.", channel=ROOM, private=True)


async def test_numbers_go_on_in_the_next_session_of_the_programme(stage: Stage) -> None:
    await stage.session("Monday")
    await stage.idea(stage.ana, "One more bench")
    await stage.idea(stage.delroy, "Two more benches")
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.session("Tuesday")

    await stage.idea(stage.ana, "Three more benches")

    assert ideas(stage) == [
        (1, "One more bench", stage.ana.id),
        (2, "Two more benches", stage.delroy.id),
        (3, "Three more benches", stage.ana.id),
    ]
    assert (await card(stage.ana, "Three more benches"))[0] == "Idea 3"


async def test_two_programmes_number_their_ideas_apart(stage: Stage) -> None:
    await stage.session("First", channel=ROOM)
    await stage.session("Second", channel="second-room")

    await stage.idea(stage.ana, "Here it is good", channel=ROOM)
    await stage.idea(stage.ana, "There it is good", channel="second-room")

    assert (await card(stage.ana, "Here it is good"))[0] == "Idea 1"
    assert (await card(stage.ana, "There it is good", channel="second-room"))[0] == "Idea 1"


async def test_after_the_session_the_list_of_ideas_begins_with_the_most_supported(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, "More benches")
    await stage.idea(stage.delroy, BUDDY)
    await stage.ana.clicks("Support idea 2", on=BUDDY, channel=ROOM)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.blessing.sees("ended", channel=ROOM)

    await stage.blessing.types("/copro ideas", channel=ROOM)

    listed = await stage.blessing.sees("Ideas so far", channel=ROOM, private=True)
    assert listed.readable.splitlines() == [
        "Ideas so far",
        f"2. {BUDDY} (1 supporter · heard)",
        "1. More benches (0 supporters · heard)",
        STATES,
        "See all ideas",
    ]


async def test_what_the_bot_wrote_is_nobodys_idea(stage: Stage) -> None:
    await stage.session()

    await stage.ana.shortcut("Save as idea", on="Session:", channel=ROOM)
    await stage.ana.reacts("bulb", on="Session:", channel=ROOM)

    await stage.ana.sees(
        "An app wrote this message, so there is nobody to credit. You can type it with /idea.",
        channel=ROOM,
        private=True,
    )
    assert ideas(stage) == []


async def test_another_emoji_or_a_bulb_outside_a_session_is_only_an_emoji(stage: Stage) -> None:
    await stage.session()
    await stage.blessing.types("We could share one laptop cupboard", channel=ROOM)
    await stage.ana.reacts("heart", on="laptop cupboard", channel=ROOM)
    await stage.miriam.types("/copro end now", channel=ROOM)

    await stage.ana.reacts("bulb", on="laptop cupboard", channel=ROOM)

    await stage.rests()
    assert ideas(stage) == []


async def test_a_message_where_there_is_no_programme_is_not_saved_and_says_why(stage: Stage) -> None:
    await stage.blessing.types("We could share one laptop cupboard", channel=ROOM)

    await stage.ana.shortcut("Save as idea", on="laptop cupboard", channel=ROOM)

    await stage.ana.sees(
        "There is no programme in this channel yet. So I cannot keep ideas here. "
        'A facilitator can begin one: /copro start "Title"',
        channel=ROOM,
        private=True,
    )


@pytest.mark.parametrize("way", ["menu", "bulb"])
async def test_a_message_too_long_for_an_idea_is_refused_in_words(stage: Stage, way: str) -> None:
    await stage.session()
    await stage.blessing.types(f"Long story. {'word ' * 600}".strip(), channel=ROOM)

    if way == "menu":
        await stage.ana.shortcut("Save as idea", on="Long story.", channel=ROOM)
    else:
        await stage.ana.reacts("bulb", on="Long story.", channel=ROOM)

    await stage.ana.sees(
        "This message is too long to be one idea: it has 3,011 characters and 1,000 fit. "
        "You can type its idea in a few words with /idea.",
        channel=ROOM,
        private=True,
    )
    assert ideas(stage) == []


async def test_the_longest_idea_is_kept_whole(stage: Stage) -> None:
    await stage.session()
    longest = "Begin " + '&<>"*' * 118 + "last"

    await stage.ana.types(f"/idea {longest}", channel=ROOM)

    assert (await card(stage.delroy, "Idea 1"))[1] == longest
    assert ideas(stage) == [(1, longest, stage.ana.id)]


async def test_a_longer_idea_is_refused_and_its_words_are_given_back(stage: Stage) -> None:
    await stage.session()
    words = f"Begin {'word ' * 640}end"

    await stage.ana.types(f"/idea {words}", channel=ROOM)

    told = await stage.ana.sees("characters long", channel=ROOM, private=True)
    first, *rest, last = told.readable.splitlines()
    assert (first, last) == (
        "You typed:",
        "This is 3,209 characters long and 600 fit. Please shorten it and send it again.",
    )
    assert " ".join(rest) == f"/idea {words}"
    assert ideas(stage) == []


@pytest.mark.parametrize("nothing", ["\u200b\u202e", "\u3000"])
async def test_an_idea_without_words_is_refused_with_an_example(stage: Stage, nothing: str) -> None:
    await stage.session()

    await stage.ana.types("/idea", channel=ROOM)
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": nothing})
    deed = await stage.ana.submits()

    assert deed.errors == {
        "Your idea": "Your idea has no words yet. For example: /idea A buddy for every new parent"
    }
    assert ideas(stage) == []


HOSTILE = {
    "a ping of everybody": ("<!channel> come", "<!channel> come", "&lt;!channel&gt; come"),
    "a ping of somebody": ("<@U0CHAMP02> come", "<@U0CHAMP02> come", "&lt;@U0CHAMP02&gt; come"),
    "a false link": (
        "<https://evil.example|nhs.uk>",
        "<https://evil.example|nhs.uk>",
        "&lt;https://evil.example|nhs.uk&gt;",
    ),
    "an entity": ("1 &lt; 2 &amp; so", "1 &lt; 2 &amp; so", "1 &amp;lt; 2 &amp;amp; so"),
    "markup": ("*bold* _it_ ~no~ `code`", "*bold* _it_ ~no~ `code`", "*bold* _it_ ~no~ `code`"),
    "a turned text": ("it is safe \u202eevil\u202c", "it is safe evil", "it is safe evil"),
    "a joined emoji": ("For \U0001f469\u200d\U0001f467 first", "For \U0001f469\u200d\U0001f467 first", None),
    "right to left": ("فكرة للجميع", "فكرة للجميع", None),
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_whatever_people_write_is_shown_literally_and_pings_nobody(stage: Stage, what: str) -> None:
    typed, shown, fallback = HOSTILE[what]
    await stage.session()

    await stage.ana.types(f"/idea {typed}", channel=ROOM)

    message = await stage.delroy.sees("Idea 1", channel=ROOM)
    assert message.readable.splitlines()[:2] == ["Idea 1", shown]
    assert message.text.splitlines() == [
        "Idea 1",
        fallback or shown,
        "From Ana Pereira · 0 supporters",
        HEARD,
        "Buttons: Support",
    ]
    assert await stage.pings() == []


async def test_an_idea_written_to_the_bot_during_a_session_goes_to_the_sessions_channel(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)

    await stage.ana.types(f"/idea {BUDDY}", channel="bot")

    assert (await card(stage.delroy, BUDDY))[0] == "Idea 1"
    told = await stage.ana.sees("Thank you. Your idea is number 1.", channel="bot", private=True)
    assert told.readable.splitlines()[1:3] == [SESSION, GOES]


async def test_between_sessions_ones_only_programme_is_meant_and_shows_it_at_its_next_opening(
    stage: Stage,
) -> None:
    await stage.session("Monday")
    await stage.check_in(stage.ana)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.ana.types(f"/idea {BUDDY}", channel="bot")
    await stage.ana.sees("Thank you. Your idea is number 1.", channel="bot", private=True)
    await stage.ana.types("/idea Every new parent a buddy", channel="bot")
    await stage.ana.sees("Idea 2", channel=ROOM)
    await stage.delroy.types("/idea Give every new parent a buddy", channel=ROOM)
    await stage.delroy.clicks("Add mine to idea 1", on="Your idea is number 3", channel=ROOM)
    assert "Give every new parent a buddy" in (await stage.delroy.modal("Add yours to it")).text
    await stage.delroy.submits()
    await stage.delroy.sees("Your words are with idea 1 now", channel=ROOM, private=True)

    await stage.session("Tuesday")

    seen = await stage.delroy.sees("Session: Tuesday", channel=ROOM)
    at = seen.readable.splitlines().index("Written since last time")
    assert seen.readable.splitlines()[at + 1 : at + 3] == [f"1. {BUDDY}", "2. Every new parent a buddy"]
    await stage.delroy.types("/copro ideas", channel=ROOM)
    await stage.delroy.sees("Written since last time: 1 and 2.", channel=ROOM, private=True)


async def test_what_is_typed_in_another_channel_is_posted_only_after_it_was_said_where(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)

    await stage.ana.types(f"/idea {BUDDY}", channel="second-room")

    form = await stage.ana.modal("New idea")
    assert form.text.splitlines()[:2] == [
        SESSION,
        "This goes to #parent-champions. Everybody there can read it.",
    ]
    assert ideas(stage) == []
    await stage.ana.submits()
    assert (await card(stage.delroy, BUDDY))[0] == "Idea 1"


async def test_what_is_typed_in_a_conversation_with_somebody_else_is_not_taken_for_one_with_the_bot(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    between = Channel(
        "D0BETWEEN", "directmessage", "im", [stage.ana.id, stage.delroy.id], person=stage.ana.id
    )
    stage.team.workspace.channels[between.id] = between

    await stage.ana.types(f"/idea {BUDDY}", channel=between.id)

    await stage.ana.modal("New idea")
    assert ideas(stage) == []


async def test_a_form_says_where_it_goes_before_anything_is_written(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)

    for way in ("bot", ROOM):
        await stage.ana.types("/idea", channel=way)
        form = await stage.ana.modal("New idea")
        assert form.text.splitlines()[:2] == [
            SESSION,
            "This goes to #parent-champions. Everybody there can read it.",
        ]
        await stage.ana.closes()


async def test_who_is_in_two_sessions_is_asked_which_one_and_loses_no_word(stage: Stage) -> None:
    await stage.session("First")
    await stage.session("Second", channel="second-room")
    await stage.check_in(stage.ana)
    await stage.check_in(stage.ana, channel="second-room")

    await stage.ana.types(f"/idea {BUDDY}", channel="bot")

    form = await stage.ana.modal("New idea")
    assert form.labels == ["Which session is it for?", "Your idea", "What kind of idea is it?"]
    assert ideas(stage) == []
    await stage.ana.fills({"Which session is it for?": "2. Second"})
    await stage.ana.submits()
    assert (await card(stage.ana, BUDDY, channel="second-room"))[0] == "Idea 1"
    told = await stage.ana.sees("Thank you. Your idea is number 1.", channel="bot", private=True)
    assert told.readable.splitlines()[1] == "In the session “Second”."


async def test_who_is_in_no_session_is_asked_among_those_of_their_channels(stage: Stage) -> None:
    await stage.session()
    await stage.rests()  # the bot has heard who is in the channel
    await stage.ana.global_shortcut("New idea")
    form = await stage.ana.modal("New idea")  # of one nobody is asked
    assert form.labels[0] == "Your idea"
    assert "In the session “Support for new parents”." in form.text
    await stage.ana.closes()
    await stage.session("Second", channel="second-room")
    await stage.rests()
    await stage.ana.global_shortcut("New idea")
    form = await stage.ana.modal("New idea")
    assert form.labels[0] == "Which session is it for?"
    await stage.ana.fills({"Which session is it for?": "2. Support for new parents", "Your idea": BUDDY})

    await stage.ana.submits()

    assert (await card(stage.delroy, BUDDY))[0] == "Idea 1"


async def test_a_forged_form_goes_to_no_channel_its_writer_is_not_in(stage: Stage) -> None:
    quiet = await stage.room.create_channel("board", members=[stage.miriam.id], private=True)
    await stage.room.invite("bot", quiet)
    await stage.session("Board", channel="board")

    errors = await forged_form(
        *(stage, stage.ana, ids.IDEA_FORM),
        {"text": text(BUDDY), "kind": text("change")},
        channel="bot",
        subject=quiet,
    )

    assert errors == {
        "text": "I cannot see that you are in that session. Please do it in the channel of your session."
    }
    assert ideas(stage) == []


async def test_an_idea_that_belongs_nowhere_says_why_and_gives_the_words_back(stage: Stage) -> None:
    await stage.ana.types(f"/idea {BUDDY}", channel="general")

    told = await stage.ana.sees(NOWHERE, channel="general", private=True)
    assert told.readable.splitlines() == [NOWHERE, "You typed:", f"/idea {BUDDY}"]


async def test_the_global_shortcut_writes_to_the_session_the_person_is_in(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)
    await stage.ana.global_shortcut("New idea")

    await fills_in(stage.ana, BUDDY)

    assert (await card(stage.delroy, BUDDY))[0] == "Idea 1"


async def test_the_global_shortcut_outside_any_programme_says_so_before_anything_is_written(
    stage: Stage,
) -> None:
    await stage.ana.global_shortcut("New idea")

    await stage.ana.sees(NOWHERE, channel="bot", private=True)


async def test_the_same_form_sent_twice_is_one_idea(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/idea", channel=ROOM)
    await stage.ana.modal("New idea")
    await stage.ana.fills({"Your idea": BUDDY})

    deeds = await stage.room.deeds([{"person": stage.ana.id, "deed": "submits"}] * 2)

    assert [deed.acked for deed in deeds] == [True, True]
    await stage.delroy.sees(BUDDY, channel=ROOM)
    assert ideas(stage) == [(1, BUDDY, stage.ana.id)]


async def test_a_bulb_on_ones_own_message_is_ones_own_idea_at_once(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("We could share the hall on Sundays", channel=ROOM)

    await stage.ana.reacts("bulb", on="share the hall", channel=ROOM)

    told = await stage.ana.sees("with your name", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "Your message is idea 1 now, with your name.",
        SESSION,
        GOES,
        NEXT,
        "Take my idea back",
    ]


async def test_more_ideas_than_a_message_shows_are_opened_page_by_page(stage: Stage) -> None:
    await stage.session()
    for number in range(1, 26):
        await stage.ana.types(f"/idea Bench number {number}", channel=ROOM)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.delroy.sees("ended", channel=ROOM)
    await stage.delroy.types("/copro ideas", channel=ROOM)

    await stage.delroy.clicks("And 5 more ideas", on="Ideas so far", channel=ROOM)

    page = await stage.delroy.modal("Ideas")
    assert page.text.splitlines() == [
        "Page 2 of 2",
        *chain.from_iterable(
            (f"{number}. Bench number {number} (0 supporters · heard)", f"Open {number}")
            for number in range(21, 26)
        ),
        "Earlier page",
    ]
    await stage.delroy.clicks("Earlier page")
    await stage.rests()
    page = await stage.delroy.modal("Ideas")
    assert page.text.splitlines()[:2] == ["Page 1 of 2", "1. Bench number 1 (0 supporters · heard)"]
    await stage.delroy.clicks("Open 7")
    assert "It would help if …" in (await stage.delroy.modal("Idea 7")).text
    await stage.delroy.closes()
    await stage.delroy.clicks("See all ideas", on="Ideas so far", channel=ROOM)
    assert (await stage.delroy.modal("Ideas")).text.count("\nOpen ") == 20


async def test_who_is_in_two_sessions_reads_the_ideas_of_the_newest_from_elsewhere(stage: Stage) -> None:
    await stage.session("First")
    await stage.check_in(stage.ana)
    await stage.session("Second", channel="second-room")
    await stage.check_in(stage.ana, channel="second-room")
    await stage.idea(stage.miriam, BUDDY, channel="second-room")

    await stage.ana.types("/copro ideas", channel="bot")

    shown = await stage.ana.sees("Ideas so far", channel="bot", private=True)
    assert shown.readable.splitlines() == [
        "Ideas so far",
        "In the session “Second”.",
        "This is #second-room. For another programme, type it in its channel.",
        f"1. {BUDDY} (heard)",
        "While people make up their minds, this list has no numbers of supporters, "
        "so that you look at each idea afresh. The cards in the channel show the numbers.",
        STATES,
        "See all ideas",
    ]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("anonymous: they never listen", "they never listen"),
        ("sin nombre: nadie escucha", "nadie escucha"),
        ("They never listen (private)", "They never listen (private)"),
    ],
)
async def test_who_asks_for_no_name_beside_a_typed_idea_gets_the_form_without_one(
    stage: Stage, typed: str, words: str
) -> None:
    await stage.session()

    await stage.ana.types(f"/idea {typed}", channel=ROOM)

    form = await stage.ana.modal("Without your name", "I keep no name with it.")
    fields = {each["block_id"]: each["element"] for each in form.json["blocks"] if each["type"] == "input"}
    assert fields["text"]["initial_value"] == words
    assert tables(stage)["idea"] == []
