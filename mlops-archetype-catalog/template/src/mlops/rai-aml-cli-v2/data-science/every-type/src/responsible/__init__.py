"""The gate between the evaluation of a model and its registration.

`analyse`, or for tables the Responsible AI components of Azure Machine Learning, look for groups of the test
data that the model is worse for. `gate` reads what they found, looks at the groups that people named, and
decides whether the model may be registered under the name that is deployed. `candidate` registers a model of
tables under a name of its own, since those components analyse registered models only.
"""
