import { equal, ok } from 'node:assert/strict';
import { sniffAudio } from '../core/audio.ts';
import type { SpokenLanguage } from '../core/kinds/channel.ts';
import { languages } from '../core/language/index.ts';
import type { Voice } from '../core/kinds/voice.ts';
import { live } from './aborting.ts';
import { register, type Check, type Register } from './register.ts';
import { troubleChecks, type ServiceOptions } from './service/trouble-checks.ts';
import type { Served } from './service/vendor.ts';

/** A voice and the service behind it. */
export interface OpenedVoice extends Served {
  voice: Voice;
}

/** Makes the voice under test, its own for each call, before a service that speaks. */
export type OpenVoice = () => Promise<OpenedVoice>;

const said = 'Айгерим, курс стоит 15 000 тенге.';

type Spoken = Awaited<ReturnType<Voice['speak']>>;

function speak(
  { voice }: OpenedVoice,
  signal: AbortSignal = live(),
  language: SpokenLanguage = 'ru',
): Promise<Spoken> {
  return voice.speak(said, { language }, signal);
}

function isSound({ bytes, format }: Spoken): void {
  ok(bytes.length > 0, 'there is sound');
  ok(format !== 'unknown', 'its format is known');
  equal(sniffAudio(bytes), format, 'it is in the format that is named');
}

const basics: Record<string, Check<OpenedVoice>> = {
  async 'speaks, in a format that it names'(place) {
    isSound(await speak(place));
  },
  async 'speaks every language of the bot, and any other'(place) {
    for (const language of [...languages, 'other'] as const)
      isSound(await speak(place, live(), language));
  },
  async 'speaks several texts at once'(place) {
    for (const each of await Promise.all([1, 2, 3].map(() => speak(place)))) isSound(each);
  },
};

/** What every voice must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function voiceSuite(it: Register, open: OpenVoice, options: ServiceOptions = {}): void {
  register(it, { ...basics, ...troubleChecks(speak, [said], options) }, open);
}
