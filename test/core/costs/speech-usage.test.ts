import { expect, it } from 'vitest';
import type { Heard } from '../../../src/core/hearing/heard.ts';
import { speechUsage, usageWithoutAnswer } from '../../../src/core/costs/speech-usage.ts';

const usual: Heard = { type: 'understood', text: 'Да', seconds: 3 };
const other: Heard = { type: 'understood', text: 'Да', seconds: 4, model: 'whisper-large-v3' };
const twice: Heard = {
  type: 'understood',
  text: 'Да',
  seconds: 5,
  transcribed: 10,
  doubted: 'look-alike',
};
const long: Heard = { type: 'unclear', reason: 'too long', seconds: 900 };

it('is the sum of what was transcribed, a second try counted again', () => {
  expect(speechUsage([usual, twice, long], 'gpt-transcribe')).toEqual({
    speechSeconds: 13,
    speechModel: 'gpt-transcribe',
  });
});

it('names the model that heard where it was not the usual one', () => {
  expect(speechUsage([usual, other], 'gpt-transcribe')).toEqual({
    speechSeconds: 7,
    speechModel: 'whisper-large-v3',
  });
});

it('names the model of the smallest part of a second', () => {
  const short: Heard = { type: 'understood', text: 'Да', seconds: 0.4 };
  expect(speechUsage([short], 'gpt-transcribe')).toEqual({
    speechSeconds: 0.4,
    speechModel: 'gpt-transcribe',
  });
  expect(usageWithoutAnswer([short], 'm').usage).toMatchObject({
    input: 0,
    cached: 0,
    output: 0,
    speechSeconds: 0.4,
  });
});

it('is nothing where nothing was transcribed', () => {
  expect(speechUsage([long], 'gpt-transcribe')).toEqual({ speechSeconds: 0 });
  expect(usageWithoutAnswer([long], 'gpt-transcribe')).toEqual({});
});
