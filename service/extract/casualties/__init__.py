"""How many were killed and injured, of which side."""
