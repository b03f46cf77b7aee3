{{- define "multiregion.region" -}}
{{- default .Release.Name .Values.region -}}
{{- end -}}

{{- define "multiregion.labels" -}}
app.kubernetes.io/part-of: keycloak-multiregion
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "multiregion.keys" -}}
{{- $uris := list -}}
{{- range .Values.identities -}}
{{- $uris = append $uris (printf "pkcs12:/keys/identity-%s/keystore.p12" .) -}}
{{- end -}}
{{- join " " $uris -}}
{{- end -}}

{{- define "multiregion.trust" -}}
/keys/trust{{- with .Values.trust.realms }}?realms={{ . }}{{ if $.Values.trust.mayBecomePrimary }}&mayBecomePrimary=true{{ end }}
{{- else }}{{ if .Values.trust.mayBecomePrimary }}?mayBecomePrimary=true{{ end }}{{ end -}}
{{- end -}}
