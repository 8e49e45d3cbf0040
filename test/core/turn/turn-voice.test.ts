import { describe, expect, it } from 'vitest';
import type { Heard } from '../../../src/core/hearing/heard.ts';
import type { Content, Inbound } from '../../../src/core/kinds/channel.ts';
import { builtInPhrases } from '../../../src/core/phrases/phrases.ts';
import type { VoiceReply } from '../../../src/core/settings/bot-settings.ts';
import { takeTurn, type TurnResult } from '../../../src/core/turn/turn.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';

const chat = '77001234567@c.us';

const message = (id: string, content: Content): Inbound => ({ id, chat, at: 0, content });
const written = message('w', { type: 'text', text: 'Сколько стоит курс?' });
const spoken = message('s', { type: 'voice', media: {} });
const unclear = message('u', { type: 'voice', media: {} });
const picture = message('p', { type: 'unsupported', attached: 'image' });

const heard: Record<string, Heard> = { s: { type: 'understood', text: 'А где вы находитесь?' } };

/** Takes a turn; resolves with its result and with what the model was told of the chat. */
async function turn(
  messages: Inbound[],
  voiceReply?: VoiceReply,
): Promise<TurnResult & { told: string }> {
  let told = '';
  const result = await takeTurn(
    chat,
    messages,
    {
      recall: () => Promise.resolve({ entries: [], facts: {}, known: true }),
      hear: ({ id }) => Promise.resolve(heard[id] ?? { type: 'unclear', reason: 'no speech' }),
      ask(question) {
        told = question.chat;
        const usage = { input: 1, cached: 0, output: 1 };
        return Promise.resolve({
          text: '**25 000 ₸**, мы на Абая',
          usage,
          finish: 'stop',
          model: 'm',
        });
      },
      prompt: { load: () => Promise.resolve({ text: 'Курсы по 25 000 ₸', version: 'v1' }) },
      phrases: builtInPhrases,
      languages: ['ru', 'kk', 'en'],
      hours: new BusinessHours('Asia/Almaty'),
      ...(voiceReply === undefined ? {} : { voiceReply }),
      now: () => 0,
    },
    new AbortController().signal,
  );
  return { ...result, told };
}

describe('the form of an answer', () => {
  it.each<[VoiceReply | undefined, string, Inbound[], 'ru' | undefined]>([
    [undefined, 'a note', [spoken], undefined],
    ['never', 'a note', [spoken], undefined],
    ['when-voice', 'a note', [spoken], 'ru'],
    ['when-voice', 'a text', [written], undefined],
    ['when-voice', 'a text and then a note', [written, spoken], 'ru'],
    ['when-voice', 'a note and then a text', [spoken, written], undefined],
    ['when-voice', 'a note and then a picture', [spoken, picture], 'ru'],
    ['when-voice', 'a text and then a note that nobody understands', [written, unclear], undefined],
    ['always', 'a text', [written], 'ru'],
  ])('with %s to %s', async (wish, _, messages, voice) => {
    const { replies, told, record } = await turn(messages, wish);
    const text = '*25 000 ₸*, мы на Абая';
    expect(replies).toEqual([voice === undefined ? { text } : { text, voice }]);
    expect(told.includes('read aloud')).toBe(voice !== undefined);
    expect(record.entries.at(-1)).toMatchObject({ role: 'bot', text });
  });

  it("of the bot's own phrases is written", async () => {
    expect((await turn([unclear], 'always')).replies).toEqual([{ text: builtInPhrases.ru.repeat }]);
    expect((await turn([picture], 'always')).replies).toEqual([
      { text: builtInPhrases.ru.unsupported },
    ]);
  });
});
