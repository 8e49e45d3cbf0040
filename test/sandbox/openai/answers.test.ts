import { describe, expect, it } from 'vitest';
import { composeInstructions } from '../../../src/core/turn/instructions.ts';
import { Brain } from '../../../src/sandbox/openai/brain/brain.ts';
import { questions, unrelated } from './questions.ts';
import { school, systemMessage } from './service.ts';

const brain = new Brain();

type Messages = Parameters<Brain['answer']>[0]['messages'];

function answer(said: string | Messages, language?: string, business = school): string {
  const messages = typeof said === 'string' ? [{ role: 'user' as const, text: said }] : said;
  return brain.answer({ system: systemMessage(business, language), messages });
}

const labels = { Russian: '[песочница] ', Kazakh: '[сынақ ортасы] ', English: '[sandbox] ' };

describe.each(['Russian', 'Kazakh', 'English'] as const)('in %s', (language) => {
  it.each(questions[language])('%j is answered from «%s»', (question, heading) => {
    const said = answer(question, language);
    expect(said).toContain(`**${heading}`);
    expect(said.startsWith(labels[language])).toBe(true);
  });

  it.each(unrelated[language].map((question) => [question]))(
    '%j is answered with no quotation',
    (question) => {
      const said = answer(question, language);
      expect(said).not.toContain('**');
      expect(said).toMatch(
        /ничего не нашлось|Не уверен|ештеңе табылмады|сенімді емеспін|found nothing|not sure/,
      );
    },
  );
});

describe('what the business has not written', () => {
  const earlier = '[песочница] Вот что об этом написано:\n\n*Цены*\n35 000 ₸ в месяц';
  const dialogueWith = (text: string): Messages => [
    { role: 'user', text: 'Есть парковка для слона?' },
    { role: 'assistant', text },
    { role: 'user', text: 'Так что с бегемотом?' },
  ];

  it('is answered with what a person has said in the chat', () => {
    const said = answer(dialogueWith(`${earlier}\n\nСлона ставим во дворе`), 'Russian');
    expect(said).toContain('раньше вам ответили: «Слона ставим во дворе»');
  });

  it('is answered with the time that a person has said, where the customer asks when', () => {
    const said = answer(
      [
        { role: 'user', text: 'Позовите человека' },
        { role: 'assistant', text: 'Слона ждём в пятницу в 15:00' },
        { role: 'user', text: 'Что взять?' },
        { role: 'assistant', text: 'Только слона' },
        { role: 'user', text: 'Так когда его вести?' },
      ],
      'Russian',
    );
    expect(said).toContain('раньше вам ответили: «Слона ждём в пятницу в 15:00»');
  });

  it('is not answered with the sandbox’s own words', () => {
    const own = answer('Так что с бегемотом?', 'Russian').replaceAll('**', '*');
    for (const text of [earlier, own])
      expect(answer(dialogueWith(text), 'Russian')).not.toContain('раньше вам ответили');
  });
});

describe('what is no question is answered as such', () => {
  it.each([
    [
      'Russian',
      'Это безобразие! Я ждал час, верните деньги!',
      /очень жаль[^]*\*\*Пропуски, перенос и возврат денег/,
    ],
    ['Russian', 'позовите человека', /никого позвать не могу[^]*\*\*Телефон и контакты/],
    ['Russian', 'Соедините с администратором, пожалуйста', /никого позвать не могу/],
    ['Russian', 'ты робот?', /программа, не человек/],
    ['Russian', 'Это бот или живой человек?', /программа, не человек/],
    ['Russian', 'запишите меня на вторник', /Записать вас песочница не может[^]*\*\*Пробный урок/],
    ['Kazakh', 'Бұл не сұмдық, ақшамды қайтарыңыздар!', /өкінішті/],
    ['Kazakh', 'операторды шақырыңызшы', /ешкімді шақыра алмаймын/],
    ['Kazakh', 'сен ботсың ба?', /бағдарлама жауап беріп отыр/],
    ['Kazakh', 'мені сейсенбіге жазып қойыңызшы', /жаза алмайды/],
    ['English', 'This is terrible, give me my money back', /very sorry/],
    ['English', 'I want to talk to a human', /cannot fetch anybody/],
    ['English', 'are you a robot?', /a program, not to a person/],
    ['English', 'Book me for Tuesday please', /cannot book/],
  ])('in %s: %s', (language, said, expected) => {
    const got = answer(said, language);
    expect(got).toMatch(expected);
    expect(got.startsWith(labels[language as keyof typeof labels])).toBe(true);
  });
});

describe('an answer', () => {
  it('knows what “it” is, from all that was asked before', () => {
    const dialogue = (...said: string[]): Messages =>
      said.flatMap((text, index) => [
        { role: 'user' as const, text },
        ...(index < said.length - 1 ? [{ role: 'assistant' as const, text: '[…]' }] : []),
      ]);
    const children =
      /\*\*Сколько стоит курс \(цены\)\*\*\n- Группа для детей и подростков: 30 000 ₸[^\n]*$/;
    expect(
      answer(dialogue('Сколько стоит курс?', 'а для детей?', 'а сколько это в месяц?'), 'Russian'),
    ).toMatch(children);
    expect(answer(dialogue('а для детей?', 'а сколько это в месяц?'), 'Russian')).toMatch(children);
    expect(
      answer(dialogue('how much for children', 'and how much is it per month?'), 'English'),
    ).toMatch(/\n- Children's[^\n]+$/);
  });

  it('to the newcomer is the prices, whole, in Russian', () => {
    expect(answer('Сколько стоит курс?', 'Russian')).toBe(
      [
        '[песочница] Вот что об этом написано:',
        '',
        '**Сколько стоит курс (цены)**',
        ...school
          .split('\n')
          .filter((line) => line.startsWith('- ') && /₸ (в месяц|за )|^- Учебник/.test(line)),
      ].join('\n'),
    );
  });

  it('covers every question of a message, once each', () => {
    const said = answer(
      'Здравствуйте! Когда начинаются занятия и где вы находитесь? Адрес напишите',
      'Russian',
    );
    expect(said.match(/\*\*[^*]+\*\*/g)).toEqual([
      '**Расписание: когда начинаются занятия**',
      '**Адрес: где мы находимся**',
    ]);
  });

  it('shows of a list only what was asked for', () => {
    expect(answer('Сколько стоит индивидуальное занятие?', 'Russian').split('\n').slice(3)).toEqual(
      ['- Индивидуальное занятие: 6 500 ₸ за 60 минут, онлайн 5 500 ₸'],
    );
    expect(answer('how much for my daughter', 'English')).toMatch(/\*\*\n- Children's[^\n]+$/);
  });

  it('goes on from the question before', () => {
    const said = answer(
      [
        { role: 'user', text: 'Сколько стоит курс?' },
        { role: 'assistant', text: '[песочница] …' },
        { role: 'user', text: 'а для детей?' },
      ],
      'Russian',
    );
    expect(said).toMatch(/Сколько стоит курс[^\n]*\n- Группа для детей[^\n]+$/);
  });

  it('does not go on from what was no question about the business', () => {
    const talk = ['ты робот?', 'позовите человека'].flatMap((text) => [
      { role: 'user' as const, text },
      { role: 'assistant' as const, text: '[песочница] …' },
    ]);
    const asked = { role: 'user' as const, text: 'а для детей?' };
    expect(answer([...talk, asked], 'Russian')).toBe(answer([asked], 'Russian'));
  });

  it('offers topics by number when unsure, and takes the number', () => {
    const offer = answer('сколько стоит доставка пиццы', 'Russian');
    expect(offer).toContain('\n1. Сколько стоит курс (цены)');
    const picked = answer(
      [
        { role: 'user', text: 'сколько стоит доставка пиццы' },
        { role: 'assistant', text: offer },
        { role: 'user', text: '1' },
      ],
      'Russian',
    );
    expect(picked).toContain('**Сколько стоит курс (цены)**\n- Группа для взрослых');
  });

  it('greets, takes thanks, and says what can be asked', () => {
    expect(answer('Здравствуйте', 'Russian')).toMatch(
      /^\[песочница\] Здравствуйте! Это песочница, а не GPT.*\n\n.*:\n- О школе\n- /s,
    );
    expect(answer('Сәлем', 'Kazakh')).toMatch(
      /^\[сынақ ортасы\] Сәлеметсіз бе!.*\n- Мектеп туралы\n/s,
    );
    expect(answer('thanks!', 'English')).toBe('[sandbox] You are welcome! Ask me more.');
    expect(answer('у вас есть пицца?', 'Russian')).toContain('\n- Какие курсы есть');
  });

  it('never quotes what is not the business: base rules, tone, notes about attachments', () => {
    for (const question of [
      'Never invent a price',
      'как отвечать администратору дружелюбно на вы',
      '[an image that you cannot see]',
    ]) {
      expect(answer(question)).not.toMatch(/invent|дружелюбно|cannot see/);
    }
  });

  it("reads the bot's own instructions: the language of the chat, and nothing of the rules", () => {
    const ask = (language: 'ru' | 'kk' | 'en', text: string): string => {
      const situation = {
        prompt: school,
        language,
        alsoUsed: ['ru', 'en'] as const,
        first: true,
        voice: true,
        name: 'English Russian',
      };
      const { shared, chat } = composeInstructions({
        ...situation,
        time: ['It is Tuesday, 24 November 2026, 14:00 where the business is.'],
      });
      return brain.answer({ system: `${shared}\n\n${chat}`, messages: [{ role: 'user', text }] });
    };
    expect(ask('kk', 'Сколько стоит курс?')).toMatch(/^\[сынақ ортасы\]/);
    expect(ask('ru', 'Сколько стоит курс?')).toContain('35 000 ₸');
    expect(
      ask('en', 'Never claim to have booked or promise a discount without passwords'),
    ).not.toMatch(/Never claim|passwords/);
    expect(ask('en', 'What never changes?')).not.toContain('**');
  });

  it('finds another language when the business has not written in this one, and says so', () => {
    const russian =
      '## Цены\nКурс английского стоит 35 000 ₸.\n\n## Адрес\nАлматы, улица Үлгі, 12.';
    expect(answer('курс қанша тұрады?', 'Kazakh', russian)).toMatch(
      /^\[сынақ ортасы\] Қазақша бұл туралы жазылмаған.*35 000 ₸/s,
    );
    expect(answer('where are you?', 'English', russian)).toMatch(
      /^\[sandbox\] Nothing is written about it in English.*улица Үлгі/s,
    );
  });

  it('guesses the language by letters when nothing names it', () => {
    expect(answer('курс қанша тұрады?')).toMatch(/^\[сынақ ортасы\]/);
    expect(answer('how much?')).toMatch(/^\[sandbox\]/);
    expect(answer('сколько стоит?')).toMatch(/^\[песочница\]/);
  });

  it.each([
    [
      'plain lines',
      'Мы мастерская.\n\nЦены: ремонт обуви 3000 ₸\n\nАдрес: улица Үлгі, 5',
      'сколько стоит ремонт',
      /ремонт обуви 3000/,
    ],
    [
      'questions and answers',
      'Вопрос: Есть доставка?\nОтвет: Да, 1000 ₸ по городу.\n\nКак вернуть товар?\nВ течение 14 дней.',
      'доставка есть?',
      /\*\*Есть доставка\?\*\*\nДа, 1000 ₸/,
    ],
    [
      'bold headings',
      '**Часы работы:**\nС 9 до 18.\n\n**Оплата**\nКарта, наличные.',
      'можно картой?',
      /\*\*Оплата\*\*\nКарта/,
    ],
    [
      'one very long line',
      `${'Мы любим цветы. '.repeat(200)}Доставка стоит 1500 ₸. ${'Приходите к нам. '.repeat(200)}`,
      'сколько стоит доставка',
      /Доставка стоит 1500 ₸/,
    ],
  ])('is found in %s', (_, business, question, expected) => {
    const said = answer(question, 'Russian', business);
    expect(said).toMatch(expected);
    expect(said.length).toBeLessThan(1200);
  });

  it.each([[''], ['###'], ['<business>'], ['- \n- \n- ']])(
    'is honest about the text %j',
    (business) => {
      expect(answer('Сколько стоит курс?', 'Russian', business)).toContain('ничего не нашлось');
    },
  );
});
