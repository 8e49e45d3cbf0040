import { fine, problem, warning, type Finding } from '../../../core/kinds/finding.ts';
import type { ChannelValues } from './settings.ts';

/** The path that the bot listens on. */
const ownPath = '/webhook';

type Ours = Pick<ChannelValues, 'webhookUrl' | 'poll'>;

/** An address for people: without name, password and query, which may be secrets. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return 'an address that is no URL';
  const { protocol, host, pathname, search } = new URL(url);
  return `${protocol}//${host}${pathname}${search === '' ? '' : '?…'}`;
}

/** Where messages go (`url` empty: nowhere), and whether the bot receives them there. */
export function checkAddress(url: string, ours: Ours): Finding {
  return url === '' ? nowhere(ours) : somewhere(url, ours);
}

function nowhere({ poll, webhookUrl }: Ours): Finding {
  if (poll) return fine('no webhook URL is set, so that messages can be fetched');
  if (webhookUrl !== undefined) {
    return problem(
      'no webhook URL is set, although GREEN_API_WEBHOOK_URL names one',
      'Set it: wabot webhook set',
    );
  }
  return problem(
    'no webhook URL is set, and messages are not fetched either',
    'Set one (wabot webhook set https://…/webhook), or have messages fetched: WABOT_POLL=true, or wabot serve --poll.',
  );
}

function somewhere(url: string, { poll, webhookUrl }: Ours): Finding {
  const message = `messages go to ${shownUrl(url)}`;
  if (poll) {
    return problem(
      `${message}, so they cannot be fetched`,
      'Clear the address (wabot webhook clear), or leave out WABOT_POLL.',
    );
  }
  if (webhookUrl !== undefined && !isSamePlace(url, webhookUrl)) {
    return problem(
      `${message}, which is not GREEN_API_WEBHOOK_URL`,
      'Set the right address: wabot webhook set',
    );
  }
  if (URL.canParse(url) && new URL(url).pathname.replace(/(?<!\/)\/+$/, '').endsWith(ownPath))
    return fine(message);
  return warning(
    `${message}; the bot listens on ${ownPath}`,
    `Make the address end with ${ownPath}, unless a proxy changes it.`,
  );
}

/** Whether both lead to the same place; a name, a password or a query may be the vendor's to show there. */
function isSamePlace(theirs: string, ours: string): boolean {
  const place = (url: string): string => {
    if (!URL.canParse(url)) return url;
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname.replace(/\/$/, '')}`;
  };
  return place(theirs) === place(ours);
}
