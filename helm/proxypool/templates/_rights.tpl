{{/* All rights of the operator, in one place. templates/rbac.yaml says where they hold. */}}

{{/* In each watched namespace, or in all. */}}
{{- define "proxypool.rights" -}}
- apiGroups: [proxypool.dev]
  resources: [proxyshortcodes, proxyshortcodepools, proxyphonenumbers, proxyphonenumberpools, proxyaccounts]
  verbs: [get, list, watch, patch]
- apiGroups: [proxypool.dev]
  resources:
    - proxyshortcodes/status
    - proxyshortcodepools/status
    - proxyphonenumbers/status
    - proxyphonenumberpools/status
    - proxyaccounts/status
  verbs: [patch]
- apiGroups: [""]
  resources: [events]
  verbs: [create, get, patch]
{{- if .Values.accounts.enabled }}
# The credentials of the accounts; written for a finalizer only.
- apiGroups: [""]
  resources: [secrets]
  {{- with .Values.accounts.secretNames }}
  resourceNames: {{ toJson . }}
  {{- end }}
  verbs: [get, list, watch, patch]
{{- end }}
{{- end }}

{{/* Whether a selector may need the labels of Namespaces: "true" or "false". */}}
{{- define "proxypool.readsNamespaces" -}}
{{- or .Values.accounts.namespaceSelectors (not (empty .Values.defaultAccount.namespaceSelector)) }}
{{- end }}

{{/* In no namespace: is a definition being deleted? Then the operator releases the members of its resources. */}}
{{- define "proxypool.clusterRights" -}}
- apiGroups: [apiextensions.k8s.io]
  resources: [customresourcedefinitions]
  resourceNames:
    - proxyshortcodes.proxypool.dev
    - proxyshortcodepools.proxypool.dev
    - proxyphonenumbers.proxypool.dev
    - proxyphonenumberpools.proxypool.dev
    - proxyaccounts.proxypool.dev
  verbs: [get]
{{- if eq (include "proxypool.readsNamespaces" .) "true" }}
# Their labels, for the selectors of accounts.
- apiGroups: [""]
  resources: [namespaces]
  verbs: [list, watch]
{{- end }}
{{- end }}

{{/* In the namespace of the operator: the Lease shows whether the operator runs, and elects one of several replicas. Kubernetes cannot limit `create` by name. java-operator-sdk does not elect without `update`, and uses `patch`. */}}
{{- define "proxypool.leaseRights" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [proxypool]
  verbs: [get, patch, update]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
{{- end }}
