# Writes the templates of the Helm chart from what kustomize makes of this folder: one file for each object, into "folder", with the first
# line "made". "<< … >>" is a value of the chart:
#
#   key: << .Values.x >>                           the value itself
#   key: << yaml .Values.x >>                      a list or a map in its place
#   key: {all: << yaml .Values.x >>}               the same, where kustomize wants a map or a list
#   key: {more: << yaml .Values.x >>}              entries beside those that are there; in a list, too
#   key: << if .Values.x >> … << end >>            a line that depends on a value
#
# condition() says which objects a value turns off.
function condition(kind, name) {
  if (kind == "HorizontalPodAutoscaler") return ".Values.platformApi.autoscaling.enabled"
  if (kind == "ScaledObject" || kind == "TriggerAuthentication") return ".Values.inferenceService.autoscaling.enabled"
  if (kind == "NetworkPolicy" && name == "from-prometheus") return "and .Values.networkPolicies.enabled .Values.monitoring.enabled"
  if (kind == "NetworkPolicy") return ".Values.networkPolicies.enabled"
  if (kind == "ServiceMonitor" || kind == "PrometheusRule") return ".Values.monitoring.enabled"
  if (kind == "Ingress") return ".Values.ingress.enabled"
  return ""
}
function finish(   file, when, i) {
  if (count == 0 || kind == "Namespace") { count = 0; return }
  file = folder "/" name "-" tolower(kind) ".yaml"
  print made > file
  when = condition(kind, name)
  if (when != "") print "{{- if " when " }}" > file
  for (i = 1; i <= count; i++) print lines[i] > file
  if (when != "") print "{{- end }}" > file
  close(file)
  count = 0
}
function add(line) { lines[++count] = line }
# how many times the text stands in the line
function times(line, text) { return gsub(text, "", line) }
function blanks(n,   s) { s = ""; while (n-- > 0) s = s " "; return s }
# kustomize breaks long lines
open != "" { sub(/^ */, ""); $0 = open " " $0; open = "" }
times($0, "<<") > times($0, ">>") || (times($0, "<< if") > times($0, "<< end >>")) { open = $0; next }
/^---$/ { finish(); next }
/^kind: / { kind = $2 }
/^  name: / { name = $2 }
# a release has its own namespace
/^  namespace: / { next }
# the names of secrets are values
/^    .*name: moderato-(postgresql|kafka|metrics|tokens|admin)$/ && kind != "ScaledObject" {
  secret = $NF; sub(/^moderato-/, "", secret)
  sub(/moderato-[a-z]+$/, "<< .Values.secrets." secret " >>")
}
{
  gsub(/\{\{/, "{{ \"{{\" }}")
  match($0, /^ */); indent = RLENGTH
  sub(/\047<</, "<<"); sub(/>>\047$/, ">>")
  if (match($0, /<< if [^>]*>>/) && / << end >>$/) {
    head = substr($0, RSTART + 3, RLENGTH - 6)
    add(blanks(indent) "{{- " head " }}")
    sub(/<< if [^>]*>> */, ""); sub(/ << end >>$/, "")
    gsub(/<< /, "{{ "); gsub(/ >>/, " }}")
    add($0)
    add(blanks(indent) "{{- end }}")
    next
  }
  if (match($0, /<< yaml [^>]*>>/)) {
    value = substr($0, RSTART + 8, RLENGTH - 11)
    if ($0 ~ /^ *(- )?more: /) {
      add(blanks(indent) "{{- with " value " }}")
      add(blanks(indent) "{{- toYaml . | nindent " indent " }}")
      add(blanks(indent) "{{- end }}")
    } else if ($0 ~ /^ *all: /) {
      add(blanks(indent) "{{- toYaml " value " | nindent " indent " }}")
    } else {
      sub(/ *<< yaml .*/, "")
      add($0)
      add(blanks(indent + 2) "{{- toYaml " value " | nindent " indent + 2 " }}")
    }
    next
  }
  gsub(/<< /, "{{ "); gsub(/ >>/, " }}")
  add($0)
}
END { finish() }
