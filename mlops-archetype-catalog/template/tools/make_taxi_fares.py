"""Makes the sample data of the project type "classical": taxi fares of a town that does not exist.

The fare follows a tariff (a base price, a price per kilometre, a night and a weekend supplement, a
fixed price to and from the airport) with noise, so a model has something to find and a floor for its
quality can be stated. A few rows are broken on purpose, the way that real exports are: the step
"prepare" has to drop them.

Same seed, same bytes: only the standard library's generator is used. Run from this directory:

    python make_taxi_fares.py ../src/data/classical
"""

import csv
import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

SEED = 20240131
ROWS = 3000
BATCH_ROWS = 60
START = datetime(2024, 1, 1)
ZONES = {"airport": 17.0, "centre": 2.5, "harbour": 5.0, "north": 6.0, "south": 7.5, "university": 4.0}
WEIGHTS = [1, 5, 2, 2, 2, 3]
COLUMNS = ["pickup_time", "pickup_zone", "rate", "distance_km", "passengers", "fare"]
FEATURES = ["distance_km", "passengers", "pickup_hour", "pickup_weekday", "pickup_zone", "rate"]


def trip(random_source: random.Random) -> dict[str, object]:
    """One trip with its fare."""
    pickup = START + timedelta(minutes=random_source.randrange(365 * 24 * 60))
    zone = random_source.choices(list(ZONES), WEIGHTS)[0]
    distance = max(0.4, random_source.gammavariate(2.0, ZONES[zone] / 2.0))
    rate = "fixed" if zone == "airport" and random_source.random() < 0.7 else "standard"
    if rate == "fixed":
        fare = 42.0
    else:
        fare = 4.2 + 2.35 * distance - 0.25 * max(0.0, distance - 10.0)
        if pickup.hour < 6 or pickup.hour >= 22:
            fare *= 1.18
        if pickup.weekday() >= 5:
            fare += 1.5
        if zone == "harbour":
            fare += 2.0
    return {
        "pickup_time": pickup.isoformat(),
        "pickup_zone": zone,
        "rate": rate,
        "distance_km": round(distance, 2),
        "passengers": random_source.choices([1, 2, 3, 4], [6, 3, 1, 1])[0],
        "fare": round(max(4.2, fare + random_source.gauss(0.0, 1.1)), 2),
    }


def breakage(row: dict[str, object], random_source: random.Random) -> dict[str, object]:
    """The same trip, sometimes broken."""
    kind = random_source.random()
    if kind < 0.01:
        return {**row, "fare": -1.0}
    if kind < 0.02:
        return {**row, "distance_km": ""}
    if kind < 0.025:
        return {**row, "distance_km": 0.0}
    return row


def features(row: dict[str, object]) -> list[object]:
    """What a client sends to be told the fare, in the order of FEATURES."""
    pickup = datetime.fromisoformat(str(row["pickup_time"]))
    return [
        row["distance_km"],
        float(str(row["passengers"])),
        float(pickup.hour),
        float(pickup.weekday()),
        row["pickup_zone"],
        row["rate"],
    ]


def write_csv(path: Path, header: list[str], rows: list[list[object]]) -> None:
    """A CSV file with Unix line ends on every platform."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main(target: Path) -> None:
    """Writes the three files."""
    random_source = random.Random(SEED)
    (target / "batch").mkdir(parents=True, exist_ok=True)
    rows = [breakage(trip(random_source), random_source) for _ in range(ROWS)]
    write_csv(target / "taxi-fares.csv", COLUMNS, [[row[c] for c in COLUMNS] for row in rows])
    new_trips = [features(trip(random_source)) for _ in range(BATCH_ROWS)]
    write_csv(target / "batch" / "trips.csv", FEATURES, new_trips)
    request = {"input_data": {"columns": FEATURES, "index": [0, 1], "data": new_trips[:2]}}
    (target / "online-request.json").write_text(json.dumps(request, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
