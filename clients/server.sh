# Sourced by the client suites: starts a server of their own unless SPECTROCLOUD_HOST names one.
# EASEL_UP holds further flags of `easel up`, such as --record FILE.

easel=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/easel

# start_server FOLDER
start_server() {
    [ -n "${SPECTROCLOUD_HOST:-}" ] && return
    data=$1
    # EASEL_UP is not handed on, since the server would take it for a setting.
    # shellcheck disable=SC2086 # EASEL_UP is a list
    env -u EASEL_UP "$easel" up --port 0 --data "$data" --pace fast --detach ${EASEL_UP:-} >"$data.log" 2>&1 ||
        { cat "$data.log" && exit 2; }
    eval "$("$easel" env --data "$data")"
}

stop_server() {
    [ -z "${data:-}" ] || "$easel" down --data "$data" >/dev/null
}
