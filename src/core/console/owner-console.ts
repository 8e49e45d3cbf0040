import type { IncomingMessage, ServerResponse } from 'node:http';
import { WabotError, SetupError } from '../errors.ts';
import { languages, type Language } from '../language/index.ts';
import { translatorTo } from '../owner-language/index.ts';
import { accessOf, isFromElsewhere, isFromPage, type AccessRules } from './access.ts';
import { consoleCalls } from '../console-calls/console-calls.ts';
import { consoleParts, type ConsoleParts, type Housed } from '../console-calls/console-parts.ts';
import { closedWords } from './closed-page.ts';
import { LiveHints } from './live-hints.ts';
import { Login, TooMany, type Visit } from './login.ts';
import { answerText, PageFiles, type SharedText } from './page-files.ts';
import { readSentFields, CallRefused } from '../console-calls/sent-fields.ts';
import type { Session } from './sessions.ts';
import { SharedReads } from './shared-reads.ts';

export interface OwnerConsoleOptions extends Housed {
  token: string;
  rules: AccessRules;
}

/** The owner's page: files for everybody who may see it at all, and everything else for who has shown the token. */
export class OwnerConsole {
  readonly #options: OwnerConsoleOptions;
  readonly #files: PageFiles;
  readonly #login: Login;
  readonly #parts: ConsoleParts;
  readonly #live: LiveHints;
  readonly #shared = new SharedReads();
  readonly #stopping = new AbortController();

  private constructor(options: OwnerConsoleOptions, files: PageFiles) {
    this.#options = options;
    this.#files = files;
    const { log, world } = options.opened;
    this.#login = new Login({ token: options.token, log, now: world.now });
    this.#parts = consoleParts(options, this.#stopping.signal);
    this.#live = new LiveHints(this.#parts, () => this.#shared.forget());
  }

  static async open(options: OwnerConsoleOptions): Promise<OwnerConsole> {
    return new OwnerConsole(options, await PageFiles.open());
  }

  /** Ends the streams; answers nothing more. */
  close(): void {
    this.#stopping.abort();
    this.#live.close();
  }

  /** Answers a request for `/console` or anything below. Rejects when it cannot. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const access = accessOf(request, this.#options.rules);
    if ('refused' in access) return this.#closed(request, response, access.refused);
    const path = new URL(request.url ?? '/', access.origin).pathname.slice('/console'.length);
    const visit = { request, response, ...access };
    if (path.startsWith('/assets/')) {
      if (await this.#files.answer(path.slice('/assets'.length), request, response)) return;
      return say(visit, 404, { error: 'not-found' });
    }
    if (path.startsWith('/api/')) return this.#api(path.slice('/api/'.length), visit);
    if (path !== '' && path !== '/') return say(visit, 404, { error: 'not-found' });
    const session = this.#isKnownStranger(visit) ? 'none' : 'ask';
    const text = this.#files.page('index', { language: languageOf(request), session });
    await answerText(request, response, { status: 200, type: 'text/html; charset=utf-8', text });
  }

  /** Whether nobody is logged in there; after a click elsewhere a browser keeps the session back, and the page has to ask. */
  #isKnownStranger(visit: Visit): boolean {
    const from = visit.request.headers['sec-fetch-site'];
    return (from === 'none' || from === 'same-origin') && !this.#login.of(visit);
  }

  #closed(
    request: IncomingMessage,
    response: ServerResponse,
    why: keyof typeof closedWords,
  ): Promise<void> {
    const language = languageOf(request);
    const text = this.#files.page('closed', { why: closedWords[why][language], language });
    return answerText(request, response, { status: 403, type: 'text/html; charset=utf-8', text });
  }

  async #api(name: string, visit: Visit): Promise<void> {
    const { request } = visit;
    const isRead = request.method === 'GET';
    try {
      if (!isRead && request.method !== 'POST') throw new CallRefused('method', 405);
      if (isRead ? isFromElsewhere(request) : !isFromPage(request, visit.origin))
        throw new CallRefused('not-from-page', 403);
      if (name === 'login' && !isRead)
        return await say(visit, 200, this.#about(await this.#login.begin(visit)));
      const session = this.#login.of(visit);
      // Not refused: a browser would count it as a fault of the page.
      if (name === 'session' && isRead)
        return await say(visit, 200, session ? this.#about(session) : { proof: null });
      if (!session) throw new CallRefused('logged-out', 401);
      if (!isRead && request.headers['x-wabot-proof'] !== this.#login.proofOf(session))
        throw new CallRefused('not-from-page', 403);
      await this.#call(name, session, visit, isRead);
    } catch (error) {
      await this.#fail(error, visit);
    }
  }

  async #call(name: string, session: Session, visit: Visit, isRead: boolean): Promise<void> {
    const { request, response } = visit;
    if (name === 'live' && isRead)
      return this.#live.answer(response, () => this.#login.isOver(session));
    if (name === 'logout' && !isRead) {
      this.#login.end(session, visit);
      return say(visit, 200, {});
    }
    const call = Object.hasOwn(consoleCalls, name) ? consoleCalls[name] : undefined;
    if (!call) throw new CallRefused('not-found', 404);
    if (isRead && !call.reads) throw new CallRefused('method', 405);
    // An address is written down by every proxy, and what is asked for has phones in it.
    const fields = isRead ? {} : await readSentFields(request);
    const language = languageIn(request);
    const run = (): Promise<object> => call.run(this.#parts, fields, translatorTo(language));
    if (call.shared) {
      const key = JSON.stringify([name, language, fields]);
      return saying(visit, 200, await this.#shared.read(key, run));
    }
    const result = await run();
    if (!call.reads) {
      await this.#parts.bot.takeUp();
      this.#shared.forget();
    }
    await say(visit, 200, result);
  }

  #about(session: Session): object {
    const { bot } = this.#options.opened;
    return {
      proof: this.#login.proofOf(session),
      timeZone: bot.timeZone,
      pauseMs: Number.isFinite(bot.pauseMs) ? bot.pauseMs : null,
      version: this.#options.version,
    };
  }

  async #fail(error: unknown, visit: Visit): Promise<void> {
    if (visit.response.headersSent) return void visit.response.destroy();
    if (error instanceof TooMany) {
      const { seconds } = error;
      return say(visit, 429, { error: error.code, seconds }, { 'retry-after': String(seconds) });
    }
    if (error instanceof CallRefused) return say(visit, error.status, { error: error.code });
    if (!(error instanceof WabotError)) throw error;
    const words = translatorTo(languageIn(visit.request));
    const suggestions = error.suggestions.map((each) => words(each, error.code));
    const told = { error: error.code, message: words(error.message, error.code), suggestions };
    return say(visit, error instanceof SetupError ? 422 : 502, told);
  }
}

function say(
  visit: Visit,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): Promise<void> {
  return saying(visit, status, JSON.stringify(body), headers);
}

function saying(
  { request, response }: Visit,
  status: number,
  text: string | SharedText,
  headers: Record<string, string> = {},
): Promise<void> {
  const type = 'application/json; charset=utf-8';
  return answerText(request, response, { status, type, text, headers });
}

/** In which language the page is, as it says; where it says nothing, as the browser does. */
function languageIn(request: IncomingMessage): Language {
  const said = request.headers['x-wabot-language'];
  return languages.find((language) => language === said) ?? languageOf(request);
}

function languageOf({ headers }: IncomingMessage): Language {
  const wanted = (headers['accept-language'] ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.flatMap((word) => languages.find((language) => language === word) ?? [])[0] ?? 'en';
}
