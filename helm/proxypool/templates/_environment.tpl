{{/* What the operator reads. Absent means its own default; extraEnv comes after it. */}}
{{- define "proxypool.environment" -}}
{{- with .Values.defaultAccount.existingSecret }}
- name: TWILIO_ACCOUNT_SID
  {{- if $.Values.defaultAccount.accountSid }}
  value: {{ $.Values.defaultAccount.accountSid }}
  {{- else }}
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: TWILIO_ACCOUNT_SID
  {{- end }}
{{- range list "TWILIO_AUTH_TOKEN" "TWILIO_API_KEY" "TWILIO_API_SECRET" }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.defaultAccount.existingSecret }}
      key: {{ . }}
      optional: true
{{- end }}
{{- end }}
{{- with .Values.defaultAccount.namespaces }}
- name: PROXYPOOL_ACCOUNT_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.defaultAccount.namespaceSelector }}
{{- $labels := list }}
{{- range $key, $value := . }}
{{- $labels = append $labels (printf "%s=%s" $key $value) }}
{{- end }}
- name: PROXYPOOL_ACCOUNT_NAMESPACE_SELECTOR
  value: {{ join "," $labels | quote }}
{{- end }}
{{- with .Values.defaultAccount.services }}
- name: PROXYPOOL_ACCOUNT_SERVICES
  value: {{ join "," . }}
{{- end }}
- name: PROXYPOOL_REQUESTS_PER_SECOND
  value: {{ quote .Values.defaultAccount.requestsPerSecond }}
- name: PROXYPOOL_MAX_CONCURRENT_REQUESTS
  value: {{ quote .Values.defaultAccount.maxConcurrentRequests }}
{{- with .Values.twilio.region }}
- name: TWILIO_REGION
  value: {{ quote . }}
{{- end }}
{{- with .Values.twilio.edge }}
- name: TWILIO_EDGE
  value: {{ quote . }}
{{- end }}
{{- with .Values.twilio.baseUrl }}
- name: PROXYPOOL_BASE_URL
  value: {{ quote . }}
{{- end }}
{{- with .Values.watchNamespaces }}
- name: PROXYPOOL_WATCH_NAMESPACES
  value: {{ join "," . }}
{{- end }}
- name: PROXYPOOL_OBSERVE_INTERVAL
  value: {{ quote .Values.observeInterval }}
- name: PROXYPOOL_WORKERS
  value: {{ quote .Values.workers }}
- name: PROXYPOOL_LOG_LEVEL
  value: {{ .Values.log.level }}
- name: PROXYPOOL_FRAMEWORK_LOG_LEVEL
  value: {{ .Values.log.frameworkLevel }}
- name: PROXYPOOL_LOG_FORMAT
  value: {{ .Values.log.format }}
{{- if .Values.log.configMap }}
- name: PROXYPOOL_LOG_CONFIG
  value: /etc/proxypool/log/levels
{{- end }}
- name: PROXYPOOL_MANAGEMENT_PORT
  value: {{ quote .Values.management.port }}
- name: PROXYPOOL_STATUS_PAGE
  value: {{ .Values.management.statusPage }}
- name: PROXYPOOL_LEADER_ELECTION
  value: {{ gt (int .Values.replicas) 1 | quote }}
- name: PROXYPOOL_ACCOUNTS
  value: {{ quote .Values.accounts.enabled }}
{{- with .Values.accounts.hosts }}
- name: PROXYPOOL_ACCOUNT_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
- name: PROXYPOOL_NAMESPACE_SELECTORS
  value: {{ or .Values.accounts.namespaceSelectors (eq (include "proxypool.readsNamespaces" .) "true") | quote }}
{{- end }}
