import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../errors.ts';
import { findPackage, isOwnPackage, readManifest } from './find.ts';

/** The most that is read to know one plugin or program again, in files and in bytes: ffmpeg with everything in it has 80 MB. */
const mostFiles = 20_000;
const mostBytes = 512 * 1024 ** 2;
const pieceBytes = 1024 ** 2;

/** Kinds of dependencies that a package may load. */
const dependencyLists = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** The content of one program, in letters and digits. Throws a SetupError `setup.trust-size` when it is too much to be read at a start. */
export function programFingerprint(file: string): string {
  const digest = new Digest(file);
  digest.addFile('program', file);
  return digest.text;
}

/**
 * The content of one package, in letters and digits: all its files, and those of the packages that it depends on, wherever they
 * are installed, without those that this wabot uses itself. Throws a SetupError `setup.trust-size` when that is too much.
 */
export function packageFingerprint(folder: string): string {
  const digest = new Digest(folder);
  const waiting: [name: string, folder: string][] = [['', folder]];
  const known = new Set([folder]);
  for (const [name, place] of waiting) {
    digest.addFolder(`package ${name}`, place);
    for (const dependency of dependenciesOf(place)) {
      const found = findPackage(dependency, place);
      const isOwn = found !== undefined && isOwnPackage(dependency, found);
      digest.note(
        `${name} → ${dependency}`,
        found === undefined ? 'absent' : isOwn ? 'own' : 'there',
      );
      if (found === undefined || isOwn || known.has(found)) continue;
      known.add(found);
      waiting.push([dependency, found]);
    }
  }
  return digest.text;
}

function dependenciesOf(folder: string): string[] {
  const manifest = readManifest(folder);
  const lists = dependencyLists.map((list) => manifest[list] ?? {});
  return [...new Set(lists.flatMap((list) => Object.keys(list)))].toSorted();
}

/** One hash over many files, within bounds; a link counts as what it leads to. */
class Digest {
  readonly #hash = createHash('sha256');
  readonly #of: string;
  readonly #folders = new Set<string>();
  #files = 0;
  #bytes = 0;

  constructor(of: string) {
    this.#of = of;
  }

  /** The hash; nothing can be added afterwards. */
  get text(): string {
    return this.#hash.digest('hex');
  }

  note(label: string, fact: string | number): void {
    this.#hash.update(`${JSON.stringify([label, fact])}\n`);
  }

  addFolder(label: string, folder: string): void {
    const real = realpathSync(folder);
    if (this.#folders.has(real)) return;
    this.#folders.add(real);
    for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      // Where that is a link, its packages are found by the names of the dependencies.
      if (entry.name === 'node_modules' && entry.isSymbolicLink()) continue;
      const [inside, path] = [`${label}/${entry.name}`, join(folder, entry.name)];
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.isDirectory()) this.addFolder(inside, path);
      else if (found?.isFile()) this.addFile(inside, path);
      else this.#count(inside, 0);
    }
  }

  addFile(label: string, path: string): void {
    // A pipe that took the file's place would hold an open without this flag.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = fstatSync(file);
      this.#count(label, found.isFile() ? found.size : 0);
      if (!found.isFile()) return;
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, found.size + 1));
      for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
        this.#add(read);
        this.#hash.update(piece.subarray(0, read));
      }
    } finally {
      closeSync(file);
    }
  }

  #count(label: string, size: number): void {
    this.note(label, size);
    this.#files += 1;
    if (this.#files > mostFiles || size > mostBytes) throw tooMuch(this.#of);
  }

  #add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > mostBytes) throw tooMuch(this.#of);
  }
}

function tooMuch(of: string): SetupError {
  return new SetupError(
    'trust-size',
    `${of} is too large to be read at every start, so it cannot be recognised`,
    {
      suggestions: [
        'Trust the whole folder in which wabot starts: set WABOT_TRUST to its path, in the environment.',
      ],
    },
  );
}
