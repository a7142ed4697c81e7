"""The gate between the evaluation of a model and its registration.

`analyse` looks for groups of the test data that the model is worse for. `gate` reads what it found, looks at
the groups that people named, and decides whether the model may be registered under the name that is deployed.
"""
