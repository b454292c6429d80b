"""What somebody writes to the bot of a pledge: of the one they were asked about last, and of no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coproduction.followups import NUDGE, PLEDGE, FollowUpState, Reply
from coproduction.messages import absent, sent, unclear
from coproduction.notes import KEPT_WORDS, Note, Told
from coproduction.people import Actor
from coproduction.questioning import Question, question_in
from coproduction.recurring import Every, Recurrence
from coproduction.service import (
    beside,
    followups,
    helprequests,
    leading,
    notes,
    outbox,
    people,
    pledgeends,
    pledges,
    sessions,
    sharing,
    stated,
    talk,
    tells,
)
from coproduction.service.kinds import kind_of, shown
from coproduction.talk import ASKED_WHICH, TOLD_ANSWER, TOLD_HELP, TOLD_STOPPED
from coproduction.topics import Topic, topic_of, without_label
from handlers.blocks import talk as handlers_talk
from handlers.sending.showing import DRAWINGS
from handlers.understood import heard_in
from tests.coproduction.town import ADA, ANA, BO, CY, DAY, HALL, HOUR, MINUTE, NOW, WEEK, Town
from tests.looks import draw
from tests.speaking import SAY

FIRST, SECOND = datetime(2026, 10, 28, 10, tzinfo=UTC), datetime(2026, 11, 4, 10, tzinfo=UTC)


def pledge(town: Town, what: str, by: str | None = None, at: datetime = NOW) -> str:
    form = pledges.PledgeForm(what, by, f"form:{what}")
    return town.do(pledges.make, at, BO, HALL, form).pledge.id


def ask(town: Town, at: datetime) -> list[str]:
    """The next question that is due is asked; Slack's time of its message."""
    town.passes(at)
    asked = [each for each in town.do(outbox.claim_to_send, at, 9) if each.kind == NUDGE]
    stamps = [f"{at.timestamp() + number:.6f}" for number in range(len(asked))]
    for message, ts in zip(asked, stamps, strict=True):
        town.do(outbox.settle, at, message, sent(ts, channel="D-BO"))
    return stamps


def hears(town: Town, words: str, under: str = "", origin: str = "D-BO:1") -> tuple[str, str]:
    """The kind of the answer to these words, and the pledge it is about."""
    asks = Question.SURELY if topic_of(words) else question_in(words)
    heard = heard_in(words, asks, origin, under, keeps=True)
    assert town.do(beside.hear, SECOND + HOUR, BO, heard, "D-BO")
    [answer] = [each for each in town.messages() if each.subject == origin]
    return answer.kind, answer.occasion


def difference_of(town: Town) -> dict[str, str | None]:
    """What difference each pledge made, by its words."""
    return {each.pledge.what: each.pledge.difference for each in town.do(pledges.promised_by, BO.id)}


def answer_to(town: Town, origin: str = "D-BO:1") -> talk.Kept:
    """What the answer to words that were kept shows, as things stand now."""
    [message] = town.memory.messages.about(KEPT_WORDS, origin)
    shown = kind_of(KEPT_WORDS).content(town.memory, message)
    assert isinstance(shown, talk.Kept)
    return shown


def look(town: Town, origin: str = "D-BO:1") -> list[str]:
    """The same as it is read."""
    return draw(SAY, answer_to(town, origin), {"ana": "Ana", "ada": "Ada"}).text.splitlines()


def said(town: Town) -> dict[str, Reply | None]:
    """What was said of each pledge, by its words."""
    return {each.pledge.what: each.reply for each in town.do(pledges.promised_by, BO.id)}


@pytest.fixture
def town(town: Town) -> Town:
    town.start()
    return town


@pytest.mark.parametrize(("words", "reply"), [("done", Reply.DONE), ("I'm stuck", Reply.STUCK)])
def test_of_several_pledges_the_one_last_asked_about_is_meant(town: Town, words: str, reply: Reply) -> None:
    pledge(town, "Call the school", "2026-10-30")
    asked = pledge(town, "Visit Cy", "2026-11-06")
    pledge(town, "Read more", "2026-12-11")
    ask(town, FIRST)
    ask(town, SECOND)

    assert hears(town, words) == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": None, "Visit Cy": reply, "Read more": None}


def test_who_types_done_of_what_is_kept_every_week_reads_when_they_are_asked_next_as_who_presses_it(
    town: Town,
) -> None:
    every = pledge(town, "Sing", "2026-10-30")
    town.memory.recurrences.put(Recurrence(every, Every.WEEK, FIRST.date()))
    ask(town, FIRST)
    ask(town, SECOND)
    assert hears(town, "done") == (TOLD_ANSWER, every)
    pressed = [each for each in town.messages() if each.kind == NUDGE and each.due_at == SECOND]
    told = [*town.memory.messages.about(TOLD_ANSWER, "D-BO:1"), *pressed]
    for message in told:
        content, _ = town.do(shown, message)
        text = DRAWINGS[message.kind].draw(SAY, content, {}).text
        assert "I will ask again on Wednesday 11 November 2026 at 10:00." in text
    assert len(told) == 2


def test_in_the_thread_of_a_question_the_pledge_of_that_is_meant(town: Town) -> None:
    earlier = pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Visit Cy", "2026-11-06")
    [question] = ask(town, FIRST)
    ask(town, SECOND)

    assert hears(town, "ya lo hice", under=question) == (TOLD_ANSWER, earlier)
    assert said(town) == {"Call the school": Reply.DONE, "Visit Cy": None}


@pytest.mark.parametrize(
    ("words", "reply", "which"),
    [
        ("pledge 2 done", Reply.DONE, 1),
        ("1: still working on it", Reply.WORKING, 0),
        ("Stuck with pledge 2.", Reply.STUCK, 1),
        ("compromiso 1 hecho", Reply.DONE, 0),
        ("done 2", Reply.DONE, 1),
    ],
)
def test_of_several_in_one_message_the_one_whose_number_is_typed_is_meant(
    town: Town, words: str, reply: Reply, which: int
) -> None:
    first = pledge(town, "Call the school", "2026-10-30")
    both = first, pledge(town, "Visit Cy", "2026-11-02", NOW + HOUR)
    ask(town, FIRST)

    assert hears(town, words) == (TOLD_ANSWER, both[which])
    replies = [reply if number == which else None for number in (0, 1)]
    assert said(town) == dict(zip(("Call the school", "Visit Cy"), replies, strict=True))


@pytest.mark.parametrize("words", ["pledge 3 done", "done"])
def test_of_several_in_one_message_it_is_asked_which_where_no_number_of_theirs_is_typed(
    town: Town, words: str
) -> None:
    for what, by in (("Call the school", "2026-10-30"), ("Visit Cy", "2026-11-02")):
        pledge(town, what, by)
    ask(town, FIRST)

    assert hears(town, words) == (ASKED_WHICH, "")
    assert set(said(town).values()) == {None}


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("2: stuck, no oven", Reply.STUCK),
        ("2: atascada, porque no hay horno", Reply.STUCK),
        ("the second: still working on it – I need 2 weeks", Reply.WORKING),
    ],
)
def test_of_several_a_number_a_state_and_more_words_are_taken_and_the_words_are_kept(
    town: Town, words: str, reply: Reply
) -> None:
    two_at_once(town)

    assert hears(town, words)[0] == KEPT_WORDS
    assert said(town) == {"Call the school": None, "Visit Cy": reply}
    assert notes_of(town) == [("Visit Cy", Told.TYPED, words)]
    told = look(town)
    assert told[:2] == [
        "I have kept your words with this pledge. Only you see them.",
        "“Visit Cy” (by Friday 6 November 2026)",
    ]
    others = {Reply.STUCK: "Yes, done, Still working on it", Reply.WORKING: "Yes, done, Stuck"}
    assert f"Buttons: {others[reply]}, Delete my words" in told
    assert "Do you need help with your pledge “Visit Cy”?" in " ".join(told)


def test_of_several_the_words_behind_a_number_and_done_say_what_difference_it_made(town: Town) -> None:
    _, visit, _ = two_at_once(town)

    assert hears(town, "2 done, it went well")[0] == KEPT_WORDS
    assert (said(town), difference_of(town)) == (
        {"Call the school": None, "Visit Cy": Reply.DONE},
        {"Call the school": None, "Visit Cy": "it went well"},
    )
    town.do(pledges.answer, BO, visit, Reply.STUCK)  # and what is said later changes nothing of it
    assert difference_of(town)["Visit Cy"] == "it went well"


def test_words_behind_a_number_and_stuck_are_no_reason_to_doubt_a_later_done(town: Town) -> None:
    _, visit, _ = two_at_once(town)
    hears(town, "2: stuck, no oven")
    town.do(pledges.answer, BO, visit, Reply.DONE)

    assert "It still says that this is done" not in "\n".join(look(town))
    assert "Buttons: Still working on it, Stuck, Delete my words" in look(town)


@pytest.mark.parametrize(
    "words",
    [
        "3: stuck, no oven",
        "3: done, but only half",
        "2: done, but only half, and the first not yet",
        "2 working groups met, and one more comes",
        "1: done, 2: stuck",
        "1 done and 2 stuck",
        "1 done, and 2 stuck",
        "1 done, 2 stuck no oven",
        "I called 2, they are nice",
        "stuck, no oven",
    ],
)
def test_of_several_it_is_asked_which_where_more_words_leave_that_or_the_state_open(
    town: Town, words: str
) -> None:
    two_at_once(town)

    assert hears(town, words)[0] == KEPT_WORDS
    assert set(said(town).values()) == {None}
    assert [(about, kept) for _, about, kept in notes_of(town)] == [(Told.UNPLACED, words)]


@pytest.mark.parametrize(
    "words",
    [
        "the second: done, but only half",
        "2: done, only half of it",
        "2 done but only half",
        "2 not done",
        "2: not done, only 3 of 5 came",
        "not done 2",
        "2: not yet, next week",
        "2: not done, no time",
        "2: no hecho, no hay tiempo",
        "la segunda: todavía no, hace mucho frío",
        "2: hecho, pero solo la mitad",
    ],
)
def test_of_several_words_with_a_number_are_kept_with_that_pledge_and_only_what_is_true_is_asked(
    town: Town, words: str
) -> None:
    two_at_once(town)

    assert hears(town, words)[0] == KEPT_WORDS
    assert set(said(town).values()) == {None}
    assert notes_of(town) == [("Visit Cy", Told.TYPED, words)]
    told = look(town)
    assert told[1:3] == ["“Visit Cy” (by Friday 6 November 2026)", "What is true of it?"]
    assert "Buttons: Yes, done, Still working on it, Stuck, Delete my words" in told


def test_a_yes_to_what_is_true_of_words_with_a_number_marks_nothing_as_done(town: Town) -> None:
    two_at_once(town)
    hears(town, "2: done, but only half")
    at = SECOND + HOUR
    [answer] = [each for each in town.do(outbox.claim_to_send, at, 9) if each.kind == KEPT_WORDS]
    town.do(outbox.settle, at, answer, sent(f"{at.timestamp():.6f}", channel="D-BO"))

    assert hears(town, "yes", origin="D-BO:2")[0] == ASKED_WHICH
    assert set(said(town).values()) == {None}


def test_a_number_means_its_pledge_also_once_that_was_answered(town: Town) -> None:
    _, visit, _ = two_at_once(town)
    town.do(pledges.answer, BO, visit, Reply.DONE)

    assert hears(town, "2: not done, no time")[0] == KEPT_WORDS
    assert notes_of(town) == [("Visit Cy", Told.TYPED, "2: not done, no time")]
    assert "It still says that this is done. What is true of it?" in look(town)


@pytest.mark.parametrize("words", ["2: stuck, I want to die", "2: done, stop asking me"])
def test_despair_and_a_wish_to_stop_go_before_a_number_and_a_state(town: Town, words: str) -> None:
    two_at_once(town)

    hears(town, words)
    assert set(said(town).values()) == {None}


def test_who_is_stuck_and_says_why_finds_that_in_the_form_that_asks_for_help(town: Town) -> None:
    _, visit, _ = two_at_once(town)
    hears(town, "2 stuck: no oven")
    [asked] = [each.id for each in town.memory.follow_ups.of_person("bo") if each.subject == visit]
    assert town.do(stated.why_stuck, asked) == "no oven"
    hears(town, "2 stuck", origin="D-BO:2")
    hears(town, "Nobody knows", origin="D-BO:3")
    assert town.do(stated.why_stuck, asked) == "no oven"
    hears(town, "2: working on it, with a pan", origin="D-BO:4")
    assert town.do(stated.why_stuck, asked) == "no oven"


def test_done_never_closes_another_pledge_than_the_one_that_was_asked_about(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Read more")
    ask(town, FIRST)
    town.do(pledges.answer, BO, asked, Reply.DONE)

    assert hears(town, "done") == (ASKED_WHICH, "")
    assert said(town) == {"Call the school": Reply.DONE, "Read more": None}
    assert [each.pledge.what for each in talk.open_pledges(town.memory, BO.id).newest] == ["Read more"]


def test_the_only_open_pledge_is_named_and_asked_about_where_it_was_never_asked_about(town: Town) -> None:
    pledge(town, "Read more")

    assert hears(town, "done") == (ASKED_WHICH, "")
    assert said(town) == {"Read more": None}


def test_of_two_that_were_asked_about_at_one_time_it_is_asked_which(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    pledge(town, "Visit Cy", "2026-11-06")
    assert [len(ask(town, SECOND + each * MINUTE)) for each in range(3)] == [1, 0, 0]

    assert hears(town, "done") == (ASKED_WHICH, "")
    assert said(town) == {"Call the school": None, "Visit Cy": None}


@pytest.mark.parametrize("words", ["not now", "later please", "I let it go"])
def test_what_is_not_clear_is_asked_of_the_pledge_last_asked_about(town: Town, words: str) -> None:
    asked = pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Read more")
    ask(town, FIRST)

    assert hears(town, words) == (ASKED_WHICH, asked)
    shown = talk.open_pledges(town.memory, BO.id, asked)
    assert ([each.pledge.what for each in shown.newest], shown.more) == (["Call the school"], 1)
    assert said(town) == {"Call the school": None, "Read more": None}


def test_who_was_told_once_is_not_told_otherwise_when_the_message_comes_again(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    hears(town, "done")
    ask(town, SECOND)

    again = heard_in("done", Question.NO, "D-BO:1", "", keeps=True)
    assert not town.do(talk.hear, SECOND + DAY, BO, again, "D-BO")
    assert said(town) == {"Call the school": None}


def notes_of(town: Town) -> list[tuple[str, Told, str]]:
    """The notes that were kept: of which pledge, what they are about, and the words."""
    return [
        (pledge.pledge.what, note.about, note.words)
        for pledge in town.do(pledges.promised_by, BO.id)
        for each in pledge.follow_ups
        for note in town.memory.notes.of(each.id)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "la llevé al grupo de los martes",
        "not yet, sorry, she is ill",
        "done!! I saw two families",
        "I can't stop thinking of her",
        "I need help with her",
    ],
)
def test_an_answer_in_own_words_is_kept_with_the_newest_question_that_waits(town: Town, words: str) -> None:
    pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Visit Cy", "2026-11-06")
    pledge(town, "Read more", "2026-12-11")
    ask(town, FIRST)
    ask(town, SECOND)

    kind, question = hears(town, words)

    asked = town.memory.follow_ups.get(question)
    assert (kind, asked and asked.state) == (KEPT_WORDS, FollowUpState.DUE)
    assert notes_of(town) == [("Visit Cy", Told.TYPED, words)]
    assert said(town) == {"Call the school": None, "Visit Cy": None, "Read more": None}


def test_in_the_thread_of_a_question_the_words_belong_to_that(town: Town) -> None:
    pledge(town, "Call the school", "2026-10-30")
    pledge(town, "Visit Cy", "2026-11-06")
    [question] = ask(town, FIRST)
    ask(town, SECOND)

    hears(town, "They have not answered", under=question)
    hears(town, "She was in", under="1.000000", origin="D-BO:2")  # a thread of something else

    assert sorted(notes_of(town)) == [
        ("Call the school", Told.TYPED, "They have not answered"),
        ("Visit Cy", Told.TYPED, "She was in"),
    ]


def test_after_done_the_words_say_what_has_changed_once_and_for_two_weeks(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    town.do(pledges.answer, BO, asked, Reply.DONE)

    assert hears(town, "They come on Tuesdays now")[0] == KEPT_WORDS
    assert hears(town, "What else can I do here", origin="D-BO:2")[0] == TOLD_HELP
    assert notes_of(town) == [("Call the school", Told.WITH_PLEDGE, "")]
    assert difference_of(town) == {"Call the school": "They come on Tuesdays now"}


@pytest.mark.parametrize("words", ["estoy atascada, no tengo tiempo", "Stuck again, she has moved away"])
def test_after_done_words_that_say_stuck_are_no_difference_and_it_is_asked_what_is_true(
    town: Town, words: str
) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    town.do(pledges.answer, BO, asked, Reply.DONE)

    assert hears(town, words)[0] == KEPT_WORDS
    assert difference_of(town) == {"Call the school": None}
    assert "It still says that this is done. What is true of it?" in look(town)


def test_still_stuck_and_sorry_is_still_stuck(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    town.do(pledges.answer, BO, asked, Reply.STUCK)

    assert hears(town, "still stuck, sorry") == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": Reply.STUCK}


@pytest.mark.parametrize("words", ["slow", "Lento.", "perfecto", "12"])
def test_of_one_word_it_is_asked_whether_it_is_about_the_pledge_before_it_is_kept_there(
    town: Town, words: str
) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words)[0] == KEPT_WORDS

    assert notes_of(town) == [("Call the school", Told.UNPLACED, words)]
    assert look(town)[1:3] == [
        "I have kept your words, but I am not sure what they are. Is this about your pledge?",
        "Buttons: Keep with: Call the school, Delete my words",
    ]


@pytest.mark.parametrize("words", ["hello", "hola", "thank you!", "…", ""])
def test_a_greeting_is_not_kept(town: Town, words: str) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words)[0] == TOLD_HELP
    assert notes_of(town) == []


def test_where_no_question_waits_nothing_is_kept(town: Town) -> None:
    pledge(town, "Read more")

    assert hears(town, "I read a whole book about it")[0] == TOLD_HELP
    assert notes_of(town) == []


def test_words_that_come_again_are_kept_once_also_after_the_answer(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "They were closed")
    town.do(pledges.answer, BO, asked, Reply.DONE)

    heard = heard_in("They were closed", Question.NO, "D-BO:1", "", keeps=True)
    assert not town.do(talk.hear, SECOND + DAY, BO, heard, "D-BO")
    assert notes_of(town) == [("Call the school", Told.TYPED, "They were closed")]


def test_words_in_the_thread_of_a_pledge_that_was_let_go_are_kept_and_nothing_is_asked(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    [question] = ask(town, SECOND)
    town.do(pledges.withdraw, SECOND, BO, asked)

    assert hears(town, "I could not go on", under=question)[0] == KEPT_WORDS
    assert notes_of(town) == [("Call the school", Told.TYPED, "I could not go on")]


def two_at_once(town: Town) -> tuple[str, str, str]:
    """Two pledges that one reminder asks about, and Slack's time of it."""
    first = pledge(town, "Call the school", "2026-11-06")
    second = pledge(town, "Visit Cy", "2026-11-06", NOW + MINUTE)
    [ts] = ask(town, SECOND)
    return first, second, ts


def test_pledges_have_the_numbers_of_the_reminder_and_no_help_is_offered_before_it_is_said_which(
    town: Town,
) -> None:
    first, second, _ = two_at_once(town)
    later = pledge(town, "Read more")
    hears(town, "They were closed")

    assert [(each.pledge.id, each.number) for each in answer_to(town).choices] == [(first, 1), (second, 2)]
    offered = " ".join(look(town))
    assert ("Keep with pledge 2: Visit Cy" in offered, "Do you need help with" in offered) == (True, False)
    shown = talk.open_pledges(town.memory, BO.id)
    assert [each.pledge.id for each in shown.newest] == [first, second, later]
    assert shown.numbers == (1, 2, 3)
    town.do(pledges.answer, BO, first, Reply.DONE)
    assert talk.open_pledges(town.memory, BO.id).numbers == (2, 3)


def test_who_needs_a_person_is_told_who_led_where_no_session_is_live(town: Town) -> None:
    session = town.start()
    town.arrive(session, BO)
    town.end()
    assert leading.before(town.memory, BO) == [session.started_by]
    assert talk.helpers(town.memory, BO.id).facilitators != ()


@pytest.mark.parametrize("in_thread", [True, False])
def test_words_below_a_reminder_of_two_pledges_wait_until_it_is_said_which(
    town: Town, *, in_thread: bool
) -> None:
    _, _, ts = two_at_once(town)

    assert hears(town, "They were closed", under=ts if in_thread else "")[0] == KEPT_WORDS

    assert [(about, words) for _, about, words in notes_of(town)] == [(Told.UNPLACED, "They were closed")]
    choices = {each.pledge.what: each.follow_up for each in answer_to(town).choices}
    assert set(choices) == {"Call the school", "Visit Cy"}
    assert look(town)[:2] == [
        "You wrote: “They were closed”",
        "I have kept your words. Which of your pledges are they about?",
    ]

    town.do(notes.place, BO, "D-BO:1", choices["Visit Cy"])

    assert notes_of(town) == [("Visit Cy", Told.TYPED, "They were closed")]
    assert look(town)[:2] == [
        "I have kept your words with this pledge. Only you see them.",
        "“Visit Cy” (by Friday 6 November 2026)",
    ]
    assert town.do(notes.place, BO, "D-BO:1", choices["Visit Cy"]).about is Told.TYPED  # pressed twice
    assert town.refusal(notes.place, BO, "D-BO:1", choices["Call the school"]) == (
        "I have kept these words with a pledge already, so nothing has changed.",
        None,
    )
    assert town.refusal(notes.place, CY, "D-BO:1", choices["Visit Cy"])[0] == (
        "These are somebody else's words, so nothing was changed."
    )


def test_words_of_which_nobody_says_what_they_are_about_are_deleted_after_two_weeks_and_that_is_said(
    town: Town,
) -> None:
    two_at_once(town)
    hears(town, "They were closed")
    [choice, _] = answer_to(town).choices
    assert "I keep your words until Wednesday 18 November 2026 at 11:00." in " ".join(look(town))

    assert "words of which nobody said what they are about" not in town.passes(SECOND + HOUR + 13 * DAY)
    assert "words of which nobody said what they are about" in town.passes(SECOND + HOUR + 2 * WEEK)

    assert [(about, words) for _, about, words in notes_of(town)] == [(Told.LAPSED, "")]
    assert look(town)[0].startswith(
        "You did not say which pledge your words were about, so I have deleted them"
    )
    gone = "I do not have these words any more. They still stand where you wrote them."
    assert town.refusal(notes.place, BO, "D-BO:1", choice.follow_up) == (gone, None)
    assert town.refusal(notes.take_for_question, BO, "D-BO:1") == (gone, None)


def test_after_one_of_two_is_done_words_may_be_about_either_and_go_where_they_belong(town: Town) -> None:
    done, _, _ = two_at_once(town)
    town.do(pledges.answer, BO, done, Reply.DONE)

    hears(town, "They come on Tuesdays now")
    choices = {each.pledge.what: each.follow_up for each in answer_to(town).choices}
    town.do(notes.place, BO, "D-BO:1", choices["Call the school"])

    assert difference_of(town) == {"Call the school": "They come on Tuesdays now", "Visit Cy": None}
    assert b"Tuesdays" not in repr([words for _, _, words in notes_of(town)]).encode()
    assert (
        look(town)[0]
        == "I have kept your words with this pledge, as the difference it made. Only you see them."
    )
    assert "What difference it made: They come on Tuesdays now" in look(town)


@pytest.mark.parametrize(
    "words", ["when is the next session?", "¿qué es esto?", "help me please", "Hello. Who can I ask"]
)
def test_a_question_gets_help_and_is_not_kept_while_a_question_of_ours_waits(town: Town, words: str) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words)[0] == TOLD_HELP
    assert notes_of(town) == []


def test_what_may_be_a_question_is_kept_and_its_writer_says_what_it_is(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    hears(town, "When I called they were closed")
    hears(town, "I called them. Can I bring Cy?", origin="D-BO:2")
    assert [(about, words) for _, about, words in notes_of(town)] == [
        (Told.UNPLACED, "When I called they were closed"),
        (Told.UNPLACED, "I called them. Can I bring Cy?"),
    ]
    assert "I am not sure what they are. Is this about your pledge?" in look(town)[1]
    [choice] = answer_to(town).choices

    town.do(notes.place, BO, "D-BO:1", choice.follow_up)
    town.do(notes.take_for_question, BO, "D-BO:2")

    assert [(about, words) for _, about, words in notes_of(town)] == [
        (Told.TYPED, "When I called they were closed"),
        (Told.QUESTION, ""),
    ]
    assert look(town, "D-BO:2")[0].startswith("Hello. I am an app")
    assert town.refusal(notes.place, BO, "D-BO:2", choice.follow_up)[0].startswith(
        "I do not have these words"
    )


def test_words_about_a_pledge_that_the_group_reads_stay_private(town: Town) -> None:
    shared = pledge(town, "Call the school", "2026-11-06")
    town.do(sharing.share, NOW, BO, shared)
    ask(town, SECOND)
    town.do(pledges.answer, BO, shared, Reply.DONE)

    hears(town, "She is well again")

    assert difference_of(town) == {"Call the school": None}
    assert notes_of(town) == [("Call the school", Told.TYPED, "She is well again")]
    assert look(town)[-4:-1] == [
        "Your group reads this pledge. Shall they read your words, too, as the difference it made? "
        "Then press this button. You can change your words before that.",
        "Buttons: Say what difference it made",
        "Buttons: Delete my words",
    ]


def test_of_a_pledge_that_the_group_reads_words_are_asked_for_where_they_may_be_read(town: Town) -> None:
    shared = pledge(town, "Call the school", "2026-11-06")
    town.do(sharing.share, NOW, BO, shared)
    ask(town, SECOND)
    hears(town, "done")
    asks = "What difference did it make? Your group reads this pledge, and what you write with this button"
    assert asks in told_by(town, TOLD_ANSWER)
    hears(town, "She is well again", origin="D-BO:2")
    assert "What difference did it make?" not in "".join(look(town, "D-BO:2"))
    assert town.do(notes.words_of, BO, "D-BO:2") == "She is well again"
    assert town.do(notes.words_of, CY, "D-BO:2") == ""


def test_words_that_were_kept_lose_their_buttons_when_it_is_answered_elsewhere(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "They were closed")
    claimed = town.do(outbox.claim_to_send, SECOND + HOUR, 9)
    [answer] = [each for each in claimed if each.kind == KEPT_WORDS]
    town.do(outbox.settle, SECOND + HOUR, answer, sent("1900000000.000100", channel="D-BO"))
    assert "Shall I mark it as done?" in look(town)

    changed = town.effects(pledges.answer, BO, asked, Reply.WORKING)

    assert answer.card in changed.cards
    assert "Shall I mark it as done?" not in look(town)
    assert "You said: Working on it. Thank you for carrying on." in look(town)


def test_what_was_answered_about_a_pledge_tells_nothing_of_it_once_it_is_somebody_elses(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "stuck")
    [answer] = [each for each in town.messages() if each.kind == TOLD_ANSWER]
    given = town.memory.pledges.get(asked)
    assert given
    town.do(pledgeends.hand_over, SECOND, given, town.do(people.meet, CY))
    town.do(pledges.answer, CY, asked, Reply.DONE)

    shown = kind_of(TOLD_ANSWER).content(town.memory, answer)

    assert handlers_talk.told_answer(SAY, shown, {}).text == (
        "You handed this pledge over. I will not ask you about it again."
    )


def test_the_pledges_of_one_reminder_keep_their_order_and_numbers_and_what_is_let_go_its_way_back(
    town: Town,
) -> None:
    first = pledge(town, "Call the school", "2026-11-06")
    second = town.do(pledges.make, NOW + MINUTE, BO, HALL, pledges.PledgeForm("Visit Cy", "2026-11-05", "2"))
    [_] = ask(town, SECOND)
    [nudge] = [each for each in town.messages() if each.kind == NUDGE]

    def numbered() -> list[str]:
        drawn = draw(SAY, kind_of(NUDGE).content(town.memory, nudge), {"ana": "Ana"})
        return [line for line in drawn.text.splitlines() if line.startswith(("Pledge ", "“"))]

    both = [
        "Pledge 1, in your own words:",
        "“Call the school” (by Friday 6 November 2026)",
        "Pledge 2, in your own words:",
        "“Visit Cy” (by Thursday 5 November 2026)",
    ]
    assert numbered() == both
    town.do(pledges.answer, BO, second.pledge.id, Reply.DONE)
    assert numbered() == both
    town.do(pledges.withdraw, SECOND + HOUR, BO, first)
    assert numbered() == both
    drawn = draw(SAY, kind_of(NUDGE).content(town.memory, nudge), {"ana": "Ana"})
    assert "Buttons: Take it up again" in drawn.text.splitlines()
    assert "stop:" in str(drawn.blocks)
    town.do(people.remind, BO, wanted=False)
    drawn = draw(SAY, kind_of(NUDGE).content(town.memory, nudge), {"ana": "Ana"})
    assert "Buttons: Turn reminders on again" in drawn.text.splitlines()


def test_stop_redraws_the_reminder_of_a_pledge_that_was_let_go(town: Town) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    [_] = ask(town, SECOND)
    [nudge] = [each for each in town.messages() if each.kind == NUDGE]
    town.do(pledges.withdraw, SECOND + HOUR, BO, asked)
    assert nudge.card in town.effects(people.remind, BO, wanted=False).cards


@pytest.mark.parametrize("words", ["done", "not now", "when is the next session?"])
def test_every_private_answer_about_a_pledge_is_redrawn_when_it_is_answered_elsewhere(
    town: Town, words: str
) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, words)
    [answer] = [each for each in town.do(outbox.claim_to_send, SECOND + HOUR, 9) if each.subject == "D-BO:1"]
    town.do(outbox.settle, SECOND + HOUR, answer, sent("1900000000.000100", channel="D-BO"))

    changed = town.effects(pledges.answer, BO, asked, Reply.DONE)

    assert answer.card in changed.cards
    shown = DRAWINGS[answer.kind].draw(SAY, kind_of(answer.kind).content(town.memory, answer), {"ana": "Ana"})
    assert "Buttons: Done" not in shown.text
    assert "Not now: in 3 days" not in shown.text


def test_who_leads_is_not_sent_to_themselves_for_help(town: Town) -> None:
    town.do(people.add_facilitator, ADA, CY.id)
    assert [town.do(talk.helpers, each.id).facilitators for each in (ANA, CY, BO)] == [
        (CY.id,),
        (ANA.id,),
        (ANA.id, CY.id),
    ]


ASKED_US = [
    ("who can read my pledge?", Topic.READERS, "Only you see your pledge"),
    ("quién puede ver mi compromiso", Topic.READERS, "Only you see your pledge"),
    ("How do I stop?", Topic.STOP, "To get no more reminders, write to me: stop."),
    ("¿cómo dejo de recibir recordatorios?", Topic.STOP, "To get no more reminders, write to me: stop."),
    ("when will you ask me", Topic.WHEN, "I ask about a pledge 2 days before its date."),
    ("¿Cuándo me preguntarás?", Topic.WHEN, "I ask about a pledge 2 days before its date."),
    ("can I change it", Topic.CHANGE, "Yes. To change the words or the date of a pledge"),
    ("¿puedo cambiarlo?", Topic.CHANGE, "Yes. To change the words or the date of a pledge"),
    ("Can I delete it?", Topic.LETTING_GO, "To let a pledge go"),
    ("Are you a robot?", Topic.WHO, "I am an app, and no person."),
    ("I have an idea", Topic.IDEA, "Yes, please. To share an idea, type"),
    ("¡Tengo una idea!", Topic.IDEA, "Yes, please. To share an idea, type"),
    ("how do I share an idea?", Topic.IDEA, "Yes, please. To share an idea, type"),
]


@pytest.mark.parametrize(
    ("words", "idea"),
    [
        ("idea: a buddy for every parent", "a buddy for every parent"),
        ("Mi idea : un banco más", "un banco más"),
        ("A plan: buddies", "A plan: buddies"),
        ("Idea:", "Idea:"),
    ],
)
def test_an_idea_is_shared_without_the_word_that_says_that_it_is_one(words: str, idea: str) -> None:
    assert without_label(words) == idea


@pytest.mark.parametrize(("words", "topic", "begins"), ASKED_US)
def test_a_question_to_the_bot_gets_its_answer_and_is_never_kept(
    town: Town, words: str, topic: Topic, begins: str
) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words) == (TOLD_HELP, topic)
    [message] = town.memory.messages.about(TOLD_HELP, "D-BO:1")
    shown = kind_of(TOLD_HELP).content(town.memory, message)
    assert DRAWINGS[TOLD_HELP].draw(SAY, shown, {"ana": "Ana", "ada": "Ada"}).text.startswith(begins)
    assert (notes_of(town), said(town)) == ([], {"Call the school": None})


@pytest.mark.parametrize(
    "words",
    [
        "When I called they could not see my letter",
        "I stopped. Can I change it?",
        "They will see me on Monday",
    ],
)
def test_a_story_that_holds_the_same_words_is_none(words: str) -> None:
    assert topic_of(words) is None


DESPAIR = [
    "I want to die",
    "me quiero morir",
    "no puedo más",
    "Not now. I don’t want to live",
    "I can't cope",
]


def test_whom_to_write_to_are_three_at_most_and_first_who_led_sessions_here(town: Town) -> None:
    town.end()
    for each in ("al", "amy", "zoe", "zed"):
        town.do(people.add_facilitator, ADA, each)
    town.do(people.remove_facilitator, ADA, ANA.id)
    for number, leads in enumerate((Actor("zoe"), ADA)):
        session = town.do(sessions.start, NOW + number * DAY, leads, HALL, f"Evening {number}")
        town.do(people.meet, BO)
        town.memory.sessions.attend(session.id, BO.id)
        assert talk.helpers(town.memory, BO.id).facilitators[0] == leads.id
        town.do(sessions.end, NOW + number * DAY + MINUTE, leads, HALL)
    assert talk.helpers(town.memory, BO.id).facilitators == ("ada", "zoe", "al")
    assert talk.helpers(town.memory, "stranger").facilitators == ("al", "amy", "zed")


@pytest.mark.parametrize("words", DESPAIR)
@pytest.mark.parametrize("before", [None, Reply.DONE])
def test_who_may_be_in_despair_reads_first_what_helps_and_is_asked_for_no_answer(
    town: Town, words: str, before: Reply | None
) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    if before:
        town.do(pledges.answer, BO, asked, before)

    assert hears(town, words)[0] == KEPT_WORDS
    first, *others = look(town)
    assert first.startswith("This sounds very hard. If you or somebody else may be in danger, please call")
    assert others[0] == "Do you need a person? Write to Ana."
    assert others[-1] == "Buttons: Delete my words"
    assert "Shall I mark it as done?" not in others
    assert difference_of(town) == {"Call the school": None}


def test_despair_is_answered_so_where_nothing_was_asked_too_and_nothing_of_it_is_kept(town: Town) -> None:
    assert hears(town, "quiero morirme") == (TOLD_HELP, Topic.PERSON)

    [message] = town.memory.messages.about(TOLD_HELP, "D-BO:1")
    shown = kind_of(TOLD_HELP).content(town.memory, message)
    drawn = DRAWINGS[TOLD_HELP].draw(SAY, shown, {"ana": "Ana", "ada": "Ada"})
    assert drawn.text.startswith("This sounds very hard.")
    assert "Stop reminders" not in drawn.text
    assert notes_of(town) == []


SORRY = "I am sorry that it was too much. I have stopped your reminders."
HARD = "This sounds very hard. If you or somebody else may be in danger, please call"
STOPS_TOO = [
    ("No puedo más con tantos mensajes, para", SORRY),
    ("No puedo más con esto, para ya de escribirme", SORRY),
    ("No puedo más, parad los mensajes", SORRY),
    ("I can't take any more of these messages, stop", SORRY),
    ("no puedo más, para", HARD),
    ("I can't cope, stop", HARD),
    ("I want to die. Stop writing to me.", HARD),
    ("prefiero que no me preguntes más", "I have stopped your reminders."),
]


@pytest.mark.parametrize(("words", "begins"), STOPS_TOO)
def test_a_wish_to_stop_stops_also_beside_words_of_despair_and_nothing_of_it_is_kept(
    town: Town, words: str, begins: str
) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, words)[0] == TOLD_STOPPED
    [message] = town.memory.messages.about(TOLD_STOPPED, "D-BO:1")
    shown = kind_of(TOLD_STOPPED).content(town.memory, message)
    drawn = DRAWINGS[TOLD_STOPPED].draw(SAY, shown, {"ana": "Ana", "ada": "Ada"}).text
    assert drawn.startswith(begins)
    assert "I have stopped your reminders. I will send you no more of them." in drawn
    assert (town.do(talk.helpers, BO.id).wants_reminders, notes_of(town)) == (False, [])


def told_by(town: Town, kind: str, origin: str = "D-BO:1") -> str:
    """An answer as it is read."""
    [message] = town.memory.messages.about(kind, origin)
    shown = kind_of(kind).content(town.memory, message)
    return DRAWINGS[kind].draw(SAY, shown, {"ana": "Ana", "cy": "Cy", "ada": "Ada"}).text


def test_after_done_in_own_words_nobody_is_named_for_help_and_else_one_person_is(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "hecho, la llamé dos veces")
    hears(town, "They were closed", origin="D-BO:2")

    done, other = "\n".join(look(town)), "\n".join(look(town, "D-BO:2"))
    assert done.splitlines()[-1].startswith("Is somebody in danger?")
    assert ("Ana" in done, "Shall I mark it as done?" in done) == (False, True)
    assert ("Do you need a person?" in other, "Ask Ana for help" in other) == (False, True)


def test_help_is_offered_with_the_pledge_that_the_words_are_about_and_with_no_other(town: Town) -> None:
    call, visit, _ = two_at_once(town)
    hears(town, "I did it on Friday")
    [question] = [each for each in town.memory.follow_ups.of_person("bo") if each.subject == call]
    town.do(notes.place, BO, "D-BO:1", question.id)
    assert "Do you need help with your pledge “Call the school”?" in told_by(town, KEPT_WORDS)
    town.do(tells.tell, BO, question.id, Reply.DONE)  # "Yes, done", pressed there
    done = told_by(town, KEPT_WORDS)
    assert ("Do you need" in done, done.splitlines()[-1].startswith("Is somebody in danger?")) == (
        False,
        True,
    )
    town.do(tells.tell, BO, question.id, Reply.STUCK)
    town.do(helprequests.ask, SECOND + HOUR, BO, question.id, "Please help")
    assert "Do you need help" not in told_by(town, KEPT_WORDS)  # they have asked with this one
    assert visit in {each.subject for each in town.memory.follow_ups.of_person("bo")}


def test_of_several_who_lead_either_can_be_asked_and_not_now_can_be_put_off(town: Town) -> None:
    town.do(people.add_facilitator, ADA, CY.id)
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    hears(town, "not now")
    hears(town, "can you tell me what the weather will be?", origin="D-BO:2")

    assert "Not now: in 3 days, Not now: in 1 week" in told_by(town, ASKED_WHICH)
    helped = told_by(town, TOLD_HELP, "D-BO:2")
    assert helped.index("Ask Ana for help") < helped.index("Write to Ana or Cy.")


@pytest.mark.parametrize(
    "words",
    [
        "stop the reminders about Tuesday",
        "I'm done with this, stop",
        "remove me",
        "le dije: no me escribas más",
        "no puedo más con tantos mensajes",
    ],
)
def test_words_that_may_ask_us_to_stop_are_kept_and_their_writer_is_asked(town: Town, words: str) -> None:
    pledge(town, "Call the school", "2026-11-06")
    assert hears(town, "too many messages") == (TOLD_HELP, Topic.STOP)
    ask(town, SECOND)

    assert hears(town, words, origin="D-BO:2")[0] == KEPT_WORDS
    asked = "\n".join(look(town, "D-BO:2"))
    assert "Do you want no more reminders? Then press this button.\nButtons: Stop reminders" in asked
    assert "Buttons: Keep with: Call the school, Delete my words" in asked
    assert "Shall I mark it as done?" not in asked
    town.do(people.remind, BO, wanted=False)
    assert "Stop reminders" not in "\n".join(look(town, "D-BO:2"))
    hears(town, "when will you ask me", origin="D-BO:3")
    [message] = town.memory.messages.about(TOLD_HELP, "D-BO:3")
    shown = kind_of(TOLD_HELP).content(town.memory, message)
    told = DRAWINGS[TOLD_HELP].draw(SAY, shown, {"ana": "Ana", "ada": "Ada"}).text
    assert told.startswith("You stopped reminders, so I ask you nothing.")


NOT_DONE = ["no, not done", "todavía no", "Not yet", "No, aún no está hecho", "I haven't done it, sorry"]


@pytest.mark.parametrize("words", NOT_DONE)
@pytest.mark.parametrize("changed", [None, "She smiled"])
def test_done_can_be_taken_back_in_words_and_is_no_difference_that_it_made(
    town: Town, words: str, changed: str | None
) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    town.do(pledges.answer, BO, asked, Reply.DONE)
    if changed:
        town.do(pledgeends.close, BO, asked, changed)

    assert hears(town, words)[0] == KEPT_WORDS
    told = look(town)
    assert told[2] == "It still says that this is done. What is true of it?"
    assert told[3] == "Buttons: Still working on it, Stuck, Delete my words"
    assert difference_of(town) == {"Call the school": changed}


@pytest.mark.parametrize(
    ("words", "reply"), [("still working on it", Reply.WORKING), ("I'm stuck", Reply.STUCK)]
)
def test_what_else_is_clear_takes_done_back_at_once(town: Town, words: str, reply: Reply) -> None:
    asked = pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)
    town.do(pledges.answer, BO, asked, Reply.DONE)

    assert hears(town, words) == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": reply}


def test_not_done_before_any_answer_is_kept_and_not_asked_whether_it_is_done(town: Town) -> None:
    pledge(town, "Call the school", "2026-11-06")
    ask(town, SECOND)

    assert hears(town, "no, not done")[0] == KEPT_WORDS
    assert "What is true of it?" in look(town)
    assert "Shall I mark it as done?" not in look(town)


def test_after_an_answer_below_one_reminder_none_and_no_old_note_says_otherwise(town: Town) -> None:
    asked = pledge(town, "Call the school")
    ask(town, SECOND + DAY)
    ask(town, SECOND + DAY + 4 * WEEK)
    first, second, *_ = town.memory.follow_ups.of(PLEDGE, asked)
    town.do(followups.reply, BO, first.id, Reply.WORKING)
    written = Note("D-BO:7", first.id, BO.id, Told.TYPED, "They were closed", NOW)
    town.do(notes.keep, first, written)

    for at, reply in ((second, Reply.DONE), (first, Reply.STUCK)):
        town.do(followups.reply, BO, at.id, reply)
        assert said(town) == {"Call the school": reply}
        assert nudges_say(town) == [reply, reply]


def nudges_say(town: Town) -> list[Reply | None]:
    """What each reminder shows as the answer."""
    nudges = [each for each in town.messages() if each.kind == NUDGE]
    return [kind_of(NUDGE).content(town.memory, each).follow_up.reply for each in nudges]


def test_an_old_note_shows_what_was_said_since_and_asks_no_more(town: Town) -> None:
    asked = pledge(town, "Call the school")
    ask(town, SECOND + DAY)
    hears(town, "They were closed")
    ask(town, SECOND + DAY + 4 * WEEK)
    assert "Shall I mark it as done?" in look(town)
    [_, second, *_] = town.memory.follow_ups.of(PLEDGE, asked)

    town.do(followups.reply, BO, second.id, Reply.WORKING)

    assert "You said: Working on it. Thank you for carrying on." in look(town)
    assert "Shall I mark it as done?" not in look(town)


def ask_unclear(town: Town, at: datetime) -> None:
    """The next question is asked, and no answer of Slack's says whether it stands there."""
    town.passes(at)
    [message] = [each for each in town.do(outbox.claim_to_send, at, 9) if each.kind == NUDGE]
    assert town.do(outbox.settle, at, message, unclear("TimeoutError"))


def test_words_go_to_a_question_of_which_nobody_knows_yet_whether_it_arrived(town: Town) -> None:
    pledge(town, "Call the school", "2026-10-30")
    asked = pledge(town, "Visit Cy", "2026-11-06")
    ask(town, FIRST)
    ask_unclear(town, SECOND)
    assert hears(town, "done") == (TOLD_ANSWER, asked)
    assert said(town) == {"Call the school": None, "Visit Cy": Reply.DONE}
    assert hears(town, "I have called, and they were glad", origin="D-BO:2")[0] == KEPT_WORDS
    assert len(answer_to(town, "D-BO:2").choices) == 2


def test_who_presses_in_a_message_that_was_not_found_writes_about_that(town: Town) -> None:
    pledge(town, "Visit Cy", "2026-11-06")
    ask_unclear(town, SECOND)
    [question] = town.memory.follow_ups.of_person("bo")
    town.do(followups.reply, BO, question.id, Reply.DONE)
    later = SECOND + HOUR / 2
    [message] = town.do(outbox.claim_to_look, later, 9)
    assert town.do(outbox.settle, later, message, absent())  # Slack stores it a moment after that
    assert hears(town, "They were glad that somebody came")[0] == KEPT_WORDS
    assert difference_of(town) == {"Visit Cy": "They were glad that somebody came"}
