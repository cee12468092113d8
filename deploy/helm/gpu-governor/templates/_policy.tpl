{{/* Where the daemon listens: what the policy says, else where its pod can be reached. */}}
{{- define "gpu-governor.listen" -}}
{{- $http := default dict .Values.policy.http -}}
{{- default (ternary "127.0.0.1:9464" "0.0.0.0:9464" .Values.hostNetwork) $http.listen -}}
{{- end -}}

{{- define "gpu-governor.port" -}}
{{- include "gpu-governor.listen" . | regexFind "[0-9]+$" -}}
{{- end -}}

{{/* "true" if nobody outside the daemon's own network can reach it. */}}
{{- define "gpu-governor.loopback" -}}
{{- regexMatch "^(127\\.|localhost:|\\[::1\\]:)" (include "gpu-governor.listen" .) -}}
{{- end -}}

{{- define "gpu-governor.enforces" -}}
{{- eq (default "observe" .Values.policy.mode) "enforce" -}}
{{- end -}}

{{/* The policy file: the values, and what the chart settles. */}}
{{- define "gpu-governor.policy" -}}
{{- $http := dict "listen" (include "gpu-governor.listen" .) -}}
{{- if .Values.web.secret -}}
{{- $_ := set $http "webConfig" "/etc/gpu-governor/web/web.yml" -}}
{{- end -}}
{{- $own := default dict .Values.policy.http -}}
{{- toYaml (merge (dict "http" (merge (deepCopy $own) $http)) (deepCopy .Values.policy)) -}}
{{- end -}}

{{/* What the daemon takes at its start only: a change of these needs new pods, and no other change does. */}}
{{- define "gpu-governor.settled" -}}
{{- $policy := include "gpu-governor.policy" . | fromYaml -}}
{{- pick $policy "http" "nvml" "learning" | toJson | sha256sum -}}
{{- end -}}
