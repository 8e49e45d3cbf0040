import type { Dispatcher } from 'undici';
import type { World } from '../../../core/kinds/plugin.ts';
import type { Tool, ToolSource } from '../../../core/kinds/tool.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { openGuarded, type Proxy } from '../../../core/plugin-api/network.ts';
import type { HttpFunction } from '../../tools-file/http-spec.ts';
import { readToolsFile } from '../../tools-file/read-tools-file.ts';
import type { ToolsFile } from '../../tools-file/tools-file.ts';
import { isPrivateOrigin } from '../../tools-file/private-origin.ts';
import { runHttp } from './run-http.ts';

/** The functions of a file. Rejects with a SetupError `setup.tools-file` that names every fault with its line. */
export async function openHttpTools(
  file: ToolsFile | undefined,
  proxy: Proxy,
  world: Pick<World, 'fetch' | 'log' | 'now'>,
): Promise<ToolSource> {
  const { functions, faults } = file ? await readToolsFile(file) : { functions: [], faults: [] };
  if (faults.length > 0)
    throw new SetupError(
      'tools-file',
      `The file of functions cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
      { suggestions: ['Fix the file that WABOT_TOOLS names; `wabot tools check` looks at it.'] },
    );
  const isGuarded = ({ http }: HttpFunction): boolean =>
    !http.isPrivate && !isPrivateOrigin(http.url.origin);
  const guarded = functions.some(isGuarded) ? await openGuarded(proxy) : undefined;
  const tools = functions
    .map((each) => toolOf(each, isGuarded(each) ? guarded : undefined, world))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return {
    list: () => Promise.resolve(tools),
    close: () => guarded?.close() ?? Promise.resolve(),
  };
}

function toolOf(
  { http, ...told }: HttpFunction,
  dispatcher: Dispatcher | undefined,
  world: Pick<World, 'fetch' | 'log' | 'now'>,
): Tool {
  const spec = { ...told, http };
  const run: Tool['run'] = (args, context, signal) =>
    runHttp({ spec, args, context, dispatcher, world }, signal);
  return { ...told, run };
}
