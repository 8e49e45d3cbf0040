import type { YamlPath } from '../../core/plugin-api/files.ts';
import type { FileFaults } from './faults.ts';
import type { Resolver } from './resolver.ts';
import { piecesOf } from './template.ts';

/** Headers that belong to the connection, or that wabot sends itself. */
const ours = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'keep-alive',
  'idempotency-key',
]);

/** Headers of a request by their names in lower case; secrets may stand in them, arguments of a model may not. */
export function headersIn(
  value: unknown,
  path: YamlPath,
  faults: FileFaults,
  resolver: Resolver,
): Record<string, string> {
  if (value === undefined || value === null) return {};
  const headers: Record<string, string> = {};
  for (const [name, written] of Object.entries(faults.fields(value, path) ?? {})) {
    const at = [...path, name];
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) faults.add(at, `"${name}" is no name of a header`);
    if (ours.has(name.toLowerCase())) faults.add(at, `the header "${name}" is set by wabot itself`);
    if (!['string', 'number', 'boolean'].includes(typeof written)) {
      faults.add(at, `"${name}" must be a text`);
      continue;
    }
    const text = resolver.plain(piecesOf(String(written)), at);
    if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(text))
      faults.add(at, `the header "${name}" has line ends or letters that no header may have`);
    headers[name.toLowerCase()] = text;
  }
  return headers;
}
