"""How sure a draft is an event of its article: a logistic model of numeric features (deploy/build/confidence.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from service.extract.actors.parties import IDENTIFIED, PartyKind
from service.extract.assembly import Draft
from service.extract.casualties.cues import Effect
from service.extract.prominence import Title
from service.extract.reading.inflection import Form
from service.extract.reading.tokens import Tokens
from service.models.mention import DatePrecision, PlacePrecision

MIN_CONFIDENCE = 0.2  # of an article's likeliest draft; within .01 of the best relevance F1 on newswire, swept 0 to 0.7
OFFSET, SLOPE = "calibration_offset", "calibration_slope"  # rows of the weights that make the sum a probability
MANNER_TOKENS = 600  # the form of a text shows in its first words
SHORT_CONFIDENCE = 0.6  # of a report of a sentence or two, which the model was not made for
_KNOWN = (*IDENTIFIED, PartyKind.COUNTRY, PartyKind.CAPITAL)


@dataclass(frozen=True)
class Setting:
    """The article that a draft stands in: its title, how many sentences and drafts, and how it is written."""

    title: Title | None
    sentences: int
    drafts: int
    manner: Mapping[str, float]


def manner_of(tokens: Tokens, words: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """The share of each class of words, in a hundred, among the first words of a text."""
    read = tokens.words[:MANNER_TOKENS]
    return {name: 100 * sum(word in members for word in read) / max(len(read), 1) for name, members in words.items()}


def features(draft: Draft, setting: Setting) -> dict[str, float]:
    """What speaks for and against a draft."""
    statements = [item.statement for item in draft.items]
    lead = statements[0]
    harms = [harm for statement in statements for harm in statement.harms]
    sources = [party for statement in statements for party in statement.relation.source]
    targets = [party for statement in statements for party in statement.relation.target]
    return {
        "bias": 1.0,
        "has_day": any(item.date.precision is DatePrecision.DAY for item in draft.items),
        "has_place": any(_is_exact(place.precision) for item in draft.items for place in item.places),
        "has_killed": any(harm.effect is Effect.KILLED for harm in harms),
        "has_injured": any(harm.effect is not Effect.KILLED for harm in harms),
        "has_number": any(not harm.people.quantity.is_singular for harm in harms),
        "has_source": bool(sources),
        "has_target": bool(targets),
        "has_known_party": any(party.kind in _KNOWN for party in (*sources, *targets)),
        "has_civilian": any(party.side == "civilian" for party in targets),
        "has_verb": any(statement.firing.form in (Form.PAST, Form.PARTICIPLE) for statement in statements),
        "is_noun": lead.firing.form is Form.NOUN,
        "is_subordinate": lead.is_subordinate,
        "has_claim": any(statement.reading.claim is not None for statement in statements),
        "earliness": 1 / (1 + lead.reading.sentence.number),
        "is_lead": lead.reading.sentence.number <= 1,
        "repeats": log(len(draft.items)),
        "rank": draft.kind.rank / 10,
        "is_generic": draft.kind.rank <= 3,
        "in_title": bool(
            setting.title and any(kind.name in setting.title.kinds for one in statements for kind in one.kinds)
        ),
        "length": log(setting.sentences),
        "rivals": log(setting.drafts),
        **setting.manner,
        "words": log(1 + lead.reading.sentence.end - lead.reading.sentence.first),
    }


def _is_exact(precision: PlacePrecision | None) -> bool:
    return precision is not None and precision is not PlacePrecision.COUNTRY


def confidence(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability, 0 to 1, that the draft with these features is an event of its article."""
    raw = sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + exp(-(weights[OFFSET] + weights[SLOPE] * raw)))
