"""What groups bring back from a breakout round."""

from coproduction.breakouts import Part
from coproduction.people import Actor
from coproduction.service.breakouts import reportbacks, rounds
from coproduction.service.breakouts.reportbacks import Reported
from coproduction.service.breakouts.seatless import NoPlace
from coproduction.words import Text
from handlers import ids
from handlers.blocks.breakouts import forms, remarks
from handlers.blocks.breakouts.notes import in_sentence
from handlers.breakouts import noticing
from handlers.breakouts.presence import no_place
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer
from handlers.voice import Voice

_BROUGHT = Text("This idea was there already: it is idea {number}. It counts once.")


async def ask_report(desk: Desk, click: Click) -> Reply:
    """The form in which a group reports back."""
    actor = await desk.directory.participant(click.person, click.channel)
    round_id, number = ids.read_group(click.value)
    say = await desk.voice(click.person)
    try:
        table = await desk.read(lambda memory: reportbacks.table(memory, actor, round_id, number))
    except NoPlace as refusal:
        return no_place(say, refusal)
    return Reply(view=forms.report_back(say, table, ids.private(click.channel, click.value)))


async def all_said(desk: Desk, click: Click) -> Reply:
    """All that a group has brought back, or all groups."""
    actor, (round_id, number) = Actor(click.person, here=click.channel), ids.read_group(click.value)
    found = await desk.read(lambda memory: reportbacks.remarks(memory, actor, round_id, number))
    private = ids.private(click.channel)
    return Reply(view=remarks.pages(await desk.voice(click.person), found, click.position, private))


async def report(desk: Desk, form: Submission) -> Reply:
    """What a group brings back."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    round_id, number = ids.read_group(form.subject)
    said = {part: form.values.get(part.value) for part in Part}
    programme = await desk.read(lambda memory: rounds.programme_of(memory, round_id))
    room = await desk.voice_of_channel(programme)
    kept = await desk.write(
        lambda memory: reportbacks.report(memory, now, actor, round_id, number, said, form.origin, say=room)
    )
    say = await desk.voice(form.person)
    words = " ".join(_thanks(say, kept))
    return answer(say, words, is_fleeting=True)  # the idea is the group's: nothing lasting says who wrote it


def _thanks(say: Voice, kept: Reported) -> list[str]:
    """Whoever leads may report for a group that is not theirs, so it is named."""
    group = in_sentence(kept.group)
    words = [say("Thank you. It stands on the card of {group}.", group=group)]
    if not kept.words:
        words = [say("This was said in {group} before. It stands on its card once.", group=group)]
    if kept.idea:
        words.append(
            say(
                "Your idea is idea {number} now, with the name of {group}.",
                number=kept.idea.number,
                group=group,
            )
        )
    if kept.brought:
        words.append(say(_BROUGHT, number=kept.brought.number))
    if kept.words and set(kept.again) - {Part.IDEA}:
        words.append(say("What was said before stands there once."))
    return words


NOUN = Noun(
    clicks=noticing.by_clicks(
        OnClick(ids.REPORT_BACK, Audience.EVERYONE, ask_report),
        OnClick(ids.ALL_SAID, Audience.EVERYONE, all_said),
    ),
    submissions=(OnSubmit(ids.REPORT_BACK_FORM, Audience.EVERYONE, report),),
)
