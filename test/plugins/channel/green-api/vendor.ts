import type { Media, WebhookRequest } from '../../../../src/core/kinds/channel.ts';
import type { OpenedChannel, VendorSent, Written } from '../../../../src/suites/index.ts';
import {
  channelOver,
  chat,
  idInstance,
  token,
  type Heard,
  type Method,
  type Says,
} from './fake.ts';
import { envelope } from './fixtures.ts';

const webhookToken = 'WebhookSeCrEt0123456789';
const other = '79007654321@c.us';

/** How each messenger names its instances, its people, and the states of an account. */
const messengers = {
  whatsapp: {
    typeInstance: 'whatsapp',
    id: idInstance,
    chats: [chat, other],
    own: '79876543210@c.us',
    states: ['notAuthorized', 'blocked', 'sleepMode', 'starting', 'yellowCard', 'suspended'],
  },
  max: {
    typeInstance: 'v3',
    id: '3100000001',
    chats: ['10000001', '10000002'],
    own: '10000009',
    states: ['notAuthorized', 'blocked', 'starting', 'suspended', 'pendingPassword', 'pendingCode'],
  },
  telegram: {
    typeInstance: 'telegram',
    id: '4100000001',
    chats: ['20000002', '20000003'],
    own: '20000009',
    states: ['notAuthorized', 'blocked', 'starting', 'suspended', 'pendingPassword', 'pendingCode'],
  },
} as const;

type Messenger = (typeof messengers)[keyof typeof messengers];

/** How the vendor fails a call. */
const troubles: Record<string, (heard: Heard) => Says> = {
  busy: () => ({ status: 429, headers: { 'retry-after': '7' } }),
  fault: (heard) => ({ status: 503, body: said(heard) }),
  lost: () => ({ line: 'drop' }),
  malformed: () => ({ body: '<html>Welcome</html>' }),
  key: (heard) => ({ status: 401, body: said(heard) }),
  refused: (heard) => ({ status: 400, body: { message: `Validation failed. ${said(heard)}` } }),
  silent: () => ({ line: 'hang' }),
};

/** What a careless vendor repeats: the token and what was asked. */
function said({ url, body }: Heard): string {
  return `${url} ${JSON.stringify(body)}`;
}

function notification(
  { id, chat: chatId, at, name, text }: Written,
  { typeInstance, id: instance, chats }: Messenger,
  sender?: { sender: string; phone: number },
): object {
  const phone = sender?.phone ?? (chatId === chats[0] ? 79001234567 : 0);
  const more = { chatType: 'user', senderType: 'user', senderPhoneNumber: phone };
  return envelope({
    idMessage: id,
    timestamp: at / 1000,
    instanceData: { idInstance: Number(instance), wid: '79876543210@c.us', typeInstance },
    senderData: {
      chatId,
      sender: sender?.sender ?? chatId,
      senderName: name,
      ...(typeInstance === 'whatsapp' ? {} : more),
    },
    messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: text } },
  });
}

/** GREEN-API with its queue, its lists and its storage, played for the suite. */
class Vendor {
  readonly out: (VendorSent & { at: number })[] = [];
  readonly queue: { receiptId: number; body: object }[] = [];
  doing = 'answers';
  listed = 0;
  ready = true;
  state: string | undefined;
  file: Says = { status: 404 };
  now = (): number => 0;

  readonly methods: Record<string, Method> = {
    sendMessage: (heard) => this.#takes(heard, String(heard.body['message']), false),
    sendFileByUpload: (heard) => this.#takes(heard, '', true),
    lastOutgoingMessages: () => ({ body: this.out.slice(0, this.listed).map(entry) }),
    showMessagesQueue: () => ({ body: [] }),
    receiveNotification: () => ({ body: this.queue[0] ?? null }),
    deleteNotification: ({ rest }) => {
      const index = this.queue.findIndex(({ receiptId }) => rest === `/${receiptId}`);
      this.queue.splice(index, index < 0 ? 0 : 1);
      return { body: { result: index >= 0 } };
    },
    getStateInstance: () => ({
      body: { stateInstance: this.state ?? (this.ready ? 'authorized' : 'notAuthorized') },
    }),
    downloadFile: () => ({
      status: 400,
      body: { message: 'File message encrypted url not found' },
    }),
    media: () => this.file,
  };

  /** The methods, each of which fails while there is a trouble. */
  all(): Record<string, Method> {
    return Object.fromEntries(
      Object.entries(this.methods).map(([name, method]): [string, Method] => [
        name,
        (heard, nth) => troubles[this.doing]?.(heard) ?? method(heard, nth),
      ]),
    );
  }

  #takes({ body, bytes }: Heard, text: string, spoken: boolean): Says {
    const named = /name="chatId"\s+([^\r\n]+)/.exec(bytes.toString('latin1'))?.[1];
    const id = `3EB0C767D097B7C7C0${this.out.length}`;
    this.out.push({ id, chat: named ?? String(body['chatId']), text, spoken, at: this.now() });
    return this.doing === 'taken' ? { line: 'drop' } : { body: { idMessage: id } };
  }
}

function entry({ id, chat: chatId, text, at }: VendorSent & { at: number }): object {
  const timestamp = Math.floor(at / 1000);
  return {
    type: 'outgoing',
    idMessage: id,
    timestamp,
    typeMessage: 'textMessage',
    chatId,
    textMessage: text,
  };
}

const webhook = (body: object): WebhookRequest => ({
  headers: { 'content-type': 'application/json', authorization: `Bearer ${webhookToken}` },
  body: Buffer.from(JSON.stringify(body)),
});

/** A channel before a vendor that can do all that the suite asks for. */
export async function openChannel(
  name: keyof typeof messengers = 'whatsapp',
): Promise<OpenedChannel> {
  const messenger = messengers[name];
  const vendor = new Vendor();
  const over = await channelOver(vendor.all(), {
    GREEN_ID_INSTANCE: messenger.id,
    GREEN_API_WEBHOOK_TOKEN: webhookToken,
  });
  vendor.now = over.time.now;
  const keeps = (
    file: Uint8Array | 'gone' | 'endless',
  ): { media: Media; of: { chat: string; id: string } } => {
    const headers = file === 'endless' ? { 'content-length': String(2 ** 40) } : {};
    vendor.file = file === 'gone' ? { status: 404 } : { body: Buffer.from(file), headers };
    return {
      media: { url: `${over.fake.url}/media/a.oga` },
      of: { chat: messenger.chats[0], id: 'F7AE' },
    };
  };
  return {
    channel: over.channel,
    vendor: {
      does: (what) => void (vendor.doing = what),
      calls: () => over.fake.heard.length,
      secrets: [token, webhookToken, chat.replace('@c.us', ''), other.replace('@c.us', '')],
      now: over.time.now,
      chats: messenger.chats,
      brings: (message) => webhook(notification(message, messenger)),
      echoes: (message) =>
        webhook({
          ...notification(message, messenger, { sender: messenger.own, phone: 79876543210 }),
          typeWebhook: 'outgoingAPIMessageReceived',
        }),
      sent: () =>
        vendor.out.map(({ id, chat: to, text, spoken }) => ({ id, chat: to, text, spoken })),
      catchesUp() {
        vendor.listed = vendor.out.length;
        over.time.pass(10 * 60_000);
      },
      keeps,
      links: (ready) => void (vendor.ready = ready),
      states: [['authorized', true], ...messenger.states.map((word) => [word, false] as const)],
      puts: (state) => void (vendor.state = state),
      queues(message) {
        vendor.queue.push({
          receiptId: vendor.queue.length + 1,
          body: notification(message, messenger),
        });
      },
      waiting: () => vendor.queue.length,
    },
    async close() {
      await over[Symbol.asyncDispose]();
    },
  };
}
