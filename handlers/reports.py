"""The report of a programme."""

from coproduction.service import reports
from coproduction.sessions import is_direct
from coproduction.words import Text
from handlers import ids
from handlers.blocks import reports as blocks
from handlers.blocks.kit import Drawing, section
from handlers.blocks.places import WHERE
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.unposted import unposted
from handlers.whereabouts import programmes


async def ask(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro report: first for who asks, to read; they decide whether the channel gets it."""
    channel = command.channel or ""
    if not is_direct(channel):
        return await _asked(desk, command, channel, command.origin)
    mine = await programmes(desk, command)
    if len(mine) == 1:
        return await _asked(desk, command, mine[0].channel, command.origin)
    return Reply(view=blocks.form(await desk.voice(command.person), ids.private(channel), mine))


async def submit(desk: Desk, form: Submission) -> Reply:
    """Of the programme that was chosen. What a form brings is not believed: it is asked again who may."""
    return await _asked(desk, form, form.required(WHERE), form.origin)


async def post(desk: Desk, click: Click) -> Reply:
    """Whoever asked has read it: the channel gets it as it was shown to them."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    posted = await desk.write(lambda memory: reports.post(memory, now, actor, click.value))
    say, channel = await desk.voice(click.person), posted.channel
    if not posted.is_new:
        names = await desk.directory.names(say, [posted.by] if posted.by else [])
        return Reply(words=blocks.there_already(say, posted, names))
    if channel != click.channel:
        words = section(say("I am posting the report in {channel}.", channel=f"<#{channel}>"))
        return Reply(words=Drawing.of(say, [words, *await unposted(desk, say, channel)]))
    return answer(say, say("I am posting the report here."), *await unposted(desk, say, channel))


async def _asked(desk: Desk, heard: Heard, channel: str, origin: str) -> Reply:
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()
    report = await desk.write(lambda memory: reports.ask(memory, now, actor, channel, origin))
    return Reply(words=blocks.preview(await desk.voice(heard.person), report))


NOUN = Noun(
    verbs=(
        Verb(
            "report",
            Audience.FACILITATORS,
            None,
            Text("see the figures of this programme, and post them"),
            ask,
            doing=Text("ask for the report"),
        ),
    ),
    clicks=(OnClick(ids.POST_REPORT, Audience.FACILITATORS, post, doing=Text("post the report")),),
    submissions=(OnSubmit(ids.REPORT_FORM, Audience.FACILITATORS, submit, doing=Text("ask for the report")),),
)
