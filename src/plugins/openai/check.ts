import { plural } from '../../core/plugin-api/texts.ts';
import { fieldsOf } from '../../core/plugin-api/failures.ts';
import { fine, problem, problemOf, warning, type Finding } from '../../core/kinds/finding.ts';
import type { ModelEnd } from '../../core/kinds/model.ts';
import type { World } from '../../core/kinds/plugin.ts';
import { isOpenAi, serviceName, type OpenAiAccount } from './account.ts';
import { refuseUnusable, settleCall } from './connection.ts';
import { toOpenAiError } from './errors.ts';
import type { Failure } from './failure.ts';
import { callOpenAi } from './openai-call.ts';
import { shutdownOf } from './shutdowns.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** From this many days before a model's end a person is told. */
const warningDays = 120;

/** Asks the service for the model: whether it is there, and until when. Costs no tokens. */
export async function checkModel(
  account: OpenAiAccount,
  world: Pick<World, 'fetch' | 'now'>,
  signal: AbortSignal,
): Promise<Finding> {
  refuseUnusable(account);
  const outcome = await settleCall(async () => retrieve(account, world, signal), signal, world);
  if ('failure' in outcome) return explain(outcome.failure, account);
  return describe(fieldsOf(outcome.body)['shutdown_date'], account, world.now());
}

/** When the service shuts the model down, as it says itself; undefined when it does not. Rejects with a WabotError. */
export async function modelEnd(
  account: OpenAiAccount,
  world: Pick<World, 'fetch' | 'now'>,
  signal: AbortSignal,
): Promise<ModelEnd | undefined> {
  refuseUnusable(account);
  const outcome = await settleCall(async () => retrieve(account, world, signal), signal, world);
  const { model, names } = account;
  const said = 'body' in outcome ? fieldsOf(outcome.body)['shutdown_date'] : undefined;
  const at = typeof said === 'string' ? Date.parse(said) : shutdownOf(account);
  return at === undefined || Number.isNaN(at) ? undefined : { model, setting: names.model, at };
}

/** What the service says of the model; rejects as `callOpenAi` does. */
async function retrieve(
  account: OpenAiAccount,
  world: Pick<World, 'fetch'>,
  signal: AbortSignal,
): Promise<unknown> {
  const path = `/models/${encodeURIComponent(account.model)}`;
  return JSON.parse(await callOpenAi(account, world, { path, signal }));
}

function explain(failure: Failure, account: OpenAiAccount): Finding {
  const error = toOpenAiError(failure, account);
  if (cannotTell(error.code, account)) {
    return fine(
      `${serviceName(account)} answers, but does not say whether it has ${account.model}`,
    );
  }
  return problemOf(error);
}

/** Many compatible servers have no list of models, and a restricted key may not read OpenAI's. */
function cannotTell(code: string, account: OpenAiAccount): boolean {
  return code === (isOpenAi(account.baseUrl) ? 'service.openai.access' : 'service.openai.address');
}

function describe(shutdown: unknown, account: OpenAiAccount, now: number): Finding {
  const ready = `${serviceName(account)} has ${account.model}`;
  const end = typeof shutdown === 'string' ? Date.parse(shutdown) : Number.NaN;
  const days = Math.ceil((end - now) / dayMs);
  if (Number.isNaN(end)) return fine(ready);
  const advice = `Set ${account.names.model} to a newer model in time.`;
  const date = new Date(end).toISOString().slice(0, 10);
  if (days <= 0)
    return problem(`${serviceName(account)} shut ${account.model} down on ${date}`, advice);
  const left = `${date}, in ${plural(days, 'day')}`;
  if (days > warningDays) return fine(`${ready}, until ${left}`);
  return warning(`${ready}, but shuts it down on ${left}`, advice);
}
