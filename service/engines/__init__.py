"""Engines that read mentions before the rules or vote beside them: a model behind an endpoint, names by spaCy.

answer (what a model may say) -> alignment (its quotes, found in the text) -> coding (mentions, resolved as the rules do
it); endpoint asks over wire, within its allowance; choice builds what the settings want. What an engine cannot do, the
rules do.
"""
