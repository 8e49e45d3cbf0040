import { definePlugin } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { optionalUrl } from '../../../core/plugin-api/settings.ts';
import { signingKey, signingSecret } from '../../standard-webhook.ts';

const settings = {
  address: optionalUrl('WABOT_ALERT_WEBHOOK', {
    summary:
      'Address of your own to which alerts and tickets are posted, signed as a Standard Webhook',
    secret: true,
  }),
  secret: signingSecret(
    'WABOT_ALERT_SECRET',
    'Key with which alerts to WABOT_ALERT_WEBHOOK are signed (Standard Webhooks): whsec_ and base64 of 24 to 64 random bytes',
  ),
};

export default definePlugin({
  kind: 'alert',
  version: 1,
  name: 'webhook',
  summary: 'An HTTP address of your own, signed by Standard Webhooks',
  settings,
  configured: ({ address, secret }) => address !== undefined || secret !== undefined,
  problems: ({ address, secret }) => [
    ...(address === undefined
      ? ['WABOT_ALERT_SECRET is set without WABOT_ALERT_WEBHOOK, the address for which it is']
      : []),
    ...(secret === undefined
      ? [
          'WABOT_ALERT_SECRET is not set, with which alerts to WABOT_ALERT_WEBHOOK are signed: make one with `echo whsec_$(openssl rand -base64 32)`',
        ]
      : []),
  ],
  async create({ address = '', secret = '' }, world) {
    const { WebhookRoute } = await import('./webhook-route.ts');
    return new WebhookRoute({ address, key: signingKey(secret), world });
  },
  check({ address = '' }) {
    return Promise.resolve([fine(`alerts go to ${new URL(address).host}`)]);
  },
});
