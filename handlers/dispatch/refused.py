"""How a no is said: where the act came from, and so that nothing that was typed is lost."""

from dataclasses import replace

from coproduction.errors import Over, Refusal
from coproduction.words import Text
from handlers.blocks.kit import View
from handlers.desk import Desk
from handlers.edge.giving_back import with_words_back
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.reply import Reply, answer
from handlers.edge.screen import over, with_words
from handlers.edge.typed import first_word
from handlers.settings import ROOT, Settings
from handlers.voice import Voice

OF_POLL = Text("Poll: “{question}”")
STARTED_BY = Text("{person} has started it.")


async def refused(desk: Desk, heard: Heard, refusal: Refusal) -> Reply:
    """Under the fields of a form, above it, or in its place; else in words."""
    say, by = await desk.voice(heard.person), refusal.started_by
    words = say(refusal.words)
    if refusal.about:
        words = f"{words}\n{say(OF_POLL, question=refusal.about)}"
    if by:
        names = await desk.directory.names(say, [by], desk.directory.patience.soon)
        words = f"{words} {say(STARTED_BY, person=names[by])}"
    if isinstance(heard, Click | Submission) and heard.screen and isinstance(refusal, Over):
        return _in_form(say, words, over(say, heard.screen, words))
    if isinstance(heard, Submission) and heard.first_field:  # else nothing in it could bear the words
        said = {field: say(no) for field, no in refusal.fields.items()} if not by else {"": words}
        return Reply(errors={heard.bearer(field): no for field, no in said.items()})
    if isinstance(heard, Click | Submission) and heard.screen:
        return _in_form(say, words, with_words(heard.screen, words))
    if isinstance(heard, Command) and _has_words(desk.settings, heard):
        return with_words_back(say, words, heard)
    return answer(say, words)


def _in_form(say: Voice, words: str, view: View) -> Reply:
    return replace(answer(say, words), view=view, in_form=True)


def _has_words(settings: Settings, command: Command) -> bool:
    """Whether more was typed than the name of a command or verb, which is easily typed again."""
    is_root = settings.bare(command.name) == ROOT
    return bool(first_word(command.text)[1] if is_root else command.text)
