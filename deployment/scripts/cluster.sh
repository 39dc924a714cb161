# shellcheck shell=bash
# What deploy, upgrade and roll-back share; read by them, not run.

namespace=moderato overlay="" patience=10m
# what to type after a failure, as each script says it
next_step=""
kubectl=${KUBECTL:-kubectl}
KEY_HINT="MODERATO_API_KEY is a key of your platform with the scope \"moderate\" (console, Communities and keys): with it one text is moderated at the end."

in_namespace() { "$kubectl" --namespace "$namespace" "$@"; }

cluster_options() { # the options that all three have
  while [ $# -gt 0 ]; do
    case "$1" in
      --namespace) namespace=$(value "$@"); shift 2 ;;
      --timeout) patience=$(value "$@"); shift 2 ;;
      -h | --help) usage; exit ;;
      -*) fail "$1 is not an option. --help says which there are." ;;
      *) [ -z "$overlay" ] || fail "Name one folder with a kustomization, not two."; overlay=$1; shift ;;
    esac
  done
  [ -n "$overlay" ] || fail "Say which folder with a kustomization: deployment/scripts/${0##*/} deployment/kubernetes/overlays/production"
  [ -e "$overlay/kustomization.yaml" ] || fail "There is no kustomization.yaml in $overlay."
  need "kubectl 1.30 or newer, and curl" "$kubectl" curl
}

find_cluster() {
  "$kubectl" version >/dev/null || fail "The cluster does not answer, for the reason above. \`kubectl config current-context\` says which one is asked."
  "$kubectl" get namespace "$namespace" >/dev/null || fail "There is no namespace $namespace. Make it (kubectl create namespace $namespace), or name another by --namespace."
  local each
  for each in moderato-postgresql moderato-kafka moderato-tokens moderato-metrics; do
    in_namespace get secret "$each" >/dev/null || fail "The secret $each is missing. deployment/kubernetes/make-secrets makes it (deployment/kubernetes/README.md)."
  done
}

render() { # what the overlay is, once, so that all steps apply the same
  work=$(mktemp -d)
  trap ended EXIT
  "$kubectl" kustomize "$overlay" >"$work/all.yaml" || fail "kustomize cannot make $overlay, for the reason above."
  grep -q "^  namespace: $namespace$" "$work/all.yaml" || fail "$overlay is not for the namespace $namespace. Name its namespace by --namespace."
}

ended() {
  if [ -n "${forward:-}" ]; then kill "$forward" 2>/dev/null || true; fi
  rm -rf "$work"
}

apply() { in_namespace apply -f "$work/all.yaml" -l "$1" || fail "The step above failed, and nothing after it was done. $next_step"; }

migrate() { # with so many tries; the program says by itself whether it fits the schema, and migrates nothing if not
  local tries=$1 state
  say "Migrating the database …"
  # a Job cannot be changed
  in_namespace delete job database-migration --ignore-not-found --wait || fail "The earlier migration could not be removed, for the reason above."
  apply app.kubernetes.io/name=database-migration
  local end=$((SECONDS + 3600))
  while :; do
    state=$(in_namespace get job database-migration -o 'jsonpath={.status.succeeded}/{.status.failed}') ||
      fail "The migration cannot be followed, for the reason above. $next_step"
    case "$state" in
      1/*) return ;;
      /) ;;
      *) [ "${state#/}" -lt "$tries" ] || return 1 ;;
    esac
    [ "$SECONDS" -lt "$end" ] || fail "The migration has not ended within an hour; it goes on. Look: kubectl --namespace $namespace logs job/database-migration"
    sleep "${MODERATO_LOOK_EVERY:-2}"
  done
}

stop_migration() { # without another try of the Job; what its program said goes to the terminal
  in_namespace logs job/database-migration --tail=30 >&2 || true
  in_namespace delete job database-migration --ignore-not-found --wait=false >/dev/null || true
}

roll() { # a service, after everything that it needs
  say "Rolling out $1 …"
  apply "app.kubernetes.io/name=$1"
  in_namespace rollout status "deployment/$1" --timeout="$patience" || {
    in_namespace get pods -l "app.kubernetes.io/name=$1" >&2 || true
    fail "$1 is not ready. Its old pods still serve. Look: kubectl --namespace $namespace logs -l app.kubernetes.io/name=$1 --tail=50. $next_step"
  }
}

everything_else() { # settings, network and scaling, without what runs
  say "Applying settings, network policies and scaling …"
  apply 'app.kubernetes.io/name notin (inference-service,platform-api,admin-ui,database-migration)'
}

check() { # ready, and one text through the API as a client sends it
  local url=${MODERATO_API_URL:-} status
  if [ -z "$url" ]; then
    # by itself and not in a function, so that it is kubectl that is stopped at the end
    "$kubectl" --namespace "$namespace" port-forward service/platform-api :8080 >"$work/forward" 2>&1 &
    forward=$!
    until grep -q "^Forwarding from" "$work/forward"; do
      kill -0 "$forward" 2>/dev/null || { cat "$work/forward" >&2; fail "The API cannot be reached through the cluster, for the reason above. Name its address by MODERATO_API_URL. $next_step"; }
      sleep 0.1
    done
    url=http://127.0.0.1:$(sed -n 's/^Forwarding from 127.0.0.1:\([0-9]*\) .*/\1/p' "$work/forward")
    status=$(answer "$url/actuator/health/readiness")
    [ "$status" = 200 ] || fail "The API does not say that it is ready (status $status). $next_step"
  fi
  if [ -z "${MODERATO_API_KEY:-}" ]; then
    say "The API is ready. No text was moderated. $KEY_HINT"
    return
  fi
  # by a file, because every user of this machine may read arguments
  printf 'header = "Authorization: Bearer %s"\n' "$MODERATO_API_KEY" >"$work/key"
  status=$(answer "$url/api/v1/moderate" --config "$work/key" -H "Content-Type: application/json" -d '{"text":"What a lovely day for a walk.", "store":false}')
  [ "$status" = 200 ] || { cat "$work/answer" >&2; say >&2; fail "A text was not moderated (status $status). $next_step"; }
  grep -q '"outcome"' "$work/answer" || { cat "$work/answer" >&2; fail "The answer has no decision. Is MODERATO_API_URL the address of the API? $next_step"; }
  say "The API is ready, and it moderated a text."
}

answer() { # the status of a call, 000 if there was none
  local url=$1
  shift
  curl -sS -m 30 -o "$work/answer" -w '%{http_code}' "$@" "$url" || true
}
