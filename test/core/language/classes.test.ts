import { beforeAll, describe, expect, it } from 'vitest';
import { readMessages, type Message } from '../../../scripts/language/data.ts';
import { keptForTests } from '../../../scripts/language/folds.ts';
import { detectLanguage, languages, type Language } from '../../../src/core/language/index.ts';

/** Real messages that the weights were not trained on; whole classes, by models trained without them, are in RESULTS.md. */
let kept: Message[] = [];

beforeAll(() => {
  kept = keptForTests(readMessages());
});

const classes =
  `asr en_informal greet kk_brand kk_informal kk_latin_2021 kk_latin_casual kk_latin_real kk_mixed_ru kk_noletter_std
  kk_rukbd_derived kk_rukbd_real kkname noise normal one_word ru_brand ru_informal ru_translit uppercase`.split(
    /\s+/,
  );

function isRight({ lang, accept }: Message, answer: Language): boolean {
  return accept === undefined ? answer === lang : accept.includes(answer);
}

function shareOf(messages: readonly Message[], holds: (message: Message) => boolean): number {
  return messages.filter(holds).length / messages.length;
}

describe('the shipped weights', () => {
  it.each(classes)('miss at most one message of the class %s', (name) => {
    const messages = kept.filter(({ bucket }) => bucket === name);
    expect(messages.length).toBeGreaterThan(0);
    const missed = messages.filter(
      (message) => !isRight(message, detectLanguage(message.text).language),
    );
    expect(missed.slice(1)).toEqual([]);
  });

  it('are right about 98 of 100 messages', () => {
    const messages = kept.filter(({ lang }) => lang !== 'und');
    expect(messages.length).toBeGreaterThan(250);
    expect(
      shareOf(messages, (message) => isRight(message, detectLanguage(message.text).language)),
    ).toBeGreaterThan(0.98);
  });

  it('keep a chat in its language and see when it switches', () => {
    const messages = kept.filter(({ lang }) => lang !== 'und');
    const rightAfter = (message: Message, previous: Language): boolean =>
      isRight(message, detectLanguage(message.text, { previous }).language);
    const stays = shareOf(messages, (message) =>
      languages.every((past) => !isRight(message, past) || rightAfter(message, past)),
    );
    const switches = shareOf(messages, (message) =>
      languages.every((past) => rightAfter(message, past)),
    );
    expect(stays).toBeGreaterThan(0.99);
    expect(switches).toBeGreaterThan(0.94);
  });
});
