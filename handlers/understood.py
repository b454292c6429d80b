"""What somebody says by words that they write to the bot: a wish, an answer, a question, maybe an idea."""

from dataclasses import replace

from coproduction.despair import sounds_like_despair
from coproduction.ideas import TEXT_LENGTH
from coproduction.numberedwords import numbered
from coproduction.phrases import words_in
from coproduction.questioning import Question
from coproduction.service import about
from coproduction.statedwords import number_in, says_not_done, stated
from coproduction.stopwords import is_of_us, may_stop
from coproduction.talk import (
    Wish,
    agrees_in,
    denies,
    is_bare,
    is_one_word,
    leaves_list,
    names_idea,
    only_nods,
    puts_off,
    said_in,
    speaks_of_oneself,
    wish_of,
)
from coproduction.topics import Topic, topic_of
from coproduction.weary import is_weary_of_us

FEWEST_WORDS = 4  # of what may be an idea


def may_be_idea(heard: about.Heard) -> bool:
    """Whether what somebody wrote may be an idea: it wishes, asks and answers nothing that we know. "Stop
    closing libraries" may be one, or a word to us: both are offered.
    """
    if may_stop(heard.words) and not is_of_us(heard.words):
        heard = replace(heard, topic=None, may_be_question=False)
    is_other = (
        (speaks_of_oneself(heard.words) and not names_idea(heard.words))
        or heard.topic
        or heard.agrees is not None
        or heard.may_be_question
        or heard.denies
        or heard.leaves_list
    )
    is_long = len(list(words_in(heard.words))) >= FEWEST_WORDS and len(heard.words) <= TEXT_LENGTH
    return heard.wish is Wish.HELP and not is_other and is_long


def heard_in(words: str, asks: Question, origin: str, under: str, *, keeps: bool) -> about.Heard:
    """What somebody says by these words, perhaps with the number of a pledge, and perhaps with more words
    behind how it goes, be that clear or not; `keeps`: where they can be kept, if there is anything to keep.
    """
    number, beside = numbered(words)
    if number and said_in(beside):
        return replace(_heard_in(beside, asks, origin, under, keeps=keeps), number=number, typed=words)
    heard = _heard_in(words, asks, origin, under, keeps=keeps)
    if heard.wish not in {Wish.TELL, Wish.HELP} or heard.topic or asks is Question.SURELY:
        return heard
    told = stated(words)
    if told and told.number:
        return replace(heard, wish=Wish.TELL, said=told.said, number=told.number)
    if number := number_in(words):
        return replace(heard, wish=Wish.TELL, number=number, denies=says_not_done(words))
    return heard


def _heard_in(words: str, asks: Question, origin: str, under: str, *, keeps: bool) -> about.Heard:
    agrees, may_be_question = agrees_in(words), asks is Question.PERHAPS
    wish, topic = _meant(words)
    may_be_question = may_be_question or may_stop(words) or is_one_word(words)
    is_nod = agrees is not None and wish is not Wish.TELL
    is_told = is_nod or (asks is not Question.SURELY and not is_bare(words))
    kept = words if keeps and is_told else ""
    said, nods = said_in(words), only_nods(words)
    return about.Heard(
        wish,
        origin,
        said,
        under,
        kept,
        may_be_question,
        agrees,
        topic,
        nods,
        denies=denies(words),
        puts_off=puts_off(words),
        leaves_list=leaves_list(words),
        typed=words,
    )


def _meant(words: str) -> tuple[Wish, Topic | None]:
    """What they wish and what about. Who wants no more messages gets none, whatever else stands beside it."""
    wish = wish_of(words)
    is_of_us = wish is Wish.STOP and is_weary_of_us(words)
    if sounds_like_despair(words, is_of_us=is_of_us):
        return (wish if wish is Wish.STOP else Wish.HELP), Topic.PERSON
    if is_of_us:
        return wish, Topic.TOO_MUCH
    return (Wish.HELP, Topic.STOP) if may_stop(words) else (wish, topic_of(words))
