import { describe, expect, it } from 'vitest';
import { customer, dialogueOf, questions } from './dialogue.ts';
import { openWorld } from './world.ts';

const chat = customer(1);
const kazakh =
  'Курс жиырма бес мың теңге тұрады, сабақтар дүйсенбі күні кешке басталады. Сізді жазайын ба?';
const russian =
  'Курс стоит двадцать пять тысяч тенге, занятия начинаются в понедельник вечером. Записать вас?';

describe('a model that answers in another language', () => {
  it('is asked once more, and both answers are counted', async () => {
    await using world = await openWorld({
      prompt: 'Курс стоит 25 000 ₸ в месяц.',
      openAi: {
        answer: (asked) =>
          dialogueOf(asked).system.includes('Write the whole answer in Russian') ? russian : kazakh,
      },
    });
    expect(await world.ask(chat, 'Здравствуйте, сколько стоит курс и когда начало?')).toBe(russian);
    await world.settled();
    expect(questions(world.openAi)).toHaveLength(2);
    expect(await world.logged('reply-language-wrong')).toMatchObject([
      { wanted: 'ru', written: 'kk' },
    ]);
  });
});

describe('a customer who writes in none of the languages', () => {
  it('is answered in their own, and the chat keeps its language', async () => {
    await using world = await openWorld({ openAi: { answer: () => 'ok' } });
    await world.ask(chat, 'Здравствуйте, сколько стоит курс?');
    await world.ask(
      chat,
      'Merhaba, kurs ne kadar ve ne zaman başlıyor? Kayıt olmak istiyorum, lütfen bana yardımcı olun.',
    );
    await world.ask(chat, '👍');
    await world.settled();
    const told = questions(world.openAi).map(
      ({ system }) => /Answer in (\w+)/.exec(system.slice(system.indexOf('# This chat')))?.[1],
    );
    expect(told).toEqual(['Russian', 'Turkish', 'Russian']);
    expect(await world.logged('foreign-language')).toMatchObject([{ language: 'tr' }]);
  });
});
