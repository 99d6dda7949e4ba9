"""Flattened text: the article's lines stay, what was printed around them goes and is counted by its role."""

import pytest
from clean_builders import MENU, PARAGRAPHS, TITLE, flat, raw_article
from service.clean import clean
from service.clean.flat_text import read_flat_text
from service.clean.reading import Kept
from service.models.article import LineRole
from service.models.dead_letter import Reason, Rejected

BODY = "\n\n".join(PARAGRAPHS)


def roles(text: str, knowledge) -> dict[str, object]:
    """The role of each line."""
    return {line.text: line.role for line in read_flat_text(text, None, knowledge).lines}


def test_a_text_that_is_clean_already_is_kept_whole(knowledge):
    assert clean(raw_article(BODY), knowledge).text == BODY


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_short_report_is_kept_whole(count, knowledge):
    text = "\n\n".join(PARAGRAPHS[:count])

    assert clean(raw_article(text), knowledge).text == text


def test_a_report_of_one_line_without_an_end_mark_is_kept(knowledge):
    text = "Engineers close the old bridge over the river for a year"

    assert clean(raw_article(text), knowledge).text == text


def test_menus_above_and_below_go(knowledge):
    article = clean(raw_article(flat(*MENU, TITLE, below=("Most Read", "Sign up to:", *MENU))), knowledge)

    assert article.text == BODY
    assert article.title == TITLE


def test_an_appeal_to_the_reader_is_counted_as_promotion(knowledge):
    text = flat("Home", TITLE, below=("Share this article", "Sign up to our newsletter"))
    article = clean(raw_article(text), knowledge)

    assert article.removed == {LineRole.NAVIGATION: 1, LineRole.PROMOTION: 2}


def test_a_caption_printed_twice_goes(knowledge):
    caption = "Engineers at the northern pillar of the bridge"
    text = flat(TITLE, paragraphs=(*PARAGRAPHS[:2], caption, caption, *PARAGRAPHS[2:]))

    assert roles(text, knowledge)[caption] is LineRole.CAPTION
    assert clean(raw_article(text), knowledge).text == BODY


def test_a_headline_above_read_more_goes(knowledge):
    text = flat(
        TITLE, paragraphs=(*PARAGRAPHS[:3], "Mayor denies that she knew of the cracks", "Read More »", *PARAGRAPHS[3:])
    )

    article = clean(raw_article(text), knowledge)

    assert article.text == BODY
    assert article.removed[LineRole.RELATED_LINK] == 2


def test_a_headline_with_its_speaker_goes_from_between_two_paragraphs(knowledge):
    headline = "Envoy: Town should allow boats under the old bridge"

    assert (
        roles(flat(TITLE, paragraphs=(*PARAGRAPHS[:3], headline, *PARAGRAPHS[3:])), knowledge)[headline]
        is LineRole.RELATED_LINK
    )


@pytest.mark.parametrize("head", ["The northern pillar", "- A long winter -", "'Nobody told us'"])
def test_a_sub_head_belongs_to_the_body(head, knowledge):
    assert roles(flat(TITLE, paragraphs=(*PARAGRAPHS[:3], head, *PARAGRAPHS[3:])), knowledge)[head] is Kept.BODY


def test_the_title_is_not_repeated_in_the_text(knowledge):
    article = clean(raw_article(flat("Home", TITLE, TITLE)), knowledge)

    assert article.title == TITLE
    assert TITLE not in article.text


def test_a_standfirst_is_kept_apart(knowledge):
    standfirst = "Buses take the longer road and the school opens late while pillars of the river bridge are mended"

    article = clean(raw_article(flat(TITLE, standfirst)), knowledge)

    assert article.standfirst == standfirst
    assert article.text == BODY


def test_the_byline_gives_authors_and_agency(knowledge):
    article = clean(raw_article(flat(TITLE, "By Ann Lee and Bo Ek in Rome (AFP)")), knowledge)

    assert article.authors == ("Ann Lee", "Bo Ek")
    assert article.agency == "AFP"
    assert article.removed[LineRole.CREDIT] == 1


def test_a_byline_parted_from_its_names_is_read(knowledge):
    assert clean(raw_article(flat(TITLE, "By", "Ann Lee")), knowledge).authors == ("Ann Lee",)


def test_the_date_line_gives_the_publication_time(knowledge):
    article = clean(raw_article(flat(TITLE, "December 18, 2017 at 12:26 pm")), knowledge)

    assert article.published_at.isoformat() == "2017-12-18T12:26:00+00:00"
    assert article.published_at_source == "dateline"


def test_an_update_counts_where_no_publication_is_told(knowledge):
    both = flat(TITLE, "Published: March 4, 2019", below=("Updated: March 6, 2019",))
    alone = flat(TITLE, below=("Updated: March 6, 2019",))

    assert clean(raw_article(both), knowledge).published_at.day == 4
    assert clean(raw_article(alone), knowledge).published_at.day == 6


def test_a_captions_date_is_never_the_articles(knowledge):
    caption = "Engineers look at the northern pillar of the bridge on 11 June 2018 [Ann Lee/Anadolu Agency]"

    assert clean(raw_article(flat(TITLE, caption)), knowledge).published_at is None


def test_a_date_in_the_body_is_never_the_articles(knowledge):
    first = "The bridge, which was opened on 11 June 1998 by the queen, was closed on Monday for a year."

    assert clean(raw_article(flat(TITLE, paragraphs=(first, *PARAGRAPHS))), knowledge).published_at is None


def test_text_without_any_body_is_refused(knowledge):
    with pytest.raises(Rejected) as refusal:
        clean(raw_article("\n".join((*MENU, "Show Comments", "Log in", "Newsletter"))), knowledge)

    assert refusal.value.reason is Reason.EMPTY_BODY


@pytest.mark.parametrize(
    "text",
    [
        "Мост через реку закрыли в понедельник, сообщила администрация. Инженеры нашли трещины в двух опорах.",
        "川にかかる橋は月曜日に閉鎖された。技術者が二本の橋脚にひび割れを見つけたためだと町は発表した。",
        "أغلق الجسر فوق النهر يوم الاثنين بعد أن وجد المهندسون شقوقا في اثنين من أعمدته، كما قالت البلدية.",
        "नदी पर बना पुल सोमवार को बंद कर दिया गया। इंजीनियरों को दो खंभों में दरारें मिलीं, नगर ने बताया।",
    ],
)
def test_other_languages_pass_unharmed(text, knowledge):
    assert clean(raw_article(f"{text}\n\n{text[:-1]}, {text}"), knowledge).text.startswith(text)
