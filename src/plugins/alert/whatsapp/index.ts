import { definePlugin } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { peopleSettings } from '../../../core/plugin-api/settings.ts';
import { plural } from '../../../core/plugin-api/texts.ts';
import { WhatsAppRoute } from './whatsapp-route.ts';

export default definePlugin({
  kind: 'alert',
  version: 1,
  name: 'whatsapp',
  summary: 'The phones of WABOT_OWNERS in the bot’s own messenger, through the outbox',
  settings: { owners: peopleSettings.owners },
  configured: ({ owners }) => owners.length > 0,
  create({ owners }, world) {
    return Promise.resolve(new WhatsAppRoute({ owners, world }));
  },
  check({ owners }) {
    return Promise.resolve([
      fine(
        `alerts go to ${plural(owners.length, 'phone')} of WABOT_OWNERS, from the bot’s own account`,
      ),
    ]);
  },
});
