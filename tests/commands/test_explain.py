"""What a person sees of an explanation, on the screen and as a page."""

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from service.commands.explain import Refusal, explanations, html_page, show
from service.commands.explain_pieces import facts, pieces
from service.commands.inputs import InputLine
from service.commands.stages import InputStage
from service.extract import explain
from service.extract.explanation import ExplainedSentence
from service.extract.findings import Finding, FindingKind
from service.models.article import Article
from service.models.dead_letter import Reason, Rejected
from service.pipeline import Knowledge

from article_builders import BRIDGE, QUIET, raw_message

HOSTILE = (
    '<script>document.title="taken"</script> [bold]Gunmen[/bold] killed five \x1b[31msoldiers\u202e in Idlib & fled.'
)


def told(knowledge: Knowledge, *bodies: str, **fields: str):
    """The explanations of articles with these bodies."""
    lines = [InputLine("in.jsonl", number, raw_message(body=body, **fields)) for number, body in enumerate(bodies, 1)]
    return list(explanations(lines, InputStage.RAW, knowledge))


def hostile(knowledge: Knowledge, text: str = HOSTILE, title: str = HOSTILE, outlet: str = "o\x1b[0m"):
    """The explanation of an article that kept what cleaning takes away."""
    return explain(
        Article(article_id="a", text=text, title=title, outlet=outlet, content_hash="h"), knowledge.extraction
    )


def screen(*explained, width: int = 120) -> str:
    """What is printed of them."""
    output = StringIO()
    show(explained, Console(file=output, width=width, highlight=False))
    return output.getvalue()


def page(*explained) -> str:
    """The page that holds them."""
    return "".join(html_page(explained))


class Reader(HTMLParser):
    """Collects what a browser would: tags, and the text outside the head."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.seen = ""
        self.feed(text.partition("<body>")[2])

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.seen += data


def a_finding(start: int, end: int, kind: FindingKind) -> Finding:
    return Finding(start, end, kind, "", "")


def test_pieces_cover_a_sentence_without_overlaps():
    findings = (
        a_finding(2, 8, FindingKind.PARTY),
        a_finding(4, 6, FindingKind.TRIGGER),
        a_finding(4, 9, FindingKind.PLACE),
    )

    shown = list(pieces(ExplainedSentence(0, 10, findings, ())))

    assert shown == [
        (0, 2, None),
        (2, 4, FindingKind.PARTY),
        (4, 6, FindingKind.TRIGGER),
        (6, 8, FindingKind.PARTY),
        (8, 9, FindingKind.PLACE),
        (9, 10, None),
    ]


def test_a_finding_that_reaches_beyond_its_sentence_is_not_marked():
    shown = list(pieces(ExplainedSentence(5, 10, (a_finding(3, 8, FindingKind.PLACE),), ())))

    assert shown == [(5, 10, None)]


def test_the_screen_shows_sentences_findings_verdicts_and_events(knowledge: Knowledge):
    text = screen(*told(knowledge, BRIDGE))

    assert "Rebel fighters killed 12 soldiers" in text
    assert "12 soldiers" in text
    assert "12 killed" in text
    assert "events/triggers.tsv" in text
    assert "reports event 1" in text
    assert re.search(r"killed\s+12", text)
    assert "Event 1" in text


def test_an_article_without_an_event_says_so(knowledge: Knowledge):
    explained = told(knowledge, QUIET)

    assert "No event." in screen(*explained)
    assert "No event." in page(*explained)


def test_nothing_of_an_article_reaches_the_terminal_as_a_command(knowledge: Knowledge):
    text = screen(hostile(knowledge))

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]Gunmen[/bold]" in text


def test_nothing_of_an_article_is_markup_on_the_page(knowledge: Knowledge):
    reader = Reader(page(hostile(knowledge, outlet="<img src=x onerror=alert(1)>")))
    (plain,) = told(knowledge, "Gunmen killed five soldiers in Idlib and fled.")

    assert set(reader.tags) == set(Reader(page(plain)).tags)
    assert "<script>document.title" in reader.seen
    assert "<img src=x" in reader.seen


def test_a_page_holds_all_articles_and_their_marks(knowledge: Knowledge):
    text = page(*told(knowledge, BRIDGE, QUIET))

    assert text.count("<article>") == text.count("</article>") == 2
    assert '<mark class="trigger">killed</mark>' in text
    assert "http" not in text.partition("<body>")[0].replace("http-equiv", "")


def test_a_refused_line_is_told_in_its_place(knowledge: Knowledge):
    lines = [
        InputLine("in.jsonl", 1, b"no json"),
        InputLine("page.html", 1, b"", Rejected(Reason.NOT_UTF8, "byte 3")),
        InputLine("in.jsonl", 2, raw_message()),
    ]
    first, second, third = explanations(lines, InputStage.RAW, knowledge)

    assert isinstance(first, Refusal)
    assert second == Refusal("page.html, line 1", "not_utf8 byte 3")
    assert "in.jsonl, line 1: refused, not_json" in screen(first)
    assert "page.html, line 1: refused" in page(second)
    assert not isinstance(third, Refusal)


def test_articles_that_were_cleaned_before_can_be_explained(knowledge: Knowledge):
    (raw,) = told(knowledge, BRIDGE)
    (again,) = explanations([InputLine("a", 1, raw.article.to_json())], InputStage.ARTICLE, knowledge)

    assert again == raw


def test_only_what_is_known_of_a_mention_is_listed(knowledge: Knowledge):
    (explained,) = told(knowledge, "Gunmen attacked a village.", title="")
    names = [name for name, _ in facts(explained.mentions[0])]

    assert "what" in names
    assert "killed" not in names


@pytest.fixture(scope="module")
def browser() -> list[str]:
    """A real browser's command; its absence fails in CI, which installs one."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        reason = "no Chromium to look at the page with"
        pytest.fail(reason, pytrace=False) if os.environ.get("CI") == "true" else pytest.skip(reason)
    unboxed = ["--no-sandbox"] if os.geteuid() == 0 else []  # as root Chromium has no sandbox
    return [found, "--headless", "--disable-gpu", *unboxed]


@pytest.mark.slow
def test_a_real_browser_shows_the_page_and_runs_nothing_of_it(browser: list[str], knowledge: Knowledge, tmp_path: Path):
    file = tmp_path / "page.html"
    file.write_text(page(*told(knowledge, BRIDGE), hostile(knowledge)), encoding="utf-8")
    command = [*browser, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", file.as_uri()]

    seen = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout

    assert "<title>How Sitrep reads it</title>" in seen
    assert "<script" not in seen
    assert seen.count("<article>") == 2
    assert '<mark class="trigger">killed</mark>' in seen
