import { language } from './words.js';

/** What the server told of the session; `proof` goes with whatever changes something. */
export const session = {
  proof: '',
  timeZone: 'UTC',
  version: '',
  pauseMs: /** @type {number | null} */ (null),
};

/** A call that was refused; `code` is the server's word, `message` a sentence where it has one. */
export class CallError extends Error {
  /**
   * @param {string} code
   * @param {{ message?: string, suggestions?: string[], seconds?: number }} [more]
   */
  constructor(code, more = {}) {
    super(more.message ?? code);
    this.code = code;
    this.hasSentence = more.message !== undefined;
    this.suggestions = more.suggestions ?? [];
    this.seconds = more.seconds ?? 0;
  }
}

/** Two levels above the page's files, wherever these stand. */
const calls = new URL('../../api/', import.meta.url);

/**
 * The address of a call.
 * @param {string} name
 */
export function addressOf(name) {
  return new URL(name, calls).href;
}

async function call(method, name, body) {
  const headers = { 'x-wabot-language': language() };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    headers['x-wabot-proof'] = session.proof;
  }
  let response;
  try {
    response = await fetch(addressOf(name), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new CallError('offline');
  }
  const answer = await response.json().catch(() => ({ error: 'failed' }));
  if (response.ok) return answer;
  if (response.status === 401 && name !== 'login') dispatchEvent(new Event('logged-out'));
  throw new CallError(answer.error ?? 'failed', answer);
}

/**
 * Asks for something; what it is about goes in the body, as proxies write addresses down.
 * @param {string} name
 * @param {Record<string, string | number | undefined>} [params]
 * @returns {Promise<any>}
 */
export function get(name, params) {
  return params === undefined ? call('GET', name, undefined) : post(name, params);
}

/**
 * @param {string} name
 * @param {object} [body]
 * @returns {Promise<any>}
 */
export function post(name, body = {}) {
  return call('POST', name, body);
}

/**
 * @param {string} token
 */
export async function logIn(token) {
  Object.assign(session, await post('login', { token }));
}

/** False: nobody is logged in. */
export async function resumeSession() {
  const known = await get('session');
  if (known.proof === null) return false;
  Object.assign(session, known);
  return true;
}
