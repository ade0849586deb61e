#!/usr/bin/env bash
# The first things that one does with the API, told with curl. It makes an SSH key and takes it away again.
#
#   eval "$(./easel env)"                                  # EASEL_URL, EASEL_CA, SPECTROCLOUD_APIKEY
#   export EASEL_USER=... EASEL_PASSWORD=...               # as ./easel up printed them
#   clients/curl/introduction.sh
set -euo pipefail
: "${EASEL_URL:?is not set: eval \"\$(./easel env)\"}" "${EASEL_CA:?is not set}" "${SPECTROCLOUD_APIKEY:?is not set}"
: "${EASEL_USER:?is not set: the e-mail that ./easel up printed}" "${EASEL_PASSWORD:?is not set}"

keys=/v1/users/assets/sshkeys
name=introduction-$$

# ask STATUS METHOD PATH [OPTION OF CURL]...: prints the body, and fails when the status is another one.
ask() {
    local wanted=$1 method=$2 path=$3 reply status
    shift 3
    reply=$(curl --silent --show-error --cacert "$EASEL_CA" -X "$method" -w '\n%{http_code}' "$@" "$EASEL_URL$path")
    status=${reply##*$'\n'}
    if [ "$status" != "$wanted" ]; then
        echo "$method $path answered $status, not $wanted: ${reply%$'\n'*}" >&2
        exit 1
    fi
    echo "$status $method $path" >&2
    printf '%s' "${reply%$'\n'*}"
}

# field NAME: the first text of that name in the JSON on the input.
field() { sed -n "s/.*\"$1\" *: *\"\\([^\"]*\\)\".*/\\1/p" | head -n 1; }

json='Content-Type: application/json'

echo '# Without credentials nothing is told.' >&2
ask 401 GET $keys >/dev/null

echo '# A password gives a token for a quarter of an hour. It goes into Authorization, with or without Bearer.' >&2
password="{\"emailId\":\"$EASEL_USER\",\"password\":\"$EASEL_PASSWORD\"}"
token=$(ask 200 POST /v1/auth/authenticate -H "$json" -d "$password" | field Authorization)
ask 200 GET $keys -H "Authorization: $token" >/dev/null
ask 200 GET $keys -H "Authorization: Bearer $token" >/dev/null

echo '# Another token for the same session; a revoked session is over.' >&2
token=$(ask 200 GET "/v1/auth/refresh/$token" | field Authorization)
ask 204 POST /v1/users/auth/tokens/revoke -H "Authorization: $token" -H "$json" -d "{\"tokens\":[\"$token\"]}"
ask 401 GET $keys -H "Authorization: $token" >/dev/null

echo '# An API key stays until it is taken away. Scripts use one.' >&2
key="ApiKey: $SPECTROCLOUD_APIKEY"
ask 200 GET $keys -H "$key" >/dev/null
ask 401 GET $keys -H 'ApiKey: wrong' >/dev/null

echo '# ProjectUid chooses the project. Without it one is in the tenant.' >&2
project=$(ask 200 GET /v1/dashboard/projects/metadata -H "$key" | field uid)
uid=$(ask 201 POST $keys -H "$key" -H "ProjectUid: $project" -H "$json" \
    -d "{\"metadata\":{\"name\":\"$name\"},\"spec\":{\"publicKey\":\"ssh-ed25519 AAAA\"}}" | field uid)
ask 200 GET "$keys/$uid" -H "$key" -H "ProjectUid: $project" >/dev/null
ask 404 GET "$keys/$uid" -H "$key" >/dev/null

echo '# A body that is not as the contract says is refused with the path of what is wrong.' >&2
ask 400 PUT "$keys/$uid" -H "$key" -H "ProjectUid: $project" -H "$json" -d '{"metadata":{"name":7}}' |
    grep -q 'body.metadata.name'

echo '# PUT overwrites, DELETE takes away.' >&2
ask 204 PUT "$keys/$uid" -H "$key" -H "ProjectUid: $project" -H "$json" \
    -d "{\"metadata\":{\"name\":\"$name\"},\"spec\":{\"publicKey\":\"ssh-ed25519 BBBB\"}}"
ask 204 DELETE "$keys/$uid" -H "$key" -H "ProjectUid: $project"
ask 404 GET "$keys/$uid" -H "$key" -H "ProjectUid: $project" >/dev/null
echo '# Done.' >&2
