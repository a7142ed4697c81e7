"""What the steps of every kind of model share: compare with production, decide, register.

A project's own `evaluate` step measures; the rest is here:

    rule = Rule([Floor(F1, 0.9)], compared=F1, tolerance=0.02)
    evaluation = compare("my-model", model_directory, measure, rule)
    conclude(evaluation, rule, report_directory)

`python -m lifecycle.register` then registers the model if the report approves it.
"""
