import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
} from '../../../core/plugin-api/failures.ts';
import { privateAddressCode } from '../../../core/plugin-api/network.ts';
import { unanswered } from '../../json-call.ts';
import type { HttpFunction } from '../../tools-file/http-spec.ts';
import type { HttpAnswer } from './answer.ts';

type Spec = Pick<HttpFunction, 'name' | 'effect'>;

/** A call without an answer: of a write it is not known whether it was done, unless it never left. */
export function unreachableError({ name, effect }: Spec, error: unknown): ServiceError {
  const { network, neverLeft } = unanswered(error);
  const label = network === undefined ? '' : ` (${network})`;
  const trouble = certificateTrouble(network);
  if (trouble)
    return new ServiceError(
      'tool.certificate',
      `The address of the function ${name} ${saysOfCertificate[trouble]}${label}`,
      { retryable: false, suggestions: [certificateAdvice(trouble, '"url" in the file')] },
    );
  if (network === privateAddressCode)
    return new ServiceError(
      'tool.private',
      `The address of the function ${name} is in an inner network, which its name does not say`,
      {
        retryable: false,
        suggestions: ['If that is meant, write `private: true` beside its "url" in the file.'],
      },
    );
  return new ServiceError(
    'tool.unreachable',
    `The function ${name} cannot be reached, or the connection was lost${label}`,
    { retryable: true, outcomeUnknown: effect === 'write' && !neverLeft },
  );
}

/** The other side asks to slow down: it has done nothing. */
export function rateLimitError({ name }: Spec, { retryAfterMs }: HttpAnswer): ServiceError {
  return new ServiceError('tool.rate-limit', `The function ${name} asks to slow down`, {
    status: 429,
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** A fault of the other side: what became of a write is not known. */
export function serverError({ name, effect }: Spec, answer: HttpAnswer): ServiceError {
  const { status, retryAfterMs } = answer;
  return new ServiceError('tool.fault', `The function ${name} has a fault (HTTP ${status})`, {
    status,
    retryable: true,
    outcomeUnknown: effect === 'write',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** An answer that leads to another host, or nowhere. What it leads to by GET may come after the deed. */
export function redirectError({ name, effect }: Spec, status: number): ServiceError {
  return new ServiceError(
    'tool.redirect',
    `The address of the function ${name} leads elsewhere (HTTP ${status}), where nothing is sent`,
    {
      status,
      retryable: false,
      outcomeUnknown: effect === 'write' && ![301, 307, 308].includes(status),
      suggestions: ['Write the address to which it leads as "url" in the file.'],
    },
  );
}

/** A write that was taken, and led to where no outcome could be read, whatever was said there. */
export function unsettledError({ name }: Spec, cause?: ServiceError): ServiceError {
  return new ServiceError(
    'tool.unsettled',
    `The function ${name} led to where what came of it is to be read, and that cannot be read`,
    {
      retryable: cause?.retryable ?? false,
      outcomeUnknown: true,
      ...(cause ? { cause, suggestions: cause.suggestions } : {}),
      ...(cause?.status === undefined ? {} : { status: cause.status }),
    },
  );
}
