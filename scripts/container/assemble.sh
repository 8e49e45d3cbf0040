#!/bin/sh
# Builds the sources in one folder and puts what the container runs into another: assemble.sh <sources> <target>
# Needs Node 24 and npm. The development packages must be there (npm ci --ignore-scripts).
set -eu
if [ $# -ne 2 ]; then
  echo "usage: assemble.sh <sources> <target>" >&2
  exit 2
fi
sources=$(cd "$1" && pwd)
mkdir -p "$2"
target=$(cd "$2" && pwd)

cd "$sources"
node scripts/build.js

cp package.json package-lock.json .npmrc LICENSE CHANGELOG.md oclif.manifest.json "$target"
cp -R dist examples "$target"
mkdir -p "$target/bin"
cp bin/run.js "$target/bin"
chmod 755 "$target/bin/run.js"

cd "$target"
# With the readers of documents. Without ffmpeg-static: ffmpeg comes from Debian, or not at all. Without scripts: no package needs one to run.
npm ci --omit=dev --ignore-scripts --prefer-offline --no-audit --no-fund
rm -rf package-lock.json .npmrc node_modules/ffmpeg-static
# Types, maps, documents and a report of a package's own tests are more than half of the packages, and nothing reads them here.
find node_modules -type d -name coverage -prune -exec rm -rf {} +
find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.md' ! -iname 'licen*' \) -delete
find node_modules -type d -empty -delete

# What the image grows by, and by what most.
du -sk dist node_modules examples | sort -rn
du -sk node_modules/* node_modules/@*/* | sort -rn | head -n 12
