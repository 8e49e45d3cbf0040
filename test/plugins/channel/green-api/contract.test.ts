import { describe, it } from 'vitest';
import { channelSuite } from '../../../../src/suites/index.ts';
import { openChannel } from './vendor.ts';

describe.each(['whatsapp', 'max', 'telegram'] as const)('channel/green-api for %s', (messenger) => {
  channelSuite(it, () => openChannel(messenger), { listen: true, find: true, proof: true });
});
