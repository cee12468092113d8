{{/* Rights of a container that sets clocks. NVIDIA's kernel module asks for CAP_SYS_ADMIN, and Kubernetes gives an added
     capability to root only. */}}
{{- define "gpu-governor.enforcing" -}}
runAsUser: 0
runAsGroup: 0
runAsNonRoot: false
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
  add: [SYS_ADMIN]
{{- end -}}

{{- define "gpu-governor.observing" -}}
runAsUser: 65532
runAsGroup: 65532
runAsNonRoot: true
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "gpu-governor.environment" -}}
- name: NVIDIA_VISIBLE_DEVICES
  value: all
- name: NVIDIA_DRIVER_CAPABILITIES
  value: utility
{{- end -}}

{{/* A probe of a path: by HTTP, unless it would need a password; from inside where nobody else can ask. */}}
{{- define "gpu-governor.probe" -}}
{{- $root := .root -}}
{{- $web := $root.Values.web -}}
{{- $loopback := eq (include "gpu-governor.loopback" $root) "true" -}}
{{- if and $web.secret (eq $web.probes "tcp") -}}
tcpSocket:
  port: {{ include "gpu-governor.port" $root }}
  {{- if and $loopback $root.Values.hostNetwork }}
  host: 127.0.0.1
  {{- end }}
{{- else if and $loopback (not $root.Values.hostNetwork) -}}
exec:
  command: [wget, -q, -T, "3", -O, /dev/null, {{ printf "http://127.0.0.1:%s%s" (include "gpu-governor.port" $root) .path | quote }}]
{{- else -}}
httpGet:
  path: {{ .path }}
  port: {{ include "gpu-governor.port" $root }}
  {{- if $web.secret }}
  scheme: {{ $web.scheme }}
  {{- end }}
  {{- if $loopback }}
  host: 127.0.0.1
  {{- end }}
{{- end }}
timeoutSeconds: 4
{{- end -}}
