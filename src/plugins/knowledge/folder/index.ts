import { resolve } from 'node:path';
import { fine, warning } from '../../../core/kinds/finding.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import { optionalText } from '../../../core/plugin-api/settings.ts';

const settings = {
  folder: optionalText('WABOT_KNOWLEDGE', {
    summary:
      'Folder with documents that the bot answers from, next to its prompt: .md, .txt, .csv, .xlsx, .docx, .pdf',
    example: './knowledge',
  }),
};

export default definePlugin({
  kind: 'knowledge',
  version: 1,
  name: 'folder',
  summary: 'Documents and price lists of a folder',
  settings,
  configured: ({ folder }) => folder !== undefined,
  async create({ folder = '.' }) {
    const { FolderKnowledge } = await import('./folder-knowledge.ts');
    return new FolderKnowledge(resolve(folder));
  },
  async check({ folder = '.' }, _world, signal) {
    const { FolderKnowledge } = await import('./folder-knowledge.ts');
    const { documents, warnings } = await new FolderKnowledge(resolve(folder)).fetch(signal);
    const said = warnings.map(({ document = '', message }) => warning(`${document}: ${message}`));
    return [fine(`${documents.length} documents can be read`), ...said];
  },
});
