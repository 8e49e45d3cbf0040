import { describe, expect, it, vi } from 'vitest';
import { kindByContent } from '../../../src/core/documents/file-kind.ts';
import { zipDanger, zipEntries } from '../../../src/core/documents/zip-check.ts';

/** A zip whose directory lists so many files with long names. */
function listing(files: number, longName: number): Buffer {
  const size = 46 + longName;
  const zip = Buffer.alloc(4 + files * size + 22, 'a');
  zip.write('PK\u0003\u0004', 0, 'latin1');
  for (let file = 0; file < files; file += 1) {
    const at = 4 + file * size;
    zip.fill(0, at, at + 46);
    zip.writeUInt32LE(0x02014b50, at);
    zip.writeUInt16LE(longName, at + 28);
  }
  const end = zip.length - 22;
  zip.write('PK\u0005\u0006', end, 'latin1');
  zip.writeUInt16LE(files, end + 10);
  zip.writeUInt32LE(4, end + 16);
  return zip;
}

describe('a zip that lists far more files than it may hold', () => {
  it('is looked at no longer than it takes to know that', () => {
    const zip = listing(65_535, 100);
    const decoded = vi.spyOn(zip, 'toString');
    const entries = zipEntries(zip) ?? [];
    expect(decoded.mock.calls.length).toBeLessThan(2_100);
    expect(zipDanger(entries)?.fault).toBe('unsafe');
    expect(kindByContent(zip, 'a.zip')).toBe('docx');
  });

  it('is named by no more than honest names take', () => {
    const [entry] = zipEntries(listing(1, 60_000)) ?? [];
    expect(entry?.name.length).toBe(512);
  });
});
