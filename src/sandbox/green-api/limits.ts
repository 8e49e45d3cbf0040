import type { LoopbackReply } from '../loopback.ts';
import type { Instance } from './instance.ts';
import { quotaExceeded, type Notification } from './payloads.ts';

/** Calls a second that each method takes before it answers 429; GREEN-API's table. */
export const callsPerSecond: Readonly<Record<string, number>> = {
  receiveNotification: 100,
  deleteNotification: 100,
  sendMessage: 50,
  sendFileByUpload: 50,
  readChat: 10,
  getMessage: 10,
  checkWhatsapp: 10,
  downloadFile: 5,
  getSettings: 1,
  setSettings: 1,
  getStateInstance: 1,
  getStatusInstance: 1,
  getWaSettings: 1,
  reboot: 1,
  logout: 1,
  getChatHistory: 1,
  lastIncomingMessages: 1,
  lastOutgoingMessages: 1,
  showMessagesQueue: 1,
  clearMessagesQueue: 1,
  getMessagesCount: 1,
  getWebhooksCount: 1,
  clearWebhooksQueue: 1,
};

/** Counts calls of the last second. */
export class RateLimits {
  readonly #now: () => number;
  readonly #limits: Readonly<Record<string, number>>;
  readonly #recent = new Map<string, number[]>();

  constructor(limits: Readonly<Record<string, number>>, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** The refusal of a call too many; undefined when the call may pass. Methods without a limit always may. */
  refusal(method: string): LoopbackReply | undefined {
    const limit = this.#limits[method];
    if (limit === undefined) return undefined;
    const now = this.#now();
    const recent = (this.#recent.get(method) ?? []).filter((at) => now - at < 1000);
    this.#recent.set(method, recent);
    if (recent.length >= limit) return tooManyRequests(limit);
    recent.push(now);
    return undefined;
  }
}

/** GREEN-API's 429: empty, with the limiter's headers. */
export function tooManyRequests(limit: number): LoopbackReply {
  return {
    status: 429,
    headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Replenish-Rate': String(limit) },
  };
}

/** The body of a 466: the month's chats are used up. It names their phone numbers, as GREEN-API's does. */
export function quotaBody(method: string, allowed: readonly string[]): object {
  const { length: used } = allowed;
  return {
    invokeStatus: { method, used, total: 0, status: 'QUOTE_ALLOWED' },
    correspondentsStatus: {
      method: 'correspondents',
      used,
      total: used,
      status: 'CORRESPONDENTS_QUOTE_EXCEEDED',
      description: `Monthly quota has been exceeded. Allowed correspondents: ${allowed.join(', ')}`,
    },
  };
}

/** The free tariff: so many chats a month, and nothing from or to any other. */
export class Correspondents {
  readonly #limit: number;
  readonly #allowed = new Set<string>();
  #told = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get allowed(): string[] {
    return [...this.#allowed];
  }

  /** Whether the chat has, or can still take, one of the places. */
  admits(chatId: string): boolean {
    if (!this.#allowed.has(chatId) && this.#allowed.size >= this.#limit) return false;
    this.#allowed.add(chatId);
    return true;
  }

  /** The one notification that the places are used up; undefined once it was given. */
  notice(instance: Instance, now: number): Notification | undefined {
    if (this.#told) return undefined;
    this.#told = true;
    return quotaExceeded(instance, this.#limit, now);
  }
}
