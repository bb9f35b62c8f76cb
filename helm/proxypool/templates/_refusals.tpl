{{/* What values.schema.json cannot say, or not in words that help. */}}
{{- define "proxypool.refusals" -}}
{{- $v := .Values -}}
{{- if not $v.enabled }}
{{- fail "enabled is false, and yet this chart is installed: the parent chart must say condition: proxypool.enabled in its Chart.yaml" }}
{{- end }}
{{- if not (or $v.accounts.enabled $v.defaultAccount.existingSecret) }}
{{- fail "no account to work with: set defaultAccount.existingSecret, or leave accounts.enabled true" }}
{{- end }}
{{- if and $v.defaultAccount.accountSid (not $v.defaultAccount.existingSecret) }}
{{- fail "defaultAccount.accountSid has no credentials: set defaultAccount.existingSecret too" }}
{{- end }}
{{- $shared := or $v.defaultAccount.namespaces $v.defaultAccount.namespaceSelector -}}
{{- if and $v.defaultAccount.existingSecret (not $shared) }}
{{- fail "which namespaces may use the default account? Who may write a ProxyPhoneNumber or a ProxyShortCode in one of them can change every pool of that account. Set defaultAccount.namespaces to their names, or to [\"*\"] for all watched namespaces, or defaultAccount.namespaceSelector to a label that they have" }}
{{- end }}
{{- if and (or $shared $v.defaultAccount.services) (not $v.defaultAccount.existingSecret) }}
{{- fail "defaultAccount.namespaces, namespaceSelector and services are without effect: there is no default account, set defaultAccount.existingSecret" }}
{{- end }}
{{- if and $v.watchNamespaces (eq (include "proxypool.readsNamespaces" .) "true") }}
{{- fail "a selector of namespaces needs the right to read all Namespaces, and watchNamespaces grants nothing of the cluster: set defaultAccount.namespaces to names, and leave accounts.namespaceSelectors false" }}
{{- end }}
{{- if and $v.accounts.namespaceSelectors (not $v.accounts.enabled) }}
{{- fail "accounts.namespaceSelectors without effect: accounts.enabled is false" }}
{{- end }}
{{- if and $v.accounts.secretNames (not $v.accounts.enabled) }}
{{- fail "accounts.secretNames without effect: accounts.enabled is false" }}
{{- end }}
{{- if and $v.protection.enabled (semverCompare "<1.30-0" .Capabilities.KubeVersion.Version) }}
{{- fail "protection.enabled needs Kubernetes 1.30 or later, which has ValidatingAdmissionPolicy" }}
{{- end }}
{{- if and $v.metrics.serviceMonitor.enabled $v.metrics.podMonitor.enabled }}
{{- fail "every metric would be there twice: enable metrics.serviceMonitor or metrics.podMonitor, not both" }}
{{- end }}
{{- range $name := list "serviceMonitor" "podMonitor" }}
{{- with get $v.metrics $name }}
{{- if and .scrapeTimeout (gt (include "proxypool.milliseconds" .scrapeTimeout | int64) (include "proxypool.milliseconds" .interval | int64)) }}
{{- fail (printf "metrics.%s.scrapeTimeout must be at most metrics.%s.interval, got %s and %s" $name $name .scrapeTimeout .interval) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (eq $v.strategy.type "RollingUpdate") (le (int $v.replicas) 1) }}
{{- fail "strategy.type must be Recreate with one replica: it runs without leader election, and a rolling update would run two operators that both write to Twilio" }}
{{- end }}
{{- range $v.extraArgs }}
{{- if hasPrefix "--watch-namespaces" . }}
{{- fail "extraArgs must not contain --watch-namespaces, because the Roles follow watchNamespaces: set that" }}
{{- end }}
{{- end }}
{{- $own := include "proxypool.environment" . | fromYamlArray -}}
{{- range $v.extraEnv }}
{{- $name := .name }}
{{- range $own }}
{{- if eq .name $name }}
{{- fail (printf "extraEnv sets %s, which the chart sets itself: there is a value for it, see README.md" $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $key, $_ := $v.podLabels }}
{{- if has $key (list "app.kubernetes.io/name" "app.kubernetes.io/instance") }}
{{- fail (printf "podLabels sets %s, by which the Deployment finds its Pods" $key) }}
{{- end }}
{{- end }}
{{- end }}
