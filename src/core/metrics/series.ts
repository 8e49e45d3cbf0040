import { optionalGuards } from '../settings/guard-settings.ts';
import type { Series } from './metric-store.ts';

const guards = [...optionalGuards, 'broken', 'cut', 'denial', 'secret'] as const;

function counter(name: string, help: string, label?: Series['label']): Series {
  return { name, type: 'counter', help, ...(label && { label }) };
}

function gauge(name: string, help: string, label?: Series['label']): Series {
  return { name, type: 'gauge', help, ...(label && { label }) };
}

function histogram(
  name: string,
  help: string,
  buckets: readonly number[],
  label?: Series['label'],
): Series {
  return { name, type: 'histogram', help, buckets, ...(label && { label }) };
}

/** How a call to another service ended; `stopped`: the bot itself gave it up, as for a newer message. */
const results = { name: 'result', values: ['ok', 'failed', 'stopped'] };

const answerSeconds = [0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300];
const callSeconds = [0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60];
const writeSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/** All that `GET /metrics` tells. No label ever holds a phone, a chat or a text. */
export const series = {
  info: gauge('wabot_info', 'Which version runs; always 1', { name: 'version', values: [] }),
  ready: gauge('wabot_ready', 'Whether the bot can do its work, as GET /ready says'),
  account: gauge('wabot_account_state', "State of the first account, in the vendor's word", {
    name: 'state',
    values: [],
  }),
  instances: gauge(
    'wabot_instance_ready',
    'Whether an instance is authorized, where the bot has several',
    { name: 'instance', values: [] },
  ),
  accepted: counter('wabot_messages_total', 'Messages of customers that were taken in'),
  repeated: counter('wabot_messages_repeated_total', 'Messages that the vendor brought again'),
  turns: counter('wabot_turns_total', 'Turns that ended, by how', {
    name: 'outcome',
    values: ['answered', 'line', 'silent', 'held', 'given_up'],
  }),
  postponed: counter('wabot_turns_postponed_total', 'Turns that failed and are tried again'),
  handoffs: counter('wabot_handoffs_total', 'Customers who were handed to a person'),
  answer: histogram(
    'wabot_answer_seconds',
    'From the first message of a turn to its reply, without what sending takes',
    answerSeconds,
  ),
  modelCalls: counter('wabot_model_calls_total', 'Questions to the model', results),
  model: histogram('wabot_model_seconds', 'How long the model took to answer', callSeconds),
  speechCalls: counter(
    'wabot_speech_calls_total',
    'Recordings given to the speech service',
    results,
  ),
  speech: histogram('wabot_speech_seconds', 'How long the speech service took', callSeconds),
  sends: counter('wabot_sends_total', 'Messages given to the channel', results),
  send: histogram('wabot_send_seconds', 'How long the channel took for one message', callSeconds),
  unsent: counter('wabot_replies_given_up_total', 'Replies that were given up'),
  tokens: counter('wabot_tokens_total', 'Tokens of the model; input includes cached', {
    name: 'kind',
    values: ['input', 'cached', 'output'],
  }),
  heard: counter('wabot_transcribed_seconds_total', 'Sound that was transcribed'),
  cost: counter('wabot_cost_dollars_total', 'What models cost, without what has no known price'),
  guards: counter('wabot_guard_objections_total', 'Answers that a guard did not let pass', {
    name: 'guard',
    values: guards,
  }),
  tools: counter('wabot_tool_calls_total', 'Functions that the model called', {
    name: 'result',
    values: ['looked', 'done', 'failed', 'unmade', 'unknown'],
  }),
  journal: histogram(
    'wabot_journal_seconds',
    'How long a write of the journal took',
    writeSeconds,
    {
      name: 'call',
      values: ['accept', 'settle', 'attempt', 'sent'],
    },
  ),
  waiting: gauge('wabot_waiting_messages', 'Messages that wait to be answered'),
  due: gauge('wabot_due_replies', 'Replies that wait to be sent'),
  oldestDue: gauge('wabot_oldest_due_seconds', 'Age of the oldest reply that waits to be sent'),
  dead: gauge('wabot_dead_letters', 'Messages and replies that were given up and are kept'),
  paused: gauge('wabot_paused_chats', 'Chats in which the bot is silent'),
  loop: gauge('wabot_event_loop_delay_seconds', 'Delay of the event loop since the last look', {
    name: 'quantile',
    values: ['0.5', '0.99', '1'],
  }),
  memory: gauge('process_resident_memory_bytes', 'Memory that the process holds'),
  heap: gauge('nodejs_heap_used_bytes', 'Memory that its objects take'),
  cpu: counter('process_cpu_seconds_total', 'Processor time that the process has used'),
  started: gauge('process_start_time_seconds', 'When the process began, Unix seconds'),
} satisfies Record<string, Series>;
