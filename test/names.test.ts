import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from './sources.ts';

/** Names that two files may export, because they are the same thing in both. */
const sameThing: Readonly<Record<string, string>> = {
  settings: 'the table of settings of a plugin',
  Failure: 'what a vendor said of a call that failed, in that vendor’s fields',
  failedAnswer: 'the reading of such a failure from an answer',
  brokenLine: 'the reading of such a failure from a connection that was lost',
  unlessAborted: 'work of others, left behind at an abort',
  pause: 'a wait; the sandbox shares no line with plugins',
  minuteMs: 'a unit',
};

/** Files named after what their exports are for, where each export has a word of its own. */
const namedByUse: Readonly<Record<string, string>> = {
  'src/core/deadline.ts': 'what works within one, and what it throws',
  'src/core/vendor-failure.ts': 'what may be read from one',
  'src/core/language/neutral.ts': 'lists of words that belong to no language',
  'src/core/intents/kazakh-verbs.ts': 'patterns made of such verbs',
  'src/core/audience/traffic.ts': 'what may be read from it',
  'src/core/alerts/episodes.ts': 'what becomes of one',
  'src/core/alerts/happenings.ts': 'what may happen, and what is said of it',
  'src/plugins/alert/telegram/api.ts': 'the calls of one API',
  'src/plugins/channel/green-api/cards.ts': 'readers of what a card shows',
  'src/plugins/channel/green-api/catalogue.ts': 'readers of what comes from it',
  'src/plugins/channel/green-api/deadline.ts': 'as that of core',
  'src/plugins/channel/green-api/fields.ts': 'readers of one field each',
  'src/plugins/journal/redis/duty.ts': 'what the process does that has it',
  'src/plugins/journal/sqlite/claim.ts': 'the lock that makes it',
  'src/plugins/journal/sqlite/failures.ts': 'errors, each of one failure',
  'src/plugins/journal/sqlite/schema.ts': 'its tables and how they came to be',
  'src/plugins/journal/sqlite/trial.ts': 'what is tried',
  'src/plugins/memory/redis/scripts.ts': 'scripts, one call each',
  'src/plugins/sqlite/database-file.ts': 'what such a file is asked and told',
  'src/sandbox/green-api/account-payloads.ts': 'payloads of what the account does',
  'src/sandbox/green-api/message-ids.ts': 'an id for each direction',
  'src/sandbox/green-api/payloads.ts': 'payloads, one of each kind',
  'src/sandbox/green-api/requests.ts': 'what is read of them, and refused',
  'src/suites/memory/offers.ts': 'demands on one offer each',
  'src/suites/memory/values.ts': 'demands on them',
  'src/core/store/value-shapes.ts': 'what the parts of a stored value look like',
  'src/core/settings/business-settings.ts': 'sorts of settings, named as those of settings.ts',
};

const exported =
  /^export (?:abstract )?(?:async )?(?:type|interface|class|function\*?|const|enum) (\w+)/gm;

const files = sources('src')
  .filter(({ path }) => !path.startsWith('src/commands/'))
  .map(({ path, text }) => ({
    path,
    names: [...new Set([...text.matchAll(exported)].map(([, name = '']) => name))],
  }));

/** The beginnings of a name's words: `transcribeAudio` and `transcript-choice` share one. */
function stems(name: string): string[] {
  const words = name.replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2-').toLowerCase();
  return words.split('-').map((word) => word.slice(0, 4));
}

function isNamedAfter(file: string, name: string): boolean {
  const ofName = stems(name);
  return stems(file).some((stem) =>
    ofName.some(
      (other) =>
        (other.length > 2 && stem.startsWith(other)) || (stem.length > 2 && other.startsWith(stem)),
    ),
  );
}

/** The part of the code in which a name is unique: two plugins of one kind are made of the same parts. */
function kindOf(path: string): string {
  return /^src\/plugins\/(?:journal|memory)\//.exec(path)?.[0] ?? path;
}

describe('names', () => {
  it('of files are those of what they export', () => {
    const unlike = files.filter(
      ({ path, names }) =>
        names.length > 0 &&
        posix.basename(path) !== 'index.ts' &&
        !names.some((name) => isNamedAfter(posix.basename(path, '.ts'), name)) &&
        !(path in namedByUse),
    );
    expect(unlike).toEqual([]);
  });

  it('that are exported stand for one thing', () => {
    const places = new Map<string, string[]>();
    for (const { path, names } of files)
      for (const name of names) places.set(name, [...(places.get(name) ?? []), path]);
    const twice = [...places].filter(
      ([name, paths]) => !(name in sameThing) && new Set(paths.map(kindOf)).size > 1,
    );
    expect(twice).toEqual([]);
  });
});

describe('rooms', () => {
  it('of cli hold at most 18 files each', () => {
    const sizes = Map.groupBy(
      files.filter(({ path }) => path.startsWith('src/cli/')),
      ({ path }) => posix.dirname(path),
    );
    expect([...sizes].filter(([, { length }]) => length > 18)).toEqual([]);
  });
});
