"""Predicts how full a ferry is."""
