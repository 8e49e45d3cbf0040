/** The vendors, as cheap as they can be: every send and every answer is a constant, and one voice note for all. Parent: `process.send` of sends. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const modelMs = Number(process.argv[2] ?? 0);
const note = process.argv[3] === undefined ? Buffer.alloc(0) : readFileSync(process.argv[3]);
const completion = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 0,
  model: 'gpt-6-luna',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'Курс стоит 25 000 ₸ в месяц.' },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 500, completion_tokens: 20, total_tokens: 520 },
});

let sends = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = (body: string): void => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    };
    if (request.url?.endsWith('/chat/completions')) {
      const slow = Buffer.concat(chunks).includes('SLOW');
      setTimeout(() => answer(completion), slow ? 30_000 : modelMs);
    } else if (request.url?.includes('/sendMessage/')) {
      sends += 1;
      const { chatId } = JSON.parse(Buffer.concat(chunks).toString()) as { chatId: string };
      process.send?.({ chatId });
      answer(`{"idMessage":"S${sends}"}`);
    } else if (request.url?.endsWith('/audio/transcriptions'))
      answer('{"text":"Сколько стоит курс?"}');
    else if (request.url === '/note.oga')
      response.writeHead(200, { 'content-type': 'audio/ogg; codecs=opus' }).end(note);
    else if (request.url?.includes('/getStateInstance/')) answer('{"stateInstance":"authorized"}');
    else answer('[]');
  });
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as { port: number }).port }),
);
