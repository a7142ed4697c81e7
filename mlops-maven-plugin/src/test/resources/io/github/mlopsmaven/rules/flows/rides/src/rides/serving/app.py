"""The service."""

import os

from fastapi import FastAPI

from rides.config import read_config

app = FastAPI()
PORT = int(os.environ.get("RIDES_PORT", "8000"))


@app.get("/health")
def health() -> dict:
    return {"status": "ok", "model": read_config("dev")["model"]["name"]}
