import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '@oclif/core/config';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromSource } from '../bin/from-source.ts';
import { exportedLine } from '../src/core/history/chat-transfer.ts';
import { newChat } from '../src/core/history/stored-chat.ts';
import { start, wabotHere } from './cli.ts';
import { DocumentedShell } from './documented-commands.ts';
import { DocumentedWorld } from './documented-world.ts';
import { emptyShape, learn, written, type Shape } from './json-shape.ts';

const config = await Config.load(await fromSource());
const ids = config.commands
  .filter(({ id, aliases }) => !aliases.includes(id))
  .map(({ id }) => id.replaceAll(':', ' '))
  .toSorted();

const phone = ['--phone', '77001234567'];
const nobody = ['--phone', '77770000000'];

/** Commands that run one after the other in one place, so that each shape is seen with and without what may be missing. */
const scenarios: readonly (readonly string[][])[] = [
  [
    ['history', 'import', 'chats.jsonl'],
    ['history', 'import', 'broken.jsonl'],
    ['history', 'list'],
    ['history', 'show', ...phone],
    ['history', 'show', ...nobody],
    ['history', 'summary', ...phone],
    ['history', 'summary', ...phone, '--offline'],
    ['history', 'summary', ...nobody],
    ['history', 'export', '--all'],
    ['history', 'export', '--all', '--output', 'all.jsonl'],
    ['history', 'clear', ...phone],
    ['history', 'erase', ...phone, '--yes'],
    ['history', 'clear-all', '--yes'],
  ],
  [
    ['knowledge', 'sync', '--check'],
    ['knowledge', 'sync'],
    ['knowledge', 'list'],
    ['knowledge', 'show'],
    ['knowledge', 'diff', '1', '1'],
    ['knowledge', 'search', 'стрижка'],
    ['knowledge', 'search', 'ничего'],
  ],
  [
    ['pause', ...phone, '--for', '3h'],
    ['pause', '--all'],
    ['mode', ...phone, 'draft'],
    ['mode', ...phone, 'default'],
    ['block', ...phone],
    ['unblock', ...phone],
    ['report'],
    ['status'],
    ['resume', ...phone],
    ['resume', '--all'],
    ['bookings', 'list'],
    ['bookings', 'show', 'bk3k9q0v'],
    ['bookings', 'export'],
    ['bookings', 'export', '--output', 'bookings.ics'],
    ['bookings', 'cancel', 'bk3k9q0v'],
    ['requests', 'list'],
    ['requests', 'show', '18'],
    ['requests', 'resend', '18'],
    ['requests', 'export'],
    ['requests', 'export', '--output', 'requests.csv'],
    ['tickets', 'list', '--all'],
    ['tickets', 'show', '1'],
    ['tickets', 'close', '1'],
    ['questions', 'list'],
    ['questions', 'show', '19'],
    ['questions', 'ignore', '20'],
    ['questions', 'answer', '19', 'Да, во дворе.'],
    ['outbox', 'list'],
    ['outbox', 'retry', '--all', '--reason', 'no JSON'],
    ['outbox', 'show', 'i12'],
    ['outbox', 'show', '3EB0D1A2B3C4D5E6F708'],
    ['outbox', 'retry', 'i12'],
    ['outbox', 'drop', 'o7'],
    ['outbox', 'drop', '3EB0D1A2B3C4D5E6F708'],
    ['usage'],
    ['usage', '--by', 'chat'],
    ['usage', '--by', 'model'],
    ['send', ...phone, 'Ваш заказ готов.'],
    ['replay', '3EB0C767D097B7C7C030'],
    ['replay', 'm12', '--prompt', '11'],
    ['chat', ...phone, 'Сколько стоит чай?'],
    ['trigger', '--list'],
    ['trigger', 'text', '--show'],
    ['trigger', 'text', '--sandbox'],
    ['trigger', 'malformed', '--show'],
    ['eval', '--offline'],
    ['eval', 'wrong.yaml', '--prompt', '12', '--against', '11'],
    ['eval', 'draft', '--since', '2000-01-01'],
    ['migrate', '--from', 'file', '--to', 'redis'],
  ],
  [
    ['prompts', 'list'],
    ['prompts', 'show'],
    ['prompts', 'diff', '11', '12'],
    ['prompts', 'rollback', '11'],
    ['prompts', 'sync', '--check'],
    ['prompts', 'sync'],
    ['phrases', 'list'],
    ['tools', 'list'],
    ['tools', 'check'],
    ['tools', 'test', 'find_lessons', '--arg', 'day=2026-12-01'],
    ['tools', 'test', 'book_lesson', '--arg', 'hour=15', ...phone, '--yes'],
    ['tools', 'approve'],
  ],
  [
    ['webhook', 'show'],
    ['webhook', 'set', 'https://other.example.kz'],
    ['webhook', 'clear', '--yes'],
    ['webhook', 'show'],
    ['webhook', 'set', 'https://other.example.kz', '--yes'],
    ['doctor'],
    ['config'],
    ['plugins'],
    ['service', 'print', '--systemd'],
    ['autocomplete', 'bash'],
    ['autocomplete', 'script', 'bash'],
    ['transcribe', 'voice.ogg', 'notes/1.ogg'],
    ['init', '--business', 'Flora', '--yes'],
    ['init', '--business', 'Flora', '--yes'],
  ],
];

/** Where nothing has ever run. */
const fresh: readonly string[][] = [
  ['status'],
  ['prompts', 'list'],
  ['prompts', 'sync'],
  ['phrases', 'list'],
  ['history', 'list'],
  ['usage'],
  ['doctor', 'node'],
];

/** The exit code of an internal error. */
const bug = 1;

let world: DocumentedWorld;
beforeAll(async () => void (world = await DocumentedWorld.open()));
afterAll(() => world[Symbol.asyncDispose]());

interface Seen {
  exits: Set<number>;
  shape: Shape;
}
const commands = new Map<string, Seen>(
  ids.map((id) => [id, { exits: new Set<number>(), shape: emptyShape() }]),
);
const errors = emptyShape();

/** Takes in how a command ended. An error counts as one, whatever the command. */
function see(args: readonly string[], code: number | null, stdout: string): void {
  const id = ids.findLast((each) => args.join(' ').startsWith(each)) ?? '';
  const value: unknown = JSON.parse(stdout);
  const isError = typeof value === 'object' && value !== null && 'error' in value;
  commands.get(id)?.exits.add(code ?? -1);
  if (isError) learn(errors, value);
  else learn(commands.get(id)?.shape ?? emptyShape(), value);
}

/** Runs the steps and resolves with their exit codes. */
async function play(
  steps: readonly string[][],
  cwd: string,
  env: Record<string, string>,
): Promise<(number | null)[]> {
  const codes: (number | null)[] = [];
  for (const step of steps) {
    const REDIS_URL = step.includes('redis') ? world.redis.url : '';
    const { code, stdout } = await wabotHere([...step, '--json'], {
      cwd,
      env: { ...env, REDIS_URL },
    });
    see(step, code, stdout);
    codes.push(code);
  }
  return codes;
}

function page(): string {
  const shapes = [...commands].map(([id, { exits, shape }]) => {
    return `## wabot ${id}\n\nExit codes seen: ${[...exits].toSorted((one, other) => one - other).join(', ')}.\n\n\`\`\`text\n${written(shape)}\n\`\`\`\n`;
  });
  return `${introduction}\n## An error\n\n\`\`\`text\n${written(errors)}\n\`\`\`\n\n${shapes.join('\n')}`;
}

const introduction = `# What \`--json\` prints

Every command prints one JSON document on standard output; \`logs\` prints one object per line. This page is generated by
\`npx vitest run test/json.test.ts --update\` from what the commands really print, in the notation of TypeScript types: \`name?\` is not always
present, times are in ISO 8601, and a list that was empty in all samples is \`never[]\`. Names listed here are stable; new ones may be added.
`;

describe('--json', { timeout: 240_000 }, () => {
  it.each(scenarios.map((steps, index) => ({ index, steps })))(
    'is seen in place $index',
    async ({ steps }) => {
      const cwd = await world.folder();
      await writeFile(join(cwd, 'broken.jsonl'), 'no chat\n');
      const codes = await play(steps, cwd, world.env);
      // What a conversation finds wrong ends with the same code, and is no bug.
      expect(codes.filter((_, at) => steps[at]?.[0] !== 'eval')).not.toContain(bug);
    },
  );

  it('is seen of what is seldom there: a summary, warnings, failures, another bot', async () => {
    const cwd = await world.folder();
    const summary = { text: 'Спрашивал о чае.', at: Date.now(), messages: 12 };
    const old = [
      { role: 'user', content: 'Сколько стоит чай?' },
      { role: 'narrator', content: 'Он пришёл.' },
    ];
    await writeFile(
      join(cwd, 'summed.jsonl'),
      `${exportedLine({ chat: '77770000000@c.us', ...newChat(Date.now()), updatedAt: Date.now(), summary })}\n`,
    );
    await world.redis.cli('set', 'chat_history:77001234567', JSON.stringify(old));
    const { exported } = world.google.google;
    world.google.google.exported = 'Чай стоит TODO.';
    const env = { ...world.env, OLD_REDIS_URL: world.redis.url };
    const steps = [
      ['history', 'import', 'summed.jsonl'],
      ['history', 'show', ...nobody],
      ['customer', 'set', ...nobody, 'name=Anna', 'prefers mornings'],
      ['customer', 'link', ...nobody, '--with', '77770000001'],
      ['customer', 'show', ...nobody],
      ['customer', 'unlink', ...nobody],
      ['history', 'show', ...nobody],
      ['history', 'export', ...nobody],
      ['customer', 'forget', ...nobody],
      ['customer', 'forget', '--all', '--yes'],
      ['customer', 'show', ...nobody],
      ['prompts', 'sync', '--check'],
      ['migrate', '--from', 'file', '--to', 'redis', '--dry-run'],
      ['migrate', '--from', 'python-redis', '--to', 'file'],
    ];
    expect(await play(steps, cwd, env)).toEqual([...Array(11).fill(0), 10, 0, 0]);
    world.google.google.exported = exported;
    expect(
      await play([['doctor', 'model']], cwd, { ...env, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }),
    ).toEqual([4]);
  });

  it('is seen where nothing has ever run, and where settings are wrong', async () => {
    expect(await play(fresh, await world.clone(), world.env)).not.toContain(bug);
    const wrong = await world.folder();
    await writeFile(join(wrong, '.env'), 'WABOT_QWERTY=1\nWABOT_POL=true\n');
    const codes = await play([['config'], ['doctor', 'settings'], ['send', ...phone, 'x']], wrong, {
      ...world.env,
      PORT: '-1',
      GREEN_API_TOKEN: '',
    });
    expect(codes).toEqual([0, 3, 3]);
  });

  it('is seen of what runs until it is stopped, beside it, and of a log', async () => {
    const shell = await DocumentedShell.open(world.vendors.folder);
    const cwd = await world.folder();
    const env = world.env;
    const serving = start(['serve', '--json'], { cwd, env });
    await serving.saying(/bot-started/);
    // What it leaves about itself follows at once.
    await vi.waitFor(() => expect(globSync('**/run-*.json', { cwd })).toHaveLength(1), 10_000);
    expect(await play([['status']], cwd, env)).toEqual([0]);
    const serve = await serving.stop('SIGINT');
    see(['serve'], serve.code, serve.stdout);
    expect(await play([['status']], cwd, env)).toEqual([3]);
    const dev = await shell.run(
      'wabot dev --offline --say hi --voice examples/voice.ogg --owner hi --json',
      {
        cwd: await world.clone(),
        env: { NO_PROXY: '127.0.0.1' },
      },
    );
    see(['dev'], dev.code, dev.stdout);
    const logs = await shell.run('wabot logs -n 1 --json', { cwd, env });
    see(['logs'], logs.code, logs.stdout);
  });

  it.each(ids)('of wrong usage of `wabot %s` is an error', async (id) => {
    const { code, stdout } = await wabotHere([...id.split(' '), '--nonsense', '--json']);
    expect(code).toBe(2);
    see(id.split(' '), code, stdout);
  });

  it('has the documented shapes', async () => {
    expect(
      [...commands].filter(([, { shape }]) => written(shape) === 'never').map(([id]) => id),
    ).toEqual([]);
    await expect(page()).toMatchFileSnapshot('../docs/json.md');
  });
});
