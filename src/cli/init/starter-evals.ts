import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileErrorCode } from '../../core/files/file-error.ts';
import { languages, type Language } from '../../core/language/index.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { evalFolder } from '../evals/found-files.ts';

const examples = fileURLToPath(new URL('../../../examples/evals/', import.meta.url));
const picture = 'receipt.jpg';

/** Writes the conversations of these languages, or of all, that every business can begin with, and says so; nothing where there is such a folder. */
export async function bringEvals(
  wanted: readonly Language[] = languages,
  { words, say }: { words: Translate; say(line: string): void },
): Promise<void> {
  try {
    await mkdir(evalFolder);
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') return;
    throw error;
  }
  await copyFile(join(examples, picture), join(evalFolder, picture));
  const counts = await Promise.all(wanted.map(writeLanguage));
  const count = counts.reduce((sum, each) => sum + each, 0);
  say(words(`${count} conversations in the folder evals test the prompt: \`wabot eval\``));
}

async function writeLanguage(language: Language): Promise<number> {
  const files = await readdir(join(examples, language));
  await mkdir(join(evalFolder, language));
  for (const file of files) {
    const text = await readFile(join(examples, language, file), 'utf8');
    await writeFile(join(evalFolder, language, file), forAnyBusiness(text));
  }
  return files.length;
}

/** A conversation without what holds for the example alone: `# init: -` behind a line leaves it out, `# init: text` says what stands there instead. */
export function forAnyBusiness(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const at = line.indexOf(' # init: ');
      if (at === -1) return line;
      const instead = line.slice(at + ' # init: '.length);
      return instead === '-' ? [] : line.slice(0, line.indexOf(': ') + 2) + instead;
    })
    .join('\n');
}
