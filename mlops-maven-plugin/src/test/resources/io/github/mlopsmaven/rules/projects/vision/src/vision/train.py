"""Trains."""
import argparse

import mlflow
import torch

from vision.model import Net


def main() -> None:
    p = argparse.ArgumentParser()
    p.add_argument("--images", required=True)
    p.add_argument("--lr", type=float, required=True)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--model", required=True)
    a = p.parse_args()
    net = Net(hidden=a.batch)
    torch.optim.SGD(net.parameters(), lr=a.lr)
    mlflow.log_metric("accuracy", 0.5)
    mlflow.pytorch.save_model(net, a.model)


if __name__ == "__main__":
    main()
