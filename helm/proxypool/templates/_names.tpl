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

{{- define "proxypool.serviceAccount" -}}
{{- default (ternary (include "proxypool.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name }}
{{- end }}

{{/* What the Deployment and the Service select by: never changes within a release. */}}
{{- define "proxypool.selector" -}}
app.kubernetes.io/name: {{ include "proxypool.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
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

{{- define "proxypool.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* Cluster-wide objects carry the namespace too, so that two releases of one name do not meet. */}}
{{- define "proxypool.clusterName" -}}
{{- printf "%s-%s" .Release.Namespace (include "proxypool.fullname" .) }}
{{- end }}

{{- define "proxypool.subjects" -}}
- kind: ServiceAccount
  name: {{ include "proxypool.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end }}
