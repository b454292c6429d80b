"""The results of polls, and the ideas, as a file for a spreadsheet, for who facilitates."""

from functools import partial

from coproduction.errors import Refusal
from coproduction.service import exports
from coproduction.service.exports import DOING
from coproduction.sessions import is_direct
from coproduction.sheets import Sheet
from coproduction.words import Text
from handlers import files
from handlers.blocks import exports as blocks
from handlers.blocks.files import waiting
from handlers.desk import Desk
from handlers.edge.heard import Command, Heard
from handlers.edge.listeners import Audience, Noun, Verb
from handlers.edge.reply import Reply
from handlers.sheets import XLSX_NAME, as_csv, as_xlsx
from handlers.whereabouts import programmes


async def ask(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro results: of this channel, or in a conversation with the bot of one's only programme."""
    actor = await desk.directory.actor(command.person, command.channel)
    channel = await _programme(desk, command)
    sheets = await desk.read(lambda memory: exports.results(memory, actor, channel))
    view = waiting(await desk.voice(command.person), blocks.TITLE)
    return Reply(view=view, then=partial(given, desk, command, sheets))


async def _programme(desk: Desk, command: Command) -> str:
    if not is_direct(command.channel or ""):
        return command.channel or ""
    mine = await programmes(desk, command)
    if len(mine) != 1:
        raise Refusal("Please type this in the channel whose results you want.")
    return mine[0].channel


async def given(
    desk: Desk, heard: Heard, sheets: tuple[Sheet, ...], about: Text = blocks.IN_THE_FILE
) -> Reply:
    """As a file in the conversation with the bot; where that cannot be, in a form to copy from."""
    say = await desk.voice(heard.person)
    people = {person for sheet in sheets for person in sheet.people}
    names = await desk.directory.names(say, people, desk.directory.patience.soon)
    if desk.settings.gives_files:
        content, comment = as_xlsx(say, sheets, names), say(about)
        given = await files.given(
            desk, heard.person, XLSX_NAME, content, comment, title=blocks.TITLE, words=blocks.GIVEN
        )
        if given:
            return given
    written = [(sheet.name, as_csv(say, sheet, names)) for sheet in sheets]
    return Reply(view=blocks.to_copy(say, written), words=blocks.not_shown(say))


NOUN = Noun(
    verbs=(
        Verb(
            "results",
            Audience.FACILITATORS,
            None,
            Text("get the results of closed polls, and all ideas, for a spreadsheet"),
            ask,
            doing=DOING,
            more=Text(
                "You get every closed poll and every idea of this channel. "
                "Of named polls you also get who answered what. "
                "Of anonymous polls you get no more than their cards show."
            ),
        ),
    ),
)
