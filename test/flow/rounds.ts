/** The folder's files that run on WhatsApp alone, without their ending, by what they are about. */
export const onWhatsAppAlone: Readonly<Record<string, readonly string[]>> = {
  'several messengers in themselves': [
    'instances',
    'instances-kills',
    'instances-redis',
    'messengers',
  ],
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

/**
 * The folder's files about what lies behind the channel, which meet nothing that MAX or Telegram have otherwise; by why. The
 * other messengers run them with `EVERY_MESSENGER=true` alone.
 */
export const behindTheChannel: Readonly<Record<string, readonly string[]>> = {
  'the services that a turn asks, their faults and what they cost': [
    'budget',
    'model-faults',
    'speech',
    'webhook-model',
  ],
  'the memory, the disk and the end of the process': ['disk', 'odd-memory', 'stopping'],
  'the prompt, and how answers are judged and explained': [
    'answer-guards',
    'prompt-release',
    'questions',
    'why',
  ],
  'the time, the language and the past of a chat': ['hours', 'language', 'regulars', 'remembering'],
  'what programs are told, which name no chat': ['metrics', 'tracing'],
};

/** What the other messengers run while somebody waits for it; with `CI=true` they run everything that is not named above. */
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
