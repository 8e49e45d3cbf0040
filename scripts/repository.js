// Writes into package.json where the sources are, without which npm cannot prove where a package was built:
// repository.js https://github.com/you/wabot. Without an address (npm's `prepublishOnly`) it only looks whether that stands there.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../package.json', import.meta.url));

/** The address without what git and npm add to it; undefined when it is no https address of a repository. */
function bare(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.username + url.password + url.search + url.hash !== '')
    return undefined;
  const name = url.pathname.replace(/\/$/, '').replace(/\.git$/, '');
  return /^(\/[\w.-]+){2,}$/.test(name) ? url.origin + name : undefined;
}

/** What package.json names as its repository, as bare as can be; undefined when it names none. */
function named({ repository }) {
  const address = typeof repository === 'string' ? repository : repository?.url;
  return address === undefined ? undefined : (bare(address.replace(/^git\+/, '')) ?? address);
}

/** Says what is wrong, or undefined when package.json names the repository. */
function problem(address) {
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const before = named(manifest);
  if (address === undefined) {
    if (before !== undefined) return undefined;
    return 'package.json names no repository: publish from CI by pushing a tag, or run "node scripts/repository.js <address>" first';
  }
  const now = bare(address);
  // Neither is repeated: an address may hold a password.
  if (now === undefined)
    return 'That is no https address of a repository; one looks like https://github.com/you/wabot';
  if (before !== undefined && before !== now)
    return 'package.json already names another repository';
  const repository = { type: 'git', url: `git+${now}.git` };
  const fresh = {
    ...manifest,
    homepage: `${now}#readme`,
    bugs: { url: `${now}/issues` },
    repository,
  };
  writeFileSync(path, JSON.stringify(fresh, null, 2) + '\n');
  return undefined;
}

const wrong = problem(process.argv[2]);
if (wrong !== undefined) {
  console.error(wrong);
  process.exitCode = 1;
}
