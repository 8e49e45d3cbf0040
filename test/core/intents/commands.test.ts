import { describe, expect, it } from 'vitest';
import { draftWord, ownerCommand, stopWord } from '../../../src/core/intents/index.ts';

const hour = 3_600_000;

describe('a customer’s word to stop', () => {
  it.each([
    'стоп',
    'Стоп!',
    ' STOP ',
    'stop.',
    'тоқтат',
    'ТОКТАТ',
    'тоқтатыңыз',
    'toqtat',
    '🛑 стоп 🛑',
    '«стоп»',
  ])('is %j', (text) => {
    expect(stopWord(text)).toBe(true);
  });

  it.each([
    '',
    'стоп а сколько стоит',
    'стоп-кран',
    'не стоп',
    'автостоп',
    'stop it',
    '#стоп',
    'stop stop please',
    'стопка',
    'тоқтаты',
    's t o p',
  ])('is not %j', (text) => {
    expect(stopWord(text)).toBe(false);
  });

  it('is not a long text', () => {
    expect(stopWord(`стоп${'!'.repeat(65_536)}`)).toBe(false);
  });
});

describe('an owner’s command', () => {
  it.each([
    ['#стоп', { action: 'pause', everywhere: false }],
    ['#СТОП ', { action: 'pause', everywhere: false }],
    ['#stop', { action: 'pause', everywhere: false }],
    ['#тоқта', { action: 'pause', everywhere: false }],
    ['#бот', { action: 'resume', everywhere: false }],
    ['#Bot', { action: 'resume', everywhere: false }],
    ['#жалғастыр', { action: 'resume', everywhere: false }],
    ['#стоп 3ч', { action: 'pause', forMs: 3 * hour, everywhere: false }],
    ['#стоп 3 часа', { action: 'pause', forMs: 3 * hour, everywhere: false }],
    ['#stop 30m', { action: 'pause', forMs: hour / 2, everywhere: false }],
    ['#stop 1h30m', { action: 'pause', forMs: 1.5 * hour, everywhere: false }],
    ['#тоқта 2сағ', { action: 'pause', forMs: 2 * hour, everywhere: false }],
    ['#стоп 2 дня', { action: 'pause', forMs: 48 * hour, everywhere: false }],
    ['#стоп все', { action: 'pause', everywhere: true }],
    ['#bot all', { action: 'resume', everywhere: true }],
    ['#жалғастыр барлығы', { action: 'resume', everywhere: true }],
    ['#стоп все 3ч', { action: 'pause', forMs: 3 * hour, everywhere: true }],
  ] as const)('%j bids', (text, command) => {
    expect(ownerCommand(text)).toEqual(command);
  });

  it.each([
    'стоп',
    '# стоп',
    '#стоп пожалуйста',
    'напишите #стоп',
    '#стоп 3',
    '#стоп 0ч',
    '#стоп 9999д',
    '#стоп 3x',
    '#бот 3ч',
    '#стоп все все',
    '#ботаника',
    '',
    '#toString',
  ])('%j is none', (text) => {
    expect(ownerCommand(text)).toBeUndefined();
  });
});

describe('an owner’s word on a draft', () => {
  it.each([
    ['1', { action: 'send' }],
    [' 1\n', { action: 'send' }],
    ['1️⃣', { action: 'send' }],
    ['0', { action: 'drop' }],
    ['1 #17', { action: 'send', number: 17 }],
    ['0 №17', { action: 'drop', number: 17 }],
    ['2 Да, приходите в 5', { action: 'replace', text: 'Да, приходите в 5' }],
    ['2. Да\nждём', { action: 'replace', text: 'Да\nждём' }],
    ['2 #17 Да', { action: 'replace', text: 'Да', number: 17 }],
  ] as const)('%j decides', (text, word) => {
    expect(draftWord(text)).toEqual(word);
  });

  it.each([
    '',
    '2',
    '2 #17',
    '3',
    '10',
    '1 да',
    '1 17',
    '2.5 тысячи',
    '2й вариант',
    '0,5',
    'да',
    '11',
    '1 #1234567890',
  ])('%j does not', (text) => {
    expect(draftWord(text)).toBeUndefined();
  });
});
