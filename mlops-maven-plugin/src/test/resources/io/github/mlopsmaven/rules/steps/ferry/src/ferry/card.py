"""Prints what is known of a model."""

import sys


def main() -> None:
    print("# Ferry")
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as report:
            print(len(report.read()))


if __name__ == "__main__":
    main()
