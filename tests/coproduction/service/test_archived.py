"""A channel that is archived while a session is announced in it: who leads is told, nobody is sent there."""

from __future__ import annotations

from dataclasses import replace

from coproduction.messages import MessageState, sent
from coproduction.planned import INVITATION, SESSION_MOVED, SESSION_REMINDER, Planned
from coproduction.service import outbox, people, planned
from coproduction.service.kinds import KINDS, shown
from coproduction.stuck import STUCK, Obstacle
from handlers.blocks.announcing import moved, reminder, to_answer
from handlers.blocks.planned import each_planned
from handlers.blocks.planned import plan as plan_of
from handlers.blocks.stuck import blocked
from tests.coproduction.service.test_announcing import FORM, LATER, START, announces, says, told
from tests.coproduction.town import ADA, ANA, BO, HALL, HOUR, MINUTE, NOW, Town
from tests.speaking import SAY

ASK = f"It is planned in <#{HALL}>, but that channel is archived. Please ask <@ana> where it is."
FIND = f"You find it in <#{HALL}>."


def announced(town: Town) -> Planned:
    """Ana's session, which Dee leads, too; its card stands in the channel, and Bo comes."""
    plan = announces(town, replace(FORM, helpers=["dee"]))
    says(town, plan, BO, "yes")
    while due := town.do(outbox.claim_to_send, NOW, 9):
        for each in due:
            town.do(outbox.settle, NOW, each, sent("1.2"))
    return plan


def archived(town: Town) -> None:
    """As it is noticed: what stands there cannot be drawn anew."""
    [card] = [each for each in town.messages(MessageState.SENT) if each.kind == INVITATION]
    town.do(outbox.not_redrawn, NOW, card.id, "is_inactive")


def test_who_leads_an_announced_session_is_told_once_that_its_channel_is_archived(any_town: Town) -> None:
    announced(any_town)
    archived(any_town)
    archived(any_town)
    assert sorted(told(any_town, STUCK)) == ["ana", "dee"]
    note = next(each for each in any_town.messages() if each.kind == STUCK)
    assert KINDS[STUCK].guard(any_town.memory, note, NOW) is None
    words = blocked(SAY, shown(any_town.memory, note)[0], {}).text
    assert "It is archived." in words
    assert "A session is announced there: “New parents”" in words


def test_who_planned_the_next_session_is_told_though_another_led_the_last_one(town: Town) -> None:
    town.do(people.add_facilitator, ADA, BO.id)
    town.start(NOW - 2 * HOUR)
    town.end(NOW - HOUR)
    plan = announces(town, replace(FORM, helpers=["dee"]))
    town.memory.planned.put(replace(plan, planned_by="bo"))
    announced(town)
    archived(town)
    assert sorted(told(town, STUCK)) == ["ana", "bo", "dee"]
    note = next(each for each in town.messages() if each.kind == STUCK)
    named = []
    for _ in range(2):
        words = blocked(SAY, shown(town.memory, note)[0], {}).text
        named.append(("It is archived." in words, "A session is announced there" in words))
        if len(named) == 1:
            town.do(planned.cancel, NOW, ANA, plan.id, "Nobody can come")
    assert named == [(True, True), (True, False)]


def test_where_nothing_is_announced_nobody_is_told(town: Town) -> None:
    town.start(NOW - 2 * HOUR)
    town.end(NOW - HOUR)
    plan = announced(town)
    town.do(planned.cancel, NOW, ANA, plan.id, "Nobody can come")
    archived(town)
    assert told(town, STUCK) == []


def test_the_plan_and_home_say_it_before_it_is_announced_too(town: Town) -> None:
    announced(town)
    found = town.do(planned.seen, NOW, ANA, town.do(planned.plan, NOW, ANA, HALL, FORM, "form:2", "en").id)
    assert found.obstacle is None
    assert "I cannot write in" not in f"{plan_of(SAY, found)} {each_planned(SAY, [found])}"
    archived(town)
    now = town.do(planned.seen, NOW, ANA, found.planned.id)
    assert now.obstacle is Obstacle.ARCHIVED
    shut = f"*It cannot begin there:* I cannot write in <#{HALL}>. It is archived."
    assert [shut in str(each) for each in (plan_of(SAY, now), each_planned(SAY, [now]))] == [True, True]
    assert f"In <#{HALL}>, but that channel is archived." in str(to_answer(SAY, [now]))


def test_a_reminder_and_news_of_another_time_send_nobody_there(town: Town) -> None:
    plan = announced(town)
    town.do(planned.change, NOW, ANA, plan.id, replace(LATER, helpers=["dee"]), plan.stamp)
    town.passes(START + 30 * MINUTE - 10 * MINUTE)
    notes = {each.kind: each for each in town.messages() if each.recipient == "bo"}

    def drawn() -> list[str]:
        reminding, news = (shown(town.memory, notes[kind])[0] for kind in (SESSION_REMINDER, SESSION_MOVED))
        return [reminder(SAY, reminding, {}).text, moved(SAY, news, {}).text]

    assert [(FIND in each, ASK in each) for each in drawn()] == [(True, False)] * 2
    archived(town)
    assert [(FIND in each, ASK in each) for each in drawn()] == [(False, True)] * 2
