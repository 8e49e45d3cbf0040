// Pins the images of the Dockerfile and compose.yaml to what their tags mean now: `node:24-slim` becomes `node:24-slim@sha256:…`.
// Run it before a release, and again to take newer ones: node scripts/pin-images.js. It asks docker (buildx), so it needs network.
// --check only looks whether every image is pinned, and asks nobody.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const files = ['Dockerfile', 'compose.yaml'].map((name) =>
  fileURLToPath(new URL(`../${name}`, import.meta.url)),
);

/** An image where one is named: `FROM` in a Dockerfile, `image:` in compose.yaml. */
const named = /^(FROM |\s+image: )([\w./-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?/gm;

/** What the tag means now. */
function digestOf(image) {
  const args = ['buildx', 'imagetools', 'inspect', image, '--format', '{{.Manifest.Digest}}'];
  const digest = execFileSync('docker', args, { encoding: 'utf8' }).trim();
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`docker names no digest for ${image}`);
  return digest;
}

function pin() {
  const digests = new Map();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const [, , image] of text.matchAll(named))
      if (!digests.has(image)) digests.set(image, digestOf(image));
    writeFileSync(
      file,
      text.replace(named, (_, before, image) => `${before}${image}@${digests.get(image)}`),
    );
  }
  for (const [image, digest] of digests) console.log(`${image}@${digest}`);
}

/** Says which images are not pinned. */
function check() {
  const loose = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(named)].filter(([, , , digest]) => !digest),
  );
  if (loose.length === 0) return;
  const images = [...new Set(loose.map(([, , image]) => image))].join(', ');
  console.error(
    `Not pinned: ${images}. Run "node scripts/pin-images.js" where docker is, and commit what it changes.`,
  );
  process.exitCode = 1;
}

if (process.argv.includes('--check')) check();
else pin();
