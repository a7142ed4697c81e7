"""Proves projects of the built-in template with real tools."""
