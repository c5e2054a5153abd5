{{- range (where site.RegularPages "Type" "thu-tuc").ByTitle }}{{ $p := .Params }}{{ $p.code }}	{{ $p.field }}	{{ $p.tier }}	{{ $p.online_level }}	{{ .Title }}	{{ $p.name }}	{{ delimit $p.synonyms ";" }}	{{ range first 1 $p.time_limits }}{{ partial "limit" . }}{{ end }}	{{ range first 1 $p.fees }}{{ partial "fee" . }}{{ end }}
{{ end -}}
