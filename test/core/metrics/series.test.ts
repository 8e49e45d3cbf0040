import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { series } from '../../../src/core/metrics/series.ts';

const root = join(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const all = Object.values(series);
const names = all.map(({ name }) => name);

describe('the series', () => {
  it('are named as Prometheus wants it, each once', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const { name, type, help } of all) {
      expect(name).toMatch(/^(wabot|process|nodejs)_[a-z_]+$/);
      expect({ name, isTotal: name.endsWith('_total') }).toEqual({
        name,
        isTotal: type === 'counter',
      });
      expect(help).not.toMatch(/[\\\n]/);
    }
  });

  it.each(['docs/metrics.md', 'docs/ru/metrics.md'])('are all in %s, and no other', (file) => {
    const listed = [...read(file).matchAll(/^\| `(\w+)` \| (\w+) \|/gm)];
    expect(listed.map(([, name, type]) => ({ name, type }))).toEqual(
      all.map(({ name, type }) => ({ name, type })),
    );
    for (const { label } of all)
      for (const value of label?.values ?? []) expect(read(file)).toContain(`\`${value}\``);
  });

  it('are all that the dashboard asks for', () => {
    const { panels } = JSON.parse(read('examples/grafana-dashboard.json')) as {
      panels: { targets: { expr: string }[] }[];
    };
    const asked = panels
      .flatMap(({ targets }) => targets)
      .flatMap(({ expr }) => expr.match(/\b(?:wabot|process|nodejs)_\w+/g) ?? [])
      .map((name) => name.replace(/_bucket$/, ''));
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => !names.includes(name))).toEqual([]);
  });
});
