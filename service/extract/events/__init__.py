"""What happened: kinds of events, the words that report them, and the words that take them back."""
