import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { fileErrorCode, isMissing } from '../../../core/plugin-api/files.ts';

/**
 * Writes a file whole or not at all, with the rights that it had; behind a link, the file that it leads to. Rejects with a
 * SetupError.
 */
export async function write(file: string, text: string): Promise<void> {
  try {
    const target = await realpath(file).catch((error: unknown) => {
      if (isMissing(error)) return file;
      throw error;
    });
    const { mode } = await stat(target).catch(() => ({ mode: 0o600 }));
    const draft = join(dirname(target), `.prompt-${randomUUID()}`);
    try {
      const handle = await open(draft, 'wx', mode & 0o777);
      try {
        await handle.writeFile(`${text.trim()}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await chmod(draft, mode & 0o777);
      await rename(draft, target);
    } finally {
      await rm(draft, { force: true });
    }
  } catch (error) {
    throw new SetupError(
      'prompt.write',
      `The prompt file cannot be written (${fileErrorCode(error) ?? 'unknown reason'})`,
      {
        suggestions: [
          'Make sure that the user who runs the bot may write the file and its folder.',
        ],
        cause: error,
      },
    );
  }
}
