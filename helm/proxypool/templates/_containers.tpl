{{/* Containers of the user, with what the Pod Security Standard "restricted" requires of each where they say nothing else. */}}
{{- define "proxypool.containers" -}}
{{- $containers := list -}}
{{- range . }}
{{- $context := default (dict) .securityContext | deepCopy }}
{{- if not (hasKey $context "allowPrivilegeEscalation") }}
{{- $_ := set $context "allowPrivilegeEscalation" false }}
{{- end }}
{{- if not (hasKey $context "capabilities") }}
{{- $_ := set $context "capabilities" (dict "drop" (list "ALL")) }}
{{- end }}
{{- $containers = append $containers (set (deepCopy .) "securityContext" $context) }}
{{- end }}
{{- toYaml $containers }}
{{- end }}
