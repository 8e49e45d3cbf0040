import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wabotHere } from '../cli.ts';
import { openWorld } from '../flow/world.ts';
import { drawn } from '../pictures.ts';

it('chat sends pictures and documents with their captions, and the text, as one question', async () => {
  await using world = await openWorld({ idle: true });
  const photo = join(world.folder, 'my photo.jpg');
  const prices = join(world.folder, 'прайс.csv');
  await writeFile(photo, drawn('320x200'));
  await writeFile(prices, 'Услуга;Цена\nСтрижка;5000 ₸\nМассаж;8000 ₸\n');
  const chat = (...args: string[]): ReturnType<typeof wabotHere> =>
    wabotHere(['chat', '--phone', '77001234567', ...args], { cwd: world.folder, env: world.env });
  const shown = ['--image', `${photo} Что это?`, '--file', prices];
  const sent = await chat(...shown, 'Сколько стоит стрижка?');
  expect(sent.code).toBe(0);
  const said = JSON.stringify(world.openAi.requests.map(({ chat: one }) => one?.messages));
  for (const part of ['data:image/jpeg;base64,', 'Что это?', '«прайс.csv»', '| Стрижка | 5000 ₸ |'])
    expect(said).toContain(part);
  expect(said).toContain('Сколько стоит стрижка?');
  expect(world.openAi.count('chat')).toBe(1);
  expect(await chat('--image', prices)).toMatchObject({ code: 2 });
  expect(await chat('--file', 'нет.pdf')).toMatchObject({ code: 2 });
});
