"""Reading a text: words, sentences, phrases of a lexicon, numbers."""
