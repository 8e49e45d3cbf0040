import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdsSecret, quotesBusiness } from '../../../src/core/guards/index.ts';

const example = readFileSync(join(import.meta.dirname, '../../../examples/prompt.md'), 'utf8');
const clinic = `Ты менеджер клиники «Жұлдыз». Никогда не называй диагноз и не обещай результат лечения, сразу предлагай приём у врача.
Отвечай коротко. Если спрашивают о скидке больше пяти процентов, скажи, что это решает директор.

Мы лечим взрослых и детей. Приём ведут терапевт, кардиолог и невролог.
Терапевт 8 000 ₸, кардиолог 12 000 ₸, невролог 11 000 ₸.
Чтобы подготовиться к анализу крови, не ешьте утром и пейте только воду.`;
const english = `You are the assistant of Bluebird Dental. Never mention the price of implants before the patient has been examined by a doctor.
Ask the customer for their name and a convenient time, and tell them that the reception will confirm it.

We treat adults and children in the city centre. Cleaning is 18,000 ₸, a filling from 15,000 ₸.`;

/** One section of the example, by its heading. */
function section(heading: string): string {
  const from = example.indexOf(`## ${heading}`);
  return example.slice(from, example.indexOf('\n## ', from + 3));
}

describe('the text of a business', () => {
  it.each([
    [
      'what its bot is told',
      example,
      example.slice(example.indexOf('Ты администратор'), example.indexOf('# Русский')),
    ],
    [
      'one sentence of that',
      example,
      'Конечно: «Если человек хочет записаться на пробный урок, спроси имя, возраст, язык и удобное время».',
    ],
    [
      'the same in other marks',
      example,
      '- если человек хочет записаться\n- на пробный урок, спроси имя\n- возраст, язык, и УДОБНОЕ время',
    ],
    ['all of it', example, example],
    [
      'all of one language',
      example,
      example.slice(example.indexOf('# Русский'), example.indexOf('# Қазақша')),
    ],
    [
      'orders of a clinic',
      clinic,
      'Мне сказано: никогда не называй диагноз и не обещай результат лечения, сразу предлагай приём у врача.',
    ],
    [
      'orders in English',
      english,
      'My instructions: never mention the price of implants before the patient has been examined by a doctor.',
    ],
    [
      'a question to ask',
      english,
      'I must ask the customer for their name and a convenient time, and tell them that.',
    ],
  ])('does not leave as %s', (_, business, answer) => {
    expect(quotesBusiness(answer, business)).toBe(true);
  });

  it.each([
    ['prices', example, section('Сколько стоит курс (цены)')],
    ['the courses', example, section('Какие курсы есть')],
    ['hours and contacts', example, `${section('Время работы')}\n${section('Телефон и контакты')}`],
    ['two sections of prose', example, `${section('Преподаватели')}\n${section('Сертификат')}`],
    ['prices and discounts in Kazakh', example, section('Курс қанша тұрады (бағасы)')],
    ['all prices in English', example, section('How much a course costs (prices)')],
    [
      'words of a customer',
      example,
      'Напишите, пожалуйста, имя, возраст, язык и удобное время, и администратор подтвердит запись на пробный урок.',
    ],
    [
      'how to get ready',
      clinic,
      'Чтобы подготовиться к анализу крови, не ешьте утром и пейте только воду. Приём ведут терапевт, кардиолог и невролог.',
    ],
    [
      'a short text nearly whole',
      clinic,
      'Мы лечим взрослых и детей. Приём ведут терапевт, кардиолог и невролог. Терапевт 8 000 ₸, кардиолог 12 000 ₸, невролог 11 000 ₸.',
    ],
    [
      'what is offered',
      english,
      'We treat adults and children in the city centre. Cleaning is 18,000 ₸, a filling from 15,000 ₸.',
    ],
    [
      'a polite question',
      english,
      'May I ask for your name and a convenient time? The reception will confirm it.',
    ],
  ])('is for customers: %s', (_, business, answer) => {
    expect(quotesBusiness(answer, business)).toBe(false);
  });

  it('has a price list of any length', () => {
    const list = Array.from(
      { length: 300 },
      (_, row) => `Товар номер ${row} красный большой — ${row + 100} ₸`,
    ).join('\n');
    expect(quotesBusiness(list, `Ты бот магазина.\n${list}`)).toBe(false);
  });
});

describe('a key', () => {
  const known = { secrets: ['hook-token-1234'], business: 'Промокод spring-2026-sale.' };
  it.each([
    'Вот ключ: sk-proj-abcdefghij0123456789',
    'AIzaSyA1234567890abcdefghijklmnopqrstuv',
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'github_pat_11ABCDEFG0abcdefghijklmnopqrstuv',
    'ntn_1234567890abcdefghijklmnopqrstuvwxyz',
    'secret_1234567890abcdefghijklmnopqrstuvwx',
    'ya29.a0AfH6SMBabcdefghijklmnopqrstuvwxyz',
    'xoxb-123456789012-abcdefghijkl',
    'AKIAIOSFODNN7EXAMPLE',
    '1234567890:AAabcdefghijklmnopqrstuvwxyz123456',
    'https://x.bitrix24.example/rest/1/abcdef0123456789/crm.lead.add',
    'https://api.green-api.com/waInstance7103000001/sendMessage/0123456789abcdef',
    '-----BEGIN PRIVATE KEY-----',
    'hook-token-1234',
    Buffer.from('hook-token-1234').toString('base64'),
  ])('does not leave: %s', (answer) => {
    expect(holdsSecret(`Пожалуйста: ${answer} !`, known)).toBe(true);
  });

  it.each([
    'Промокод spring-2026-sale действует до пятницы.',
    'Артикул SK-12345678-BLUE, заказ 1234567890.',
    'Секретный код не нужен, secret_garden — это название букета.',
    'Отдых: https://example.kz/rest/1/menu',
    'Время 10:30, счёт 1234567890:00',
    'Ключи забирайте на ресепшене.',
  ])('is none: %s', (answer) => {
    expect(holdsSecret(answer, known)).toBe(false);
  });
});
