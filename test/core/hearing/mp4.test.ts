import { describe, expect, it } from 'vitest';
import { isMp4WithoutAudio } from '../../../src/core/hearing/mp4.ts';
import {
  amrNote,
  made,
  oldPhoneNote,
  silentFilm,
  sounds,
} from '../../plugins/transcoder/ffmpeg/sounds.ts';

function box(kind: string, ...inside: (string | Uint8Array)[]): Buffer {
  const body = Buffer.concat(
    inside.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** A track that says what it holds: `soun`, `vide`. */
const track = (holds: string): Buffer =>
  box('trak', box('mdia', box('mdhd'), box('hdlr', '\0\0\0\0\0\0\0\0', holds)));
const begins = box('ftyp', 'isom');

/** The same file with a box of this kind put before what it had; `large`: its size stands in 64 bits. */
function behind(kind: string, film: Uint8Array, large = false): Uint8Array {
  const size = Buffer.alloc(large ? 16 : 8);
  size.writeUInt32BE(large ? 1 : size.length + 4);
  size.write(kind, 4, 'latin1');
  if (large) size.writeBigUInt64BE(BigInt(size.length + 4), 8);
  const head = film.subarray(0, Buffer.from(film).readUInt32BE(0));
  return Buffer.concat([head, size, Buffer.from('soun'), film.subarray(head.length)]);
}

describe('a film without sound', () => {
  it('is known by its list of tracks, wherever that stands', async () => {
    const film = await silentFilm();
    const early = await made(
      ['-map', '0', '-c', 'copy', '-movflags', '+faststart', '-f', 'mp4'],
      film,
    );
    const inPieces = await made(
      ['-map', '0', '-c', 'copy', '-movflags', '+frag_keyframe+empty_moov', '-f', 'mp4'],
      film,
    );
    const old = await made(['-map', '0', '-c', 'copy', '-f', '3gp'], film);
    for (const each of [
      film,
      early,
      inPieces,
      old,
      behind('free', film),
      behind('free', film, true),
    ])
      expect(isMp4WithoutAudio(each)).toBe(true);
  });

  it('is not a film with sound, nor sound alone, nor another kind of file', async () => {
    for (const make of [...Object.values(sounds), oldPhoneNote])
      expect(isMp4WithoutAudio(await make())).toBe(false);
    for (const each of [amrNote(), Buffer.from('Сколько стоит?'), new Uint8Array()])
      expect(isMp4WithoutAudio(each)).toBe(false);
  });

  it('is not taken for one when it is cut or damaged', async () => {
    const film = await silentFilm();
    const list = Buffer.from(film).indexOf('moov');
    for (const cut of [
      film.subarray(0, list - 4),
      film.subarray(0, list + 20),
      film.subarray(0, -1),
      film.subarray(0, 6),
    ])
      expect(isMp4WithoutAudio(cut)).toBe(false);
    for (const size of [0, 1, 2, 7, 0xffffffff]) {
      const damaged = Buffer.from(film);
      damaged.writeUInt32BE(size, 0);
      expect(isMp4WithoutAudio(damaged)).toBe(false);
    }
  });
});

describe('the list of tracks of a film', () => {
  it.each<[string, boolean, Buffer[]]>([
    ['one of pictures', true, [begins, box('moov', track('vide'))]],
    [
      'one of pictures behind others',
      true,
      [begins, box('free'), box('moov', box('mvhd'), track('vide'), track('text'))],
    ],
    ['one of sound behind pictures', false, [begins, box('moov', track('vide'), track('soun'))]],
    ['none', false, [begins, box('moov', box('mvhd'))]],
    ['no list', false, [begins, box('mdat')]],
    ['nothing before it', false, [box('moov', track('vide'))]],
    ['a track that names nothing', false, [begins, box('moov', track('vide'), box('trak'))]],
    ['a track that names no handler', false, [begins, box('moov', box('trak', box('mdia')))]],
    [
      'a handler that is cut',
      false,
      [begins, box('moov', box('trak', box('mdia', box('hdlr', '\0\0\0\0\0\0\0\0vid'))))],
    ],
    [
      'a list that is damaged behind',
      false,
      [begins, box('moov', track('vide'), Buffer.from('\0\0\0\u0007free', 'latin1'))],
    ],
    ['a few bytes behind it', true, [begins, box('moov', track('vide')), Buffer.from('abc')]],
    [
      'as many boxes as are looked at',
      true,
      [begins, ...Array.from({ length: 990 }, () => box('free')), box('moov', track('vide'))],
    ],
    [
      'very many boxes',
      false,
      [begins, ...Array.from({ length: 1000 }, () => box('free')), box('moov', track('vide'))],
    ],
    [
      'as many boxes in it as are looked at',
      true,
      [begins, box('moov', track('vide'), ...Array.from({ length: 990 }, () => box('free')))],
    ],
    [
      'very many boxes in it',
      false,
      [begins, box('moov', track('vide'), ...Array.from({ length: 1000 }, () => box('free')))],
    ],
  ])('with %s: %s', (_what, silent, boxes) => {
    expect(isMp4WithoutAudio(Buffer.concat(boxes))).toBe(silent);
  });

  it('may be the last box, without a size', () => {
    const list = box('moov', track('vide'));
    list.writeUInt32BE(0, 0);
    expect(isMp4WithoutAudio(Buffer.concat([begins, list]))).toBe(true);
  });
});
