"""How many a crime killed and injured, elected from all that its article claims."""

from collections.abc import Iterable

from service.extract.assembly import Draft
from service.extract.casualties.election import Pair, elect
from service.extract.casualties.evidence import Evidence, gather, word_features
from service.extract.casualties.tolls import Witness
from service.extract.mentions import Surroundings
from service.extract.prominence import Title
from service.extract.readings import Reading

ELECTORS = 60  # sentences with casualties that are heard; more are lists and archives
CRIMES = frozenset(("gunfire", "stabbing", "beating", "kill", "die", "execution", "massacre"))
WAR_MODES = ("aerial", "heavy-weapons", "explosives", "suicide-attack", "unconventional")


def tally_of(around: Surroundings, title: Title | None, readings: list[Reading], draft: Draft | None) -> Pair | None:
    """The elected killed and injured of the main draft, or of the title alone; None for all but news of a crime."""
    if title is None or (readings and readings[0].is_short) or not _is_crime(draft, title):
        return None
    return elect(*evidence_of(around, title, readings), around.knowledge.events.toll_weights)


def evidence_of(around: Surroundings, title: Title, readings: Iterable[Reading]) -> tuple[Evidence, dict[str, float]]:
    """What the election hears: the claims of the title and of the sentences, and the words of both."""
    told = [Witness(reading.sentence.number, reading.harms) for reading in readings if reading.harms]
    words = word_features(title.words, around.tokens.words, around.knowledge.events.toll_words)
    return gather([title.witness, *told[:ELECTORS]]), words


def _is_crime(draft: Draft | None, title: Title) -> bool:
    """Is it a deed of persons, not of forces? News of one event, whose toll the whole article tells."""
    statements = [item.statement for item in draft.items] if draft else []
    kinds = {kind.name for statement in statements for kind in statement.kinds}
    if CRIMES.isdisjoint(kinds | title.kinds) or (draft and draft.kind.mode in WAR_MODES):
        return False
    parties = [party for one in statements for party in (*one.relation.source, *one.relation.target)]
    return not any(party.side == "rebel" or party.sector == "military" for party in parties)
