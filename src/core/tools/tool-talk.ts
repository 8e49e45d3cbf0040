import { within } from '../deadline.ts';
import type { Answer, AnsweredCall, FunctionCall, Question, Said } from '../kinds/model.ts';
import type { JsonObject, Tool } from '../kinds/tool.ts';
import { sumUsage, type CalledFunction, type Usage } from '../kinds/turn-record.ts';
import { argumentsOf } from './arguments.ts';
import { faultText, resultText } from './call-result.ts';
import { calledFunction, unmadeCall } from './called-functions.ts';
import { TalkStopped } from './talk-stopped.ts';
import { deedKey } from './deed-key.ts';
import { usualTimeoutMs, Writer, type WritingParts } from './write-once.ts';

/** What the calls of one turn are made of. */
export interface TalkParts extends WritingParts {
  tools: readonly Tool[];
  /** The most rounds of calls. */
  rounds: number;
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Whether an answer ends the turn by itself, calls and all. */
  isLast(answer: Answer): boolean;
}

/** A call before anything runs. */
type Checked = { tool: Tool; args: JsonObject } | { fault: string };

/** Answers with faults in their calls: the first goes back to the model, after the second it may call no more. */
const mostFaults = 2;

/** What the model calls in one turn, and what came of it. It lasts while the model is asked again. */
export class ToolTalk {
  readonly #parts: TalkParts;
  readonly #writer: Writer;
  readonly #units: Said[] = [];
  #rounds = 0;
  #faults = 0;
  #paid: Pick<Answer, 'model' | 'usage'> | undefined;
  /** What was called so far. */
  readonly called: CalledFunction[] = [];

  constructor(parts: TalkParts) {
    this.#parts = parts;
    this.#writer = new Writer(parts);
  }

  /** What the model's answers have cost so far; undefined: none came. */
  get paid(): Pick<Answer, 'model' | 'usage'> | undefined {
    return this.#paid;
  }

  /** The functions that may be called in it. */
  get tools(): readonly Tool[] {
    return this.#parts.tools;
  }

  /** What functions returned, as the model reads it. */
  get results(): string[] {
    return this.#units.flatMap(({ calls = [] }) => calls.map(({ result }) => result));
  }

  /**
   * Asks until the model answers in words, running what it calls meanwhile; the usage is that of all answers. Rejects as `ask`
   * does, and with `TalkStopped` where the turn ends in another way.
   */
  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    let usage: Usage | undefined;
    for (;;) {
      const isOver = this.#rounds >= this.#parts.rounds || this.#faults >= mostFaults;
      const messages = [...question.messages, ...this.#units];
      const end = isOver ? ({ callsEnd: true } as const) : {};
      const answer = await this.#parts.ask({ ...question, messages, ...end }, signal);
      usage = usage ? sumUsage(usage, answer.usage) : answer.usage;
      this.#pay(answer);
      const { calls = [], ...words } = { ...answer, usage };
      if (this.#parts.isLast(answer)) return { ...answer, usage };
      if (calls.length === 0 || isOver) return words;
      this.#rounds += 1;
      await this.#answerCalls(answer, calls, signal);
    }
  }

  /** Does what was proposed before and has been agreed to; the model then hears of it as if it had called it now. */
  async perform(tool: Tool, args: JsonObject, of: string, signal: AbortSignal): Promise<void> {
    const { chat } = this.#parts;
    const result = await this.#write(tool, args, signal, of);
    const id = deedKey(chat, of, tool.name, args).slice(0, 9);
    const call = { id, name: tool.name, arguments: JSON.stringify(args), result };
    this.#units.push({ role: 'bot', text: '', calls: [call] });
  }

  #pay({ model, usage }: Answer): void {
    this.#paid = { model, usage: this.#paid ? sumUsage(this.#paid.usage, usage) : usage };
  }

  /**
   * Side by side where all of them only look, one after the other where one of them changes something; the same call once.
   * None where one of them awaits a word: that one alone is proposed.
   */
  async #answerCalls(
    { text, kept, finish }: Answer,
    calls: readonly FunctionCall[],
    signal: AbortSignal,
  ): Promise<void> {
    const checked = calls.map((call) => this.#checked(call, finish !== 'stop'));
    for (const one of checked)
      if ('tool' in one && one.tool.confirm !== undefined)
        throw new TalkStopped({ why: one.tool.confirm, ...one });
    if (checked.some((one) => 'fault' in one)) this.#faults += 1;
    const known = new Map<string, Promise<string>>();
    const once = (index: number): Promise<string> => {
      const [call, one] = [calls[index], checked[index]];
      const same = `${call?.name} ${call?.arguments}`;
      const result = known.get(same) ?? (one ? this.#resultOf(one, signal) : Promise.resolve(''));
      known.set(same, result);
      return result;
    };
    const answered: AnsweredCall[] = [];
    if (checked.some((one) => 'tool' in one && one.tool.effect === 'write'))
      for (const [index, call] of calls.entries())
        answered.push({ ...call, result: await once(index) });
    else {
      const results = await Promise.all(calls.map((_, index) => once(index)));
      answered.push(...calls.map((call, index) => ({ ...call, result: results[index] ?? '' })));
    }
    const unit = { role: 'bot', text, calls: answered } as const;
    this.#units.push({ ...unit, ...(kept === undefined ? {} : { kept }) });
  }

  /** What a call comes to before anything runs: what it is to do, or what is wrong with it, for the model. */
  #checked(call: FunctionCall, isCut: boolean): Checked {
    const { tools, chat, log } = this.#parts;
    const tool = tools.find(({ name }) => name === call.name);
    const refused = (fault: string): Checked => {
      log?.warn('call-refused', { chat, name: call.name });
      return { fault };
    };
    if (tool === undefined) {
      const available = tools.map(({ name }) => name);
      return refused(faultText('there is no such function', { available }));
    }
    if (isCut) return refused(faultText('the call was cut off: nothing was done'));
    if (call.inWords && tool.effect === 'write')
      return refused(faultText('this was written as text: nothing was done'));
    const read = argumentsOf(call.arguments, tool.parameters);
    return 'breach' in read
      ? refused(faultText(`nothing was done: ${read.breach}`))
      : { tool, args: read.args };
  }

  async #resultOf(one: Checked, signal: AbortSignal): Promise<string> {
    if ('fault' in one) return one.fault;
    return one.tool.effect === 'write'
      ? this.#write(one.tool, one.args, signal)
      : this.#look(one.tool, one.args, signal);
  }

  async #write(tool: Tool, args: JsonObject, signal: AbortSignal, of?: string): Promise<string> {
    const result = await this.#writer.write(tool, args, signal, of);
    const called = calledFunction(tool, args, result, this.#parts.now());
    this.called.push(called);
    if (result === 'unknown') throw new TalkStopped({ why: 'unknown', called });
    return resultText(result.value);
  }

  async #look(tool: Tool, args: JsonObject, signal: AbortSignal): Promise<string> {
    const { chat, message, context, now, log } = this.#parts;
    const key = deedKey(chat, message, tool.name, args);
    try {
      const result = await within(tool.timeoutMs ?? usualTimeoutMs, signal, (limited) =>
        tool.run(args, { ...context, key, now: now() }, limited),
      );
      this.called.push(calledFunction(tool, args, result, now()));
      return resultText(result.value);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      log?.warn('call-failed', { chat, name: tool.name, error });
      this.called.push(unmadeCall(tool, args, 'failed', now()));
      return faultText('it could not be looked up now');
    }
  }
}
