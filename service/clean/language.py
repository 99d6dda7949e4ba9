"""Language: the language of a text that names none."""

from service.clean.knowledge import WordKnowledge

SAMPLE = 600  # characters; .95 right on news pages of 500, and a longer sample costs a millisecond more
MIN_LETTERS = 40  # below that a guess is worth nothing
MIN_CONFIDENCE = 0.5  # probability of the best language


def language_of(text: str, knowledge: WordKnowledge) -> str | None:
    """BCP 47 code of the language of `text`, None when it is too short or unsure."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return None
    language, confidence = knowledge.languages.classify(sample)
    return str(language) if confidence >= MIN_CONFIDENCE else None
