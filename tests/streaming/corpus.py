"""A corpus whose stories are clearly apart: own place, day, people and words each; some are copied, some told twice.

Everything is made up and drawn from one seed, so that every run has the same articles.
"""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PLACES = (
    ("Maiduguri", "Nigeria"),
    ("Kandahar", "Afghanistan"),
    ("Mosul", "Iraq"),
    ("Aleppo", "Syria"),
    ("Karachi", "Pakistan"),
    ("Mogadishu", "Somalia"),
    ("Kharkiv", "Ukraine"),
    ("Bogota", "Colombia"),
    ("Manila", "Philippines"),
    ("Dhaka", "Bangladesh"),
    ("Nairobi", "Kenya"),
    ("Jakarta", "Indonesia"),
    ("Chicago", "United States"),
    ("Tripoli", "Libya"),
    ("Bamako", "Mali"),
    ("Acapulco", "Mexico"),
)
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeio"]
OUTLETS = ("Daily Courier", "Morning Post", "Evening Herald", "National Tribune", "City Observer")
ATTACKERS = ("Gunmen", "Militants", "Armed men", "Insurgents")
START = datetime(2010, 1, 1, tzinfo=UTC)
DAYS_BETWEEN = 5


@dataclass(frozen=True)
class Telling:
    """One article as sent, and the story it tells."""

    story: int
    article_id: str
    kind: str
    value: bytes


class Corpus:
    """`stories` stories from number `first` on, each on days of its own; every fifth is copied and every third told
    again by another outlet."""

    def __init__(self, stories: int, seed: int = 7, first: int = 0) -> None:
        self.tellings: list[Telling] = []
        for story in range(first, first + stories):
            self._tell(story, random.Random(f"{seed}-{story}"))

    def _tell(self, story: int, chance: random.Random) -> None:
        facts = _Facts(story, chance)
        first = facts.lead_one() + "\n\n" + facts.filler(chance, 8)
        self._add(story, "first", OUTLETS[story % 5], facts, first)
        if story % 5 == 0:
            shortened = "\n\n".join(first.split("\n\n")[:6])
            self._add(story, "copy", OUTLETS[(story + 1) % 5], facts, shortened)
        if story % 3 == 0:
            second = facts.lead_two() + "\n\n" + facts.filler(chance, 6)
            self._add(story, "second", OUTLETS[(story + 2) % 5], facts, second)

    def _add(self, story: int, kind: str, outlet: str, facts: "_Facts", body: str) -> None:
        article_id = f"story-{story:05d}-{kind}"
        record = {
            "id": article_id,
            "url": f"https://{outlet.lower().replace(' ', '-')}.example/{article_id}",
            "outlet": outlet,
            "title": facts.title() if kind != "second" else facts.other_title(),
            "body": body,
            "content_type": "text/plain",
            "published_at": facts.published.isoformat(),
            "language": "en",
        }
        self.tellings.append(Telling(story, article_id, kind, json.dumps(record).encode()))


class _Facts:
    def __init__(self, story: int, chance: random.Random) -> None:
        self.city, self.country = PLACES[story % len(PLACES)]
        self.published = START + timedelta(days=DAYS_BETWEEN * story, hours=12)
        self.day = (self.published - timedelta(days=1)).strftime("%A")
        self.attackers = chance.choice(ATTACKERS)
        self.killed = chance.randrange(3, 60)
        self.village = _word(chance, 3).capitalize()
        self.names = [f"{_word(chance, 2).capitalize()} {_word(chance, 3).capitalize()}" for _ in range(3)]

    def title(self) -> str:
        return f"{self.attackers} kill {self.killed} people at {self.village} market in {self.city}"

    def other_title(self) -> str:
        return f"{self.killed} dead in {self.village} market attack, {self.names[0]} says"

    def lead_one(self) -> str:
        return (
            f"{self.attackers} killed {self.killed} people at the {self.village} market in {self.city}, "
            f"{self.country}, on {self.day}, police spokesman {self.names[0]} said.\n\n"
            f"Witness {self.names[1]} said the attackers opened fire near the {self.village} market. "
            f"Doctor {self.names[2]} confirmed the toll."
        )

    def lead_two(self) -> str:
        return (
            f"At least {self.killed} people were killed when {self.attackers.lower()} attacked the "
            f"{self.village} market in {self.city}, {self.country}, on {self.day}, "
            f"according to police spokesman {self.names[0]}.\n\n"
            f"{self.names[1]}, who saw the attack, said the {self.village} market was full. "
            f"{self.names[2]}, a doctor, treated the victims."
        )

    def filler(self, chance: random.Random, paragraphs: int) -> str:
        """Sentences in words of this story's own, so that no two stories share a phrase."""
        return "\n\n".join(
            f"The {_word(chance, 3)} of {_word(chance, 3)} and the {_word(chance, 4)} were {_word(chance, 3)} "
            f"beside {_word(chance, 3)} {_word(chance, 2)}, {_word(chance, 3)} by the {_word(chance, 4)}."
            for _ in range(paragraphs)
        )


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables))
