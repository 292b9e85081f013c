{{- define "dateline.name" -}}
{{- if contains "dateline" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-dateline" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "dateline.selector" -}}
app.kubernetes.io/name: dateline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "dateline.labels" -}}
{{ include "dateline.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "dateline.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* Settings as variables: a dict of names as in workers/settings.py. */}}
{{- define "dateline.settings" -}}
{{- range $name, $value := . }}
- name: DATELINE_{{ $name | upper }}
  value: {{ if kindIs "float64" $value }}{{ if eq (floor $value) $value }}{{ int64 $value | quote }}{{ else }}{{ $value | quote }}{{ end }}{{ else }}{{ $value | quote }}{{ end }}
{{- end }}
{{- end }}

{{/* How to reach Kafka, and which topics are ours. */}}
{{- define "dateline.kafka" -}}
- name: DATELINE_BROKER
  value: {{ .Values.kafka.broker | quote }}
- name: DATELINE_KAFKA_SECURITY_PROTOCOL
  value: {{ .Values.kafka.securityProtocol }}
- name: DATELINE_TOPIC_PREFIX
  value: {{ .Values.topics.prefix }}
- name: DATELINE_GROUP_PREFIX
  value: {{ .Values.topics.groupPrefix }}
- name: DATELINE_PARTITIONS
  value: {{ .Values.topics.partitions | quote }}
- name: DATELINE_REPLICATION
  value: {{ .Values.topics.replication | quote }}
{{- with .Values.kafka.saslMechanism }}
- name: DATELINE_KAFKA_SASL_MECHANISM
  value: {{ . }}
{{- end }}
{{- with .Values.kafka.credentialsSecret }}
- name: DATELINE_KAFKA_USERNAME
  valueFrom: {secretKeyRef: {name: {{ . }}, key: username}}
- name: DATELINE_KAFKA_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ . }}, key: password}}
{{- end }}
{{- if .Values.kafka.tlsSecret }}
- name: DATELINE_KAFKA_CA_FILE
  value: /etc/dateline/kafka/ca.crt
{{- if .Values.kafka.clientCertificate }}
- name: DATELINE_KAFKA_CERT_FILE
  value: /etc/dateline/kafka/tls.crt
- name: DATELINE_KAFKA_KEY_FILE
  value: /etc/dateline/kafka/tls.key
{{- end }}
{{- end }}
{{- end }}

{{- define "dateline.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "dateline.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* The pod of a worker: a dict of `root`, `stage` and `state`, whether a volume claim holds its state. */}}
{{- define "dateline.pod" -}}
{{- $root := .root }}
{{- $stage := index $root.Values.stages .stage }}
metadata:
  labels:
    {{- include "dateline.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .stage }}
    app.kubernetes.io/part-of: dateline-workers
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  # Longer than the drain (25 s) and the 20 s after which a worker that hangs ends itself.
  terminationGracePeriodSeconds: 60
  securityContext:
    {{- include "dateline.podSecurity" $root | nindent 4 }}
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $root.Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "dateline.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ .stage }}
  containers:
    - name: worker
      image: {{ include "dateline.image" $root | quote }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [worker, --stages, {{ .stage }}]
      env:
        {{- include "dateline.kafka" $root | nindent 8 }}
        - name: DATELINE_WEB_HOST
          value: 0.0.0.0
        - name: DATELINE_STATE_DIR
          value: /state/dateline
        {{- $settings := dict }}
        {{- range $name, $value := $root.Values.settings }}{{ $_ := set $settings $name $value }}{{ end }}
        {{- range $name, $value := $stage.settings }}{{ $_ := set $settings $name $value }}{{ end }}
        {{- include "dateline.settings" $settings | nindent 8 }}
        {{- with $root.Values.web.tokenSecret }}
        - name: DATELINE_WEB_TOKEN
          valueFrom: {secretKeyRef: {name: {{ . }}, key: token}}
        {{- end }}
        {{- range $name, $value := $root.Values.otel }}
        - name: {{ $name }}
          value: {{ $value | quote }}
        {{- end }}
      ports:
        - {name: http, containerPort: 6066}
      # Half an hour for the state to be read from Kafka; see docs/operations.md.
      startupProbe:
        httpGet: {path: /startupz, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 180
      livenessProbe:
        httpGet: {path: /livez, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /readyz, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
      resources:
        {{- toYaml $stage.resources | nindent 8 }}
      securityContext:
        {{- include "dateline.containerSecurity" $root | nindent 8 }}
      volumeMounts:
        - {name: state, mountPath: /state}
        - {name: tmp, mountPath: /tmp}
        {{- if $root.Values.kafka.tlsSecret }}
        - {name: kafka-tls, mountPath: /etc/dateline/kafka, readOnly: true}
        {{- end }}
  volumes:
    {{- if not .state }}
    - {name: state, emptyDir: {sizeLimit: 64Mi}}
    {{- end }}
    - {name: tmp, emptyDir: {sizeLimit: 256Mi}}
    {{- with $root.Values.kafka.tlsSecret }}
    - {name: kafka-tls, secret: {secretName: {{ . }}, defaultMode: 288}}
    {{- end }}
{{- end }}
