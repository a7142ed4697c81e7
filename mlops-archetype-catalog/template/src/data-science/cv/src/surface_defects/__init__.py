"""Tells defects in pictures of surfaces: the steps of the training pipeline, each a command of its own."""
