import { readSent, type DevFileKind, type DevInput } from './dev-files.ts';
import { ownerLine } from './owners-phone.ts';

/** Something that the customer or the owner sends, in the order of the command line; pictures and documents in a row are sent together. */
export type DevLine =
  | { say: string }
  | { voice: string }
  | { owner: string }
  | { files: string[]; kinds: DevFileKind[] };

/** oclif gathers repeated flags by name; the raw tokens keep the order between `--say`, `--voice`, `--image`, `--file` and `--owner`. */
export function linesInOrder(
  raw: readonly { type: string; flag?: string; input: string }[],
): DevLine[] {
  const lines: DevLine[] = [];
  for (const { type, flag, input } of raw) {
    const last = lines.at(-1);
    if (type !== 'flag') continue;
    if (flag === 'say') lines.push({ say: input });
    else if (flag === 'owner') lines.push({ owner: input });
    else if (flag === 'voice') lines.push({ voice: input });
    else if (flag === 'image' || flag === 'file') {
      if (last && 'files' in last) {
        last.files.push(input);
        last.kinds.push(flag);
      } else lines.push({ files: [input], kinds: [flag] });
    }
  }
  return lines;
}

/** What a line does in the sandbox. Rejects with wrong usage where a file cannot be read, or is of another kind. */
export async function inputOf(
  line: DevLine,
  existing: (path: string) => Promise<string>,
): Promise<DevInput> {
  if ('say' in line) return { text: line.say };
  if ('owner' in line) return { owner: ownerLine(line.owner) };
  if ('voice' in line) return filesOf([await readSent(line.voice, 'voice', existing)]);
  const sent = line.files.map((file, at) => readSent(file, line.kinds[at] ?? 'file', existing));
  return filesOf(await Promise.all(sent));
}

/** What was read, as one thing that the customer sends. */
export function filesOf(sent: readonly Awaited<ReturnType<typeof readSent>>[]): DevInput {
  const [first] = sent;
  if (first && 'voice' in first) return first;
  return { files: sent.flatMap((one) => ('file' in one ? [one.file] : [])) };
}
