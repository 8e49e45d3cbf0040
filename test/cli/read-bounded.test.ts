import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../src/core/log/log-writer.ts';
import { transcriptText } from '../../src/cli/file-transcript.ts';
import { readBounded } from '../../src/cli/read-bounded.ts';
import transcoder from '../../src/plugins/transcoder/ffmpeg/index.ts';
import { wabotHere } from '../cli.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();
const live = (): AbortSignal => new AbortController().signal;

describe('a file to transcribe', () => {
  it('is read whole, and no further than a recording can be long', async () => {
    const path = join(folder(), 'note');
    await writeFile(path, 'voice');
    expect(String(await readBounded(path, live()))).toBe('voice');
    await expect(readBounded(path, live(), 4)).rejects.toMatchObject({ code: 'setup.audio' });
    await expect(readBounded('/dev/zero', live(), 1000)).rejects.toMatchObject({
      code: 'setup.audio',
    });
  });

  it('may be a pipe, which is left when nobody writes into it', async () => {
    const pipe = join(folder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const stop = new AbortController();
    const reading = readBounded(pipe, stop.signal);
    setImmediate(() => stop.abort(new Error('enough')));
    await expect(reading).rejects.toThrow('enough');
  });

  it.each(['/dev/zero', '/dev/null'])('is no device: %s', async (device) => {
    const { code, error } = await wabotHere(['transcribe', device], {
      env: { OPENAI_API_KEY: 'k' },
    });
    expect({ code, message: String(error) }).toEqual({
      code: 2,
      message: expect.stringContaining('is a device, not a file') as string,
    });
  });

  it.each(['text', 'srt', 'vtt', 'json'] as const)(
    'puts nothing into a terminal as %s that would steer it',
    (format) => {
      const text = 'Да \u001b[2J\u009b31m\u202e нет';
      const transcript = {
        file: 'a\u001b]0;x\u0007.ogg',
        text,
        ms: 1,
        segments: [{ from: 0, to: 1, text }],
      };
      const shown = transcriptText(transcript, format, true) ?? '';
      for (const character of ['\u001b', '\u0007', '\u009b', '\u202e'])
        expect(shown.includes(character)).toBe(false);
      if (format === 'json') expect(JSON.parse(shown)).toEqual(transcript);
    },
  );
});

describe('app.log', () => {
  it('is refused where it is a link', async () => {
    await writeFile(join(folder(), 'theirs'), 'x');
    await symlink(join(folder(), 'theirs'), join(folder(), 'app.log'));
    const options = {
      folder: folder(),
      timeZone: 'Asia/Almaty',
      level: 'info',
      maxMegabytes: 1,
      files: 1,
      content: false,
      secrets: [],
      file: true,
    } as const;
    await expect(openLog(options)).rejects.toMatchObject({
      code: 'setup.log',
      message: expect.stringContaining('symbolic link') as string,
    });
  });
});

describe('a machine without ffmpeg', () => {
  it('is a warning to doctor', async () => {
    const before = process.env['PATH'];
    process.env['PATH'] = folder();
    try {
      const world = {
        log: { debug() {}, info() {}, warn() {}, error() {} },
        now: Date.now,
        fetch,
        dataFolder: folder(),
      };
      const found = await transcoder.check?.({ path: undefined }, world, live());
      // Where the package ffmpeg-static is installed, there is one all the same.
      expect(found?.every(({ level }) => level !== 'problem')).toBe(true);
    } finally {
      process.env['PATH'] = before;
    }
  });
});
