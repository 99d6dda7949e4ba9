"""Who: names and descriptions of parties, and which of them acts on which."""
