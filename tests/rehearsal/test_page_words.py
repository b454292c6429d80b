"""The page says nothing itself that it could not say in another language, and all in each that it knows."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from rehearsal.__main__ import NOT_STARTED
from rehearsal.acts import deed, inputs
from rehearsal.page.serving import FOLDER, language_of, said

ABROAD = sorted(path.stem.removeprefix("words-") for path in FOLDER.glob("words-*.json"))
SCRIPTS = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.js"))}
TOLD = re.compile(r"\bt\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=\s))//[^\n]*", re.DOTALL)
LIKE_WORDS = re.compile(r"^[A-Z][a-z]|[a-z]+ [a-z]+ [a-z]+")
HTML = re.compile(r'(?<=>)[^<>]*[A-Za-z][^<>]*(?=<)|(?<=aria-label=")[^"]+')
PLACE = re.compile(r"[{]([a-z]+)[}]")
NO_WORDS = {  # what only machines read
    *("Escape", "Tab", "Enter", "Content-Type", "Slackbot", "Europe/London", "Europe/Warsaw", "Africa/Lagos"),
    *("Asia/Kolkata", "America/New_York", "Pacific/Auckland"),
    "container context_actions data_visualization file markdown plan task_card",
}
MARKS = {
    "Bold",
    "Italic",
    "Strikethrough",
    "Code",
    "Bulleted list",
    "Numbered list",
    "Quote",
}  # keys of tables
OF_SLACK = {  # what Slack itself says to whoever filled in or pressed something
    *(deed.MODAL_FAILED, deed.PRESS_FAILED, inputs.REQUIRED),
    *re.findall(r'return "(Please [^"]+)"', inspect.getsource(inputs)),
}


def said_in_scripts() -> set[str]:
    """What stands in `t("…")`, also where one of two is said."""
    calls = [call for script in SCRIPTS.values() for call in TOLD.findall(COMMENT.sub("", script))]
    return {words for call in calls for words in STRING.findall(call.partition('", {')[0] + '"')}


def said_in_html() -> set[str]:
    files = [path.read_text("utf-8") for path in FOLDER.glob("*.html")]
    return {words.strip() for html in files for words in HTML.findall(html)}


@pytest.mark.parametrize("language", ABROAD)
def test_all_that_the_page_says_itself_is_told_in_every_language_that_it_knows(language: str) -> None:
    told = json.loads((FOLDER / f"words-{language}.json").read_text("utf-8"))
    assert said_in_scripts() | said_in_html() | MARKS | OF_SLACK | {NOT_STARTED} == set(told)
    assert {each for each in told if set(PLACE.findall(each)) != set(PLACE.findall(told[each]))} == set()


def test_no_words_stand_in_the_page_that_could_be_said_in_english_only() -> None:
    bare = (TOLD.sub("", COMMENT.sub("", script)) for script in SCRIPTS.values())
    found = {words for script in bare for words in STRING.findall(script) if LIKE_WORDS.search(words)}
    assert found - MARKS == NO_WORDS
    in_english = [name for name, script in SCRIPTS.items() if '"en-GB"' in script]
    assert in_english == ["language.js", "skipping.js"]  # which reads the numbers of a day, and shows none


@pytest.mark.parametrize("name", ["index.html", "limits.html"])
def test_a_file_is_served_in_the_language_of_its_readers_and_says_which(name: str) -> None:
    html = (FOLDER / name).read_text("utf-8")
    assert [language_of(each) for each in ("es-ES", "es", "fr-FR", "", "../es")] == [
        "es",
        "es",
        "en",
        "en",
        "en",
    ]
    assert said(html, "en") == html
    spanish = said(html, "es")
    assert '<html lang="es">' in spanish
    assert "Esto es un ensayo, no Slack." in spanish
    assert set(HTML.findall(spanish)) & said_in_html() == set()
