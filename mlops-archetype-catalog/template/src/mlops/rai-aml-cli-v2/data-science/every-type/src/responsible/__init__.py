"""The gate between the evaluation of a model and its registration.

`candidate` registers a model under a name of its own, since the Responsible AI components for tables
analyse registered models only. They look for what is wrong with it; `gate` reads what they found, looks
at the groups of the test data that people named, and decides whether the model may be registered under
the name that is deployed.
"""
