from churn.columns import TARGET


def test_target():
    assert TARGET == "left"
