"""Scores batches."""
import argparse


def init() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--threshold", type=float)
    p.parse_known_args()


def run(mini_batch: list) -> list:
    return [str(each) for each in mini_batch]
