"""What is a question to the bot, what may be one, and what answers a question of ours."""

from __future__ import annotations

import pytest

from coproduction.questioning import Question, asks_how, names_command, question_in

SURELY = """
when is the next session?
When is the next session
¿qué es esto?
qué es esto
¿Cuándo es la próxima?
cuándo es la próxima
Hi! Who can see this?
what's this
how do I change my pledge
help
please help me!
I need help
necesito ayuda
no entiendo
done?
"""
PERHAPS = """
When I called they were closed
What a day, nobody was there
Cuando llamé no había nadie
que es esto
I called them. Can I bring my sister?
Can I do it next week
She asked “why now?” and I said yes
why not
"""
NO = """
They were closed
I did not ask when they open
la llevé al grupo de los martes
Done! I saw two families
see https://example.org/?page=2
Somehow it worked
I need help with her
no pude, estaba enferma
whatever I do she says no
"""


def said(texts: str) -> list[str]:
    """One on each line."""
    return texts.strip().splitlines()


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        *((text, Question.SURELY) for text in said(SURELY)),
        *((text, Question.PERHAPS) for text in said(PERHAPS)),
        *((text, Question.NO) for text in said(NO)),
    ],
)
def test_a_question_is_told_from_what_may_be_one_and_from_an_answer(text: str, asks: Question) -> None:
    assert question_in(text) is asks


@pytest.mark.parametrize(
    "text", ["/copro mine", "copro mine", "mine", "MINE", "/mine", "/idea A new bench", "/idea"]
)
def test_a_command_that_is_sent_as_a_message_is_no_answer(text: str) -> None:
    assert names_command(text, ["/copro mine", "/idea"])


@pytest.mark.parametrize("text", ["mine are fine now", "an idea of hers", "copro", ""])
def test_words_that_only_hold_the_name_of_a_command_are_none(text: str) -> None:
    assert not names_command(text, ["/copro mine", "/pledge"])


@pytest.mark.parametrize(
    "text",
    [
        *("how", "How?", "what is this?", "What do I type here, please?", "how does this work", "why"),
        *("How do I share this?", "how can I share an idea?", "How to write an idea?"),
        *("¿Qué es esto?", "cómo funciona", "¿para qué sirve esto?", "¿cómo puedo cambiar esto?"),
    ],
)
def test_who_asks_after_a_command_how_it_works_is_understood(text: str) -> None:
    assert asks_how(text, "idea")


@pytest.mark.parametrize(
    "text",
    [
        *("What if we met weekly?", "How about a shared calendar?", "How might we reach fathers?"),
        *("How are we doing?", "How to help new parents", "How can I help new parents?", "What about them?"),
        *("How can I help new parents with their first forms at this school?", "What is a good school?"),
        *("¿Cómo podemos mejorar esto?", "¿Qué pasaría si nos viéramos cada semana?", "Help new parents"),
    ],
)
def test_a_question_of_ones_own_is_no_question_about_a_command(text: str) -> None:
    assert not asks_how(text, "idea")
