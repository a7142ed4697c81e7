"""Demand for bikes."""

from bikes.config import load_config

__all__ = ["load_config"]
__version__ = "0.3.0"
