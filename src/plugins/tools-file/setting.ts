import { readFileSync } from 'node:fs';
import type { Environment, Setting } from '../../core/plugin-api/settings.ts';

/** The file of functions, and the variables that it may name. */
export interface ToolsFile {
  path: string;
  environment: Environment;
}

/** `${NAME}` in a file of functions. */
const secrets = /\$\{([A-Za-z_]\w*)\}/g;

/** The name of the file that says which functions the model may call. */
export const toolsFile: Setting<ToolsFile | undefined> = {
  env: 'WABOT_TOOLS',
  summary:
    'File with functions that the model may call over HTTP or MCP, such as tools.yaml: docs/tools.md',
  optional: true,
  example: 'tools.yaml',
  parse: (path, environment = {}) => ({ path, environment }),
  borrows(path) {
    try {
      return [...readFileSync(path, 'utf8').matchAll(secrets)].map(([, name = '']) => name);
    } catch {
      // Whoever reads the file says why it cannot be read.
      return [];
    }
  },
};

/** Whether a file of functions names servers of MCP; false where it cannot be read. */
export function namesServers({ path }: ToolsFile): boolean {
  try {
    return /^["']?mcp["']?\s*:/m.test(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}
