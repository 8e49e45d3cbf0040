import { definePlugin } from '../../../core/kinds/plugin.ts';
import { fine, problem, warning } from '../../../core/kinds/finding.ts';
import { proxyOfCalls } from '../../tools-file/proxy-of-calls.ts';
import { namesServers, toolsFileWithPrograms } from '../../tools-file/tools-file.ts';

const settings = { file: toolsFileWithPrograms, ...proxyOfCalls };

export default definePlugin({
  kind: 'tool',
  version: 1,
  name: 'mcp',
  summary: 'Functions of MCP servers that a file names: programs of this machine, or addresses',
  settings,
  configured: ({ file }) => file !== undefined && namesServers(file),
  async reaches({ file }) {
    if (!file) return [];
    const { readToolsFile } = await import('../../tools-file/read-tools-file.ts');
    const { servers } = await readToolsFile(file);
    return servers.map(({ way }) => ('url' in way ? new URL(way.url).origin : way.command));
  },
  async create({ file, proxy, noProxy }, world) {
    const { openMcpTools } = await import('./mcp-tools.ts');
    return openMcpTools(file, { url: proxy, except: noProxy }, world);
  },
  async check({ file, proxy, noProxy }, world, signal) {
    const { openMcpTools } = await import('./mcp-tools.ts');
    const source = await openMcpTools(file, { url: proxy, except: noProxy }, world);
    try {
      const functions = await source.list(signal);
      const changed = await source.changed(signal);
      return [
        fine(`functions of MCP servers: ${functions.length}`),
        ...source.away.map((server) =>
          warning(`the MCP server ${server} is not available`, 'Look whether it runs.'),
        ),
        ...changed.map(({ server, name }) =>
          problem(
            `the MCP server ${server} describes ${name} otherwise than when it was approved: it is not used`,
            'Look at what changed, and take it: wabot tools approve',
          ),
        ),
      ];
    } finally {
      await source.close();
    }
  },
});
