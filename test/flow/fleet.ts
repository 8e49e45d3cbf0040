import { join } from 'node:path';
import { start, type Running } from '../cli.ts';
import { RedisServer } from '../plugins/redis/server.ts';
import { RoundRobin } from './round-robin.ts';
import { compileCache, openWorld, type World, type WorldOptions } from './world.ts';

/** One of several bots, as a process of its own. */
export interface Member {
  running: Running;
  port: number;
}

/** A Redis, or several that are one. */
type FleetRedis = AsyncDisposable & { readonly url: string };

interface FleetParts<Redis> {
  world: World;
  redis: Redis;
  balancer: RoundRobin;
  args: readonly string[];
}

/** Bots behind a load balancer, on one Redis, between the same vendors. */
export class Fleet<Redis extends FleetRedis = RedisServer> implements AsyncDisposable {
  readonly world: World;
  readonly redis: Redis;
  readonly members: Member[] = [];
  readonly #balancer: RoundRobin;
  readonly #args: readonly string[];
  #count = 0;

  constructor({ world, redis, balancer, args }: FleetParts<Redis>) {
    this.world = world;
    this.redis = redis;
    this.#balancer = balancer;
    this.#args = args;
  }

  /** Starts one more; `more`: settings of its own. */
  async grow(more: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#count += 1;
    const { folder, env } = this.world;
    const running = start(['serve', ...this.#args], {
      cwd: folder,
      env: {
        ...env,
        NODE_COMPILE_CACHE: compileCache,
        LOG_DIR: join(folder, `logs-${this.#count}`),
        ...more,
      },
    });
    const [, port] = await running.saying(/"address":"http:\/\/127\.0\.0\.1:(\d+)"/);
    this.members.push({ running, port: Number(port) });
    this.#balancer.add(Number(port));
  }

  /** Kills one. */
  async kill(member = this.any()): Promise<void> {
    await this.#end(member, 'SIGKILL');
  }

  /** Stops one as a machine that is taken down does; resolves with its exit code. */
  retire(): Promise<number | null> {
    return this.#end(this.any(), 'SIGTERM');
  }

  any(): Member {
    const member = this.members[Math.floor(Math.random() * this.members.length)];
    if (!member) throw new Error('nobody is left');
    return member;
  }

  /** The balancer hears of it afterwards only. */
  async #end(member: Member, signal: NodeJS.Signals): Promise<number | null> {
    this.members.splice(this.members.indexOf(member), 1);
    const { code } = await member.running.stop(signal);
    this.#balancer.remove(member.port);
    return code;
  }

  /** Holds one in the middle of what it does, as a machine that sleeps; it hears nothing from the balancer any more. */
  hold(member: Member): void {
    member.running.process.kill('SIGSTOP');
    this.#balancer.cut(member.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map(({ running }) => running.stop('SIGKILL')));
    await this.#balancer[Symbol.asyncDispose]();
    await this.world[Symbol.asyncDispose]();
    await this.redis[Symbol.asyncDispose]();
  }
}

/** Starts so many bots on a Redis of their own, each with these words behind `serve`. */
export async function openFleet(
  size: number,
  options: WorldOptions = {},
  args: readonly string[] = [],
): Promise<Fleet> {
  return openFleetOn(await RedisServer.start(), size, { ...options, args });
}

/** The same on this Redis, which ends with them. */
export async function openFleetOn<Redis extends FleetRedis>(
  redis: Redis,
  size: number,
  { args = [], ...options }: WorldOptions & { args?: readonly string[] },
): Promise<Fleet<Redis>> {
  const env = { REDIS_URL: redis.url, WABOT_QUIET_MS: '20', ...options.env };
  const world = await openWorld({ ...options, idle: true, env });
  const balancer = await RoundRobin.start();
  const fleet = new Fleet({ world, redis, balancer, args });
  for (let count = 0; count < size; count += 1) await fleet.grow();
  world.bring(balancer.port);
  return fleet;
}
