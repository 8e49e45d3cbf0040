import { request } from 'node:http';
import { ownWid, wires } from '../../src/sandbox/green-api/messenger.ts';
import { incomingMessage } from '../../src/sandbox/green-api/payloads.ts';
import { messenger } from './messenger.ts';
import type { World } from './world.ts';

/** How a test calls the webhook by itself, past the sandbox. */
export interface WebhookCall {
  body: Uint8Array | string;
  /** The Authorization header; the right one when left out. */
  authorization?: string | null;
}

/** Resolves with the status and the body of the answer. */
export function call(
  url: string,
  method: string,
  {
    body = '',
    headers = {},
  }: { body?: Uint8Array | string; headers?: Record<string, string> } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Calls the webhook and resolves with the status. */
export async function post(
  world: World,
  { body, authorization = `Bearer ${world.env['GREEN_API_WEBHOOK_TOKEN']}` }: WebhookCall,
): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(authorization === null ? {} : { authorization }),
  };
  return (await call(`${world.url}/webhook`, 'POST', { body, headers })).status;
}

/** The notification of a customer's text, as GREEN-API words it. */
export function notification(
  world: World,
  chatId: string,
  idMessage: string,
  text: string,
): string {
  const account = { id: world.greenApi.idInstance, wid: ownWid, wire: wires[messenger] };
  const envelope = { chatId, idMessage, at: Date.now(), name: 'Customer' };
  const textMessageData = { textMessage: text, isTemplateMessage: false };
  const said = { typeMessage: 'textMessage', textMessageData };
  return JSON.stringify(incomingMessage(account, envelope, said));
}
