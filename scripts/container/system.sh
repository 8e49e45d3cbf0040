#!/bin/sh
# Prepares the container's system, as root on Debian: the data folder of the user node, and the command.
set -eu
if [ $# -ne 0 ]; then
  echo "usage: system.sh" >&2
  exit 2
fi
install -d -o node -g node -m 0700 /data
ln -sf /app/bin/run.js /usr/local/bin/wabot
