import { readFile } from 'node:fs/promises';

/** A short voice note (Ogg/Opus) that comes with wabot: nobody's secret, for trying out a speech service. */
export function sampleNote(): Promise<Uint8Array> {
  return readFile(new URL('../../../examples/voice.ogg', import.meta.url));
}
