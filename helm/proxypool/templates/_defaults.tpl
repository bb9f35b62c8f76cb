{{/*
What is null has its default: Helm drops the default of a value or a section that is null. Every template includes this
first. files/defaults.yaml follows from values.yaml, without the values that null leaves out.
*/}}
{{- define "proxypool.defaults" -}}
{{- include "proxypool.fill" (list .Values (.Files.Get "files/defaults.yaml" | fromYaml)) }}
{{- end }}

{{- define "proxypool.fill" -}}
{{- $values := first . }}
{{- range $key, $default := last . }}
{{- $value := index $values $key }}
{{- if kindIs "invalid" $value }}
{{- $_ := set $values $key $default }}
{{- else if and (kindIs "map" $default) (kindIs "map" $value) }}
{{- include "proxypool.fill" (list $value $default) }}
{{- end }}
{{- end }}
{{- end }}
