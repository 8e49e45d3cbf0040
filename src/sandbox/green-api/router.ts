import { pause, type Faults } from '../faults.ts';
import type { LoopbackCall, LoopbackReply } from '../loopback.ts';
import type { RateLimits } from './limits.ts';
import { methods } from './methods.ts';
import { Refusal, type ApiCall } from './requests.ts';
import type { GreenApiVendor } from './vendor.ts';

/** One call of the API as it ended. */
export interface Counted {
  method: string;
  /** When it came, Unix milliseconds. */
  at: number;
  /** What the caller heard; `hang`, `drop` or `cut` when that was no answer. */
  outcome: number | 'hang' | 'drop' | 'cut';
}

export interface GreenApiRouterDependencies {
  vendor: GreenApiVendor;
  token: string;
  faults: Faults;
  limits: RateLimits;
  /** The time every call takes before anything else happens, milliseconds. */
  latency: (method: string) => number;
  /** Told of every call of a known method, once its answer is settled. */
  count: (call: Counted) => void;
}

const forbidden: LoopbackReply = {
  status: 403,
  headers: { 'content-type': 'text/html' },
  body: '<html>\n<head><title>403 Forbidden</title></head>\n<body>\n<center><h1>403 Forbidden</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n',
};

const notFound: LoopbackReply = { status: 404, body: { statusCode: 404, message: 'Not Found' } };

/** Answers one call: `/waInstance{id}/{method}/{token}[/…]`, or a link to a file. */
export async function route(
  call: LoopbackCall,
  parts: GreenApiRouterDependencies,
): Promise<LoopbackReply> {
  const { vendor, token, faults, latency, count } = parts;
  const { lacks, typeInstance } = vendor.instance.wire;
  // The prefix was needed once.
  const path = typeInstance === 'v3' ? call.path.replace(/^\/v3(?=\/)/, '') : call.path;
  const [first = '', method = '', given = '', rest] = path.slice(1).split('/');
  if (first === 'media') return faults.run('media', call, () => vendor.media.serve(call));
  if (first !== `waInstance${vendor.instance.id}`) return forbidden;
  const known = Object.hasOwn(methods, method) && !lacks.has(method) ? methods[method] : undefined;
  if (known?.verb !== call.verb) return notFound;
  if (given !== token) return { status: 401 };
  const at = vendor.options.now();
  const wait = latency(method);
  if (wait > 0) await pause(wait, call.gone);
  const reply = await faults.run(method, call, () => act(parts, { ...call, method, rest }));
  count({ method, at, outcome: reply.line ?? reply.status ?? 200 });
  return reply;
}

async function act(
  { vendor, limits }: GreenApiRouterDependencies,
  call: ApiCall,
): Promise<LoopbackReply> {
  const refused = limits.refusal(call.method);
  if (refused) return refused;
  const method = methods[call.method];
  if (!method) return notFound;
  if (vendor.instance.state === 'starting' && !method.whileStarting) {
    return { status: 400, body: 'instance in starting process try later' };
  }
  try {
    return await method.answer(vendor, call);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}
