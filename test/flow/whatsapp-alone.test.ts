import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { behindTheChannel, onWhatsAppAlone, shortRound } from './rounds.ts';

const here = import.meta.dirname;
const files = globSync('*.test.ts', { cwd: here }).map((file) => file.replace('.test.ts', ''));

/** The marks of a file, each with the title behind it, if there is one. */
function marksIn(name: string): string[] {
  const text = readFileSync(join(here, `${name}.test.ts`), 'utf8');
  const marks = text.matchAll(
    /\b(onWhatsApp|withNotes)(?: \?|\)(?:\s*\.concurrent)?\(\s*['"]([^'"]*)|\s+\?)/g,
  );
  return [...marks].map(([, mark, title = 'cases']) => `${mark}: ${title}`);
}

// Whoever adds a line here says that MAX and Telegram have nothing of the kind.
it('what MAX or Telegram do not have is marked in these places', () => {
  const marked = files.map((name) => [name, marksIn(name)] as const);
  expect(Object.fromEntries(marked.filter(([, marks]) => marks.length > 0))).toEqual({
    calls: ['onWhatsApp: a call'],
    handoff: [
      'onWhatsApp: cases',
      'withNotes: passes a voice note on as it was spoken, once, and remembers its words; it is heard also where it cannot be made out',
      'withNotes: passes a voice note from the chat with oneself on, unheard where owners’ notes are not to be heard',
    ],
    kinds: ['onWhatsApp: cases', 'onWhatsApp: is one chat, with its memory and its order'],
    rehearsal: ['onWhatsApp: run in `chat`, and what they change is changed'],
    'takeover-statuses': [
      'onWhatsApp: is fetched, silences the bot and is remembered; once, however many statuses come',
      'onWhatsApp: is looked for again where it cannot be read yet',
    ],
    text: ['onWhatsApp: cases'],
    'voice-loading': ['withNotes: a bot that speaks does'],
    'voice-reply': [
      'withNotes: cases',
      'withNotes: an answer to a voice note',
      'withNotes: with WABOT_VOICE_REPLY=always',
      'withNotes: an answer that cannot be spoken is written, at once and once',
      'withNotes: a service that speaks another form',
      'withNotes: an upload whose outcome is unclear',
    ],
  });
});

it('what runs on WhatsApp alone as a whole is these files, and the short round leaves them out', () => {
  const named = [onWhatsAppAlone, behindTheChannel].flatMap((each) => Object.values(each).flat());
  expect(named.filter((name) => !files.includes(name))).toEqual([]);
  expect(shortRound.filter((name) => !files.includes(name) || named.includes(name))).toEqual([]);
  expect(named).toHaveLength(35);
});
