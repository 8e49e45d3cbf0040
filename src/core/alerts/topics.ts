import type { AlertWords } from '../settings/alert-settings.ts';

/** What can be amiss, by the word of WABOT_ALERTS; the topic of a notice is `alert.<word>`, and may go on with a dot. */
export const alertTopics = [
  'account',
  'arrival',
  'budget',
  'model',
  'speech',
  'voice',
  'prompt',
  'journal',
  'disk',
  'given-up',
  'shutdown',
  'greeting',
  'loop',
] as const;

/** Words for what is told in any case, as it needs a person or has a setting of its own: where nothing else is named, it is all that is told. */
const always = ['ticket', 'reminder', 'draft', 'list', 'question-left', 'digest', 'none'] as const;

const words: ReadonlySet<string> = new Set([...alertTopics, ...always]);

/** What of WABOT_ALERTS is about topics and what about routes. */
export interface AlertWishes {
  /** Whether a topic is wanted; what needs a person (a ticket, a draft) always is. */
  wants(topic: string): boolean;
  /** Whether a route, by the name of its plugin, is wanted. */
  takes(route: string): boolean;
  /** Names of routes among the words, whether there are such or not. */
  routes: readonly string[];
}

/**
 * Understands the words: where there are topics among them, only those are told; where there are `configured` routes, only by
 * those. A word that names none silences nobody.
 */
export function alertWishes(said: AlertWords, configured: Iterable<string>): AlertWishes {
  const topics = new Set(said.filter((each) => words.has(each)));
  const routes = said.filter((each) => !topics.has(each));
  const there = new Set(configured);
  const taken = routes.filter((each) => there.has(each));
  return {
    wants(topic) {
      const [, word] = /^alert\.([^.]+)/.exec(topic) ?? [];
      return word === undefined || topics.size === 0 || topics.has(word);
    },
    takes: (route) => taken.length === 0 || taken.includes(route),
    routes,
  };
}
