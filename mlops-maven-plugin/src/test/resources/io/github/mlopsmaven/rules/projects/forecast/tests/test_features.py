import pandas as pd

from features import build_features


def test_target_is_dropped():
    assert "load" not in build_features(pd.DataFrame({"load": [1], "t": [2]}))
