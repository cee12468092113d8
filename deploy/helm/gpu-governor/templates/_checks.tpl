{{/* What values.schema.json cannot say: values that do not go together. All problems at once, each with its remedy. */}}
{{- define "gpu-governor.checks" -}}
{{- $problems := list -}}
{{- if not .Values.image.repository -}}
{{- $problems = append $problems "image.repository is empty: build the image with packaging/image, copy it into a registry of yours, and name it here" -}}
{{- end -}}
{{- if not .Values.policy.domains -}}
{{- $problems = append $problems "policy.domains is empty: name at least one engine and its GPUs, as values.yaml shows" -}}
{{- end -}}
{{- range $n, $domain := .Values.policy.domains -}}
{{- $gpus := default "auto" $domain.gpus -}}
{{- if kindIs "string" $gpus -}}
{{- $problems = append $problems (printf "policy.domains[%d].gpus is auto: list the GPUs, such as [0, 1]; a pod does not see the engine's processes, by which they would be found" $n) -}}
{{- end -}}
{{- $url := $domain.engine.url -}}
{{- if and (not $.Values.hostNetwork) (regexMatch "^https?://(127\\.|localhost|\\[::1\\])" $url) -}}
{{- $problems = append $problems (printf "policy.domains[%d].engine.url is %s, which is the pod itself: set hostNetwork to true, or name a Service of the engine (internalTrafficPolicy: Local)" $n $url) -}}
{{- end -}}
{{- end -}}
{{- if and (eq (include "gpu-governor.loopback" .) "true") (ne .Values.monitoring.monitor "none") -}}
{{- $problems = append $problems (printf "monitoring.monitor is %s, but the daemon listens on %s, where no Prometheus reaches it: set policy.http.listen, and read docs/kubernetes.md first" .Values.monitoring.monitor (include "gpu-governor.listen" .)) -}}
{{- end -}}
{{- if and (eq .Values.monitoring.monitor "service") (not .Values.service.enabled) -}}
{{- $problems = append $problems "monitoring.monitor is service, and service.enabled is false: enable it, or take pod" -}}
{{- end -}}
{{- if and .Values.networkPolicy.enabled .Values.hostNetwork -}}
{{- $problems = append $problems "networkPolicy.enabled has no effect with hostNetwork: disable it, and close the port by the node's own firewall" -}}
{{- end -}}
{{- if and (not .Values.serviceAccount.create) (not .Values.serviceAccount.name) -}}
{{- $problems = append $problems "serviceAccount.create is false, and no name is given: name the account" -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\n\n%d problems in the values of gpu-governor:\n  - %s\n" (len $problems) (join "\n  - " $problems)) -}}
{{- end -}}
{{- end -}}
