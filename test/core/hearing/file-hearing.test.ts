import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Listening } from '../../../src/core/hearing/listening.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Loudness } from '../../../src/core/kinds/transcoder.ts';
import {
  hearFile,
  signalsOf,
  type FileHearing,
  type TranscriptFormat,
} from '../../../src/core/hearing/file-hearing.ts';
import { Ear, telling } from './ear.ts';

const note = readFileSync(join(import.meta.dirname, '../../voices/ru-human-03.ogg'));
const level: Loudness = {
  seconds: 9,
  meanDb: -20,
  peakDb: -3,
  silences: [
    { from: 1, to: 2.5 },
    { from: 4, to: 4.5 },
  ],
};
const said = { text: 'Сколько стоит курс для детей?', language: 'ru', seconds: 9 };
const noTimes = new ServiceError('openai.times', 'no times', { retryable: false, about: 'times' });
const { signal } = new AbortController();

function ears(ear: Ear): Listening {
  return { speech: ear, transcoder: telling(level), convert: 'auto' };
}

function hear(ear: Ear, format: TranscriptFormat, verbose = false): Promise<FileHearing> {
  return hearFile(note, ears(ear), { format, verbose }, signal);
}

describe('a file that is heard for a person', () => {
  it.each<[TranscriptFormat, boolean, boolean]>([
    ['text', false, false],
    ['text', true, true],
    ['json', false, true],
    ['srt', false, true],
    ['vtt', false, true],
  ])('as %s, verbose %s: with times %s', async (format, verbose, times) => {
    const ear = new Ear([said]);
    const heard = await hear(ear, format, verbose);
    expect(ear.given[0]?.hints.times ?? false).toBe(times);
    expect(heard).toMatchObject({ transcript: said, detected: { language: 'ru' } });
  });

  it.each<[TranscriptFormat, boolean]>([
    ['json', true],
    ['srt', false],
    ['vtt', false],
  ])('as %s from a service without times: %s', async (format, isHeard) => {
    const heard = hear(new Ear([noTimes, said]), format);
    if (isHeard) expect((await heard).transcript).toEqual(said);
    else await expect(heard).rejects.toBe(noTimes);
  });

  it('fails with any other error of the service', async () => {
    const away = new ServiceError('openai.unavailable', 'away', { retryable: true });
    await expect(hear(new Ear([away, said]), 'json')).rejects.toBe(away);
  });

  it('is measured where everything is wanted, and has no language where nothing was heard', async () => {
    expect((await hear(new Ear([said]), 'text', true)).level).toEqual(level);
    expect(await hear(new Ear([{ text: '' }]), 'text')).not.toHaveProperty('detected');
  });

  it('is expected in the language that was named', async () => {
    const ear = new Ear([said]);
    await hearFile(note, ears(ear), { format: 'text', verbose: false, language: 'kk' }, signal);
    expect(ear.given[0]?.hints.language).toBe('kk');
  });
});

describe('what a file was judged by', () => {
  it('is told in lines', () => {
    const segments = [
      { from: 0, to: 3, text: 'a', confidence: 0.9, noSpeech: 0 },
      { from: 3, to: 4, text: 'b', confidence: 0.5, noSpeech: 0.4 },
      { from: 4, to: 9, text: 'c' },
    ];
    const heard = { type: 'understood', text: said.text, seconds: 9, doubted: 'words' } as const;
    const transcript = { ...said, segments };
    expect(
      signalsOf({ heard, transcript, level, detected: { language: 'ru', confidence: 0.987 } }),
    ).toEqual([
      'duration: 9.0 s',
      'loudness: mean -20 dB, peak -3 dB, 2.0 s of silence',
      'language: ru by the service, ru by the words (99 %)',
      'confidence: 80 %',
      'chance of no speech: 10 %',
      'heard twice: the first transcript looked wrong (words)',
      'verdict: understood',
    ]);
  });

  it('is what is known, where little is', () => {
    const heard = { type: 'unclear', reason: 'silence' } as const;
    expect(signalsOf({ heard })).toEqual(['duration: unknown', 'verdict: silence']);
    expect(signalsOf({ heard, transcript: { text: ' музыка ' } })).toEqual([
      'duration: unknown',
      'language: not told by the service',
      'verdict: silence: "музыка"',
    ]);
  });
});
