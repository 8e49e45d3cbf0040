import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
} from '../../core/plugin-api/failures.ts';
import type { JsonAnswer, Unanswered } from '../json-call.ts';

/** What a refusal of one sink means. */
export interface SinkRefusal {
  /** The end of the error's code. */
  code: string;
  /** Completes "NAME …". */
  says: string;
  advice?: string;
  /** It may pass by itself; absent: the operator must change something. */
  passes?: true;
  /** With `passes`: the call may have been carried out all the same. */
  unknown?: true;
  /** The wait that is asked for, milliseconds. */
  afterMs?: number;
}

/** What failures of a sink say. */
export interface SinkFaults {
  /** The beginning of the error's code: `notion`. */
  code: string;
  /** As people call it: `Notion`. */
  name: string;
  /** The setting that holds its key or address. */
  setting: string;
  /** How long a look-up may miss what a call has done, milliseconds: nobody asks sooner after an unclear end. */
  settleMs?: number;
  /** What the sink means by this answer, where it is more than its status says. */
  reads?(answer: JsonAnswer): SinkRefusal | undefined;
}

const passing: ReadonlySet<number> = new Set([408, 425, 529]);

/** The error of a call that failed or had no answer. Nothing of the answer gets into it but its status. */
export function sinkError(faults: SinkFaults, answered: JsonAnswer | Unanswered): ServiceError {
  if (answered.status === undefined) return unreachable(faults, answered);
  const { status, retryAfterMs } = answered;
  const {
    code,
    says,
    advice,
    passes = false,
    unknown = false,
    afterMs = retryAfterMs,
  } = faults.reads?.(answered) ?? byStatus(status, faults);
  const wait = unknown ? Math.max(afterMs ?? 0, faults.settleMs ?? 0) || undefined : afterMs;
  return new ServiceError(`${faults.code}.${code}`, `${faults.name} ${says} (HTTP ${status})`, {
    status,
    retryable: passes,
    outcomeUnknown: unknown,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    suggestions: advice === undefined ? [] : [advice],
  });
}

/** The error of a success in which something is missing: it may have been done. */
export function oddAnswer({ code, name, settleMs }: SinkFaults, status: number): ServiceError {
  return new ServiceError(
    `${code}.answer`,
    `${name} sent something that is no answer (HTTP ${status})`,
    {
      status,
      retryable: true,
      outcomeUnknown: true,
      ...(settleMs === undefined ? {} : { retryAfterMs: settleMs }),
    },
  );
}

function byStatus(status: number, { setting }: SinkFaults): SinkRefusal {
  if (status === 429) return { code: 'rate-limit', says: 'asks to slow down', passes: true };
  if (status === 529) return { code: 'rate-limit', says: 'asks to slow down', passes: true };
  if (status >= 500 || passing.has(status))
    return { code: 'unavailable', says: 'has a fault at the moment', passes: true, unknown: true };
  if (status === 401)
    return { code: 'key', says: 'does not accept the key', advice: `Check ${setting}.` };
  if (status === 403)
    return {
      code: 'rights',
      says: 'does not let us in here',
      advice: `Check ${setting}, and what its owner may do there.`,
    };
  if (status === 404 || status === 410)
    return { code: 'not-found', says: 'has no such place', advice: `Check ${setting}.` };
  return { code: 'refused', says: 'does not take the request', advice: `Check ${setting}.` };
}

function unreachable(
  { code, name, setting, settleMs }: SinkFaults,
  { network, neverLeft }: Unanswered,
): ServiceError {
  const trouble = certificateTrouble(network);
  const label = network === undefined ? '' : ` (${network})`;
  if (trouble)
    return new ServiceError(
      `${code}.certificate`,
      `${name} ${saysOfCertificate[trouble]}${label}`,
      {
        retryable: false,
        suggestions: [certificateAdvice(trouble, setting)],
      },
    );
  return new ServiceError(
    `${code}.unreachable`,
    `${name} cannot be reached, or the connection was lost${label}`,
    {
      retryable: true,
      outcomeUnknown: !neverLeft,
      ...(neverLeft || settleMs === undefined ? {} : { retryAfterMs: settleMs }),
      suggestions: [`Check the internet connection, HTTPS_PROXY and ${setting}.`],
    },
  );
}
