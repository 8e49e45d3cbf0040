import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const root = dirname(import.meta.dirname);

/** One import of a module: what is written between the quotes, and when it is followed. */
export interface Import {
  specifier: string;
  when: 'start' | 'later' | 'types only';
  /** The file of ours that it leads to, from the root; undefined for a package. */
  file?: string;
}

/** A source file, its path from the root with forward slashes. */
export interface Source {
  path: string;
  text: string;
  imports: Import[];
}

const importPatterns = [
  { pattern: /^(?:import|export)\s+type\b[^'";]*?\bfrom\s+'([^']+)'/gm, when: 'types only' },
  { pattern: /^(?:import|export)\b(?!\s+type\b)[^'";]*?\bfrom\s+'([^']+)'/gm, when: 'start' },
  { pattern: /^import\s+'([^']+)'/gm, when: 'start' },
  { pattern: /\bimport\(\s*'([^']+)'/g, when: 'later' },
] as const;

function importsOf(path: string, text: string): Import[] {
  return importPatterns.flatMap(({ pattern, when }) =>
    [...text.matchAll(pattern)].map(([, specifier = '']) => {
      if (!specifier.startsWith('.')) return { specifier, when };
      return { specifier, when, file: posix.join(posix.dirname(path), specifier) };
    }),
  );
}

/** Every TypeScript file under a folder of the root, with what it imports. */
export function sources(folder: string): Source[] {
  return globSync(`${folder}/**/*.ts`, { cwd: root }).map((found) => {
    const path = found.replaceAll('\\', '/');
    const text = readFileSync(join(root, path), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });
}

/** The first circle of imports that a start would follow, as a list of files; undefined when there is none. */
export function cycle(files: readonly Source[]): string[] | undefined {
  const byPath = new Map(files.map((source) => [source.path, source]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const { file, when } of byPath.get(path)?.imports ?? []) {
      const found =
        file !== undefined && when === 'start' ? visit(file, [...trail, path]) : undefined;
      if (found) return found;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of files) {
    const found = visit(path, []);
    if (found) return found;
  }
  return undefined;
}

/** The interfaces of a file by name, each with the number of its own members. */
export function interfaces(text: string): Map<string, number> {
  const bare = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  const bodies = new Map(
    [...bare.matchAll(/^(?:export )?interface (\w+)[^{]*\{\n([^]*?)\n\}/gm)].map(
      ([, name = '', body = '']) => [name, body],
    ),
  );
  const isPiece = (line: string): boolean =>
    bodies.has(/^ {2}readonly \w+: (\w+);$/.exec(line)?.[1] ?? '');
  const members = (body: string): string[] =>
    body.split('\n').filter((line) => /^ {2}[^\s})]/.test(line) && !isPiece(line));
  return new Map([...bodies].map(([name, body]) => [name, members(body).length]));
}

/** How many methods the interfaces of a source have together. */
export function calls(text: string): number {
  const bare = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  return [...bare.matchAll(/^ {2}\w+\??(?:<[^>]*>)?\(/gm)].length;
}
