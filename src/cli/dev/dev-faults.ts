import { CLIError } from '@oclif/core/errors';
import { didYouMean } from '../../core/did-you-mean.ts';
import { printable } from '../../core/printable.ts';
import {
  tooManyRequests,
  type Fault,
  type GreenApiSandbox,
} from '../../sandbox/green-api/index.ts';
import { openAiFaults, type OpenAiSandbox } from '../../sandbox/openai/index.ts';

/** The parts of the sandbox that can be broken. */
export interface Breakable {
  greenApi: GreenApiSandbox;
  openAi: OpenAiSandbox;
}

/** How often a fault comes, and how long what it delays takes. */
interface Extent {
  /** Of calls, from 0 to 1. */
  share?: number;
  /** How many calls, from the first. */
  times?: number;
  /** Milliseconds. */
  ms?: number;
}

/** A fault that was asked for. */
export interface DevFault {
  name: string;
  extent: Extent;
}

interface KnownFault {
  /** What may stand behind the name. */
  takes: readonly (keyof Extent)[];
  apply(world: Breakable, extent: Extent): void;
}

const usualDelayMs = 5_000;
const calls = ['share', 'times'] as const;

/** Which calls it spoils: a part of them by chance, so many, or all. */
function spoiling({ share, times }: Extent, fault: Fault): Fault {
  const chance = share === undefined ? {} : { when: () => Math.random() < share };
  return { ...fault, times: times ?? Number.POSITIVE_INFINITY, ...chance };
}

function sending(fault: (extent: Extent) => Fault): KnownFault {
  return {
    takes: calls,
    apply({ greenApi }, extent) {
      for (const method of ['sendMessage', 'sendFileByUpload'])
        greenApi.fault(method, spoiling(extent, fault(extent)));
    },
  };
}

function answering(
  endpoint: 'chat' | 'transcriptions',
  fault: (extent: Extent) => Fault,
): KnownFault {
  return {
    takes: calls,
    apply: ({ openAi }, extent) => openAi.fault(endpoint, spoiling(extent, fault(extent))),
  };
}

const slow = ({ ms = usualDelayMs }: Extent): Fault => ({ delayMs: ms });
const delayed = (known: KnownFault): KnownFault => ({ ...known, takes: ['ms'] });

function inState(state: 'notAuthorized' | 'suspended'): KnownFault {
  return {
    takes: ['ms'],
    apply({ greenApi }, { ms }) {
      greenApi.setState(state);
      if (ms !== undefined) setTimeout(() => greenApi.setState('authorized'), ms).unref();
    },
  };
}

const gone: Fault = { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' };

/** What can go wrong in the sandbox, by the name that a person gives; docs/trigger.md says what each is. */
export const devFaults: Readonly<Record<string, KnownFault>> = {
  'send-429': sending(() => tooManyRequests(50)),
  'send-500': sending(() => ({ status: 500, body: {} })),
  // It is sent: only its sender does not hear so.
  'send-lost': sending(() => ({ effect: true, line: 'drop' })),
  'send-slow': delayed(sending(slow)),
  'media-404': {
    takes: calls,
    apply: ({ greenApi }, extent) => greenApi.fault('media', spoiling(extent, gone)),
  },
  'webhook-lost': {
    takes: ['times'],
    apply: ({ greenApi }, { times = 1 }) => greenApi.loseAcks(times),
  },
  'logged-out': inState('notAuthorized'),
  suspended: inState('suspended'),
  'model-429': answering('chat', () => openAiFaults.rateLimited(1)),
  'model-500': answering('chat', () => openAiFaults.serverError),
  'model-lost': answering('chat', () => openAiFaults.cut),
  'model-slow': delayed(answering('chat', slow)),
  'model-quota': answering('chat', () => openAiFaults.quota),
  'speech-500': answering('transcriptions', () => openAiFaults.serverError),
};

/** Reads `send-500`, `send-500=5%`, `send-500=3` or `model-slow=8s`; wrong usage that tells what there is. */
export function readFault(text: string): DevFault {
  const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(text.trim()) ?? [];
  const known = Object.hasOwn(devFaults, name) ? devFaults[name] : undefined;
  if (!known) {
    const names = Object.keys(devFaults);
    const meant = didYouMean(name, names);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new CLIError(
      `There is no fault ${printable(name)}.${hint} Faults are: ${names.join(', ')}.`,
      { exit: 2 },
    );
  }
  if (value === undefined) return { name, extent: {} };
  const extent = readExtent(value);
  const [measure] = Object.keys(extent ?? {});
  if (extent && known.takes.some((each) => each === measure)) return { name, extent };
  throw new CLIError(`${name}=${printable(value)} is not understood: ${usage(name, known)}`, {
    exit: 2,
  });
}

function readExtent(value: string): Extent | undefined {
  const [, number = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)(%|ms|s)?$/.exec(value.trim()) ?? [];
  if (number === '') return undefined;
  const amount = Number(number);
  if (unit === '%') return amount <= 100 ? { share: amount / 100 } : undefined;
  if (unit === 'ms') return { ms: amount };
  if (unit === 's') return { ms: amount * 1000 };
  return Number.isInteger(amount) && amount > 0 ? { times: amount } : undefined;
}

function usage(name: string, { takes }: KnownFault): string {
  if (takes.includes('ms')) return `${name}=8s says how long.`;
  if (takes.includes('share'))
    return `${name}=5% is for a part of the calls, ${name}=3 for the first three.`;
  return `${name}=3 is for the first three calls.`;
}

/** Breaks the sandbox in these ways. */
export function breakWorld(world: Breakable, faults: readonly DevFault[]): void {
  for (const { name, extent } of faults) devFaults[name]?.apply(world, extent);
}
