"""Adding a language takes its catalogue, and nothing else has to know."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

from coproduction.words import CATALOGUES, DOMAIN, Text, catalogues, several
from handlers.voice import Voice
from tests.words.catalogue import compiled

SWAHILI = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "English"
msgstr "Kiswahili"

msgid ", "
msgstr " na "

msgid "Type {/idea} and your idea."
msgstr "Andika {/idea} na wazo lako."

msgid "{n} idea"
msgid_plural "{n} ideas"
msgstr[0] "wazo {n}"
msgstr[1] "mawazo {n}"
"""


def test_a_language_is_one_folder_with_a_catalogue(tmp_path: Path) -> None:
    folder = tmp_path / "sw" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = read_po(SWAHILI.splitlines(keepends=True), locale="sw")
    (folder / f"{DOMAIN}.mo").write_bytes(compiled(catalogue))

    [swahili] = catalogues(tmp_path)

    say = Voice(swahili, {"/idea": "/wazo"})
    assert (swahili.code, swahili.name, swahili.is_rtl) == ("sw", "Kiswahili", False)
    assert say("Type {/idea} and your idea.") == "Andika /wazo na wazo lako."
    assert [say.of(several(n, "{n} idea", "{n} ideas")) for n in (1, 2)] == ["wazo 1", "mawazo 2"]
    assert say.of(Text("It is not translated yet.")) == "It is not translated yet."


def test_those_that_are_spoken_are_the_folders_there_are() -> None:
    assert [each.code for each in catalogues(CATALOGUES)] == [
        folder.name for folder in sorted(CATALOGUES.iterdir())
    ]
