#!/bin/sh
# Prepares the container's system, as root on Debian: system.sh <true|false, whether with ffmpeg>
set -eu
case "${1:-}" in
  true)
    apt-get update
    apt-get install --yes --no-install-recommends ffmpeg
    rm -rf /var/lib/apt/lists/*
    ;;
  false) ;;
  *)
    echo "usage: system.sh true|false" >&2
    exit 2
    ;;
esac
install -d -o node -g node -m 0700 /data
ln -sf /app/bin/run.js /usr/local/bin/wabot
