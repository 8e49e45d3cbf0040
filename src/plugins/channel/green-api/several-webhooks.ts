import type {
  SampleFile,
  WebhookPlan,
  WebhookSetup,
  WebhookState,
} from '../../../core/kinds/webhook-setup.ts';
import type { GreenApiWebhook } from './webhook.ts';

/** The webhook of one of several instances. */
interface OneWebhook {
  id: string;
  webhook: GreenApiWebhook;
}

/** The webhooks of several instances as one: all bring their messages to the same address. */
export class SeveralWebhooks implements WebhookSetup {
  readonly #each: readonly OneWebhook[];

  constructor(each: readonly OneWebhook[]) {
    this.#each = each;
  }

  get consequence(): string {
    return this.#each[0]?.webhook.consequence ?? '';
  }

  get address(): string | undefined {
    return this.#each[0]?.webhook.address;
  }

  /** Every setting with its instance; the address and the token are those of the first that differs from ours. */
  async read(signal: AbortSignal): Promise<WebhookState> {
    const states = await Promise.all(
      this.#each.map(async ({ id, webhook }) => ({ id, ...(await webhook.read(signal)) })),
    );
    const urls = [...new Set(states.map(({ url }) => url))];
    return {
      url: urls.includes(null) ? null : urls.join(', '),
      token: states.find(({ token }) => token !== 'ours')?.token ?? 'ours',
      settings: states.flatMap(({ id, settings }) =>
        settings.map((setting) => ({ ...setting, name: `${setting.name} (${id})` })),
      ),
    };
  }

  async plan(url: string | undefined, signal: AbortSignal): Promise<WebhookPlan> {
    const plans = await Promise.all(
      this.#each.map(async ({ id, webhook }) => ({ id, ...(await webhook.plan(url, signal)) })),
    );
    return {
      changes: plans.flatMap(({ id, changes }) =>
        changes.map((change) => ({ ...change, setting: `${change.setting} (${id})` })),
      ),
      async apply(until) {
        for (const plan of plans) await plan.apply(until);
      },
    };
  }

  async store(file: SampleFile, signal: AbortSignal): Promise<string> {
    return (await this.#each[0]?.webhook.store(file, signal)) ?? '';
  }
}
