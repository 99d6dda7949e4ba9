"""An explanation on the screen: each sentence in colours, below it what was found and what became of it."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.commands.explain_pieces import facts, pieces
from service.commands.screen import printable
from service.extract.explanation import ExplainedMention, ExplainedSentence, Explanation, Verdict
from service.extract.findings import Finding, FindingKind

STYLES = {
    FindingKind.TRIGGER: "bold red",
    FindingKind.HARM: "bold magenta",
    FindingKind.DOUBT: "black on yellow",
    FindingKind.PEOPLE: "magenta",
    FindingKind.CLAIM: "blue",
    FindingKind.DATE: "green",
    FindingKind.PARTY: "yellow",
    FindingKind.PLACE: "cyan",
}
INDENT = 4


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print the whole article."""
    article = explanation.article
    console.print(Text(printable(article.title or article.article_id), style="bold underline"))
    where = (article.outlet, str(article.published_at) if article.published_at else "no publication time")
    console.print(Text(printable(", ".join(part for part in where if part)), style="dim"))
    if explanation.title:
        console.print(f"The title names: {', '.join(explanation.title)}")
    console.print(Text.assemble(*((f" {kind} ", style) for kind, style in STYLES.items())))
    for number, sentence in enumerate(explanation.sentences, 1):
        _print_sentence(number, sentence, article.text, console)
    if explanation.unread > 0:
        console.print(f"\n{explanation.unread} more characters were not read: an article's events stand at its start")
    for mention in explanation.mentions:
        _print_mention(mention, console)
    console.print(Text("" if explanation.mentions else "\nNo event.\n", style="bold"))


def print_refusal(place: str, reason: str, console: Console) -> None:
    """Say that a line holds no article."""
    console.print(Text(printable(f"{place}: refused, {reason}"), style="bold"))


def _print_sentence(number: int, sentence: ExplainedSentence, text: str, console: Console) -> None:
    shown = Text(f"\n{number:>3} ", style="dim")
    for start, end, kind in pieces(sentence):
        shown.append(printable(text[start:end]), style=STYLES[kind] if kind else "default not dim")
    console.print(shown)
    found = Table.grid(padding=(0, 2))
    for finding in sentence.findings:
        found.add_row(*_cells(finding, text))
    console.print(Padding(found, (0, 0, 0, INDENT)))
    for verdict in sentence.verdicts:
        console.print(Padding(_verdict(verdict), (0, 0, 0, INDENT)))


def _cells(finding: Finding, text: str) -> tuple[Text, ...]:
    words = Text(printable(text[finding.start : finding.end]), style=STYLES[finding.kind])
    rule = Text(printable(finding.rule), style="dim")
    return words, Text(str(finding.kind)), Text(printable(finding.meaning)), rule


def _verdict(verdict: Verdict) -> Text:
    words = f" (“{printable(verdict.trigger)}”)" if verdict.trigger else ""
    style = "bold" if verdict.event else "italic"
    return Text(f"→ {', '.join(verdict.kinds)}{words}: {verdict.why}", style=style)


def _print_mention(explained: ExplainedMention, console: Console) -> None:
    console.print(f"\n[bold]Event {explained.number}[/bold]")
    for name, value in facts(explained):
        console.print(Padding(Text(f"{name:<11}{printable(value)}"), (0, 0, 0, INDENT)))
