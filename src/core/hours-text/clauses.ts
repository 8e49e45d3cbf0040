import { daysOf, isWhole, type Clause, type Remark } from './clause.ts';
import type { BreakItem, DaysItem, Placed } from './item.ts';
import { Unreadable, shownPiece } from './unreadable.ts';
import { everyDay } from './weekdays.ts';

/** Puts items together to clauses: which hours are whose. Throws an Unreadable for what can be read in two ways. */
export class Clauses {
  readonly done: Clause[] = [];
  readonly remarks: Remark[] = [];
  readonly #items: readonly Placed[];
  #clause: Clause | undefined;
  /** Days to be taken out of those that are named next. */
  #less = 0;

  /** @param items those of the whole text */
  constructor(items: readonly Placed[]) {
    this.#items = items;
    for (const [index, item] of items.entries()) this.#add(item, index);
    this.#close();
  }

  #add(item: Placed, index: number): void {
    switch (item.is) {
      case 'days':
        this.#addDays(item, index);
        break;
      case 'less':
        this.#addLess(item, index);
        break;
      case 'break':
        this.#addBreak(item);
        break;
      default:
        this.#addHours(item, index);
    }
  }

  #addBreak(item: BreakItem): void {
    const clause = this.#clause ?? this.done.at(-1);
    if (!clause) throw new Unreadable(`${shownPiece(item.text)} stands before the days`);
    clause.after.push(item);
  }

  #addDays(item: DaysItem & Placed, index: number): void {
    const clause = this.#clause;
    const isRemark =
      clause &&
      !isWhole(clause) &&
      clause.first === 'days' &&
      clause.days.every(({ days, isSet }) => isSet && days === everyDay);
    if (isRemark && isParted(item)) this.#close();
    else if (
      clause &&
      isWhole(clause) &&
      !(clause.first === 'hours' && this.#belongsBefore(clause, index))
    )
      this.#close();
    if (clause?.days.length === 0 && isParted(item) && this.#isListOfItsOwn(index))
      throw new Unreadable(`${shownPiece(clause.text)} has no days`);
    const goal = this.#clause ?? this.#begin(item.text, 'days');
    goal.days.push(item);
    goal.less |= this.#less;
    this.#less = 0;
  }

  #addHours(item: Placed & { is: 'times' | 'closed' }, index: number): void {
    const before = this.#clause;
    if (before && isWhole(before) && this.#beginsNext(before, index)) this.#close();
    else if (before && isWhole(before)) this.#splitLast(before, item);
    const clause = this.#clause ?? this.#begin(item.text, 'hours');
    if (clause.isClosed || (item.is === 'closed' && clause.hours.length > 0))
      throw inTwoWays(item.text);
    if (item.is === 'closed') clause.isClosed = true;
    else if (clause.hours.length > 0 && this.#items[index - 1]?.is === 'break')
      clause.after.push({ is: 'hours', hours: item.times });
    else clause.hours.push(item.times);
  }

  /** In "9-18 пн-пт сб 10-15" the last day has hours of its own. */
  #splitLast(clause: Clause, item: Placed): void {
    if (clause.first === 'days' || item.gap !== 'none' || clause.days.length < 2) return;
    const last = clause.days.pop();
    this.#close();
    if (last) this.#begin(last.text, 'days').days.push(last);
  }

  #addLess(item: Placed & { is: 'less' }, index: number): void {
    const clause = this.#clause;
    const following = this.#items[index + 1];
    const hasHours = following?.is === 'times' || following?.is === 'closed';
    if (clause && isWhole(clause) && hasHours && !isParted(following)) {
      if ((daysOf(clause) & item.days) !== item.days) throw inTwoWays(item.text);
      this.#close();
      this.#begin(item.text, 'days').days.push({
        is: 'days',
        days: item.days,
        isSet: false,
        text: item.text,
      });
    } else if (clause && clause.days.length > 0) clause.less |= item.days;
    else if (following?.is === 'days' && (following.days & item.days) === item.days)
      this.#less |= item.days;
    else
      this.#addDays(
        { is: 'days', days: everyDay & ~item.days, isSet: false, text: item.text, gap: item.gap },
        index,
      );
  }

  /** Whether days behind a whole clause, whose hours stand first, are of it too: "14-20 пн, ср". */
  #belongsBefore(clause: Clause, index: number): boolean {
    const { end, last } = this.#run('days', index);
    if (!hasOwnHours(end)) return true;
    if (this.#beginsList(index)) return false;
    const hasLaterList = this.#items
      .slice(index + 1, last + 1)
      .some((_, ahead) => this.#beginsList(index + 1 + ahead));
    if (hasLaterList) return true;
    if (index === last) return false;
    const [first, ...others] = clause.days;
    const isRange = others.length === 0 && first !== undefined && !isOne(first.days);
    if (!clause.isClosed && isRange) return false;
    const final = this.#items[last];
    if (final?.is === 'days' && isOne(final.days)) throw inTwoWays(final.text);
    return true;
  }

  /** Whether several days from here on have their hours behind them, all the same ones: "сб и вс 11-18". */
  #isListOfItsOwn(index: number): boolean {
    const { end, last } = this.#run('days', index);
    const ahead = this.#items.slice(index + 1, last + 1);
    return (
      hasOwnHours(end) &&
      ahead.length > 0 &&
      !ahead.some((_, at) => this.#beginsList(index + 1 + at))
    );
  }

  /** Whether a list of days begins here: at a strong stop, and at a comma behind "and". */
  #beginsList(index: number): boolean {
    const gap = this.#items[index]?.gap;
    const before = this.#items[index - 1];
    return gap === 'stop' || (gap === 'comma' && before?.is === 'days' && before.gap === 'and');
  }

  /** Whether hours behind a whole clause are those of the days that follow: "10-19 пн-пт, 11-16 сб". */
  #beginsNext(clause: Clause, index: number): boolean {
    const { end } = this.#run(this.#items[index]?.is, index);
    if (end?.is !== 'days' && end?.is !== 'less') return false;
    const behind = this.#run('days', this.#items.indexOf(end)).end;
    const isTaken = hasOwnHours(behind);
    if (clause.isClosed || this.#items[index]?.is === 'closed')
      return !isTaken || this.#items[index]?.is === 'closed';
    return clause.first === 'hours'
      ? !isTaken || end.gap === 'none'
      : !isTaken && end.gap === 'none';
  }

  /** The items of a kind from one on: the last of them, and what stands behind. */
  #run(kind: Placed['is'] | undefined, from: number): { last: number; end: Placed | undefined } {
    let last = from;
    while (this.#items[last + 1]?.is === kind) last += 1;
    return { last, end: this.#items[last + 1] };
  }

  #begin(text: string, first: Clause['first']): Clause {
    this.#clause = { days: [], less: 0, hours: [], isClosed: false, first, after: [], text };
    return this.#clause;
  }

  #close(): void {
    const clause = this.#clause;
    this.#clause = undefined;
    if (!clause) return;
    if (isWhole(clause) || clause.days.length === 0) this.done.push(clause);
    else if (clause.days.every(({ isSet }) => isSet))
      this.remarks.push({ days: daysOf(clause), text: clause.text });
    else throw new Unreadable(`${shownPiece(clause.text)} has no times`);
  }
}

function isParted({ gap }: Placed): boolean {
  return gap === 'comma' || gap === 'stop';
}

/** Whether days have hours directly behind them. */
function hasOwnHours(behind: Placed | undefined): boolean {
  return behind?.gap === 'none' && (behind.is === 'times' || behind.is === 'closed');
}

function isOne(days: number): boolean {
  return (days & (days - 1)) === 0;
}

function inTwoWays(text: string): Unreadable {
  return new Unreadable(`${shownPiece(text)} can be read in two ways`);
}
