import { describe, expect, it } from 'vitest';
import { isWithoutSound } from '../../src/core/film.ts';
import { amrNote, made, oldPhoneNote, silentFilm, sounds } from '../plugins/transcoder/ffmpeg/sounds.ts';

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
    const early = await made(['-map', '0', '-c', 'copy', '-movflags', '+faststart', '-f', 'mp4'], film);
    const inPieces = await made(['-map', '0', '-c', 'copy', '-movflags', '+frag_keyframe+empty_moov', '-f', 'mp4'], film);
    const old = await made(['-map', '0', '-c', 'copy', '-f', '3gp'], film);
    for (const each of [film, early, inPieces, old, behind('free', film), behind('free', film, true)])
      expect(isWithoutSound(each)).toBe(true);
  });

  it('is not a film with sound, nor sound alone, nor another kind of file', async () => {
    for (const make of [...Object.values(sounds), oldPhoneNote]) expect(isWithoutSound(await make())).toBe(false);
    for (const each of [amrNote(), Buffer.from('Сколько стоит?'), new Uint8Array()]) expect(isWithoutSound(each)).toBe(false);
  });

  it('is not taken for one when it is cut or damaged', async () => {
    const film = await silentFilm();
    const list = Buffer.from(film).indexOf('moov');
    for (const cut of [film.subarray(0, list - 4), film.subarray(0, list + 20), film.subarray(0, -1), film.subarray(0, 6)])
      expect(isWithoutSound(cut)).toBe(false);
    for (const size of [0, 1, 2, 7, 0xffffffff]) {
      const damaged = Buffer.from(film);
      damaged.writeUInt32BE(size, 0);
      expect(isWithoutSound(damaged)).toBe(false);
    }
  });
});
