import { fieldsOf } from '../../core/plugin-api/failures.ts';
import { streamedCalls } from './streamed-calls.ts';

/** Whether a body is a stream of server-sent events, whatever its head says. */
export function isEventStream(text: string): boolean {
  return /^\s*(?:data|event|id|retry)?:/.test(text);
}

/** What each event of a stream carries, in order, without the closing mark; events that are no JSON are passed over. */
export function eventsOf(text: string): unknown[] {
  return text.split(/(?:\r\n|\r|\n){2,}/).flatMap((event) => {
    const data = event.split(/\r\n|\r|\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
    try {
      return data.length === 0 ? [] : [JSON.parse(data.join('\n')) as unknown];
    } catch {
      return [];
    }
  });
}

/**
 * The whole chat completion that a server has sent in pieces, as if it had come in one. A stream that broke off ends in
 * `error`, so that nobody takes its beginning for an answer.
 */
export function wholeCompletion(text: string): unknown {
  const events = eventsOf(text).map(fieldsOf);
  const failed = events.find(({ error }) => error !== undefined && error !== null);
  if (failed) return failed;
  const choices = events.flatMap(({ choices: list }) =>
    Array.isArray(list) ? [fieldsOf(list[0])] : [],
  );
  const pieces = choices.map(({ delta, message }) => fieldsOf(delta ?? message));
  const last = (name: string, from: readonly Readonly<Record<string, unknown>>[]): unknown =>
    from.map((fields) => fields[name]).findLast((value) => value !== undefined && value !== null);
  const isWhole = /^data: ?\[DONE\]/m.test(text);
  const message = {
    role: 'assistant',
    content: joined(pieces, 'content'),
    refusal: joined(pieces, 'refusal'),
    tool_calls: streamedCalls(pieces),
  };
  return {
    model: last('model', events),
    usage: last('usage', events),
    choices:
      choices.length === 0
        ? []
        : [
            {
              message,
              finish_reason: last('finish_reason', choices) ?? (isWhole ? 'stop' : 'error'),
            },
          ],
  };
}

function joined(pieces: readonly Readonly<Record<string, unknown>>[], name: string): string {
  return pieces.map((piece) => (typeof piece[name] === 'string' ? piece[name] : '')).join('');
}
