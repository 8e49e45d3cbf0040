import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSteadyOpus } from '../../../src/core/hearing/opus-noise.ts';
import { made, voice } from '../../plugins/transcoder/ffmpeg/sounds.ts';

const voices = join(import.meta.dirname, '../../voices');
const coded = (kilobits: number, ...options: string[]): string[] => [
  '-c:a',
  'libopus',
  '-b:a',
  `${kilobits}k`,
  ...options,
  '-f',
  'ogg',
];
const whatsapp = ['-application', 'voip'];

function generated(source: string, kilobits: number): Promise<Uint8Array> {
  return made(
    ['-map', '0:a', '-ac', '1', '-ar', '48000', ...coded(kilobits, ...whatsapp)],
    undefined,
    ['-f', 'lavfi', '-i', source],
  );
}

describe('a steady noise, told from the sizes of its packets', () => {
  it('is the recorded one', async () => {
    expect(isSteadyOpus(await voice('none-noise'))).toBe(true);
  });

  it.each(['white', 'pink', 'brown'])('is %s noise at the rates of voice notes', async (colour) => {
    for (const kilobits of [16, 24, 32]) {
      const noise = await generated(`anoisesrc=color=${colour}:amplitude=0.1:seed=7:d=6`, kilobits);
      expect({ kilobits, steady: isSteadyOpus(noise) }).toEqual({ kilobits, steady: true });
    }
  });

  it('is no voice', async () => {
    const names = (await readdir(voices)).filter(
      (name) => name.endsWith('.ogg') && !name.startsWith('none-'),
    );
    for (const name of names) {
      const bytes = await readFile(join(voices, name));
      expect({ name, steady: isSteadyOpus(bytes) }).toEqual({ name, steady: false });
    }
    expect(
      isSteadyOpus(await readFile(join(import.meta.dirname, '../../../examples/voice.ogg'))),
    ).toBe(false);
  });

  it.each([
    ['faster', coded(32, ...whatsapp)],
    ['slower', coded(12, ...whatsapp)],
    ['in packets of 60 ms', coded(16, ...whatsapp, '-frame_duration', '60')],
    ['as music', coded(24, '-application', 'audio')],
    ['at a constant rate', coded(24, ...whatsapp, '-vbr', 'off')],
    ['at a constrained rate', coded(24, ...whatsapp, '-vbr', 'constrained')],
  ])('is no voice that was coded %s', async (_how, options) => {
    for (const name of ['ru-human-03', 'en-human-05', 'kk-tts-01'])
      expect({
        name,
        steady: isSteadyOpus(
          await made(['-ac', '1', '-ar', '48000', ...options], await voice(name)),
        ),
      }).toEqual({
        name,
        steady: false,
      });
  });

  it('is nothing that ends within a second', async () => {
    const noise = await generated('anoisesrc=color=white:amplitude=0.1:seed=7:d=1', 24);
    expect(isSteadyOpus(noise)).toBe(false);
  });

  it('is nothing short, cut or damaged', async () => {
    const noise = Buffer.from(await voice('none-noise'));
    expect(isSteadyOpus(noise.subarray(0, 2000))).toBe(false);
    for (let at = 0; at < noise.length; at += 97) {
      const damaged = Buffer.from(noise);
      damaged.fill(255, at, Math.min(at + 40, noise.length));
      expect(() => isSteadyOpus(damaged)).not.toThrow();
    }
    expect(isSteadyOpus(new Uint8Array())).toBe(false);
    expect(isSteadyOpus(Buffer.from('OggS'))).toBe(false);
  });
});
