import { fieldsOf } from '../unknown-object.ts';
import type { AccountReport } from './channel-accounts.ts';

/** How long a running bot may take for its answer, milliseconds. */
const patienceMs = 5_000;

/** How a running bot says it is. */
export interface SaidReady {
  ready: boolean;
  reasons: string[];
  detail: string[];
  /** Whether anything can arrive. */
  receiving: boolean;
  /** The messenger of its account; undefined where it does not say. */
  messenger?: string;
  /** Each account, where there are several. */
  accounts?: readonly AccountReport[];
}

/** Asks the bot at this address (as its note has it) for its `GET /ready`; undefined when it does not answer in time. */
export async function askReady(address: string): Promise<SaidReady | undefined> {
  const [, host = '', port = ''] = /^http:\/\/\[?(.*?)\]?:(\d+)$/.exec(address) ?? [];
  const local = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  try {
    const fields = fieldsOf(JSON.parse(await get(local, Number(port))));
    const lines = (name: string): string[] =>
      Array.isArray(fields[name]) ? fields[name].map(String) : [];
    const ready = fields['ready'] === true;
    const { messenger, accounts } = fields;
    return {
      ready,
      reasons: lines('reasons'),
      detail: lines('detail'),
      receiving: fields['receiving'] !== false,
      ...(typeof messenger === 'string' ? { messenger } : {}),
      ...(Array.isArray(accounts) ? { accounts: accounts.map(accountIn) } : {}),
    };
  } catch {
    return undefined;
  }
}

function accountIn(value: unknown): AccountReport {
  const { id, messenger, state, isReady } = fieldsOf(value);
  return {
    id: String(id),
    messenger: String(messenger),
    ...(typeof state === 'string' ? { state } : {}),
    isReady: isReady === true,
  };
}

/** Straight, whatever proxy the environment names: it is this machine. */
async function get(hostname: string, port: number): Promise<string> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path: '/ready', agent: false, signal: AbortSignal.timeout(patienceMs) },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve(text)).on('error', reject);
      },
    );
    asked.on('error', reject).end();
  });
}
