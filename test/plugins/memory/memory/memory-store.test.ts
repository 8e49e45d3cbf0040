import { describe, expect, it } from 'vitest';
import { ByteMap } from '../../../../src/plugins/memory/memory/byte-map.ts';

describe('ByteMap', () => {
  it('drops what has expired without being asked for it', () => {
    let now = 0;
    const map = new ByteMap(() => now);
    for (let index = 0; index < 1000; index += 1)
      map.set(`old ${index}`, { value: 'x', expires: 10 });
    map.set('ever', { value: 'x' });
    now = 10;
    for (let index = 0; index < 600; index += 1)
      map.set(`new ${index % 20}`, { value: 'x', expires: 20 });
    expect([...map.keys()].filter((key) => key.startsWith('old'))).toEqual([]);
    expect(map.has('ever')).toBe(true);
    expect(map.size).toBe(21);
  });

  it('does not outgrow what is alive', () => {
    let now = 0;
    const map = new ByteMap(() => now);
    for (; now < 20_000; now += 1) map.set(`key ${now}`, { value: 'x', expires: now + 100 });
    expect(map.size).toBeLessThan(300);
  });

  it('gives back texts and everything else as they were', () => {
    const map = new ByteMap(Date.now);
    const bytes = new Uint8Array([1, 2, 3]);
    const values = ['Сәлем 🌍', '', '\ud800', bytes, undefined, null, { a: 1 }];
    for (const [index, value] of values.entries()) map.set(String(index), { value });
    expect(values.map((_, index) => map.get(String(index))?.value)).toEqual(values);
    expect(map.get('0')?.value).toBe('Сәлем 🌍');
    expect([...map.entries()].map(([, { value }]) => value)).toEqual(values);
  });
});
