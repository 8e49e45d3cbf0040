import { truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { wabotHere } from '../cli.ts';
import { openWorld } from '../flow/world.ts';

const voice = join(dirname(import.meta.dirname), '../examples/voice.ogg');

it('chat says with --verbose whether the reply would be spoken, and speaks nothing', async () => {
  await using world = await openWorld({
    idle: true,
    openAi: { answer: () => 'По понедельникам.' },
  });
  const chat = (...args: string[]): ReturnType<typeof wabotHere> =>
    wabotHere(['chat', '--phone', '77001234567', '--verbose', ...args], {
      cwd: world.folder,
      env: world.env,
    });
  world.env['WABOT_VOICE_REPLY'] = 'when-voice';
  const spoken = await chat('--voice', voice);
  expect(spoken).toMatchObject({
    code: 0,
    stdout: 'По понедельникам.\n',
    value: { spoken: true, replies: ['По понедельникам.'] },
  });
  expect(spoken.stderr).toContain('would be spoken');
  expect(spoken.stderr).toContain('🎤 Heard: ');
  const written = await chat('Когда?');
  expect(written.value).toMatchObject({ spoken: false });
  expect(written.stderr).not.toContain('would be spoken');
  expect(world.openAi.count('speech')).toBe(0);
});

it('chat reads no further than a recording can be long', async () => {
  await using world = await openWorld({ idle: true });
  const file = join(world.folder, 'film');
  await writeFile(file, '');
  await truncate(file, 3 * 1024 ** 3);
  const ran = await wabotHere(['chat', '--phone', '77001234567', '--voice', file], {
    cwd: world.folder,
    env: world.env,
  });
  expect({ code: ran.code, message: String(ran.error) }).toEqual({
    code: 3,
    message: expect.stringContaining('is larger than a recording can be') as string,
  });
});
