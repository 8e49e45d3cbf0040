import { describe, expect, it } from 'vitest';
import { deniesMachine } from '../../../src/core/guards/denial.ts';

describe('a reply denies that a machine writes it', () => {
  it.each([
    'Нет, я не бот.',
    'Я не робот, я Айгуль!',
    'Что вы, я живой человек 🙂',
    'Я человек, меня зовут Айгуль',
    'Вы общаетесь с живым менеджером.',
    'Вам отвечает настоящий человек',
    'Мен бот емеспін, мен адаммын.',
    'Жоқ, мен тірі адаммын',
    "I'm not a bot, I'm Anna.",
    'I am a real person.',
    "No, I'm human!",
    'You are talking to a real human being.',
    'Я не искусственный интеллект',
    'Нет, не бот',
    'I’m not an AI',
  ])('%s', (text) => expect(deniesMachine(text)).toBe(true));

  it.each([
    'Я виртуальный помощник салона, а не человек.',
    'Да, я бот. Позвать человека?',
    'Я не человек, а ИИ-помощник.',
    'Мен жасанды интеллект көмекшісімін.',
    "I'm an AI assistant, not a person.",
    'Yes, I am a virtual assistant; a person can be asked for.',
    'Стрижка для одного человека стоит 5 000 ₸.',
    'Наш бот не принимает звонки.',
    'Этот робот-пылесос стоит 90 000 ₸.',
    'Я не могу записать двух человек на одно время.',
    'Мастер — человек опытный.',
    'Вас примет живой человек, администратор Айгуль.',
    'I am not able to book for more than one person.',
    'Бұл бөлме төрт адамға арналған.',
    '',
  ])('not: %s', (text) => expect(deniesMachine(text)).toBe(false));
});
