"""What the kinds of faults have in common: places to run in, servers that misbehave, and what has to hold."""
