"""The steps."""
from pathlib import Path

import pandas as pd
from sklearn.tree import DecisionTreeClassifier

from .columns import TARGET


def clean(source: Path, target: Path, fraction: float) -> None:
    table = pd.read_csv(source).dropna()
    target.mkdir(exist_ok=True)
    table.sample(frac=1 - fraction).to_csv(target / "train.csv", index=False)


def fit(data: Path, model: Path, depth: int) -> None:
    table = pd.read_csv(data / "train.csv")
    tree = DecisionTreeClassifier(max_depth=depth)
    tree.fit(table.drop(columns=[TARGET]), table[TARGET])
