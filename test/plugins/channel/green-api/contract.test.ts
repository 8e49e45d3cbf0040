import { describe, it } from 'vitest';
import { channelSuite } from '../../../../src/suites/index.ts';
import { openChannel } from './vendor.ts';

describe('channel/green-api', () => {
  channelSuite(it, openChannel, { listen: true, find: true, proof: true });
});
