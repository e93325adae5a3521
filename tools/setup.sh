#!/bin/sh
# Sets up everything that the main job needs: Debian or brew packages, then the Node packages.
# Does nothing when nothing is missing, so every make target can call it.
set -eu
cd "$(dirname "$0")/.."

missing=""
command -v iverilog >/dev/null 2>&1 || missing="$missing iverilog"
command -v yosys >/dev/null 2>&1 || missing="$missing yosys"
command -v verilator >/dev/null 2>&1 || missing="$missing verilator"

if [ "$(uname)" = Darwin ]; then
  missing=$(printf '%s' "$missing" | sed 's/iverilog/icarus-verilog/')
  if [ -n "$missing" ]; then
    echo "setup: missing tools. Run:  brew install$missing" >&2
    exit 2
  fi
else
  command -v bwrap >/dev/null 2>&1 || missing="$missing bubblewrap"
  command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm"
  command -v git >/dev/null 2>&1 || missing="$missing git"
  if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
      echo "setup: missing tools:$missing. Install them with this system's package manager, then run make again." >&2
      exit 2
    fi
    install="apt-get update && apt-get install -y --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ]; then
      as_root="sh -c"
    elif sudo -n true 2>/dev/null; then
      as_root="sudo sh -c"
    else
      echo "setup: missing tools, and no right to install them. Run:  sudo sh -c '$install'" >&2
      exit 2
    fi
    echo "setup: installing$missing"
    log=$(mktemp)
    if ! DEBIAN_FRONTEND=noninteractive $as_root "$install" >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      echo "setup: the packages could not be installed. Run:  sudo sh -c '$install'" >&2
      exit 2
    fi
    rm -f "$log"
  fi
fi

stamp=node_modules/.setup-stamp
if [ ! -e "$stamp" ] || [ package-lock.json -nt "$stamp" ] || [ package.json -nt "$stamp" ]; then
  echo "setup: installing Node packages"
  # The lock file is not rewritten: the same versions for everyone.
  npm install --no-audit --no-fund --no-save --loglevel=error
  touch "$stamp"
fi
if ! node_modules/.bin/node --version >/dev/null 2>&1; then
  echo "setup: the pinned Node did not arrive. Run:  rm -rf node_modules && npm install --foreground-scripts" >&2
  exit 2
fi
