# shellcheck shell=bash
log() {
  echo "$(date +%T) $*"
}
