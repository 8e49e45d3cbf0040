import { randomUUID } from 'node:crypto';
import { historyLimits } from '../bot/turn-dependencies.ts';
import { costOf } from '../costs/usage.ts';
import { pricesIn } from '../costs/prices.ts';
import type { Prompt, PromptText } from '../kinds/prompt.ts';
import { openToolbox } from '../tools/open-toolbox.ts';
import { DryRun, type DryTurn } from '../turn/dry-run.ts';
import { textOf } from '../turn/reply-form.ts';
import type { Calls } from './console-calls.ts';
import type { ConsoleParts } from './console-parts.ts';
import {
  numberField,
  optionalTextField,
  CallRefused,
  textField,
  type SentFields,
} from './sent-fields.ts';

/** Conversations that are kept, and the longest message of one, characters. */
const mostTalks = 8;
const longestMessage = 4_000;

/** A chat that nobody has. */
const nobody = 'playground@wabot';

/** One conversation: what was said before counts as said. */
interface Talk {
  run: DryRun;
  /** What is answered with from the next turn on. */
  prompt: { now: Prompt };
}

/** The conversations of each bot in this process, the one used last at the end. */
const talks = new WeakMap<ConsoleParts, Map<string, Talk>>();

async function openTalk(parts: ConsoleParts): Promise<Talk> {
  const { opened, turns } = parts;
  const prompt = { now: turns.prompt };
  const { budget: _, ...dependencies } = turns;
  const documents = turns.knowledge?.tools;
  const { deeds } = opened.plugins.journal;
  const tools = await openToolbox({ ...opened, documents, deeds, dry: true });
  const current: Prompt = { load: (signal) => prompt.now.load(signal) };
  const run = new DryRun(
    { ...dependencies, ...tools, prompt: current },
    { save: false, timeoutMs: opened.bot.turnTimeoutMs, history: historyLimits(opened.bot) },
  );
  return { run, prompt };
}

async function talkOf(parts: ConsoleParts, id: string): Promise<Talk> {
  const known = talks.get(parts) ?? new Map<string, Talk>();
  talks.set(parts, known);
  const talk = known.get(id) ?? (await openTalk(parts));
  known.delete(id);
  known.set(id, talk);
  const [oldest] = known.keys();
  if (known.size > mostTalks && oldest !== undefined) known.delete(oldest);
  return talk;
}

/** The edited text, a version that is kept, or the current prompt. */
async function wantedPrompt(
  { turns, versions }: ConsoleParts,
  fields: SentFields,
): Promise<Prompt> {
  const edited = optionalTextField(fields, 'prompt', 600_000);
  const fixed = (given: PromptText): Prompt => ({ load: () => Promise.resolve(given) });
  if (edited !== undefined) return fixed({ text: edited, version: 'draft' });
  if (fields['version'] === undefined) return turns.prompt;
  const version = await versions.get(numberField(fields, 'version', { least: 1 }));
  if (!version) throw new CallRefused('not-found', 404);
  return fixed({ text: version.text, version: version.name });
}

async function shownTurn({ catalog }: ConsoleParts, turn: DryTurn): Promise<object> {
  const { replies, language, record, passages, objections, ms } = turn;
  const { model = null, usage = null, promptVersion = null, calls = [] } = record;
  const cost = usage
    ? costOf(
        { kind: 'answer', usage, ...(model === null ? {} : { model }) },
        await pricesIn(catalog),
      )
    : undefined;
  return {
    reply: textOf(replies),
    language,
    model,
    usage,
    money: cost && cost.unpriced.length === 0 ? cost.money : null,
    prompt: promptVersion,
    passages: passages ?? [],
    objections: objections ?? [],
    calls,
    ms,
  };
}

/** Turns that send and save nothing, as `wabot replay` takes them: functions only look. */
export const playgroundCalls: Calls = {
  try: {
    reads: true,
    run: async (parts, fields) => {
      const text = textField(fields, 'text', longestMessage).trim();
      if (text === '') throw new CallRefused('bad-text');
      const talk = await talkOf(parts, textField(fields, 'talk', 60));
      talk.prompt.now = await wantedPrompt(parts, fields);
      const at = parts.opened.world.now();
      const message = {
        id: randomUUID(),
        chat: nobody,
        at,
        content: { type: 'text', text },
      } as const;
      return shownTurn(parts, await talk.run.turn([message], parts.signal));
    },
  },
};
