import { expect, it } from 'vitest';
import { Budget } from '../../../src/core/costs/budget.ts';
import type { Speech, Transcript } from '../../../src/core/kinds/speech.ts';
import { DayLedger } from '../../../src/core/costs/ledger.ts';
import { prices, speechCost } from '../../prices.ts';
import { chat, keepingLog } from '../memories.ts';

const signal = new AbortController().signal;

/** Hears one file of so many seconds with what a minute of the first model costs in the purse. */
async function hear(
  seconds: number,
  { standby, model }: { standby?: string; model?: string } = {},
): Promise<Transcript[]> {
  const day = speechCost('gpt-transcribe', 60) ?? 0;
  const parts = {
    caps: { day },
    ledger: new DayLedger({ day: '1970-01-01', total: 0, chats: new Map() }),
    prices,
    timeZone: 'UTC',
    log: keepingLog(),
    now: () => 0,
  };
  const speech: Speech = {
    formats: new Set(),
    maxBytes: 1,
    model: 'gpt-transcribe',
    standby,
    language: 'kk',
    transcribe: () => Promise.resolve({ text: 'да', ...(model === undefined ? {} : { model }) }),
  };
  const limited = new Budget(parts).limitSpeech(speech, chat, 3600);
  expect(limited.language).toBe('kk');
  const once = (): Promise<Transcript> =>
    limited.transcribe({ bytes: new Uint8Array(9), format: 'mp3', seconds }, {}, signal);
  return [await once(), await once()];
}

it('counts a part by its own length', async () => {
  await expect(hear(29)).resolves.toHaveLength(2);
  await expect(hear(31)).rejects.toMatchObject({ code: 'setup.budget' });
});

it('counts a dearer second model before it is asked, and afterwards the one that answered', async () => {
  await expect(hear(25, { standby: 'whisper-1' })).resolves.toHaveLength(2);
  await expect(hear(46, { standby: 'whisper-1' })).rejects.toMatchObject({ code: 'setup.budget' });
  await expect(hear(25, { standby: 'whisper-1', model: 'whisper-1' })).rejects.toMatchObject({
    code: 'setup.budget',
  });
  await expect(hear(22, { standby: 'whisper-1', model: 'whisper-1' })).resolves.toHaveLength(2);
  await expect(hear(29, { standby: 'unknown', model: 'unknown' })).resolves.toHaveLength(2);
});
