"""An event that only the title reports: the text under it is cut off or speaks of something else."""

from service.extract.casualties.cues import Effect
from service.extract.casualties.election import Pair
from service.extract.casualties.tolls import count_of, injured_count, toll_of
from service.extract.dates import story_date_for
from service.extract.events.kinds import Kind, event_type_of
from service.extract.mentions import Surroundings, elected
from service.extract.places import article_country
from service.extract.prominence import Title
from service.extract.readings import HARMING
from service.models.mention import EventMention, Signals

CONFIDENCE = 0.3


def title_mention(around: Surroundings, title: Title, tally: Pair | None) -> EventMention | None:
    """The title's deed as a mention without evidence in the text; None when the title tells of none."""
    kinds = [around.knowledge.events.kinds[name] for name in sorted(title.kinds)]
    deeds = [kind for kind in kinds if kind.family in HARMING]
    if not deeds:
        return None
    kind: Kind = max(deeds, key=lambda deed: deed.rank)
    killed, injured, shot = (
        toll_of([title.witness], effect) for effect in (Effect.KILLED, Effect.INJURED, Effect.SHOT)
    )
    calendar = around.calendar
    counts = count_of(killed, None, None), injured_count(injured, shot, killed)
    fatalities, injuries = elected(counts, tally)
    return EventMention(
        mention_id="-",
        article_id=around.article.article_id,
        event_type=event_type_of(kind, kind.civilians, around.knowledge.events.books),
        event_date=story_date_for((0, 0), calendar.dates, calendar.published_at, calendar.report),
        places=around.scenes[:1],
        fatalities=fatalities,
        injuries=injuries,
        confidence=CONFIDENCE,
        signals=Signals(country=article_country(around.places)),
    )
