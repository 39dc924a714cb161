{{/* The image of a service: registry, name, tag. Called with the root and the service. */}}
{{- define "moderato.image" -}}
{{- $image := (index . 0).Values.image -}}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}/{{ index . 1 }}:{{ default (index . 0).Chart.AppVersion $image.tag }}
{{- end }}
