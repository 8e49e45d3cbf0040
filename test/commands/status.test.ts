import { describe, expect, it } from 'vitest';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { wabot, wabotHere } from '../cli.ts';
import { customer } from '../flow/dialogue.ts';
import { openWorld, until, type World } from '../flow/world.ts';

interface Printed {
  running: boolean;
  startedAt: string | null;
  stoppedAt: string | null;
  lastReplyAt: string | null;
  errors: { reason: string; count: number }[];
}

async function status(
  world: World,
): Promise<{ code: number | null; stdout: string; value: Printed }> {
  const ran = await wabotHere(['status'], { cwd: world.folder, env: world.env });
  expect(ran.error).toBeUndefined();
  return { code: ran.code, stdout: ran.stdout, value: ran.value as Printed };
}

describe('wabot status', () => {
  it('follows a bot from before its start to its stop', async () => {
    await using world = await openWorld({ idle: true });
    const before = await status(world);
    expect(before.code).toBe(3);
    expect(before.stdout).toMatch(
      /^not running and never ran with this data folder\nqueue: 0 waiting, 0 due, 0 given up\n/,
    );
    const running = await world.spawn();
    await world.ask(customer(1), 'Привет');
    const during = await status(world);
    expect(during.code).toBe(0);
    expect(during.value).toMatchObject({
      running: true,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      pid: running.process.pid,
      address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      receives: 'webhook',
      stoppedAt: null,
      waiting: 0,
      due: 0,
      dead: 0,
      lastReplyAt: expect.stringMatching(/^20.*Z$/) as string,
      promptVersion: expect.any(String) as string,
      errors: [],
    });
    expect(during.stdout).toMatch(/^running since 20/);
    expect(JSON.stringify(during)).not.toContain('Привет');
    await running.stop();
    const after = await status(world);
    expect(after).toMatchObject({
      code: 3,
      value: { running: false, startedAt: during.value.startedAt },
    });
    expect(after.value.stoppedAt).not.toBeNull();
    expect(after.stdout).toMatch(/stopped 20/);
  });

  it('knows a killed bot for one that does not run', async () => {
    await using world = await openWorld({ idle: true });
    const running = await world.spawn();
    await until(async () => expect((await status(world)).value.startedAt).not.toBeNull());
    await running.stop('SIGKILL');
    const { code, stdout, value } = await status(world);
    expect({ code, running: value.running, stoppedAt: value.stoppedAt }).toEqual({
      code: 3,
      running: false,
      stoppedAt: null,
    });
    expect(stdout).toMatch(/killed/);
  });

  it('tells what was given up within the hour, as a process of its own with --json', async () => {
    await using world = await openWorld({ idle: true });
    const running = await world.spawn();
    world.openAi.fault('chat', { ...openAiFaults.invalidKey, times: 2 });
    await world.ask(customer(1), 'Привет');
    await world.ask(customer(2), 'Привет');
    await running.stop();
    const { code, stdout, stderr } = await wabot(['status', '--json'], {
      cwd: world.folder,
      env: world.env,
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      dead: 2,
      errors: [{ reason: 'service.openai.key', count: 2 }],
    });
  });

  it('shows the alerts of the week, and by which routes they were told', async () => {
    await using world = await openWorld({ idle: true, env: { WABOT_OWNER_LANGUAGE: 'ru' } });
    const at = Date.now() - 60_000;
    await world.journal(async ({ notices }) => {
      await notices.add({ id: 'alert.prompt/1', at, topic: 'alert.prompt' });
      await notices.ended('alert.prompt/1', 'telegram', 'done');
      await notices.add({ id: 'alert.model/2', at: at + 1, topic: 'alert.model' });
      for (const id of ['alert.prompt/1', 'alert.model/2']) await notices.close(id);
    });
    const { stdout, value } = await status(world);
    expect(value).toMatchObject({
      alerts: [
        { topic: 'alert.model', state: 'untold', routes: [] },
        { topic: 'alert.prompt', state: 'told', routes: ['telegram'] },
      ],
    });
    expect(stdout).toMatch(/оповещения за последние семь дней:\n.*\(никому не сообщено\)\n/);
    expect(stdout).toMatch(/⚠️ Промпт нельзя использовать.*\(сообщено: telegram\)\n/);
  });
});
