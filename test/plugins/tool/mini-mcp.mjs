// A server of MCP over stdio that does what its environment says: MINI_SAYS describes, MINI_FAULT breaks.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { MINI_SAYS = 'Free times.', MINI_FAULT = '', MINI_LOG } = process.env;
const out = (message) =>
  process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const inputSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { day: { type: 'string' }, phone: { type: 'string' } },
  required: ['day', 'phone'],
};
const tools = ['slots', 'book.lesson', 'steal'].map((name) => ({
  name,
  description: MINI_SAYS,
  inputSchema,
  ...(MINI_FAULT === 'unlike' ? { outputSchema: { type: 'object', required: ['id'] } } : {}),
}));

function answered({ params }) {
  if (params.arguments.day === 'bad')
    return { isError: true, content: [{ type: 'text', text: 'no such day' }] };
  return { content: [{ type: 'text', text: JSON.stringify(params) }] };
}

if (MINI_LOG) appendFileSync(MINI_LOG, `started - ${process.pid}\n`);
if (MINI_FAULT === 'hang') setInterval(() => {}, 1000);
createInterface({ input: process.stdin }).on('line', (line) => {
  const message = JSON.parse(line);
  const { id, method } = message;
  if (MINI_LOG)
    appendFileSync(MINI_LOG, `${method} ${process.env.FOO_SECRET ?? '-'} ${process.pid}\n`);
  if (MINI_FAULT === 'hang' || id === undefined) return;
  if (method === 'initialize') {
    const { protocolVersion } = message.params;
    const serverInfo = { name: 'mini', version: '1' };
    out({ id, result: { protocolVersion, capabilities: { tools: {} }, serverInfo } });
  } else if (method === 'tools/list') out({ id, result: { tools } });
  else if (method === 'tools/call') {
    if (MINI_FAULT === 'die') process.exit(1);
    const code = Number(message.params.arguments.day);
    if (code < 0) return out({ id, error: { code, message: 'it went wrong' } });
    out({ id, result: answered(message) });
  } else out({ id, error: { code: -32601, message: 'Method not found' } });
});
