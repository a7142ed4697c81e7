"""Columns of the table."""


def columns() -> list[str]:
    """The names."""
    return ["units", "price"]
