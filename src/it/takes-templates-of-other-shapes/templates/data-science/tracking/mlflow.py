"""Records runs."""
