import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bufferOf, oggPages, oggSeconds } from '../../../src/core/audio.ts';
import { checksum, madeByAi, withOggComment } from '../../../src/core/delivery/ogg-comment.ts';

const folder = join(import.meta.dirname, '../../voices');
const notes = (await readdir(folder)).filter((name) => name.endsWith('.ogg'));

/** The pages of a file whose checksum is not that of their bytes. */
function broken(note: Uint8Array): number {
  const file = bufferOf(note);
  return [...oggPages(file)].filter(({ at, end }) => {
    const page = Buffer.from(file.subarray(at, end));
    const told = page.readUInt32LE(22);
    page.writeUInt32LE(0, 22);
    return checksum(page) !== told;
  }).length;
}

/** A note with these tags on its second page, as if it had been made so. */
function tagged(note: Buffer, tags: Buffer): Buffer {
  const [, page] = oggPages(note);
  if (!page) throw new Error('no second page');
  const lengths = [
    ...Array.from({ length: Math.floor(tags.length / 255) }, () => 255),
    tags.length % 255,
  ];
  const head = Buffer.from(note.subarray(page.at, page.at + 27));
  head[26] = lengths.length;
  return Buffer.concat([
    note.subarray(0, page.at),
    head,
    Buffer.from(lengths),
    tags,
    note.subarray(page.end),
  ]);
}

describe('a note that says that AI made it', () => {
  it.each(notes)('%s plays as before', async (name) => {
    const note = await readFile(join(folder, name));
    const marked = withOggComment(note, madeByAi);
    expect(Buffer.from(marked).includes(madeByAi)).toBe(true);
    expect([broken(note), broken(marked)]).toEqual([0, 0]);
    expect(oggSeconds(marked)).toBe(oggSeconds(note));
    expect(withOggComment(marked, madeByAi)).toBe(marked);
    expect([...oggPages(bufferOf(marked))].length).toBe([...oggPages(note)].length);
  });

  it('is read so by programs', async ({ skip }) => {
    const note = await readFile(join(folder, notes[0] ?? ''));
    const read = await new Promise<string | undefined>((resolve) => {
      const child = execFile('ffprobe', ['-v', 'error', '-show_streams', '-'], (error, stdout) =>
        resolve(error ? undefined : stdout),
      );
      child.stdin?.on('error', () => {});
      child.stdin?.end(withOggComment(note, madeByAi));
    });
    if (read === undefined) skip('ffprobe is not there');
    expect(read).toContain('TAG:COMMENT=AI-generated');
  });

  it('keeps the comments and the padding that were there, also across many segments', async () => {
    const note = await readFile(join(folder, notes[0] ?? ''));
    const length = (bytes: number): Buffer => Buffer.from(new Uint32Array([bytes]).buffer);
    const own = Buffer.from(`TITLE=${'x'.repeat(600)}`);
    const tags = Buffer.concat([
      Buffer.from('OpusTags'),
      length(0),
      length(1),
      length(own.length),
      own,
      Buffer.from('padding'),
    ]);
    const marked = Buffer.from(withOggComment(tagged(note, tags), madeByAi));
    expect(
      marked.includes(
        Buffer.concat([own, length(madeByAi.length), Buffer.from(`${madeByAi}padding`)]),
      ),
    ).toBe(true);
    expect([broken(marked), oggSeconds(marked)]).toEqual([0, oggSeconds(note)]);
  });

  it.each<[string, (note: Buffer) => Buffer]>([
    ['is empty', () => Buffer.alloc(0)],
    ['is cut in its tags', (note) => note.subarray(0, 90)],
    ['has no tags', (note) => tagged(note, Buffer.from('OpusBags'))],
    [
      'claims more tags than it has',
      (note) => tagged(note, Buffer.from('OpusTags\0\0\0\0\xff\xff\xff\xff', 'latin1')),
    ],
    [
      'claims a longer maker than it has',
      (note) => tagged(note, Buffer.from('OpusTags\xff\xff\xff\xff', 'latin1')),
    ],
    ['is no note', () => Buffer.from('RIFF….WAVE')],
  ])('stays as it is where it %s', async (_, change) => {
    const note = change(await readFile(join(folder, notes[0] ?? '')));
    expect(Buffer.compare(Buffer.from(withOggComment(note, madeByAi)), note)).toBe(0);
  });
});
