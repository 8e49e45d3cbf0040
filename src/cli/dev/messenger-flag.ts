import * as Flags from '@oclif/core/flags';
import { messengers, type SandboxMessenger } from '../../sandbox/green-api/index.ts';

/** The messengers that can be played. */
export const devMessengers = Object.keys(messengers) as SandboxMessenger[];

/** In which of them the customer writes. */
export const messengerFlag = Flags.string({
  options: devMessengers,
  summary: 'What the customer writes in (default: whatsapp).',
  helpValue: '<name>',
});
