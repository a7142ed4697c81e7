"""The steps of the model."""
