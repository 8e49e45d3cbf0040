import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOpenAi } from '../../src/sandbox/openai/index.ts';
import { start, wabot } from '../cli.ts';

const voice = join(dirname(import.meta.dirname), '../examples/voice.ogg');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-dev-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('wabot dev', () => {
  it('answers what is said and spoken, in order, one block each, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await wabot(
      ['dev', '--say', 'Сколько стоит курс?', '--voice', voice, '--say', 'Where are you?'],
      {
        cwd: folder,
      },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/35 000 ₸[\s\S]*Алматы[\s\S]*Almaty/);
    expect(stdout.match(/^\[(песочница|sandbox)\]/gm)).toHaveLength(3);
    expect(stderr).toMatch(/sandbox/);
    expect(stderr).not.toMatch(/^\{/m);
    expect(await readdir(folder)).toEqual([]);
  });

  it('shows a voice reply as a mark and its words', async () => {
    const env = { WABOT_VOICE_REPLY: 'when-voice', WABOT_DISCLOSURE: 'false' };
    const { code, stdout } = await wabot(
      ['dev', '--offline', '--voice', voice, '--say', 'Сколько стоит курс?'],
      {
        cwd: folder,
        env,
      },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^🎤 [\s\S]*Алматы[\s\S]*\n\n[^🎤]*35 000 ₸/u);
    expect(stdout.match(/🎤/g)).toHaveLength(1);
  });

  it('answers about the business in prompt.md, as JSON', async () => {
    await writeFile(join(folder, 'prompt.md'), '# Цены\n\nСтрижка стоит 4 500 тенге.\n');
    const { code, stdout } = await wabot(['dev', '--json', '--say', 'Сколько стоит стрижка?'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      exchanges: [{ say: 'Сколько стоит стрижка?', replies: [expect.stringContaining('4 500')] }],
    });
  });

  it('touches nothing of the real bot, whatever .env says', async () => {
    const real =
      'REDIS_URL=redis://127.0.0.1:9\nWABOT_PROMPT=google-docs\nWABOT_MEMORY=redis\nWABOT_DATA=./real\nLOG_DIR=./real-logs\n';
    await writeFile(join(folder, '.env'), real);
    const { code, stdout } = await wabot(['dev', '--say', 'Сколько стоит курс?'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('35 000 ₸');
    expect(await readdir(folder)).toEqual(['.env']);
  });

  it('ends although a message gets no reply: a second apology within the hour', async () => {
    const service = await startOpenAi({ apiKey: 'another' });
    const env = { OPENAI_API_KEY: 'sk-wrong', OPENAI_BASE_URL: `${service.url}/v1` };
    const { code, stdout } = await wabot(
      ['dev', '--json', '--say', 'Привет, это я', '--say', 'Вы ещё тут?'],
      {
        cwd: folder,
        env,
      },
    );
    await service.close();
    expect(code).toBe(0);
    const { exchanges } = JSON.parse(stdout) as { exchanges: { replies: string[] }[] };
    expect(exchanges.map(({ replies }) => replies.length)).toEqual([1, 0]);
  });

  it('goes on when a file cannot be sent, and says so in a sentence', async () => {
    await writeFile(join(folder, 'notes.md'), '# no sound');
    await writeFile(join(folder, 'huge.bin'), '');
    await truncate(join(folder, 'huge.bin'), 101 * 1024 * 1024);
    const running = start(['dev', '--offline'], { cwd: folder });
    running.process.stdin.write('@nofile.ogg\n@\n@ \n@huge.bin look\n@/\n@/dev/zero\n');
    running.process.stdin.write('Сколько стоит курс?\n');
    await running.saying(/35 000 ₸/);
    running.process.stdin.end();
    const { code, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('The file nofile.ogg does not exist or cannot be read.\n');
    expect(stderr.match(/Write the name of a file behind the @\./g)).toHaveLength(2);
    expect(stderr).toContain('huge.bin is larger than 100 MB, which no messenger takes.\n');
    expect(stderr).toContain('/ is a folder, not a file.\n');
    expect(stderr).toContain('/dev/zero is a device, not a file.\n');
    const spoken = await wabot(['dev', '--voice', 'notes.md'], { cwd: folder });
    expect(spoken).toMatchObject({ code: 2, stdout: '' });
    expect(spoken.stderr).toContain('notes.md is not a recording that can be played.');
    const sent = await wabot(['dev', '--offline', '--file', 'notes.md'], { cwd: folder });
    expect(sent).toMatchObject({ code: 0, stdout: expect.stringContaining('notes.md') as string });
  });

  it('shows what was heard, and says of a plugin that it answers for real', async () => {
    const env = { WABOT_MODEL: 'nobody' };
    const { stderr } = await wabot(['dev', '--offline', '--voice', voice], { cwd: folder });
    expect(stderr).toContain(
      '🎤 Heard: Здравствуйте! Когда начинаются занятия и где вы находитесь?\n',
    );
    expect((await wabot(['dev', '--say', 'hi'], { cwd: folder, env })).code).toBe(3);
  });

  it('gives up soon where the service fails for a while', async () => {
    const service = await startOpenAi({});
    service.fault('chat', { status: 500, body: {}, times: Infinity });
    const env = {
      OPENAI_API_KEY: 'sk-x',
      OPENAI_BASE_URL: `${service.url}/v1`,
      WABOT_TURN_TIMEOUT_MS: '3000',
    };
    const { stdout, stderr } = await wabot(['dev', '--say', 'Привет, это я'], { cwd: folder, env });
    await service.close();
    expect(stdout).toContain('сейчас не получается ответить');
    expect(stderr.match(/^\{.*/gm)).toEqual([expect.stringContaining('turn-given-up')]);
  });

  it('says which file is missing before anything starts', async () => {
    const { code, stderr } = await wabot(['dev', '--voice', 'nowhere.ogg'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere.ogg');
  });
});

describe('the owner of the sandbox', () => {
  const base = ['dev', '--offline', '--json'];

  it('takes the chat over from the phone, and the bot goes on with what was said', async () => {
    const said = ['--say', 'Есть парковка для слона?', '--owner', 'Слона ставим во дворе в 15:00'];
    const rest = ['--say', 'Точно?', '--owner', '#бот', '--say', 'Так что с бегемотом?'];
    const { code, stdout } = await wabot([...base, ...said, ...rest], { cwd: folder });
    expect(code).toBe(0);
    const { exchanges } = JSON.parse(stdout) as { exchanges: { replies: string[] }[] };
    expect(exchanges.map(({ replies }) => replies.length)).toEqual([1, 0, 0, 0, 1]);
    expect(exchanges[1]).toEqual({ owner: 'Слона ставим во дворе в 15:00', replies: [] });
    expect(exchanges[4]?.replies[0]).toContain('«Слона ставим во дворе в 15:00»');
  });

  it('gets a ticket where a customer asks for a person, and answers it', async () => {
    const said = ['--say', 'Позовите человека', '--owner', '@1 Это Асель. В три удобно?'];
    const rest = ['--say', 'Да', '--owner', '#бот', '--say', 'Так во сколько?'];
    const { code, stdout } = await wabot([...base, ...said, ...rest], { cwd: folder });
    expect(code).toBe(0);
    const { exchanges } = JSON.parse(stdout) as {
      exchanges: { replies: string[]; ownersPhone?: string[] }[];
    };
    expect(exchanges[0]?.ownersPhone).toEqual([expect.stringMatching(/^№1 [^]*\+77000000000/)]);
    expect(exchanges[1]?.replies).toEqual(['Это Асель. В три удобно?']);
    expect(exchanges.slice(2, 4).map(({ replies }) => replies)).toEqual([[], []]);
    expect(exchanges[4]?.replies).toEqual([expect.stringContaining('«Это Асель. В три удобно?»')]);
  });

  it('says that the bot is silent', async () => {
    const said = ['--say', 'Вы где?', '--owner', 'Я сама отвечу', '--say', 'Хорошо'];
    const { stdout, stderr } = await wabot(['dev', '--offline', ...said], { cwd: folder });
    expect(stdout.match(/^\[песочница\]/gm)).toHaveLength(1);
    expect(stderr).toContain('(The bot says nothing.)');
  });

  it('tells who writes by hand how a ticket is answered, and that the bot is silent', async () => {
    const running = start(['dev', '--offline'], { cwd: folder });
    await running.saying(/\/owner/);
    running.process.stdin.write('Позовите человека\n');
    await running.saying(/Клиент, \+77000000000/);
    await running.saying(/To reply to it: \/owner @1 your text/);
    running.process.stdin.write('Вы где?\n');
    await running.saying(/\(The bot says nothing\.\)/);
    running.process.stdin.end();
    expect(await running.ended).toMatchObject({ code: 0 });
  });

  it('answers what is piped in, and ends then', async () => {
    const stdin = 'Сколько стоит курс?\n';
    const ended = await wabot(['dev', '--offline'], { cwd: folder, stdin });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('35 000 ₸') as string });
  });

  it('cannot reply to a message that has not arrived', async () => {
    const lines = ['--owner', '@17 да'];
    expect(await wabot([...base, ...lines], { cwd: folder })).toMatchObject({ code: 2 });
    const stdin = '/owner @17 да\n/owner\n';
    const { code, stderr } = await wabot(['dev', '--offline'], { cwd: folder, stdin });
    expect(code).toBe(0);
    expect(stderr).toContain('No message with the number 17 has arrived');
    expect(stderr).toContain('/owner @17 text: a reply to message 17');
  });
});
