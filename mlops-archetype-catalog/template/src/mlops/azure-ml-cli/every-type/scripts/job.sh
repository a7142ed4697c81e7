#!/usr/bin/env bash
# Waits for jobs of Azure Machine Learning: `source job.sh`, after connect.sh.
#
# It asks again and again, and each question signs in as whoever is signed in then: a wait may outlast a sign-in. A log
# that is streamed ends with the sign-in that it began with.

# Asks for the status of a job until it is a last one, and prints each change: await_job JOB [MINUTES]
# Sets job_status, which is empty if the job has not ended after these minutes.
await_job() {
  local job="$1" minutes="${2:-}" start=$SECONDS before="" failures=0
  while true; do
    if job_status="$(az ml job show --name "$job" --query status --output tsv)"; then
      failures=0
    else
      failures=$((failures + 1))
      if ((failures == 5)); then
        echo "five times in a row there was no answer about $job; it goes on in Azure Machine Learning" >&2
        return 1
      fi
      job_status="$before"
    fi
    if [[ "$job_status" != "$before" ]]; then
      echo "job $job: $job_status"
      before="$job_status"
    fi
    case "$job_status" in
      Completed | Failed | Canceled) return ;;
    esac
    if [[ -n "$minutes" ]] && ((SECONDS - start >= minutes * 60)); then
      job_status=""
      return
    fi
    sleep 30
  done
}
