import { plural } from '../../core/plugin-api/texts.ts';
import { fine, problem, warning, type Finding } from '../../core/kinds/finding.ts';
import type { RedisConnection } from './connection.ts';
import type { WantedReplicas } from './keeper.ts';
import { askInfo } from './replicas.ts';

/** Commands that the bot needs came with this version. */
const leastVersion = [6, 2] as const;

/**
 * What a person should know about a Redis that keeps something for the bot. `durable`: what is kept must survive a restart
 * and must never be pushed out. Rejects with a ServiceError.
 */
export async function redisFindings(
  connection: RedisConnection,
  { durable, wanted = 0 }: { durable: boolean; wanted?: WantedReplicas | undefined },
): Promise<Finding[]> {
  const info = await connection.run((client) => askInfo(client, `${connection.slot}:kept`));
  if (info === undefined) return withoutInfo(connection);
  const facts = readFacts(info);
  const version = facts.get('redis_version') ?? 'unknown';
  const where = `Redis ${version} at ${connection.where}`;
  if (isOlder(version)) {
    return [problem(`${where} is too old`, `Update Redis to ${leastVersion.join('.')} or newer.`)];
  }
  const findings = [fine(`${where}, keys ${connection.prefix}`)];
  if (durable && !isKept(facts))
    findings.push(
      warning(
        'Redis does not write to its disk right away and has no replica: a restart loses accepted messages',
        'Switch the append-only file on: redis-cli config set appendonly yes, and the same in redis.conf.',
      ),
    );
  findings.push(...replicaFindings(onlineReplicas(facts), wanted));
  const policy = facts.get('maxmemory_policy') ?? 'noeviction';
  if (policy !== 'noeviction')
    findings.push(
      warning(
        `Redis evicts keys when its memory is full (maxmemory-policy ${policy})${durable ? ': messages get lost' : ''}`,
        'Set it to refuse writes instead: redis-cli config set maxmemory-policy noeviction, and the same in redis.conf.',
      ),
    );
  return findings;
}

/** What is not known of a Redis whose user may not ask, which the bot works with all the same. */
function withoutInfo({ where, prefix }: RedisConnection): Finding[] {
  return [
    fine(`Redis at ${where}, keys ${prefix}`),
    warning(
      'This Redis user may not use INFO: the version, the append-only file, the replicas and the eviction policy were not checked',
      'Allow it: redis-cli acl setuser NAME +info; or check yourself that appendonly is yes and maxmemory-policy noeviction.',
    ),
  ];
}

function replicaFindings(online: number, wanted: WantedReplicas): Finding[] {
  if (wanted !== 'auto' && wanted > online)
    return [
      problem(
        `${count(online)} connected to Redis, but REDIS_WAIT_REPLICAS asks for ${wanted}: no message is accepted`,
        'Start the replicas, or set REDIS_WAIT_REPLICAS to fewer, or to auto.',
      ),
    ];
  const waited = wanted === 'auto' ? Math.min(1, online) : wanted;
  return waited === 0
    ? []
    : [
        fine(
          `${count(online)} connected; a message counts as accepted when ${waited} of them has it`,
        ),
      ];
}

function count(replicas: number): string {
  return plural(replicas, 'replica is', 'replicas are');
}

function onlineReplicas(facts: ReadonlyMap<string, string>): number {
  return [...facts].filter(
    ([name, value]) => /^slave\d+$/.test(name) && value.includes('state=online'),
  ).length;
}

function readFacts(info: string): Map<string, string> {
  const lines = info.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon === -1 ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
  });
  return new Map(lines);
}

function isKept(facts: ReadonlyMap<string, string>): boolean {
  const replicas = Number(facts.get('connected_slaves') ?? 0);
  return facts.get('aof_enabled') === '1' || replicas > 0 || facts.get('role') === 'slave';
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < leastVersion[0] || (major === leastVersion[0] && minor < leastVersion[1]);
}
