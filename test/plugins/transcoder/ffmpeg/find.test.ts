import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFfmpeg, type Places } from '../../../../src/plugins/transcoder/ffmpeg/find.ts';
import plugin from '../../../../src/plugins/transcoder/ffmpeg/index.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-find-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that prints this when it is asked for anything. */
async function program(name: string, prints: string, mode = 0o755): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\ncat <<'END'\n${prints}\nEND\n`);
  await chmod(path, mode);
  return path;
}

const complete = (version: string): string =>
  `ffmpeg version ${version} Copyright\n A....D libmp3lame           libmp3lame MP3`;

function places(some: Partial<Places> = {}): Places {
  return {
    configured: undefined,
    bundled: () => Promise.resolve(undefined),
    name: 'wabot-no-such-program',
    ...some,
  };
}

describe('the ffmpeg in use', () => {
  it('is the one that a person named, before all others', async () => {
    const [configured, bundled] = [
      await program('mine', complete('7.1')),
      await program('bundled', complete('6.1')),
    ];
    const found = await findFfmpeg(
      places({ configured, bundled: () => Promise.resolve(bundled), name: 'ffmpeg' }),
    );
    expect(found).toEqual({ path: configured, version: '7.1', opus: false });
  });

  it('is then the one that came along, then the one on PATH', async () => {
    const bundled = await program('bundled', complete('6.1'));
    expect(
      await findFfmpeg(places({ bundled: () => Promise.resolve(bundled), name: 'ffmpeg' })),
    ).toMatchObject({
      path: bundled,
    });
    expect(await findFfmpeg(places({ name: 'ffmpeg' }))).toEqual({
      path: 'ffmpeg',
      version: expect.stringMatching(/\d/),
      opus: true,
    });
  });

  it.each([
    ['was never fetched', async () => join(folder, 'absent')],
    ['may not be run', () => program('locked', complete('6.1'), 0o644)],
    ['cannot write MP3', () => program('poor', 'ffmpeg version 6.1\n A....D aac AAC')],
  ])('is not one that came along and %s', async (_name, make) => {
    const bundled = await make();
    expect(
      await findFfmpeg(places({ bundled: () => Promise.resolve(bundled), name: 'ffmpeg' })),
    ).toMatchObject({
      path: 'ffmpeg',
    });
  });

  it('may be missing, with advice', async () => {
    await expect(findFfmpeg(places())).rejects.toMatchObject({
      code: 'setup.transcoder.missing',
      suggestions: expect.arrayContaining([expect.stringContaining('apt install ffmpeg')]),
    });
  });

  it.each([
    ['nothing', async () => join(folder, 'absent'), 'no executable program there'],
    ['a folder', async () => folder, 'does not run'],
    [
      'a file that may not be run',
      () => program('locked', complete('7'), 0o644),
      'no executable program there',
    ],
    ['another program', () => program('other', 'hello'), 'not ffmpeg'],
    [
      'an ffmpeg without MP3',
      () => program('poor', 'ffmpeg version 7\n A....D aac AAC'),
      'no libmp3lame',
    ],
    [
      'a link to nowhere',
      async () => {
        await symlink(join(folder, 'nowhere'), join(folder, 'link'));
        return join(folder, 'link');
      },
      'no executable program there',
    ],
  ])(
    'fails loudly when the setting names %s, though there is another',
    async (_name, make, problem) => {
      const configured = await make();
      await expect(findFfmpeg(places({ configured, name: 'ffmpeg' }))).rejects.toMatchObject({
        code: 'setup.transcoder.path',
        message: expect.stringMatching(new RegExp(`FFMPEG_PATH names .*${problem}`)),
        suggestions: [expect.stringContaining('remove it')],
      });
    },
  );
});

describe('the plugin', () => {
  const live = new AbortController().signal;

  it('does not start with a wrong FFMPEG_PATH', async () => {
    const values = valuesFor(plugin.settings, { FFMPEG_PATH: join(folder, 'absent') });
    await expect(plugin.create(values, testWorld())).rejects.toMatchObject({
      code: 'setup.transcoder.path',
    });
  });

  it('checks this machine', async () => {
    const finding = await plugin.check?.(valuesFor(plugin.settings, {}), testWorld(), live);
    expect(finding).toMatchObject([
      { level: 'ok', message: expect.stringMatching(/^ffmpeg \S*\d\S* \(.*ffmpeg.*\) converts/) },
    ]);
  });

  it('names the audio that an ffmpeg cannot read', async () => {
    const path = await program('some', `${complete('7.1')}\n A....D opus Opus\n A....D aac AAC`);
    const finding = await plugin.check?.(
      valuesFor(plugin.settings, { FFMPEG_PATH: path }),
      testWorld(),
      live,
    );
    expect(finding).toMatchObject([
      { level: 'problem', message: expect.stringContaining('cannot read AMR') },
    ]);
  });

  it('says in its check what is wrong with the setting', async () => {
    const values = valuesFor(plugin.settings, { FFMPEG_PATH: folder });
    await expect(plugin.check?.(values, testWorld(), live)).rejects.toMatchObject({
      message: expect.stringContaining('FFMPEG_PATH'),
      suggestions: [expect.any(String)],
    });
  });
});
