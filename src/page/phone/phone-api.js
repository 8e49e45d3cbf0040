import { CallError } from '../api.js';
import { language } from '../words.js';

/** Where the page is asked from, whatever stands before it. */
const calls = new URL('../api/', import.meta.url);

async function answerOf(asking) {
  let response;
  try {
    response = await asking;
  } catch {
    throw new CallError('offline');
  }
  const answer = await response.json().catch(() => ({ error: 'failed' }));
  if (response.ok) return answer;
  throw new CallError(answer.error ?? 'failed', answer);
}

/** All that stands on the phones. @returns {Promise<any>} */
export function readState() {
  return answerOf(fetch(new URL(`state?language=${language()}`, calls)));
}

/**
 * @param {string} name
 * @param {object} body
 * @returns {Promise<any>}
 */
export function post(name, body) {
  const headers = { 'content-type': 'application/json' };
  return answerOf(
    fetch(new URL(name, calls), { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

/**
 * @param {string} chat
 * @param {Blob} file
 * @param {{ name?: string, caption?: string }} about
 */
export function sendFile(chat, file, about) {
  const query = new URLSearchParams({ chat, ...about });
  const headers = { 'content-type': 'application/octet-stream' };
  return answerOf(fetch(new URL(`file?${query}`, calls), { method: 'POST', headers, body: file }));
}

/** The address of what came with a message. @param {string} id */
export function mediaOf(id) {
  return new URL(`../media/${encodeURIComponent(id)}`, calls).href;
}

/** Where the business is, as the owner's page has it. @returns {Promise<string | undefined>} */
export async function readTimeZone() {
  const session = await answerOf(fetch(new URL('../console/api/session', calls))).catch(() => ({}));
  return session.timeZone;
}

/**
 * Tells of every change as long as the page is looked at: a browser opens few connections to one place.
 * @param {() => void} changed
 * @param {(isUp: boolean) => void} line
 */
export function listen(changed, line) {
  /** @type {EventSource | undefined} */
  let source;
  const see = () => {
    source?.close();
    if (document.hidden) return;
    source = new EventSource(new URL('live', calls));
    source.addEventListener('open', () => line(true));
    source.addEventListener('change', changed);
    source.addEventListener('error', () => line(false));
  };
  document.addEventListener('visibilitychange', see);
  see();
}
