"""Tells which team a support ticket is for: the steps of the training pipeline, each a command line."""
