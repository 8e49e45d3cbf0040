import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** How many tests of other places are run first, and in all. */
const nearest = 3;
/** How many of its own place. */
const nearestOwn = 2;
const mostOthers = 10;
const mostSlow = 3;

/** Which tests lead to a file, from their imports and the commands that they start: the nearest first. */
export class NearTests {
  readonly #importers = new Map<string, string[]>();

  constructor(root: string) {
    for (const found of globSync('{src,test}/**/*.ts', { cwd: root })) {
      const path = found.replaceAll('\\', '/');
      for (const imported of importsOf(path, readFileSync(join(root, path), 'utf8'))) {
        this.#add(imported, path);
      }
    }
    // These start a command by its name.
    for (const test of globSync('test/commands/*.test.ts', { cwd: root })) {
      const [topic = ''] = posix.basename(test.replaceAll('\\', '/'), '.test.ts').split('-');
      for (const command of globSync(`src/commands/{${topic}.ts,${topic}/**/*.ts}`, {
        cwd: root,
      })) {
        this.#add(command.replaceAll('\\', '/'), test.replaceAll('\\', '/'));
      }
    }
  }

  #add(imported: string, path: string): void {
    this.#importers.set(imported, [...(this.#importers.get(imported) ?? []), path]);
  }

  /**
   * The tests of a file's own place (`test/core/room/x.test.ts`), then those that are fewest imports away, in
   * groups that grow, and at last a few of those that start all of the bot. Tests of every file are left out.
   */
  of(path: string): string[][] {
    const all = this.#byDistance(path).filter(
      (test) => test.split('/').length > 2 && !test.startsWith('test/fuzz/'),
    );
    const own = all.filter((test) => isOwn(test, path));
    const [slow, quick] = [true, false].map((is) =>
      all.filter((test) => !own.includes(test) && isSlow(test) === is),
    );
    const groups = [
      own.slice(0, nearestOwn),
      own.slice(nearestOwn),
      quick?.slice(0, nearest),
      quick?.slice(nearest, mostOthers),
      slow?.slice(0, mostSlow),
    ];
    return groups.filter((group) => group !== undefined && group.length > 0) as string[][];
  }

  #byDistance(path: string): string[] {
    const seen = new Set([path]);
    for (const file of seen)
      for (const importer of this.#importers.get(file) ?? []) seen.add(importer);
    return [...seen].filter((file) => file.endsWith('.test.ts'));
  }
}

function importsOf(path: string, text: string): string[] {
  const specifiers = [...text.matchAll(/\bfrom '(\.[^']+)'|\bimport\(\s*'(\.[^']+)'/g)];
  return specifiers.map(([, ahead, later = '']) => posix.join(posix.dirname(path), ahead ?? later));
}

/** Whether a test starts commands or the whole bot. */
function isSlow(test: string): boolean {
  return /^test\/(?:flow|commands)\//.test(test);
}

/**
 * Whether a test stands where the file would, were it a test, or is that of the room's door: `src/core/mask/names.ts` has
 * `test/core/mask/mask.test.ts`, too.
 */
function isOwn(test: string, path: string): boolean {
  const place = path.replace(/^src\//, 'test/').replace(/\.ts$/, '');
  const folder = posix.dirname(place);
  const door = `${folder}/${posix.basename(folder)}.test.ts`;
  return (
    test === `${place}.test.ts` ||
    test.startsWith(`${place}/`) ||
    test === door ||
    isBeside(test, folder)
  );
}

/** Plugins have one folder of tests each. */
function isBeside(test: string, folder: string): boolean {
  return folder.startsWith('test/plugins/') && test.startsWith(`${folder}/`);
}
