import {
  startGreenApi,
  type GreenApiOptions,
  type GreenApiSandbox,
} from '../../../src/sandbox/green-api/index.ts';

export const customer = '77001112233@c.us';

/** A sandbox with short pauses, without limits and without echoes, that is closed by `await using`. */
export async function openVendor(
  options: GreenApiOptions = {},
): Promise<{ vendor: GreenApiSandbox } & AsyncDisposable> {
  const { settings, ...others } = options;
  const vendor = await startGreenApi({
    redeliverMs: 5,
    restartMs: 5,
    limits: {},
    settings: {
      delaySendMessagesMilliseconds: 1,
      outgoingAPIMessageWebhook: 'no',
      stateWebhook: 'no',
      ...settings,
    },
    ...others,
  });
  return { vendor, [Symbol.asyncDispose]: () => vendor.close() };
}

/** Calls a method of the API. */
export async function call(
  vendor: GreenApiSandbox,
  method: string,
  { body, rest = '' }: { body?: object; rest?: string } = {},
): Promise<Response> {
  const verb = ['deleteNotification', 'clearWebhooksQueue'].includes(method)
    ? 'DELETE'
    : body
      ? 'POST'
      : 'GET';
  return fetch(`${vendor.url}/waInstance${vendor.idInstance}/${method}/${vendor.token}${rest}`, {
    method: verb,
    ...(body
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  });
}

/** Calls a method and reads the JSON that it answers. */
export async function ask(
  vendor: GreenApiSandbox,
  method: string,
  options?: { body?: object; rest?: string },
): Promise<unknown> {
  return (await call(vendor, method, options)).json();
}
