// Writes .env.example and the README's table of settings; with --check it only says whether they are fresh.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { envExample, settingGroups, settingsTable, withTable } from './settings-docs.ts';

const root = dirname(import.meta.dirname);
const readme = await readFile(join(root, 'README.md'), 'utf8');
const groups = await settingGroups();
const documents = { '.env.example': envExample(groups), 'README.md': withTable(readme, settingsTable(groups)) };

for (const [name, fresh] of Object.entries(documents)) {
  const path = join(root, name);
  if (!process.argv.includes('--check')) {
    await writeFile(path, fresh);
  } else if ((await readFile(path, 'utf8')) !== fresh) {
    console.error(`${name} is stale: run "npm run docs"`);
    process.exitCode = 1;
  }
}
