import { expect, it } from 'vitest';
import type { Manner, Voice } from '../../src/core/kinds/voice.ts';
import { voiceSuite, type Register } from '../../src/suites/index.ts';
import { FakeService, wrongCalls, type Calling } from './fake-service.ts';
import { misjudged } from './judge.ts';

type Spoken = Awaited<ReturnType<Voice['speak']>>;
type Make = (service: FakeService) => Voice;

const sound: Spoken = { bytes: Buffer.from('OggS'), format: 'ogg' };

const speak: Calling<Spoken> = async (service, signal) => {
  await service.call(signal);
  return sound;
};

const calling =
  (call: Calling<Spoken>): Make =>
  (service) => ({ speak: (_text, _manner, signal) => call(service, signal) });

const saying =
  (say: (manner: Manner) => Spoken | Promise<Spoken>): Make =>
  () => ({ speak: (_, manner) => Promise.resolve(say(manner)) });

function oneAtATime(): Make {
  let speaking = 0;
  return () => ({
    async speak() {
      speaking += 1;
      await Promise.resolve();
      if (speaking > 1) throw new Error('one at a time');
      speaking -= 1;
      return sound;
    },
  });
}

const wrong: Record<string, Make> = {
  ...Object.fromEntries(
    Object.entries(wrongCalls(speak)).map(([name, call]) => [name, calling(call)]),
  ),
  'speaks, in a format that it names': saying(() => ({ ...sound, format: 'mp3' })),
  'speaks every language of the bot, and any other': saying(({ language }) => {
    if (language === 'other') throw new Error('no such language');
    return sound;
  }),
  'speaks several texts at once': oneAtATime(),
};

const suite = (register: Register, make: Make): void =>
  voiceSuite(
    register,
    () => {
      const vendor = new FakeService();
      return Promise.resolve({ voice: make(vendor), vendor });
    },
    { patienceMs: 300 },
  );

it('each check of a voice fails where the voice is wrong', async () => {
  expect(await misjudged(suite, calling(speak), wrong)).toEqual([]);
});
