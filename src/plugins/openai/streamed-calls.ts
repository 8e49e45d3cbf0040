import { fieldsOf, type UnknownObject } from '../../core/plugin-api/failures.ts';

interface StreamedCall {
  id?: unknown;
  function: { name: string; arguments: unknown };
}

/**
 * The calls of tools that a stream brought in pieces (`delta.tool_calls`), as if they had come in one. A piece belongs to the call
 * with its `index`, or to the last one; another id begins another call, also where a server gives all of them the index 0.
 */
export function streamedCalls(pieces: readonly UnknownObject[]): StreamedCall[] {
  const calls: { key: unknown; call: StreamedCall }[] = [];
  const parts = pieces.flatMap(({ tool_calls: list }) => (Array.isArray(list) ? list : []));
  for (const part of parts.map(fieldsOf)) {
    const { index: key = 'last', id } = part;
    const known = calls.findLast((one) => key === 'last' || one.key === key)?.call;
    const isOther =
      typeof id === 'string' && id !== '' && known?.id !== undefined && known.id !== id;
    if (known && !isOther) append(known, part);
    else {
      const call: StreamedCall = { function: { name: '', arguments: undefined } };
      append(call, part);
      calls.push({ key, call });
    }
  }
  return calls.map(({ call }) => call);
}

function append(call: StreamedCall, { id, function: called }: UnknownObject): void {
  const { name, arguments: more } = fieldsOf(called);
  const { function: known } = call;
  if (typeof id === 'string' && id !== '') call.id = id;
  // Some servers repeat the name with every piece.
  if (typeof name === 'string' && name !== known.name) known.name += name;
  const before = known.arguments;
  if (typeof before === 'string' && typeof more === 'string') known.arguments = before + more;
  else if (more !== undefined && more !== null) known.arguments = more;
}
