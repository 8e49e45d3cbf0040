import { definePlugin } from '../../../core/kinds/plugin.ts';
import { fine, warning } from '../../../core/kinds/finding.ts';
import { signingKey, signingSecret } from '../../standard-webhook.ts';
import { sinkAddresses } from '../sink-addresses.ts';

const settings = {
  address: sinkAddresses.webhook,
  secret: signingSecret(
    'WABOT_REQUESTS_SECRET',
    'Key with which requests to WABOT_REQUESTS_WEBHOOK are signed (Standard Webhooks): whsec_ and base64 of 24 to 64 random bytes',
  ),
};

export default definePlugin({
  kind: 'sink',
  version: 1,
  name: 'webhook',
  summary: "Customers' requests to an HTTP address of your own, signed by Standard Webhooks",
  settings,
  configured: ({ address, secret }) => address !== undefined || secret !== undefined,
  problems: ({ address, secret }) => [
    ...(address === undefined
      ? ['WABOT_REQUESTS_SECRET is set without WABOT_REQUESTS_WEBHOOK, the address for which it is']
      : []),
    ...(secret === undefined
      ? [
          'WABOT_REQUESTS_SECRET is not set, with which requests to WABOT_REQUESTS_WEBHOOK are signed: make one with `echo whsec_$(openssl rand -base64 32)`',
        ]
      : []),
  ],
  async create({ address = '', secret = '' }, world) {
    const { WebhookSink } = await import('./webhook-sink.ts');
    return new WebhookSink({ address, key: signingKey(secret), world });
  },
  check({ address = '' }) {
    const { host, pathname } = new URL(address);
    if (pathname.includes('/webhook-test/'))
      return Promise.resolve([
        warning(
          'WABOT_REQUESTS_WEBHOOK is an address of n8n for trying out, which hears one call',
          'Take the production address of the node, and switch the workflow on.',
        ),
      ]);
    return Promise.resolve([fine(`requests go to ${host}`)]);
  },
});
