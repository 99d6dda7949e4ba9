"""The stage: which source of a field counts, and what holds for every article."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from clean_builders import PARAGRAPHS, TITLE, flat, page, raw_article
from hypothesis import given, settings
from hypothesis import strategies as st
from service.clean import clean
from service.clean.cleaning import content_hash
from service.models.article import Article
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import ContentType

SENT = datetime(2020, 5, 1, 8, 30, tzinfo=UTC)
DATED = '<meta property="article:published_time" content="2019-03-04">'


def test_the_senders_word_goes_before_the_pages(knowledge):
    raw = raw_article(page(head=DATED), title="Sent title", published_at=SENT, language="en-GB", outlet="Post")

    article = clean(raw, knowledge)

    assert (article.title, article.published_at, article.published_at_source) == ("Sent title", SENT, "message")
    assert (article.language, article.outlet) == ("en-GB", "Post")


def test_the_pages_word_goes_before_the_texts(knowledge):
    article = clean(raw_article(page(head=DATED, before="<p>Monday, 6 May 2019</p>")), knowledge)

    assert article.published_at.date().isoformat() == "2019-03-04"
    assert article.published_at_source == "page"


def test_what_nobody_states_is_null(knowledge):
    article = clean(raw_article("\n\n".join(PARAGRAPHS)), knowledge)

    assert article.title is None
    assert article.published_at is None
    assert article.published_at_source is None
    assert article.authors == ()
    assert article.agency is None
    assert article.duplicate_of is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Die Brücke über den Fluss wurde am Montag geschlossen, weil zwei ihrer Pfeiler Risse haben.",
            "de",
        ),
        (
            "Le pont sur la rivière a été fermé lundi parce que deux de ses piliers sont fissurés.",
            "fr",
        ),
        ("The bridge over the river was closed on Monday because two of its pillars have cracks.", "en"),
    ],
)
def test_the_language_is_detected_where_none_is_given(text, language, knowledge):
    assert clean(raw_article(text), knowledge).language == language


def test_a_text_too_short_to_tell_has_no_language(knowledge):
    assert clean(raw_article("Yes, he said, no."), knowledge).language is None


def test_the_id_the_address_and_the_times_pass_through(knowledge):
    article = clean(
        raw_article("\n".join(PARAGRAPHS), id="x-7", url="https://valley.example/b", retrieved_at=SENT), knowledge
    )

    assert (article.article_id, article.url, article.retrieved_at) == ("x-7", "https://valley.example/b", SENT)


def test_layout_does_not_change_the_content_hash(knowledge):
    one = clean(raw_article(flat(TITLE)), knowledge)
    other = clean(raw_article(flat("Home", TITLE).replace("\n\n", "\r\n \r\n")), knowledge)

    assert one.content_hash == other.content_hash
    assert len(one.content_hash) == 64


def test_other_words_change_it():
    assert content_hash("a", "b c") != content_hash("a", "b d")
    assert content_hash(None, "a b") == content_hash("A", "b")


@pytest.mark.parametrize("body", [" ", "\n\n", "\x00", "\u200b\u202e", "***"])
def test_a_body_without_words_is_refused(body, knowledge):
    with pytest.raises(Rejected) as refusal:
        clean(raw_article(body), knowledge)

    assert refusal.value.reason is Reason.EMPTY_BODY


def test_cleaning_an_article_again_gives_it_again(knowledge):
    once = clean(raw_article(flat("Home", TITLE, "By Ann Lee", below=("Most Read",))), knowledge)

    assert clean(raw_article(once.text), knowledge).text == once.text


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=400), st.sampled_from([None, *ContentType]))
def test_odd_bodies_give_an_article_or_a_refusal(knowledge, body, content_type):
    article: Article | None = None
    with suppress(Rejected):
        article = clean(raw_article(body, content_type=content_type), knowledge)

    assert article is None or article.text.strip()
    assert article is None or Article.from_json(article.to_json()) == article


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PARAGRAPHS, TITLE, "Home", "Read More", "By Ann Lee", "<p>", "4 March 2019", ""]), min_size=1
    )
)
def test_the_same_body_gives_the_same_article(knowledge, lines):
    def outcome() -> bytes | Reason:
        try:
            return clean(raw_article("\n".join(lines) or " "), knowledge).to_json()
        except Rejected as refusal:
            return refusal.reason

    assert outcome() == outcome()


SCRIPTS = {
    "Arabic": "عاد السكان إلى منازلهم يوم الاثنين بعد أن أعلنت البلدية أن الجسر فوق النهر أصبح آمنا مرة أخرى.",
    "Persian": "ساکنان روز دوشنبه به خانه‌های خود بازگشتند و گفتند که پل روی رودخانه دوباره باز می‌شود.",
    "Hindi": "पुल की मरम्मत के बाद निवासी सोमवार को अपने घर लौट आए, नगर परिषद ने कहा कि सड़क अब सुरक्षित है।",
    "Thai": "ชาวบ้านกลับบ้านในวันจันทร์หลังจากเทศบาลกล่าวว่าสะพานข้ามแม่น้ำปลอดภัยแล้วและถนนเปิดอีกครั้ง.",
    "Chinese": "市政府表示，河上的大桥在检修之后已经恢复安全，居民们于星期一回到了自己的家中，学校也重新开放。",
    "Korean": "시청은 강 위의 다리가 다시 안전해졌다고 밝혔고 주민들은 월요일에 집으로 돌아왔으며 학교도 문을 열었다.",
    "Russian": "Жители вернулись домой в понедельник после того, как город сообщил, что мост снова безопасен.",
}


@pytest.mark.parametrize("sentence", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("form", ["page", "text"])
def test_every_language_passes_unharmed(form, sentence, knowledge):
    sentences = [f"{number} {sentence}" for number in range(4)]
    body = page("".join(f"<p>{one}</p>" for one in sentences)) if form == "page" else "\n\n".join(sentences)

    assert clean(raw_article(body), knowledge).text.split("\n\n") == sentences


@pytest.mark.parametrize("odd", ["\x07", "\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad"])
@pytest.mark.parametrize("form", ["page", "text"])
def test_control_and_bidirectional_characters_are_in_no_field(form, odd, knowledge):
    head = f'<meta name="author" content="Ann{odd} Lee">'
    text = page(head=head) if form == "page" else flat(TITLE, "By Ann Lee")
    article = clean(raw_article(text.replace("bridge", f"br{odd}idge"), title=f"The{odd} bridge"), knowledge)

    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.authors == ("Ann Lee",)
    assert article.title == "The bridge"
