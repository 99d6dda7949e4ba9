"""The records of the data contract, and what a refusal is.

`record` holds what all records share (strict, frozen, bounded, JSON by orjson); then one file a record, in the order
of the path: raw_article, article, mention, extracted, report (a mention on its way to resolution), event.
dead_letter holds the closed list of reasons.
"""
