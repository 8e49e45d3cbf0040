import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller, median, noteNotification } from './load.ts';
import { cpuMs, startDirect, startVendors, startWabot, type Measured } from './processes.ts';

/** What voice notes of one second cost a system that was just started, with the programs that it starts. */
export interface NoteCost {
  /** Processor time a note, milliseconds. */
  cpuMs: number;
  /** Replies a second, from the first note to the last reply. */
  perSecond: number;
}

const notes = 50;
const runs = 3;

/** Both systems in turn, each fresh, medians; the machine's ffmpeg is at hand for both, and each note is of a chat of its own. */
export async function voiceNotes(): Promise<{ wabot: NoteCost; direct: NoteCost }> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-bench-note-'));
  const note = join(folder, 'note.oga');
  const spoken = join(import.meta.dirname, '../test/voices/ru-human-03.ogg');
  const oneSecond = `-v error -ss 0.5 -t 1 -i ${spoken} -ac 1 -c:a libopus -application voip -b:a 20k ${note}`;
  const { status } = spawnSync('ffmpeg', oneSecond.split(' '));
  if (status !== 0) throw new Error('voice notes are measured beside an ffmpeg: install it');
  try {
    const direct: NoteCost[] = [];
    const wabot: NoteCost[] = [];
    for (let run = 0; run < runs; run += 1) {
      direct.push(await measured(startDirect, note));
      wabot.push(await measured(startHearing, note));
    }
    return { wabot: middle(wabot), direct: middle(direct) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function startHearing(vendors: Measured): Promise<Measured> {
  return startWabot(vendors, { WABOT_MEDIA_HOSTS: vendors.url });
}

async function measured(
  start: (vendors: Measured) => Promise<Measured>,
  note: string,
): Promise<NoteCost> {
  const vendors = await startVendors(0, note);
  const system = await start(vendors);
  const caller = new Caller(system.url, notes);
  try {
    const before = cpuMs(system.pid, { withChildren: true });
    const begun = performance.now();
    const bodies = Array.from({ length: notes }, (_, chat) =>
      noteNotification(chat, `${vendors.url}/note.oga`),
    );
    await Promise.all([caller.flood(bodies), vendors.sent(notes)]);
    const seconds = (vendors.lastSentAt() - begun) / 1000;
    const spent = cpuMs(system.pid, { withChildren: true }) - before;
    return { cpuMs: spent / notes, perSecond: notes / seconds };
  } finally {
    caller.close();
    await system.stop();
    await vendors.stop();
  }
}

function middle(costs: readonly NoteCost[]): NoteCost {
  return {
    cpuMs: median(costs.map((cost) => cost.cpuMs)),
    perSecond: median(costs.map(({ perSecond }) => perSecond)),
  };
}
