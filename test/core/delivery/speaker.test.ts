import { prices } from '../../prices.ts';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Budget } from '../../../src/core/costs/budget.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import type { Charge, Due } from '../../../src/core/kinds/journal.ts';
import type { Transcoder } from '../../../src/core/kinds/transcoder.ts';
import type { Voice } from '../../../src/core/kinds/voice.ts';
import { DayLedger } from '../../../src/core/costs/ledger.ts';
import type { LogFields } from '../../../src/core/log.ts';
import { madeByAi, withOggComment } from '../../../src/core/delivery/ogg-comment.ts';
import { Speaker, type SpeakerDependencies } from '../../../src/core/delivery/speaker.ts';

const chat = '77001234567@c.us';
let note: Buffer;
beforeAll(async () => {
  const spoken = await readFile(new URL('../../voices/ru-human-03.ogg', import.meta.url));
  note = Buffer.from(withOggComment(spoken, madeByAi));
});

const reply = (more: Partial<Due> = {}): Due => ({
  id: '1',
  chat,
  text: '*Да*, есть 👍',
  voice: 'ru',
  createdAt: 0,
  tries: 0,
  notBefore: 0,
  ...more,
});

const live = (): AbortSignal => new AbortController().signal;
const asOgg: Voice['speak'] = () => Promise.resolve({ bytes: note, format: 'ogg' });
const asWav: Voice['speak'] = () =>
  Promise.resolve({ bytes: Buffer.from('RIFF….WAVE'), format: 'wav' });

/** A speaker over a voice that speaks like this, with everything that it leaves. */
function stage(
  speak: Voice['speak'],
  parts: Partial<SpeakerDependencies> = {},
  model = 'gpt-4o-mini-tts',
) {
  const events: { event: string; fields: LogFields }[] = [];
  const write = (event: string, fields: LogFields = {}): void =>
    void events.push({ event, fields });
  const charges: Charge[] = [];
  const voice = { model, speak: vi.fn<Voice['speak']>(speak) };
  const transcoder: Transcoder = {
    toMp3: () => Promise.reject(new Error('unasked')),
    toNote: () => Promise.resolve(note),
  };
  const log = { debug: write, info: write, warn: write, error: write };
  const clock = { now: 1_000 };
  const erased = { yes: false };
  const speaker = new Speaker({
    voice,
    transcoder,
    accounts: { charge: (charge) => Promise.resolve(void charges.push(charge)) },
    outbox: { due: () => Promise.resolve(erased.yes ? [] : [reply()]) },
    patienceMs: 5_000,
    log,
    now: () => clock.now,
    ...parts,
  });
  return { speaker, voice, events, charges, clock, erased, log };
}

describe('a reply that is spoken', () => {
  it('is what the voice said, without marks, in its language', async () => {
    const { speaker, voice } = stage(asOgg);
    expect(await speaker.note(reply(), live())).toBe(note);
    expect(voice.speak).toHaveBeenCalledWith(
      'Да, есть.',
      { language: 'ru' },
      expect.any(AbortSignal),
    );
  });

  it('is converted where the voice speaks in another form', async () => {
    expect(await stage(asWav).speaker.note(reply(), live())).toBe(note);
  });

  it('is counted, with its length', async () => {
    const { speaker, charges } = stage(asOgg);
    await speaker.note(reply(), live());
    const usage = {
      input: 0,
      cached: 0,
      output: 0,
      spokenCharacters: 9,
      voiceModel: 'gpt-4o-mini-tts',
    };
    expect(charges).toMatchObject([{ kind: 'speech', chat, at: 1_000, usage }]);
    expect(charges[0]?.usage?.spokenSeconds).toBeGreaterThan(1);
  });

  it('leaves no account of a customer who was erased meanwhile', async () => {
    const { speaker, charges, erased } = stage(asOgg);
    erased.yes = true;
    await speaker.note(reply(), live());
    expect(charges).toEqual([]);
  });

  it('is spoken also when it cannot be counted', async () => {
    const accounts = { charge: () => Promise.reject(new Error('full')) };
    const { speaker, events } = stage(asOgg, { accounts });
    expect(await speaker.note(reply(), live())).toBe(note);
    expect(events.map(({ event }) => event)).toContain('voice-uncounted');
  });
});

describe('a reply is written', () => {
  it('that was never to be spoken, or failed too often', async () => {
    const { speaker, voice } = stage(asOgg);
    const { voice: _, ...written } = reply();
    expect(await speaker.note(written, live())).toBeUndefined();
    expect(await speaker.note(reply({ tries: 3 }), live())).toBeUndefined();
    expect(voice.speak).not.toHaveBeenCalled();
  });

  it.each<[string, Voice['speak'], Partial<SpeakerDependencies>]>([
    [
      'refuses',
      () => Promise.reject(new ServiceError('openai.key', 'no', { retryable: false })),
      {},
    ],
    ['breaks', () => Promise.reject(new TypeError('bug')), {}],
    ['hangs', () => new Promise(() => {}), { patienceMs: 20 }],
    [
      'says nothing',
      () => Promise.resolve({ bytes: new Uint8Array(), format: 'unknown' }),
      { transcoder: withNote([]) },
    ],
    ['says what is no sound', asWav, { transcoder: withNote([1, 2, 3]) }],
    ['needs a converter that is not there', asWav, { transcoder: { toMp3: never } }],
    ['needs a converter that fails', asWav, { transcoder: { toMp3: never, toNote: never } }],
  ])(
    'when the voice %s; it is logged, and whoever comes next is spoken to',
    async (_, speak, parts) => {
      const { speaker, events, voice } = stage(speak, parts);
      const signal = live();
      expect(await speaker.note(reply(), signal)).toBeUndefined();
      expect(events).toMatchObject([{ event: 'voice-failed', fields: { chat } }]);
      voice.speak.mockImplementation(asOgg);
      expect(await speaker.note(reply(), signal)).toBe(note);
    },
  );

  it('after failures in a row, for a minute, without another try', async () => {
    const { speaker, voice, clock } = stage(() =>
      Promise.reject(new ServiceError('openai.key', 'no', { retryable: false })),
    );
    for (let turn = 0; turn < 5; turn += 1) await speaker.note(reply(), live());
    expect(voice.speak).toHaveBeenCalledTimes(3);
    voice.speak.mockImplementation(asOgg);
    clock.now += 60_001;
    expect(await speaker.note(reply(), live())).toBe(note);
    expect(await speaker.note(reply(), live())).toBe(note);
  });

  it('while the budget is spent, and what was spoken counts in it', async () => {
    const spent = { day: '1970-01-01', total: 0, chats: new Map<string, number>() };
    const { log } = stage(asOgg);
    const ledger = new DayLedger(spent);
    const budget = new Budget({
      caps: { day: 0.001 },
      ledger,
      prices,
      timeZone: 'UTC',
      log,
      now: () => 0,
    });
    const { speaker, voice, events } = stage(asOgg, { budget });
    expect(await speaker.note(reply(), live())).toBe(note);
    const seconds = 4;
    expect(spent.total).toBeGreaterThan((0.015 * seconds) / 60 / 4);
    expect(spent.total).toBeLessThan(0.01);
    expect(await speaker.note(reply({ text: 'Слово. '.repeat(100) }), live())).toBeUndefined();
    expect(voice.speak).toHaveBeenCalledTimes(1);
    expect(events.at(-1)).toMatchObject({
      event: 'voice-failed',
      fields: { error: expect.any(SetupError) as unknown },
    });
  });
});

describe('a stop', () => {
  it('ends what is being spoken', async () => {
    const stop = new AbortController();
    const { speaker } = stage((_text, _manner, signal) => {
      stop.abort(new Error('stop'));
      return Promise.reject(signal.reason as Error);
    });
    await expect(speaker.note(reply(), stop.signal)).rejects.toThrow('stop');
  });
});

function never(): Promise<never> {
  return Promise.reject(new SetupError('transcoder.missing', 'none'));
}

function withNote(bytes: number[]): Transcoder {
  return { toMp3: never, toNote: () => Promise.resolve(new Uint8Array(bytes)) };
}
