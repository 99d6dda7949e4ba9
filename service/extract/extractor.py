"""What reads an article's mentions: the rules, or an engine that is put in their place."""

from typing import Protocol

from service.models.article import Article
from service.models.mention import EventMention


class Extractor(Protocol):
    """Article -> its mentions. Whoever implements it keeps the promises that consumers rely on.

    The main event comes first; ids are deterministic (`mentions.numbered`); every span is exact
    (`article.text[start:end] == text`); nothing that stands in an article makes it raise.
    """

    def __call__(self, article: Article) -> tuple[EventMention, ...]:
        """The article's mentions, none when it reports no event."""
        ...
