import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pricesIn } from '../costs/prices.ts';
import type { Readiness } from '../health/readiness.ts';
import type { Catalog, Kinds, World } from '../kinds/plugin.ts';
import type { Log } from '../log.ts';
import { Gauges } from './gauges.ts';
import { MetricStore } from './metric-store.ts';
import { metricsType, serveMetrics, type ComesFromAfar } from './metrics-server.ts';
import { Observer } from './observer.ts';
import { series } from './series.ts';

/** What is observed. */
export type Observed = Pick<Kinds, 'channel' | 'journal' | 'model' | 'speech'>;

/** Ends a call of somebody who only looks. */
export type Look = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>;

export interface FiguresDependencies {
  /** Who may ask on the port of the webhook; absent: nobody. */
  adminToken: string | undefined;
  /** Where programs of this machine may ask; absent: nowhere. */
  metricsPort: number | undefined;
  /** Who asks there and is not such a program. */
  comesFromAfar: ComesFromAfar;
  catalog: Catalog;
  version: string;
  world: Pick<World, 'now'>;
  log: Log;
}

/** Callers within this time share one look, milliseconds. */
const sharedMs = 1000;

/** The figures of a running bot, in the text format of Prometheus, and who may read them. */
export class Figures<T extends Observed> {
  /** The plugins, which now tell how they work. */
  readonly plugins: T;
  readonly #parts: FiguresDependencies;
  readonly #store: MetricStore;
  readonly #gauges: Gauges;
  #readiness: () => Promise<Readiness> = () => Promise.resolve({ ready: false, reasons: [] });
  #look: Promise<void> | undefined;
  #lookedAt = 0;
  #ownPort: Awaited<ReturnType<typeof serveMetrics>> | undefined;

  /** Begins to take figures down. */
  static async open<T extends Observed>(
    plugins: T,
    parts: FiguresDependencies,
  ): Promise<Figures<T>> {
    const store = new MetricStore(Object.values(series));
    return new Figures(plugins, parts, store, new Observer(store, await pricesIn(parts.catalog)));
  }

  private constructor(
    plugins: T,
    parts: FiguresDependencies,
    store: MetricStore,
    observer: Observer,
  ) {
    const { channel, journal, model, speech } = plugins;
    this.#parts = parts;
    this.#store = store;
    this.#gauges = new Gauges(journal, parts.world.now);
    this.plugins = {
      ...plugins,
      channel: observer.channel(channel),
      journal: observer.journal(journal),
      model: observer.model(model),
      speech: observer.speech(speech),
    };
    store.set(series.info, 1, parts.version);
    store.set(series.started, parts.world.now() / 1000 - process.uptime());
  }

  /** What answers on the port of the webhook, to those who know the token; undefined without one. */
  look(readiness: () => Promise<Readiness>): Look | undefined {
    this.#readiness = readiness;
    const { adminToken } = this.#parts;
    if (adminToken === undefined) return undefined;
    return async (response, request) => {
      const isKnown = showsToken(request.headers.authorization, adminToken);
      const text = isKnown ? await this.text() : 'unauthorized\n';
      response.writeHead(isKnown ? 200 : 401, {
        'content-type': metricsType,
        'content-length': Buffer.byteLength(text),
        ...(isKnown ? {} : { 'www-authenticate': 'Bearer' }),
      });
      response.end(text);
      request.resume();
    };
  }

  /** Serves them on the port of their own, where there is one. Rejects with a SetupError when it cannot be had. */
  async listen(): Promise<void> {
    const { metricsPort, comesFromAfar, log } = this.#parts;
    if (metricsPort === undefined) return;
    this.#ownPort = await serveMetrics(metricsPort, () => this.text(), comesFromAfar);
    const { port } = this.#ownPort.address;
    log.info('metrics-served', { address: `http://127.0.0.1:${port}/metrics` });
  }

  async text(): Promise<string> {
    const now = this.#parts.world.now();
    if (!this.#look || Math.abs(now - this.#lookedAt) >= sharedMs) {
      this.#lookedAt = now;
      this.#look = this.#gauges.look(this.#store, this.#readiness);
    }
    await this.#look;
    return this.#store.text();
  }

  async close(): Promise<void> {
    this.#gauges.close();
    await this.#ownPort?.close();
  }
}

/** Whether a caller's header holds this bearer token; comparing takes constant time. */
function showsToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer\s+(.*)$/is.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given.trim()), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
