"""An explanation as a page of HTML that needs nothing beside itself: no script, no picture, no address.

All text comes from outside and is escaped.
"""

from html import escape
from importlib.resources import files

from service.commands.explain_pieces import facts, pieces
from service.commands.screen import printable
from service.extract.explanation import ExplainedMention, ExplainedSentence, Explanation, Verdict
from service.extract.findings import Finding, FindingKind

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'"  # should something slip through, the browser still loads nothing
)


def page_start() -> str:
    """The page up to its first article: head, style sheet and legend."""
    style = files("service.commands").joinpath("explain.css").read_text(encoding="utf-8")
    legend = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in FindingKind)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>How Sitrep reads it</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<p class="legend">{legend}</p>\n'
    )


def page_end() -> str:
    """The end of the page."""
    return "</body>\n</html>\n"


def section(explanation: Explanation) -> str:
    """One article: its head, its events, its sentences."""
    article = explanation.article
    published = str(article.published_at) if article.published_at else "no publication time"
    head = ", ".join(part for part in (article.outlet, published) if part)
    named = f'<p class="note">The title names: {_safe(", ".join(explanation.title))}</p>\n' if explanation.title else ""
    sentences = "".join(_sentence(one, article.text) for one in explanation.sentences)
    unread = f'<p class="note">{explanation.unread} more characters were not read.</p>\n' if explanation.unread else ""
    events = "".join(_mention(one) for one in explanation.mentions) or '<p class="note">No event.</p>\n'
    return (
        f'<article>\n<h1 dir="auto">{_safe(article.title or article.article_id)}</h1>\n'
        f'<p class="note">{_safe(head)}</p>\n{named}<section class="events">\n{events}</section>\n'
        f"<ol>\n{sentences}</ol>\n{unread}</article>\n"
    )


def section_of_refusal(place: str, reason: str) -> str:
    """One line that holds no article."""
    return f'<article>\n<p class="note">{_safe(place)}: refused, {_safe(reason)}</p>\n</article>\n'


def _sentence(sentence: ExplainedSentence, text: str) -> str:
    shown = "".join(_piece(text[start:end], kind) for start, end, kind in pieces(sentence))
    found = "".join(_finding(one, text) for one in sentence.findings)
    verdicts = "".join(_verdict(one) for one in sentence.verdicts)
    open_ = " open" if sentence.verdicts else ""
    details = (
        f"<details{open_}>\n<summary>{len(sentence.findings)} found</summary>\n<table>\n{found}</table>\n</details>\n"
    )
    return f'<li>\n<p class="sentence" dir="auto">{shown}</p>\n{verdicts}{details if found else ""}</li>\n'


def _piece(words: str, kind: FindingKind | None) -> str:
    return f'<mark class="{kind}">{_safe(words)}</mark>' if kind else _safe(words)


def _finding(finding: Finding, text: str) -> str:
    words = _piece(text[finding.start : finding.end], finding.kind)
    return (
        f'<tr><td dir="auto">{words}</td><td>{finding.kind}</td><td>{_safe(finding.meaning)}</td>'
        f'<td class="rule">{_safe(finding.rule)}</td></tr>\n'
    )


def _verdict(verdict: Verdict) -> str:
    words = f" (“{_safe(verdict.trigger)}”)" if verdict.trigger else ""
    name = "event" if verdict.event else "none"
    return f'<p class="verdict {name}">→ {_safe(", ".join(verdict.kinds))}{words}: {_safe(verdict.why)}</p>\n'


def _mention(explained: ExplainedMention) -> str:
    rows = "".join(f"<dt>{_safe(name)}</dt><dd>{_safe(value)}</dd>" for name, value in facts(explained))
    return f"<section>\n<h2>Event {explained.number}</h2>\n<dl>{rows}</dl>\n</section>\n"


def _safe(text: str) -> str:
    return escape(printable(text))
