// Writes .env.example and the tables of settings in both languages; with --check it only says whether they are up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { russian } from './russian.ts';
import { envExample, settingGroups, settingsTable, withTable } from './settings-docs.ts';

const root = dirname(import.meta.dirname);
const read = (name: string): Promise<string> => readFile(join(root, name), 'utf8');
const groups = await settingGroups();
const documents = {
  '.env.example': envExample(groups),
  'docs/settings.md': withTable(await read('docs/settings.md'), settingsTable(groups)),
  'docs/ru/settings.md': withTable(
    await read('docs/ru/settings.md'),
    settingsTable(groups, russian),
  ),
};

for (const [name, fresh] of Object.entries(documents)) {
  const path = join(root, name);
  if (!process.argv.includes('--check')) {
    await writeFile(path, fresh);
  } else if ((await readFile(path, 'utf8')) !== fresh) {
    console.error(`${name} is stale: run "npm run docs"`);
    process.exitCode = 1;
  }
}
