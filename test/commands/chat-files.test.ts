import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wabotHere } from '../cli.ts';
import { openWorld } from '../flow/world.ts';
import { drawn } from '../pictures.ts';

it('chat sends pictures and documents with their captions, and the text, as one question', async () => {
  await using world = await openWorld({ idle: true });
  await writeFile(join(world.folder, 'my photo.jpg'), drawn('320x200'));
  await writeFile(join(world.folder, 'прайс.csv'), 'Услуга;Цена\nСтрижка;5000 ₸\nМассаж;8000 ₸\n');
  const chat = (...args: string[]): ReturnType<typeof wabotHere> =>
    wabotHere(['chat', '--phone', '77001234567', ...args], { cwd: world.folder, env: world.env });
  const sent = await chat(
    ...['--image', 'my photo.jpg Что это?', '--file', 'прайс.csv', 'Сколько стоит стрижка?'],
  );
  expect(sent.code).toBe(0);
  expect(sent.stdout).toContain('фото 1 (320×200');
  expect(sent.stdout).toContain('документ «прайс.csv»');
  expect(sent.stdout).toContain('Стрижка · 5000 ₸');
  expect(world.openAi.count('chat')).toBe(1);
  expect(await chat('--image', 'прайс.csv')).toMatchObject({ code: 2 });
  expect(await chat('--file', 'нет.pdf')).toMatchObject({ code: 2 });
});
