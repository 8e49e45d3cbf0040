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

describe('the events of the log', () => {
  it('are named noun-verb, each once, in the order of the alphabet', () => {
    expect(events.length).toBeGreaterThan(140);
    expect(events.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
    expect(events).toEqual([...new Set(events)].toSorted());
  });

  it('are all logged: a name that nothing logs is not in the list', () => {
    expect(events.filter((name) => !sources.includes(`'${name}'`))).toEqual([]);
  });
});
