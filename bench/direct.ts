/** The simplest bot that answers: acknowledge, ask, send. Remembers nothing, keeps nothing, loses what is under way. */
import { createServer } from 'node:http';

const vendors = process.argv[2] ?? '';

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${vendors}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
    body: JSON.stringify(body),
  });
  return response.json();
}

interface Notification {
  senderData: { chatId: string };
  messageData: {
    textMessageData?: { textMessage: string };
    fileMessageData?: { downloadUrl: string };
  };
}

/** What a message says; a voice note is fetched and transcribed as it is. */
async function textOf({
  textMessageData,
  fileMessageData,
}: Notification['messageData']): Promise<string> {
  if (!fileMessageData) return textMessageData?.textMessage ?? '';
  const note = await (await fetch(fileMessageData.downloadUrl)).arrayBuffer();
  const body = new FormData();
  body.set('model', 'gpt-transcribe');
  body.set('response_format', 'json');
  body.set('file', new File([new Uint8Array(note)], 'voice.ogg', { type: 'audio/ogg' }));
  const response = await fetch(`${vendors}/v1/audio/transcriptions`, { method: 'POST', body });
  return ((await response.json()) as { text: string }).text;
}

async function answer({ senderData, messageData }: Notification): Promise<void> {
  const messages = [
    {
      role: 'system',
      content: 'You answer the customers of a school. The course costs 25 000 ₸ a month.',
    },
    { role: 'user', content: await textOf(messageData) },
  ];
  const completion = (await post('/v1/chat/completions', { model: 'gpt-6-luna', messages })) as {
    choices: { message: { content: string } }[];
  };
  await post('/waInstance1/sendMessage/token', {
    chatId: senderData.chatId,
    message: completion.choices[0]?.message.content,
  });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(200, { 'content-length': 0 }).end();
    answer(JSON.parse(Buffer.concat(chunks).toString()) as Notification).catch(console.error);
  });
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as { port: number }).port }),
);
