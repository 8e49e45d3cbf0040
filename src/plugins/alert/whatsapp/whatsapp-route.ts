import type { Alert, AlertRoute } from '../../../core/kinds/alert.ts';
import { wholeText } from '../../../core/kinds/alert-message.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { longestMessage, splitMessage } from '../../../core/plugin-api/texts.ts';

export interface WhatsAppRouteParts {
  /** Chats of those who are told. */
  owners: readonly string[];
  world: Pick<World, 'outbox'>;
}

/** An alert holds so many characters, in messages that every messenger takes. */
const textCap = 16_000;

/** Alerts in the bot's own messenger, WhatsApp or another: due in the outbox, once for each owner, which sends and looks up like any reply. */
export class WhatsAppRoute implements AlertRoute {
  readonly repeats = 'outbox';
  readonly #parts: WhatsAppRouteParts;

  constructor(parts: WhatsAppRouteParts) {
    this.#parts = parts;
  }

  async send(alert: Alert, signal: AbortSignal): Promise<void> {
    const { owners, world } = this.#parts;
    signal.throwIfAborted();
    const outbox = world.outbox?.();
    if (!outbox)
      throw new ServiceError('whatsapp.no-outbox', 'Nothing is sent to phones from here', {
        retryable: false,
      });
    const replies = textsOf(alert).map((text) => ({ text }));
    for (const chat of owners) {
      signal.throwIfAborted();
      const record = {
        id: `notice/${alert.id}/${chat}`,
        chat,
        at: alert.at,
        entries: [],
        facts: {},
      };
      await outbox.add(chat, replies, record);
    }
  }
}

/** The messages of an alert. The first begins with the number of its case; so do the others, as a reply may quote any of them. */
function textsOf(alert: Alert): string[] {
  const whole = wholeText(alert);
  const said = whole.length <= textCap ? whole : `${whole.slice(0, textCap).toWellFormed()}…`;
  const texts = splitMessage(alert.reply === undefined ? said : `${said}\n\n${alert.reply}`);
  if (alert.case === undefined) return texts;
  const mark = `№${alert.case}`;
  return texts.map((text, index) => {
    const marked = `${mark} ${text}`;
    return index === 0 || marked.length > longestMessage ? text : marked;
  });
}
