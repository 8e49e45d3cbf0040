import { json, type Heard, type Says } from '../openai/loopback.ts';

export const token = '7712345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
export const chat = '123456789';

/** An answer of the Bot API that is no success, in the words that Telegram uses. */
export function failed(code: number, description: string, parameters?: object): Says {
  const more = parameters === undefined ? {} : { parameters };
  return { status: code, body: { ok: false, error_code: code, description, ...more } };
}

/** The Bot API as far as alerts need it; keeps what was written to each chat. */
export class TelegramServer {
  readonly written: { chat: string; text: string }[] = [];
  updates: object[] = [];

  answer(heard: Heard): Says {
    const [, given, method] = /\/bot([^/]+)\/(\w+)$/.exec(heard.path) ?? [];
    if (given !== token) return failed(401, 'Unauthorized');
    const fields = json(heard);
    switch (method) {
      case 'getMe':
        return good({
          id: 7712345678,
          is_bot: true,
          first_name: 'Flora',
          username: 'flora_alert_bot',
        });
      case 'getUpdates':
        return good(this.updates);
      case 'getChat':
        return String(fields['chat_id']) === chat
          ? good({ id: Number(chat), type: 'private', first_name: 'Асель' })
          : failed(400, 'Bad Request: chat not found');
      case 'sendMessage':
        return this.#send(fields);
      default:
        return failed(404, 'Not Found');
    }
  }

  #send({ chat_id: to, text }: Record<string, unknown>): Says {
    if (String(to) !== chat) return failed(400, 'Bad Request: chat not found');
    if (typeof text !== 'string' || text === '')
      return failed(400, 'Bad Request: message text is empty');
    if (text.length > 4_096) return failed(400, 'Bad Request: message is too long');
    this.written.push({ chat: String(to), text });
    return good({ message_id: this.written.length });
  }
}

function good(result: unknown): Says {
  return { body: { ok: true, result } };
}
