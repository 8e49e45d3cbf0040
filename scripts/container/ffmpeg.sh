#!/bin/sh
# Puts Debian's ffmpeg, and of the libraries only those that it loads, into a folder that is laid over the image:
# ffmpeg.sh <true|false, whether with ffmpeg> <target>. As root; installs ffmpeg where it runs.
# Half of what Debian installs beside ffmpeg draws pictures on screens.
set -eu
usage() {
  echo "usage: ffmpeg.sh true|false <target>" >&2
  exit 2
}
[ $# -eq 2 ] || usage
target=$2
case "$1" in
  true) ;;
  false)
    mkdir -p "$target"
    exit 0
    ;;
  *) usage ;;
esac

apt-get update
apt-get install --yes --no-install-recommends ffmpeg

program=$(command -v ffmpeg)
mkdir -p "$target/usr/bin"
cp -L "$program" "$target/usr/bin/ffmpeg"
ldd "$program" | sed -n 's|.* => \(/[^ ]*\) .*|\1|p' | while read -r library; do
  case "${library##*/}" in
    # The image's own: they belong together.
    libc.so.* | libm.so.* | libdl.so.* | librt.so.* | libpthread.so.* | libresolv.so.* | libgcc_s.so.* | libstdc++.so.*) continue ;;
  esac
  # /lib is a link to /usr/lib in the image.
  place=$target/usr${library#/usr}
  mkdir -p "${place%/*}"
  cp -L "$library" "$place"
done
echo "ffmpeg with its libraries: $(($(du -sk "$target" | cut -f 1) / 1024)) MB"
