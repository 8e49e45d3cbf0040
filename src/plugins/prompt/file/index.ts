import { extname, resolve } from 'node:path';
import { fine, warning } from '../../../core/kinds/finding.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import {
  PromptVersions,
  shownVersion,
  largePromptBytes,
} from '../../../core/plugin-api/prompts.ts';
import { optionalText, type Setting } from '../../../core/plugin-api/settings.ts';
import { shownPath } from '../../../core/plugin-api/files.ts';
import { readFirst, type PromptSource } from './first-reading.ts';
import { PromptFile } from './prompt-file.ts';

const defaultFile = 'prompt.md';

const fileSetting: Setting<string | undefined> = {
  ...optionalText('PROMPT_FILE', {
    summary: `What the bot knows and how it speaks: a .md or .txt file in UTF-8; ${defaultFile} in this folder if not set`,
    example: defaultFile,
  }),
  parse(value) {
    if (['.md', '.txt'].includes(extname(value).toLowerCase())) return value;
    throw new Error(
      `must name a .md or .txt file, not "${value}" (save a document of another kind as plain text)`,
    );
  },
};

const settings = { file: fileSetting };

function sourceOf(file: string | undefined): PromptSource {
  return { file: resolve(file ?? defaultFile), named: file !== undefined };
}

export default definePlugin({
  kind: 'prompt',
  version: 1,
  name: 'file',
  summary: 'A Markdown or text file, read again when it changes',
  settings,
  prefixes: ['PROMPT_'],
  create({ file }, world) {
    return PromptFile.open(sourceOf(file), world);
  },
  async check({ file }, { dataFolder }) {
    const source = sourceOf(file);
    const { prompt, bytes, builtIn } = await readFirst(source);
    if (builtIn) {
      const advice = `Write ${defaultFile} in this folder (wabot init creates one): what the business offers, prices, hours.`;
      return [
        warning(`there is no ${defaultFile}: the bot knows nothing about the business`, advice),
      ];
    }
    const message = `${shownPath(source.file)}: ${prompt.text.length} characters, version ${await shownVersion(new PromptVersions(dataFolder), prompt.version)}`;
    if (bytes <= largePromptBytes) return [fine(message)];
    return [
      warning(
        `${message}; a prompt this long makes every answer slow and expensive`,
        'Shorten it.',
      ),
    ];
  },
});
