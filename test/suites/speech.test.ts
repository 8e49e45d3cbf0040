import { expect, it } from 'vitest';
import { ServiceError, type ErrorSubject } from '../../src/core/errors.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../src/core/kinds/speech.ts';
import { speechSuite, type Register } from '../../src/suites/index.ts';
import { FakeService, wrongCalls } from './fake-service.ts';
import { misjudged } from './judge.ts';

type Make = (service: FakeService) => Speech;
type Hear = (service: FakeService, hints: SpeechHints, audio: Audio) => Transcript;

const segments = [
  { from: 0, to: 1, text: 'a' },
  { from: 1, to: 2, text: 'b' },
];

const heard: Hear = ({ doing }, { times }) => ({
  text: doing === 'nothing' ? '' : 'a b',
  language: 'kk',
  ...(times ? { segments } : {}),
});

function speech(hear: Hear, formats: Speech['formats'] = new Set(['wav'])): Make {
  return (service) => ({
    formats,
    maxBytes: 1_000,
    async transcribe(audio, hints, signal) {
      await service.call(signal);
      return hear(service, hints, audio);
    },
  });
}

function calling(call: (service: FakeService, signal: AbortSignal) => Promise<Transcript>): Make {
  return (service) => ({
    ...speech(heard)(service),
    transcribe: (_audio, _hints, signal) => call(service, signal),
  });
}

const named = (about: ErrorSubject): Make =>
  calling((service, signal) =>
    service.call(signal).then(
      () => ({ text: 'a' }),
      () => {
        throw new ServiceError('fake', 'It fails', { retryable: false, about });
      },
    ),
  );

const troubled = wrongCalls(async (service, signal): Promise<Transcript> => {
  await service.call(signal);
  return { text: 'a' };
});

const wrong: Record<string, Make> = {
  ...Object.fromEntries(Object.entries(troubled).map(([name, call]) => [name, calling(call)])),
  'takes at least one format, and files of some size': speech(heard, new Set(['ogg', 'unknown'])),
  'hears a recording': speech(() => ({ text: ' ' })),
  'takes every language as a hint': speech((_, { language }) =>
    language === undefined ? { text: 'a' } : { text: 'a', language: 'kazakh' },
  ),
  'gives times only where they are asked for': speech(() => ({ text: 'a', segments })),
  'gives times in order, or says that the service gives none': speech((_, { times }) =>
    times ? { text: 'a', segments: segments.toReversed() } : { text: 'a' },
  ),
  'leaves the recording as it is': speech((service, hints, { bytes }) => {
    bytes.fill(0);
    return heard(service, hints, { bytes, format: 'wav' });
  }),
  'hears several recordings at once': (service) => {
    let hearing = 0;
    return {
      ...speech(heard)(service),
      async transcribe() {
        hearing += 1;
        await Promise.resolve();
        if (hearing > 1) throw new Error('one at a time');
        hearing -= 1;
        return { text: 'a' };
      },
    };
  },
  'gives an empty text when nothing was understood': speech(() => ({ text: 'Subtitles by' })),
  'says that this very audio cannot be understood': named('times'),
  'says that the audio is too short in any form': named('audio'),
};

const suite = (register: Register, make: Make): void =>
  speechSuite(
    register,
    () => {
      const vendor = new FakeService();
      return Promise.resolve({ speech: make(vendor), vendor });
    },
    { patienceMs: 300 },
  );

it('each check of a plugin for speech fails where the plugin is wrong', async () => {
  expect(await misjudged(suite, speech(heard), wrong)).toEqual([]);
});
