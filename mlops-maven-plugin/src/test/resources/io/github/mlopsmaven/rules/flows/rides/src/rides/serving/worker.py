"""Scores a queue."""


def main() -> None:
    print("waiting")


if __name__ == "__main__":
    main()
