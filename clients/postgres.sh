# Sourced by the client suites: a PostgreSQL of their own, from the path or from the archive that the project's own tests use.

# start_postgres FOLDER: sets postgres_url; answers 1 when there is none to be had, and says why in postgres_why.
start_postgres() {
    local folder=$1 tools port
    tools=$(postgres_tools "$folder") || { postgres_why='no PostgreSQL on this machine' && return 1; }
    port=$((20000 + RANDOM % 12000))
    postgres_data=$folder/database
    # It refuses to run as root; in a user namespace of its own it does not see that it does.
    postgres_run=("$tools/pg_ctl")
    if [ "$(id -u)" = 0 ]; then postgres_run=(unshare -U "$tools/pg_ctl"); fi
    "${postgres_run[@]}" -D "$postgres_data" initdb -o '-U postgres -A trust' >"$folder/initdb.log" 2>&1 &&
        "${postgres_run[@]}" -D "$postgres_data" -w -l "$folder/postgres.log" \
            -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200" start >"$folder/start.log" 2>&1 ||
        { postgres_why="PostgreSQL does not start: $(cat "$folder/initdb.log" "$folder/start.log" | tail -n 1)" && return 1; }
    postgres_url="jdbc:postgresql://127.0.0.1:$port/postgres?user=postgres"
}

stop_postgres() {
    [ -z "${postgres_data:-}" ] || "${postgres_run[@]}" -D "$postgres_data" -m immediate stop >/dev/null
}

# Prints the folder of pg_ctl.
postgres_tools() {
    local found archive
    found=$(command -v pg_ctl) && { dirname "$(readlink -f "$found")"; return; }
    archive=$(find "$HOME/.m2/repository/io/zonky/test/postgres" -name "embedded-postgres-binaries-*$(uname -s | tr '[:upper:]' '[:lower:]')*.jar" \
        ! -name '*alpine*' 2>/dev/null | sort | tail -n 1)
    [ -n "$archive" ] || return 1
    mkdir -p "$1/postgres"
    (cd "$1/postgres" && unzip -q "$archive" '*.txz' && tar -xJf ./*.txz) >&2 || return 1
    echo "$1/postgres/bin"
}
