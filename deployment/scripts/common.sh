# shellcheck shell=bash
# What all scripts here share; read by them, not run.
set -euo pipefail
umask 077

say() { printf '%s\n' "$*"; }
fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

usage() { # the first comment of the script
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
}

need() { # programs, and what to install where one is missing
  local package=$1 each
  shift
  for each in "$@"; do
    command -v "$each" >/dev/null || fail "$each is missing. Install $package, or put the folder that has it on the PATH."
  done
}

programs_of() { # PostgreSQL's own programs of that major version, which Debian and Red Hat keep off the PATH
  local folder
  for folder in "/usr/lib/postgresql/$1/bin" "/usr/pgsql-$1/bin"; do
    if [ -d "$folder" ]; then PATH=$folder:$PATH; fi
  done
}

value() { # the value of the option $1, which is $2 if there is any
  [ -n "${2:-}" ] || fail "$1 needs a value. --help says more."
  printf %s "$2"
}

plain_path() { # an absolute path that can stand in a setting of PostgreSQL and in a command of a shell
  local path=$1
  case "$path" in /*) ;; *) path=$PWD/$path ;; esac
  case "$path" in *[!A-Za-z0-9/._+=@:-]*) fail "The path $path has blanks or special characters. Choose one with letters, digits and / . _ - alone." ;; esac
  printf %s "${path%/}"
}

what_a_restore_means() {
  cat <<TEXT
  Decisions feed  readers that are ahead of it are told to begin again (410, cursor-outdated), the others go on
  Webhooks        what was delivered after that time is delivered again, with the same webhook-id
  Erasures        what was erased after that time has to be erased again
  Kafka           records of after that time may still be there; what they are about is gone, so they go to the dead letters
  Platforms       send again what they sent after that time, with the same externalId
  People          do again what they did in the console after that time
TEXT
}

make_undecided_due() { # in the database $1, because a Kafka may know nothing of what is undecided there
  psql -X -q -At -v ON_ERROR_STOP=1 -d "$1" <<'SQL'
WITH due AS (UPDATE content SET sent_at = NULL, resend_at = now() WHERE status = 'QUEUED' RETURNING 1) SELECT count(*) FROM due;
SQL
}
