{{- define "proxypool.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The release's name alone if it names the chart already. */}}
{{- define "proxypool.fullname" -}}
{{- $name := include "proxypool.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride }}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "proxypool.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride }}
{{- end }}

{{- define "proxypool.serviceAccount" -}}
{{- default (ternary (include "proxypool.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name }}
{{- end }}

{{/* What the Deployment and the Service select by: never changes within a release. */}}
{{- define "proxypool.selector" -}}
app.kubernetes.io/name: {{ include "proxypool.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* What tells the Pod of `helm test` from those of the Deployment. */}}
{{- define "proxypool.testName" -}}
{{- printf "%s-check" (include "proxypool.name" . | trunc 57 | trimSuffix "-") }}
{{- end }}

{{- define "proxypool.labels" -}}
{{- $own := dict
  "app.kubernetes.io/name" (include "proxypool.name" .)
  "app.kubernetes.io/instance" .Release.Name
  "app.kubernetes.io/version" .Chart.AppVersion
  "app.kubernetes.io/managed-by" .Release.Service
  "app.kubernetes.io/part-of" "proxypool"
  "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_")
-}}
{{- toYaml (merge $own .Values.commonLabels) }}
{{- end }}

{{/* A repository names its registry if the part before the first slash is a host. */}}
{{- define "proxypool.image" -}}
{{- $repository := .Values.image.repository -}}
{{- if and .Values.global.imageRegistry (not (regexMatch "^([^/]*[.:][^/]*|localhost)/" $repository)) -}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .Values.global.imageRegistry) $repository -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest }}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* The chart's own and those of a parent chart, each once. */}}
{{- define "proxypool.pullSecrets" -}}
{{- $secrets := .Values.image.pullSecrets -}}
{{- range .Values.global.imagePullSecrets }}
{{- $secrets = append $secrets (ternary . (dict "name" .) (kindIs "map" .)) }}
{{- end }}
{{- toYaml (uniq $secrets) }}
{{- end }}

{{/* Cluster-wide objects carry the namespace too, so that two releases of one name do not meet. */}}
{{- define "proxypool.clusterName" -}}
{{- printf "%s-%s" (include "proxypool.namespace" .) (include "proxypool.fullname" .) }}
{{- end }}

{{- define "proxypool.subjects" -}}
- kind: ServiceAccount
  name: {{ include "proxypool.serviceAccount" . }}
  namespace: {{ include "proxypool.namespace" . }}
{{- end }}

{{/* Of a time such as 30s. */}}
{{- define "proxypool.milliseconds" -}}
{{- mul (regexFind "^[0-9]+" .) (get (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000) (regexFind "[a-z]+$" .)) }}
{{- end }}
