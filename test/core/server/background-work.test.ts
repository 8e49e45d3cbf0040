import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startBackgroundWork } from '../../../src/core/server/background-work.ts';
import { fine, problem, warning, type Finding } from '../../../src/core/kinds/finding.ts';
import { definePlugin, type AnyPlugin } from '../../../src/core/kinds/plugin.ts';
import { readRunNote } from '../../../src/core/health/run-note.ts';
import { useFolder } from '../../folder.ts';
import { keepingLog } from '../memories.ts';

const folder = useFolder();

/** A bot whose model's check finds these, in a data folder of this name. */
function beside(
  name: string,
  findings: Finding[] | Error,
): { stop: () => Promise<void>; warn: ReturnType<typeof vi.fn>; data: string } {
  const plugin = definePlugin({
    kind: 'model',
    name: 'm',
    summary: 'A model',
    settings: {},
    create: () => Promise.reject(new Error('not made')),
    check: () => (findings instanceof Error ? Promise.reject(findings) : Promise.resolve(findings)),
  });
  const warn = vi.fn<() => void>();
  const data = join(folder(), name);
  const log = { ...keepingLog(), warn };
  const world = { log, now: () => 1_000, fetch, dataFolder: data };
  const catalog = { 'model/m': () => Promise.resolve({ default: plugin as AnyPlugin }) };
  const environment = { WABOT_MODEL: 'm', WABOT_SPEECH: 'none' };
  const note = { version: '1', address: 'http://localhost', receives: 'polling' } as const;
  return { stop: startBackgroundWork({ log, note, world, catalog, environment }), warn, data };
}

it('what is found wrong is logged once, with what to do, and what is right is not', async () => {
  const { stop, warn, data } = beside('found', [
    fine('it answers'),
    warning('it is shut down in May', 'Choose another.'),
    problem('no key'),
  ]);
  await vi.waitFor(async () =>
    expect((await readRunNote(data))?.startedAt).toBe('1970-01-01T00:00:01.000Z'),
  );
  await vi.waitFor(() => expect(warn).toHaveBeenCalled());
  await stop();
  const found = warn.mock.calls.filter(
    ([, fields]) => (fields as { check: string }).check === 'model/m',
  );
  expect(found).toEqual([
    [
      'check-failed',
      { check: 'model/m', problem: 'it is shut down in May', suggestions: ['Choose another.'] },
    ],
    ['check-failed', { check: 'model/m', problem: 'no key', suggestions: [] }],
  ]);
  expect(await readRunNote(data)).toMatchObject({
    pid: process.pid,
    stoppedAt: '1970-01-01T00:00:01.000Z',
  });
});

it('a check that breaks is told, and harms nothing', async () => {
  const { stop, warn } = beside('broken', new Error('hush'));
  await vi.waitFor(() => expect(warn).toHaveBeenCalled());
  await stop();
  expect(JSON.stringify(warn.mock.calls)).not.toContain('hush');
});

it('the end of a run waits for what is under way, and writes the last word', async () => {
  const { stop, data } = beside('at once', []);
  await stop();
  expect(await readRunNote(data)).toMatchObject({
    startedAt: '1970-01-01T00:00:01.000Z',
    stoppedAt: '1970-01-01T00:00:01.000Z',
  });
});
