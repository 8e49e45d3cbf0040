import { describe, expect, it } from 'vitest';
import { detectLanguage, languages } from '../../../src/core/language/index.ts';
import { reviewPrompt } from '../../../src/core/prompts/prompt-review.ts';
import { starterPrompt } from '../../../src/core/prompts/starter-prompt.ts';

describe('a first prompt', () => {
  it.each(languages)(
    'is in %s where that comes first, and has nothing unfinished in it',
    (language) => {
      const text = starterPrompt({ name: 'Flora', languages: [language] });
      expect(reviewPrompt(text)).toMatchObject({ warnings: [] });
      expect(reviewPrompt(text).problem).toBeUndefined();
      expect(detectLanguage(text).language).toBe(language);
      expect(text).toMatch(/^# Flora\n/);
    },
  );

  it('says what it was told and nothing more', () => {
    const business = {
      name: 'Flora',
      sells: 'розы, 500 ₸',
      hours: '10–20',
      tone: 'весёлый.',
      languages: ['ru', 'kk'] as const,
    };
    const text = starterPrompt(business);
    for (const part of ['розы, 500 ₸', '10–20', 'Тон: весёлый.', 'русский, казахский'])
      expect(text).toContain(part);
    expect(text).not.toContain('..');
    const bare = starterPrompt({ name: 'Flora', languages: ['ru'] });
    expect(bare.match(/^#+ .*/gm)).toEqual(['# Flora', '## Как отвечать']);
  });

  it.each([
    ['Flora', '«Flora»'],
    ['«Тіл»', '«Тіл»'],
    ['Языковая школа «Тіл»', '«Языковая школа „Тіл“»'],
    ['ТОО "Тіл" и "Сөз"', '«ТОО „Тіл“ и „Сөз“»'],
  ])('prints no quotes of one sort within each other: %s', (name, printed) => {
    expect(starterPrompt({ name, languages: ['ru'] })).toContain(`компании ${printed}.`);
    expect(starterPrompt({ name, languages: ['kk'] })).toContain(`Сен ${printed} компаниясының`);
  });
});
