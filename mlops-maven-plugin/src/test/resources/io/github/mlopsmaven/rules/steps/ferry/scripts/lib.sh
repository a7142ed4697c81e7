# shellcheck shell=bash
log() {
  echo "$(date +%T) $1"
}
address() {
  echo "https://$1.example.com/score"
}
