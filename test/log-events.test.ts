import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const list = 'src/core/log-events.ts';
const events = [...read(list).matchAll(/^ {2}\| '([^']*)'/gm)].map(([, name = '']) => name);
const sources = globSync('src/**/*.ts', { cwd: root })
  .filter((path) => path !== list)
  .map(read)
  .join('\n');

/** The levels at which each event is logged where the call names its level, or both of which it chooses one. */
function loggedLevels(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const calls = /[lL]og\??(?:\.(\w+)|\[([^\]]*)\])\(\s*'([\w-]+)'/g;
  for (const [, level, chosen = '', name = ''] of sources.matchAll(calls)) {
    const levels =
      level === undefined ? [...chosen.matchAll(/'(\w+)'/g)].map(([, one]) => one) : [level];
    found.set(name, new Set([...(found.get(name) ?? []), ...levels.flatMap((one) => one ?? [])]));
  }
  return found;
}

/** What a page has in its tables: an event and its levels in each row. */
function rowsOf(path: string): { name: string; levels: string[] }[] {
  return [...read(path).matchAll(/^\| `([\w-]+)` \| ([^|]*) \| [^|]+ \|$/gm)].map(
    ([, name = '', levels = '']) => ({ name, levels: levels.split(', ') }),
  );
}

describe('the events of the log', () => {
  it('are named in lower case, each once, in the order of the alphabet', () => {
    expect(events.length).toBeGreaterThan(140);
    expect(events.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
    expect(events).toEqual([...new Set(events)].toSorted());
  });

  it('are those that are logged: all of them, and no other', () => {
    expect(events.filter((name) => !sources.includes(`'${name}'`))).toEqual([]);
    expect([...loggedLevels().keys()].filter((name) => !events.includes(name))).toEqual([]);
  });
});

describe.each(['docs/log.md', 'docs/ru/log.md'])('%s', (path) => {
  it('says of every event what it means, once', () => {
    const names = rowsOf(path).map(({ name }) => name);
    expect(names.toSorted()).toEqual(events);
  });

  it('names the levels at which each is logged', () => {
    const logged = loggedLevels();
    expect(logged.size).toBeGreaterThan(140);
    const wrong = rowsOf(path).filter(({ name, levels }) => {
      const known = [...(logged.get(name) ?? [])];
      return known.length > 0 && known.toSorted().join() !== levels.toSorted().join();
    });
    expect(wrong).toEqual([]);
    const levels = new Set(rowsOf(path).flatMap((row) => row.levels));
    expect([...levels].toSorted()).toEqual(['debug', 'error', 'info', 'warn']);
  });
});

it('the pages name the events in one order', () => {
  expect(rowsOf('docs/ru/log.md')).toEqual(rowsOf('docs/log.md'));
});
