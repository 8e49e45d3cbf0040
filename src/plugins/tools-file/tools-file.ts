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
    return [...textOf(path).matchAll(secrets)].map(([, name = '']) => name);
  },
};

/** The same, for the plugin that starts the programs of the file: those and the file that names them are the folder's own code. */
export const toolsFileWithPrograms: Setting<ToolsFile | undefined> = {
  ...toolsFile,
  runs: { files: (path) => startedBy(path) },
};

/** A file that starts programs, and every word of it that may be a file of the folder: programs, and what is given to them. */
function startedBy(path: string): string[] {
  const text = textOf(path);
  if (!/\bcommand["']?\s*:/.test(text)) return [];
  const words = text.match(/[^\s"'`,[\]{}=]+/g) ?? [];
  return [path, ...new Set(words.filter((word) => word.length < longestPath))];
}

/** No system takes a longer path. */
const longestPath = 1024;

/** Whether a file of functions names servers of MCP; false where it cannot be read. */
export function namesServers({ path }: ToolsFile): boolean {
  return /(?:^|[{,])[^\S\r\n]*["']?mcp["']?\s*:/m.test(textOf(path));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Whoever reads the file says why it cannot be read.
    return '';
  }
}
