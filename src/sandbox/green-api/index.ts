import { Faults } from '../faults.ts';
import { serveLoopback } from '../loopback.ts';
import { callsPerSecond, RateLimits } from './limits.ts';
import type { GreenApiOptions } from './options.ts';
import { route, type Counted, type GreenApiRouterDependencies } from './router.ts';
import { GreenApiSandbox } from './sandbox.ts';
import { createVendor } from './vendor.ts';

export type { Fault } from '../faults.ts';
export type { InstanceSettings, InstanceState } from './instance.ts';
export { quotaBody, tooManyRequests } from './limits.ts';
export type { FileOptions } from './file-message.ts';
export type { Link } from './media.ts';
export { messengers, type SandboxMessenger } from './messenger.ts';
export type { MessageOptions, VoiceOptions } from './message-options.ts';
export type { WebhookDelivery } from './notifications.ts';
export type { GreenApiOptions } from './options.ts';
export type { DeliveredMessage } from './outgoing.ts';
export type { Notification } from './payloads.ts';
export type { Counted } from './router.ts';
export type { GreenApiSandbox } from './sandbox.ts';

/** As long as a real one. */
const sandboxToken = 'sandbox0token0000000000000000000000000000000000000';

/** Starts the sandbox on 127.0.0.1; rejects when the port is taken. */
export async function startGreenApi(options: GreenApiOptions): Promise<GreenApiSandbox> {
  const { token = sandboxToken, limits = callsPerSecond, latencyMs = 0, now = Date.now } = options;
  const calls: Counted[] = [];
  let parts: GreenApiRouterDependencies | undefined;
  const server = await serveLoopback(
    async (call) => (parts ? route(call, parts) : { status: 503 }),
    options.port,
  );
  const vendor = createVendor(options, now, server.url);
  parts = {
    vendor,
    token,
    faults: new Faults(),
    limits: new RateLimits(limits, now),
    latency: typeof latencyMs === 'number' ? () => latencyMs : latencyMs,
    count: (call) => void calls.push(call),
  };
  return new GreenApiSandbox(server, parts, calls);
}
