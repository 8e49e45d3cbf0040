import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync, type Comment, type Program } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { sources } from './sources.ts';

/** Something that a door of the package gives: where it is declared, and whether a sentence stands above it. */
interface Given {
  path: string;
  name: string;
  isTold: boolean;
}

interface Parsed {
  program: Program;
  comments: Comment[];
  text: string;
}

const files = new Map(
  sources('src').map(({ path, text }): [string, Parsed] => {
    const { program, comments } = parseSync(path, text);
    return [path, { program, comments, text }];
  }),
);

/** The doors by their name in `package.json`, each with its source. */
const { exports: doors } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | { default: string }>;
};
const doorFiles = Object.entries(doors).flatMap(([door, target]): [string, string][] =>
  typeof target === 'string'
    ? []
    : [[door, target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')]],
);

function parsed(path: string): Parsed {
  const file = files.get(path);
  if (!file) throw new Error(`There is no ${path}`);
  return file;
}

/** What a file exports, its own and what it passes on; `only`: of what it passes on, these names. */
function givenBy(path: string, only?: ReadonlySet<string>): Given[] {
  const { program } = parsed(path);
  const from = (value: string): string => posix.join(posix.dirname(path), value);
  const wanted = (name: string): boolean => only === undefined || only.has(name);
  return program.body.flatMap((node): Given[] => {
    if (node.type === 'ExportAllDeclaration') return givenBy(from(node.source.value), only);
    if (node.type !== 'ExportNamedDeclaration') return [];
    if (node.source) {
      const passed = node.specifiers.flatMap(({ local, exported }) =>
        local.type === 'Identifier' && exported.type === 'Identifier' && wanted(exported.name)
          ? local.name
          : [],
      );
      return passed.length === 0 ? [] : givenBy(from(node.source.value), new Set(passed));
    }
    return namesOf(node.declaration)
      .filter(wanted)
      .map((name) => ({ path, name, isTold: isTold(path, node.start) }));
  });
}

type Declared = Extract<Program['body'][number], { type: 'ExportNamedDeclaration' }>['declaration'];

function namesOf(declaration: Declared): string[] {
  if (!declaration) return [];
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? id.name : []));
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
}

/** Whether a sentence stands right above this place. */
function isTold(path: string, at: number): boolean {
  const { comments, text } = parsed(path);
  const above = comments.findLast(({ type, end }) => type === 'Block' && end <= at);
  if (!above?.value.startsWith('*')) return false;
  return /^(?:\s|\/\/[^\n]*\n)*$/.test(text.slice(above.end, at));
}

describe.each(doorFiles)('the door %s', (_door, path) => {
  const given = givenBy(path);

  it('gives something', () => expect(given).not.toEqual([]));

  it('says of everything that it gives what holds', () => {
    expect(given.filter(({ isTold: told }) => !told)).toEqual([]);
  });
});
