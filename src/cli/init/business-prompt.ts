import type { Language } from '../../core/language/index.ts';
import { starterPrompt } from '../../core/prompts/starter-prompt.ts';
import { businessQuestions, interview, type Interview } from './questions.ts';

/** Asks about the business, and begins its prompt with the answers, in its languages. */
export async function askPrompt(
  from: Interview,
  languages: readonly Language[] | undefined,
  hours: string | undefined,
): Promise<string> {
  const { business = '', sells, tone } = await interview(businessQuestions, from);
  return starterPrompt({
    name: business,
    sells,
    hours,
    tone,
    languages: languages ?? ['ru', 'kk', 'en'],
  });
}
