import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Ran } from './cli.ts';
import { DocumentedShell } from './documented-commands.ts';
import { DocumentedWorld } from './documented-world.ts';

/** Where documented lines run. */
export interface Stage {
  world: DocumentedWorld;
  shell: DocumentedShell;
}

/** Gives the tests of a file a stage; `prepare` puts onto it what its lines need besides. */
export function useStage(
  prepare: (world: DocumentedWorld) => Promise<unknown> = async () => {},
): () => Stage {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const world = await DocumentedWorld.open();
    stage = { world, shell: await DocumentedShell.open(world.vendors.folder) };
    await prepare(world);
  });
  afterAll(() => stage?.world[Symbol.asyncDispose]());
  return () => {
    if (!stage) throw new Error('The stage is there only while tests run');
    return stage;
  };
}

/** How a documented line ends where it is not: exit code 0, with data on standard output. */
interface Outcome {
  code?: number;
  /** Nothing on standard output is right: its words go to standard error, or its data to a file. */
  silent?: boolean;
  /** It runs until it is stopped, once it has said this. */
  until?: RegExp;
  /** What it says on standard error. */
  says?: RegExp;
  /** The webhook's address before, when it matters. */
  webhookUrl?: string;
  /** A file that must not be there yet. */
  absent?: string;
}

/** Without a terminal there is nobody to ask, and what cannot be undone is refused. */
const asks: Outcome = { code: 2, silent: true, says: /add\s+›?\s*--yes/ };
const words: Outcome = { silent: true };
const serves: Outcome = { silent: true, until: /bot-started/ };

/** By the line without `npx`. */
const outcomes: Readonly<Record<string, Outcome>> = {
  'wabot dev': { silent: true, until: /Write as a customer/ },
  'wabot dev --example school': { silent: true, until: /Write as a customer/ },
  'wabot dev --messenger max': { silent: true, until: /Write as a customer/ },
  'wabot serve': serves,
  'wabot serve --poll': { ...serves, webhookUrl: '' },
  'wabot logs -f': { until: /turn-postponed/ },
  // There is one instance.
  'wabot customer link --phone 77001234567 --with "10000001#3100000001"': {
    code: 2,
    silent: true,
    says: /There is no instance/,
  },
  'wabot customer unlink --phone 77017654321': words,
  'wabot tools approve': words,
  'wabot tools approve --yes': words,
  'wabot status': { code: 3 },
  'wabot status --json': { code: 3 },
  'wabot history erase --phone 77001234567': asks,
  'wabot history clear-all': asks,
  'wabot webhook clear': asks,
  'wabot webhook set https://your-host/webhook': asks,
  'wabot init': { ...asks, says: /Not a terminal: add --business/ },
  'wabot history export --all --output chats.jsonl': { ...words, absent: 'chats.jsonl' },
  'wabot history show --phone "+7 700 123-45-67" --format md > chat.md': words,
  'wabot history show --phone 10000001': words,
  'wabot service print --systemd > wabot.service': words,
  'wabot service print --systemd --user bot --memory 1G > wabot.service': words,
  'wabot outbox retry i12': words,
  'wabot outbox retry --all': words,
  'wabot outbox retry --all --reason budget': words,
  'wabot outbox drop i12': words,
  'wabot outbox drop 3EB0D1A2B3C4D5E6F708': words,
  'wabot send --phone 77001234567 "Ваш заказ готов."': words,
  'wabot pause --phone 77001234567': words,
  'wabot pause --phone 77001234567 --for 3h': words,
  'wabot pause --all': words,
  'wabot tickets close 17': words,
  'wabot questions answer 19 "Да, во дворе есть бесплатная парковка."': words,
  'wabot questions ignore 20': words,
  'wabot bookings cancel bk3k9q0v': words,
  'wabot requests resend': words,
  'wabot requests resend 18': words,
  'wabot requests export > requests.csv': words,
  'wabot requests export --format json --output requests.json': words,
  'wabot bookings export --output bookings.ics': words,
  'wabot knowledge sync --check': { code: 10 },
  'wabot bookings export > bookings.ics': words,
  'wabot mode --phone 77001234567 draft': words,
  'wabot mode --phone 77001234567 default': words,
  'wabot block --phone 77001234567': words,
  'wabot unblock --phone 77001234567': words,

  'wabot report --phone 77001234567 --days 1': words,
  'wabot resume --phone 77001234567': words,
  'wabot resume --all': words,
  'cat news.txt | wabot send --phone "+7 700 123-45-67"': words,
};

/** What a placeholder in angle brackets stands for. */
const values: Readonly<Record<string, string>> = {
  '<phone>': '77001234567',
  '<id>': 'i12',
  '<booking>': 'bk3k9q0v',
};

/** What went wrong with a documented line, run as it stands in a place that is prepared for it; undefined: nothing. */
export async function wrongWith(
  { world, shell }: Stage,
  line: string,
): Promise<string | undefined> {
  const filled = line.replaceAll(/<[a-z]+>/g, (placeholder) => values[placeholder] ?? placeholder);
  const outcome = outcomes[filled.replaceAll('npx ', '')] ?? {};
  const isDev = /\bwabot (?:dev|trigger)\b/.test(line);
  const cwd = isDev ? await world.clone() : await world.folder(outcome.webhookUrl);
  if (outcome.absent !== undefined) await rm(join(cwd, outcome.absent));
  const env = isDev ? { NO_PROXY: '127.0.0.1' } : world.env;
  const { until } = outcome;
  const { url } = world.redis;
  const more = /--(?:from|to) (?:python-)?redis/.test(line)
    ? { REDIS_URL: url, OLD_REDIS_URL: url }
    : {};
  const ran = await shell.run(filled, {
    cwd,
    env: { ...env, ...more },
    ...(until ? { until } : {}),
  });
  // Whatever Ctrl+C ends says so by its exit code, but for a bot that has come to its end in order.
  const code = until !== undefined && !/\bserve\b/.test(line) ? 130 : 0;
  return complaint(ran, { code, ...outcome });
}

function complaint(
  { code, stdout, stderr }: Ran,
  { code: expected = 0, silent = false, says = /^/ }: Outcome,
): string | undefined {
  const right = code === expected && (silent || stdout.trim() !== '') && says.test(stderr);
  return right ? undefined : `exit ${code} instead of ${expected}\n${stdout}\n${stderr}`;
}
