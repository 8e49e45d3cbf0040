import { definePlugin } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { proxyOfCalls } from '../../tools-file/proxy-of-calls.ts';
import { toolsFile } from '../../tools-file/tools-file.ts';

const settings = { file: toolsFile, ...proxyOfCalls };

export default definePlugin({
  kind: 'tool',
  version: 1,
  name: 'http',
  summary: 'Functions of a file: each a request over HTTP',
  settings,
  configured: ({ file }) => file !== undefined,
  async faults({ file }, names) {
    if (!file) return [];
    const { readToolsFile } = await import('../../tools-file/read-tools-file.ts');
    return (await readToolsFile(file, await names())).faults;
  },
  async reaches({ file }) {
    if (!file) return [];
    const { readToolsFile } = await import('../../tools-file/read-tools-file.ts');
    return (await readToolsFile(file)).functions.map(({ http }) => http.url.origin);
  },
  async create({ file, proxy, noProxy }, world) {
    const { openHttpTools } = await import('./http-tools.ts');
    return openHttpTools(file, { url: proxy, except: noProxy }, world);
  },
  async check({ file }) {
    if (!file) return [];
    const { readToolsFile } = await import('../../tools-file/read-tools-file.ts');
    const { functions } = await readToolsFile(file);
    const writes = functions.filter(({ effect }) => effect === 'write').length;
    return [fine(`functions over HTTP: ${functions.length}; of these write: ${writes}`)];
  },
});
