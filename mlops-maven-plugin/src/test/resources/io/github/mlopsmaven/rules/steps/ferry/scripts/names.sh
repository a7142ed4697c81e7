# shellcheck shell=bash
name() {
  echo "ferry-$1"
}
