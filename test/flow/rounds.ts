/** The folder's files that run on WhatsApp alone, without their ending, by what they are about. */
export const onWhatsAppAlone: Readonly<Record<string, readonly string[]>> = {
  'several messengers in themselves': ['instances', 'instances-kills', 'messengers'],
  'the model of the sandbox, which knows nothing of a messenger': ['asked'],
  'many processes and kills, which know nothing of a messenger': [
    'alerts-kills',
    'approval-kills',
    'bookings-kills',
    'deadly',
    'handoff-kills',
    'regulars-kills',
    'takeover-kills',
    'ticket-kills',
    'tools-kills',
    'voice-kills',
    'webhook-model-kills',
    'knowledge-redis',
    'redis',
  ],
};

/** What the other messengers run while somebody waits for it; with `CI=true` MAX runs everything that is not named above. */
export const shortRound: readonly string[] = [
  'burst',
  'erasing',
  'handoff',
  'kinds',
  'order',
  'owner-page',
  'redelivery',
  'sending',
  'text',
];
