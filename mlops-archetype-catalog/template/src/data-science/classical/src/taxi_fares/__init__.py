"""Predicts taxi fares: the steps of the training pipeline, each a command line of its own."""
