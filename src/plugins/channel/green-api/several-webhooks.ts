import type {
  SampleFile,
  WebhookPlan,
  WebhookSetup,
  WebhookState,
} from '../../../core/kinds/webhook-setup.ts';
import { WabotError } from '../../../core/plugin-api/failures.ts';
import type { GreenApiWebhook } from './webhook.ts';

/** The webhook of one of several instances. */
interface OneWebhook {
  id: string;
  webhook: GreenApiWebhook;
}

/** What would be written for one of them. */
interface OnePlan extends WebhookPlan {
  id: string;
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
      this.#each.map(async ({ id, webhook }) => ({
        id,
        ...(await named(id, webhook.read(signal))),
      })),
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
    const plans: OnePlan[] = await Promise.all(
      this.#each.map(async ({ id, webhook }) => ({
        id,
        ...(await named(id, webhook.plan(url, signal))),
      })),
    );
    return {
      changes: plans.flatMap(({ id, changes }) =>
        changes.map((change) => ({ ...change, setting: `${change.setting} (${id})` })),
      ),
      async apply(until) {
        for (const [index, { id, apply }] of plans.entries())
          await named(id, apply(until), plans.slice(0, index));
      },
    };
  }

  async store(file: SampleFile, signal: AbortSignal): Promise<string> {
    return (await this.#each[0]?.webhook.store(file, signal)) ?? '';
  }
}

/** What an instance answers; a failure says whose it is, and of which instances before it all was written. */
async function named<T>(id: string, work: Promise<T>, before: readonly OnePlan[] = []): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof WabotError)) throw error;
    if (!error.message.includes(id)) error.message = `instance ${id}: ${error.message}`;
    const written = before.filter(({ changes }) => changes.length > 0).map((plan) => plan.id);
    if (written.length > 0)
      error.suggestions.push(
        `Run the same again: the settings of ${written.join(', ')} are written, and only what is missing will be.`,
      );
    throw error;
  }
}
