import { describe, expect, it, vi } from 'vitest';
import { ServiceError, SetupError, type ErrorSubject } from '../../../src/core/errors.ts';
import type { Inbound, Room } from '../../../src/core/kinds/channel.ts';
import { builtInPhrases } from '../../../src/core/phrases/phrases.ts';
import {
  turnParts,
  type TurnDependencies,
  type TurnFrame,
} from '../../../src/core/turn/turn-parts.ts';
import { logHeard, type HeardNotes } from '../../../src/core/turn/note-hearer.ts';
import type { Log, LogFields } from '../../../src/core/log.ts';
import { chat } from '../memories.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';

const note: Inbound = { id: 'v', chat, at: 0, content: { type: 'voice', media: {} } };
/** The words of any channel: what counts is what the error is about. */
const lost = (about?: ErrorSubject, retryable = false): ServiceError =>
  new ServiceError('courier.no-parcel', 'no', { retryable, ...(about && { about }) });

/** Hears the note once, when its download ends so; and what the log holds then. */
function scene(
  download: TurnDependencies['download'],
  { rooms, ...frame }: Partial<TurnFrame> & Pick<TurnDependencies, 'rooms'> = {},
  speechModel: { model?: string } = {},
) {
  const told: [string, LogFields][] = [];
  const write = (event: string, fields: LogFields = {}): void => void told.push([event, fields]);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const clock = { now: 0 };
  const dependencies: TurnDependencies = {
    model: { answer: () => Promise.reject(new Error('not asked')) },
    listening: {
      speech: {
        formats: new Set(),
        maxBytes: 1,
        transcribe: () => Promise.reject(new Error('not asked')),
        ...speechModel,
      },
      transcoder: {} as TurnDependencies['listening']['transcoder'],
      convert: 'never',
    },
    prompt: { load: () => Promise.resolve({ text: '', version: '1' }) },
    history: {
      recall: () => Promise.reject(new Error('not asked')),
      record: () => Promise.resolve(0),
      erase: () => Promise.resolve(true),
    },
    phrases: builtInPhrases,
    languages: ['ru'],
    hours: new BusinessHours('Asia/Almaty'),
    log,
    now: () => (clock.now += 7),
    download,
    ...(rooms ? { rooms } : {}),
  };
  const heard: HeardNotes = new Map();
  const parts = turnParts(dependencies, chat, { deadline: 0, heard, ...frame });
  const hear = () => parts.hear(note, {}, undefined, new AbortController().signal);
  return { hear, heard, told, log, parts };
}

describe('a note that cannot be had', () => {
  it.each([
    ['media-size', 'too large'],
    ['media', 'unreadable'],
  ] as const)('is asked for again when the error is about %s: %s', async (about, reason) => {
    const { hear, heard, told, log } = scene(() => Promise.reject(lost(about)));
    expect(await hear()).toEqual({ type: 'unclear', reason });
    expect(heard.get('v')).toMatchObject({ heard: { type: 'unclear', reason } });
    logHeard(log, chat, heard);
    expect(told.map(([event, fields]) => [event, fields['chat'], fields['message']])).toEqual([
      ['voice-lost', chat, 'v'],
      ['voice-heard', chat, 'v'],
    ]);
    expect(told[1]?.[1]).toMatchObject({ reason, ms: expect.any(Number) as number });
    expect(told[1]?.[1]['ms']).toBeGreaterThan(0);
  });

  it.each([
    ['may be had later', lost('media', true)],
    ['was too large for now', lost('media-size', true)],
    ['failed for another reason', lost()],
    ['only has the code of one', new ServiceError('green-api.media', 'no', { retryable: false })],
    ['is ours', new Error('bug')],
    ['needs a person', new SetupError('green-api.media', 'no')],
  ])('is not given up when it %s', async (_what, error) => {
    const { hear, heard } = scene(() => Promise.reject(error));
    await expect(hear()).rejects.toBe(error);
    expect(heard.size).toBe(0);
  });
});

describe('a note', () => {
  it('has room, as its chat may, from its first byte until it is heard', async () => {
    const owners: string[] = [];
    const room = () => Promise.resolve();
    const rooms = {
      async with<T>(
        owner: string,
        _signal: AbortSignal,
        work: (room: Room) => Promise<T>,
      ): Promise<T> {
        owners.push(owner);
        return work(room);
      },
    };
    const download = vi.fn<TurnDependencies['download']>(() => Promise.reject(lost('media')));
    await scene(download, { rooms }).hear();
    expect([owners, download.mock.calls[0]?.[3]]).toEqual([[chat], room]);
  });
});

describe('a note that was heard', () => {
  it('is not fetched again, nor told of again', async () => {
    const download = vi.fn<() => Promise<never>>(() => Promise.reject(lost('media')));
    const { hear, told } = scene(download);
    expect(await hear()).toBe(await hear());
    expect([download.mock.calls.length, told.length]).toEqual([1, 1]);
  });
});

it.each<[{ model?: string }]>([[{ model: 'whisper-1' }], [{}]])(
  'the account of a turn names the model that hears, where there is one: %j',
  (speech) => {
    const { parts } = scene(() => Promise.reject(lost('media')), {}, speech);
    expect(parts.speechModel).toBe(speech.model);
    expect('speechModel' in parts).toBe('model' in speech);
  },
);
