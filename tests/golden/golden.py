"""What a golden case holds, and how it is computed: an article goes in, a short account of what was made of it out.

<case>/article.json   a message as a feeder sends it
<case>/expected.json  the article's fields that cleaning found, and its mentions, without what is null or empty
<case>/why.md         what the case protects
<case>/open.md        only while the service falls short of what is expected: in what
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service import pipeline
from service.models.article import Article
from service.models.dead_letter import DeadLetter
from service.models.mention import Actor, Count, EventMention, Place

HERE = Path(__file__).resolve().parent
RECEIVED_AT = datetime(2024, 1, 1, tzinfo=UTC)  # golden cases do not depend on it
ARTICLE, EXPECTED, WHY, OPEN = "article.json", "expected.json", "why.md", "open.md"


def case_folders() -> list[Path]:
    """The folders of all cases, by name."""
    return sorted(folder for folder in HERE.iterdir() if (folder / ARTICLE).is_file())


def account_of(folder: Path, knowledge: pipeline.Knowledge) -> dict[str, Any]:
    """What the service makes of the case's article."""
    value = json.dumps(json.loads((folder / ARTICLE).read_text(encoding="utf-8"))).encode()
    outcome = pipeline.read(value, None, RECEIVED_AT, knowledge)
    if isinstance(outcome, DeadLetter):
        return {"refused": str(outcome.reason), "detail": outcome.detail}
    mentions = [_said(_mention(mention)) for mention in outcome.mentions]
    return {"article": _said(_article(outcome.article)), "mentions": mentions}


def as_text(account: dict[str, Any]) -> str:
    """The account as it lies in its file."""
    return json.dumps(account, indent=1, ensure_ascii=False) + "\n"


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "paragraphs": [paragraph[:40] for paragraph in article.text.split("\n\n")],
        "authors": list(article.authors),
        "agency": article.agency,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "published_at_source": article.published_at_source,
        "language": article.language,
        "removed": {str(role): count for role, count in article.removed.items()},
    }


def _mention(mention: EventMention) -> dict[str, Any]:
    types, date = mention.event_type, mention.event_date
    return {
        "plover": " ".join(filter(None, (types.plover.type, types.plover.mode))) if types.plover else None,
        "acled": types.acled.sub_event_type if types.acled else None,
        "source": [_actor(actor) for actor in mention.source],
        "target": [_actor(actor) for actor in mention.target],
        "date": f"{date.start}..{date.end} ({date.precision})" if date.start else None,
        "date text": date.text,
        "places": [_place(place) for place in mention.places],
        "fatalities": _count(mention.fatalities),
        "injuries": _count(mention.injuries),
        "claim": f"{mention.claim.name} ({mention.claim.modality})" if mention.claim else None,
        "evidence": mention.evidence.text if mention.evidence else None,
    }


def _actor(actor: Actor) -> str:
    return f"{actor.name} ({actor.country})" if actor.country else actor.name


def _place(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.admin1, place.country)))


def _count(count: Count | None) -> str | None:
    if count is None:
        return None
    sides = ", ".join(f"{side.side} {side.best}" for side in count.by_side)
    return f"{count.low}/{count.best}/{count.high}" + (f" ({sides})" if sides else "")


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
