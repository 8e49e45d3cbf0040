import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabot, type Ran } from '../cli.ts';
import {
  documentId,
  email,
  notShared,
  privateKey,
  startGoogle,
} from '../plugins/prompt/google-docs/fake.ts';
import { plain } from '../plugins/prompt/google-docs/fixtures.ts';
import { customer, dialogueOf } from './dialogue.ts';
import { openWorld, until } from './world.ts';

const chat = customer(1);

/** A model that says the business's own text. */
const recite = (heard: Parameters<typeof dialogueOf>[0]): string =>
  /<business>\n([\s\S]*?)\n<\/business>/.exec(dialogueOf(heard).system)?.[1] ?? '';

async function openReleases() {
  const google = await startGoogle(plain('Курс стоит 35 000 ₸.'));
  const env = {
    WABOT_PROMPT: 'google-docs',
    GOOGLE_DOCS_ID: `https://docs.google.com/document/d/${documentId}/edit?tab=t.0`,
    GOOGLE_CLIENT_EMAIL: email,
    GOOGLE_PRIVATE_KEY: privateKey.replaceAll('\n', String.raw`\n`),
    GOOGLE_API_URL: google.url,
    PROMPT_REFRESH: '1s',
    // The customer asks the same again and again until the new text is there.
    WABOT_LOOP_GUARD: 'false',
    WABOT_CHAT_HOURLY: '0',
  };
  const world = await openWorld({ env, openAi: { answer: recite }, idle: true });
  const prompts = (...args: string[]): Promise<Ran> =>
    wabot(['prompts', ...args], { cwd: world.folder, env: world.env });
  return { google, world, prompts };
}

describe('the prompt of a running bot', () => {
  it('follows its document, goes back by hand, and outlives the document and a restart', async () => {
    const { google, world, prompts } = await openReleases();
    await using _google = google;
    await using _world = world;
    const running = await world.spawn();
    expect(await world.ask(chat, 'Цена?')).toBe('Курс стоит 35 000 ₸.');

    google.google.document = plain('Курс стоит 40 000 ₸.');
    await until(async () =>
      expect(await world.ask(chat, 'А теперь?')).toBe('Курс стоит 40 000 ₸.'),
    );

    expect(await prompts('rollback', '1')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^gdocs-1 \([0-9a-f]{12}\) is current/) as string,
    });
    expect(await world.ask(chat, 'Сейчас?')).toBe('Курс стоит 35 000 ₸.');

    expect(await prompts('sync')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^gdocs-2 \([0-9a-f]{12}\) is current: \+1 -1 lines/) as string,
    });
    expect(await world.ask(chat, 'И?')).toBe('Курс стоит 40 000 ₸.');

    google.google.instead.document = notShared;
    const { port } = new URL((await world.logged('bot-started'))[0]?.['address'] as string);
    const ready = async () =>
      (await fetch(`http://127.0.0.1:${port}/ready`)).json() as Promise<{
        ready: boolean;
        detail?: string[];
      }>;
    await until(async () =>
      expect(await ready()).toMatchObject({
        ready: true,
        detail: [expect.stringContaining('not shared') as string],
      }),
    );
    expect(await world.ask(chat, 'А?')).toBe('Курс стоит 40 000 ₸.');
    expect(await running.stop()).toMatchObject({ code: 0 });

    await world.spawn();
    expect(await world.ask(chat, 'Снова?')).toBe('Курс стоит 40 000 ₸.');
    for (const { path, text } of await world.written())
      expect([path, text.includes('BEGIN PRIVATE')]).toEqual([path, false]);
  });

  it('must be had once before the bot begins', async () => {
    const { google, world } = await openReleases();
    await using _google = google;
    await using _world = world;
    google.google.instead.document = notShared;
    const { code, stderr } = await wabot(['serve'], { cwd: world.folder, env: world.env });
    expect(code).toBe(3);
    expect(stderr.replace(/\s+[›»]?\s*/g, ' ')).toContain(`add ${email} as a Viewer`);
  });

  it('stays as it was while conversations fail with a new text, and says which', async () => {
    const world = await openWorld({
      env: { WABOT_EVAL_ON_SYNC: 'true', WABOT_LOOP_GUARD: 'false', WABOT_CHAT_HOURLY: '0' },
      prompt: 'Чай стоит 900 ₸.',
      openAi: { answer: recite },
      idle: true,
    });
    await using _world = world;
    await mkdir(join(world.folder, 'evals'));
    await writeFile(
      join(world.folder, 'evals/tea.yaml'),
      'название: Цена чая\nразговор:\n  - клиент: Сколько стоит чай?\n  - ждём: 900\n',
    );
    await world.spawn();
    expect(await world.ask(chat, 'Цена?')).toBe('Чай стоит 900 ₸.');

    await writeFile(join(world.folder, 'prompt.md'), 'Чай стоит 950 ₸.');
    const staysAsItWas = async () => {
      expect(await world.ask(chat, 'А теперь?')).toBe('Чай стоит 900 ₸.');
      const held = (await world.log()).filter(({ event }) => event === 'prompt-not-proved');
      expect(held).toMatchObject([
        { problem: expect.stringMatching(/1 of 1 conversations failed: Цена чая$/) as string },
      ]);
    };
    await until(staysAsItWas);

    await writeFile(join(world.folder, 'prompt.md'), 'Чай стоит 900 ₸, кофе 1 200 ₸.');
    await until(async () =>
      expect(await world.ask(chat, 'А кофе?')).toBe('Чай стоит 900 ₸, кофе 1 200 ₸.'),
    );
    expect(await world.logged('prompt-proved')).toHaveLength(1);
  });
});
