import { readFile } from 'node:fs/promises';
import { ownerLine } from './owners-phone.ts';
import type { DevInput } from './world.ts';

/** Something that the customer or the owner sends, in the order of the command line. */
export type DevLine = { say: string } | { voice: string } | { owner: string };

/** oclif gathers repeated flags by name; the raw tokens keep the order between `--say`, `--voice` and `--owner`. */
export function linesInOrder(
  raw: readonly { type: string; flag?: string; input: string }[],
): DevLine[] {
  return raw.flatMap((token): DevLine[] => {
    if (token.type !== 'flag') return [];
    if (token.flag === 'say') return [{ say: token.input }];
    if (token.flag === 'owner') return [{ owner: token.input }];
    return token.flag === 'voice' ? [{ voice: token.input }] : [];
  });
}

/** What a line does in the sandbox. Rejects where its file cannot be read. */
export async function inputOf(line: DevLine): Promise<DevInput> {
  if ('say' in line) return { text: line.say };
  return 'owner' in line ? { owner: ownerLine(line.owner) } : { voice: await readFile(line.voice) };
}
