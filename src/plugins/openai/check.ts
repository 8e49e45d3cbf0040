import type OpenAI from 'openai';
import { fine, problem, problemOf, warning, type Finding } from '../../core/finding.ts';
import type { World } from '../../core/plugin.ts';
import { isOpenAi, serviceName, type Account } from './account.ts';
import { settle } from './client.ts';
import { toServiceError } from './errors.ts';
import { fieldsOf, type Failure } from './failure.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** From this many days before a model's end a person is told. */
const warningDays = 120;

/** Asks the service for the model: whether it is there, and until when. Costs no tokens. */
export async function checkModel(
  client: OpenAI,
  account: Account,
  clock: Pick<World, 'now'>,
  signal: AbortSignal,
): Promise<Finding> {
  const outcome = await settle(async () => client.models.retrieve(account.model, { signal }), signal, clock);
  if ('failure' in outcome) return explain(outcome.failure, account);
  return describe(fieldsOf(outcome.body)['shutdown_date'], account, clock.now());
}

function explain(failure: Failure, account: Account): Finding {
  const error = toServiceError(failure, account);
  if (cannotTell(error.code, account)) {
    return fine(`${serviceName(account)} answers, but does not say whether it has ${account.model}`);
  }
  return problemOf(error);
}

/** Many compatible servers have no list of models, and a restricted key may not read OpenAI's. */
function cannotTell(code: string, account: Account): boolean {
  return code === (isOpenAi(account.baseUrl) ? 'service.openai.access' : 'service.openai.address');
}

function describe(shutdown: unknown, account: Account, now: number): Finding {
  const ready = `${serviceName(account)} has ${account.model}`;
  const end = typeof shutdown === 'string' ? Date.parse(shutdown) : Number.NaN;
  const days = Math.ceil((end - now) / dayMs);
  if (Number.isNaN(end)) return fine(ready);
  const advice = `Set ${account.names.model} to a newer model in time.`;
  const date = new Date(end).toISOString().slice(0, 10);
  if (days <= 0) return problem(`${serviceName(account)} shut ${account.model} down on ${date}`, advice);
  const left = `${date}, in ${days} ${days === 1 ? 'day' : 'days'}`;
  if (days > warningDays) return fine(`${ready}, until ${left}`);
  return warning(`${ready}, but shuts it down on ${left}`, advice);
}
