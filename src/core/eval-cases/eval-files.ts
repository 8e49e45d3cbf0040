import { access, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { sniffImage } from '../attachments/image-format.ts';
import { sniffAudio } from '../audio.ts';
import type { Content, Download } from '../kinds/channel.ts';
import type { Action, EvalStep } from './eval-case.ts';

/** A step that sends a file. */
type Sending = Extract<Action, { type: 'voice' | 'file' }>;

/** The steps with every file by its whole path, and what is wrong with one: its line, and why. Files stand beside the conversation, or where the command is run. */
export async function withEvalFiles(
  steps: readonly EvalStep[],
  file: string,
): Promise<{ steps: EvalStep[]; wrong: { line: number; problem: string }[] }> {
  const wrong: { line: number; problem: string }[] = [];
  const found = await Promise.all(
    steps.map(async (step): Promise<EvalStep> => {
      if (!('do' in step) || !('file' in step.do)) return step;
      const path = await pathOf(step.do.file, file);
      const problem = path === undefined ? 'there is no such file' : await unfit(path, step.do);
      if (problem !== undefined)
        wrong.push({ line: step.line, problem: `${step.do.file}: ${problem}` });
      return { ...step, do: { ...step.do, file: path ?? step.do.file } };
    }),
  );
  return { steps: found, wrong };
}

/** What the customer sends, and the file that comes with it. */
export async function readSending(
  action: Sending,
): Promise<{ content: Content; download: Download }> {
  const bytes = await readFile(action.file);
  if (action.type === 'voice')
    return { content: { type: 'voice', media: { mimeType: 'audio/ogg' } }, download: { bytes } };
  const { kind, caption, file } = action;
  const format = sniffImage(bytes);
  const mimeType = format === undefined ? 'application/octet-stream' : `image/${format}`;
  const media = { mimeType, ...(kind === 'document' ? { fileName: basename(file) } : {}) };
  const download = { bytes, mimeType };
  if (caption === '') return { content: { type: 'unsupported', attached: kind, media }, download };
  return { content: { type: 'text', text: caption, attached: kind, media }, download };
}

async function pathOf(written: string, file: string): Promise<string | undefined> {
  for (const path of [resolve(dirname(file), written), resolve(written)])
    if (await isThere(path)) return path;
  return undefined;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function unfit(path: string, action: Sending): Promise<string | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return 'it cannot be read';
  if (action.type === 'voice' && sniffAudio(bytes) === 'unknown')
    return 'it is not a recording that can be played';
  if (action.type === 'file' && action.kind === 'image' && sniffImage(bytes) === undefined)
    return 'it is not a picture';
  return undefined;
}
