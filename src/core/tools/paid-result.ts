import type { CalledFunction } from '../kinds/turn-record.ts';

const ofMoney = /pa(?:y|id)|invoice|kaspi|плат|плач|деньг|төле|ақша|transfer|перевод/i;

const came =
  /"?(?:is_?)?paid"?\s*[:=]\s*"?(?:true|yes|1\b|\d{3,}|\d{4}-)|"(?:paid|succeeded|success|completed?|received|confirmed|settled|captured)"|\b(?:is|was|been|fully) paid\b|\breceived\b|\bpaid\b(?!["\s]*[:=])|оплачен|(?:получен|поступил|зачислен|прош[её]?л|подтвержд[её]?н)|төленді|төленген|түсті|қабылданды|расталды/i;

const open =
  /unpaid|not[ _]paid|not received|paid"?\s*[:=]\s*"?(?:false|no|0\b|null)|pending|failed|declined|awaiting|overdue|не ?оплач|не поступ|не получ|не прош|ожида|отклон|төленбе|түспе|күтіл/i;

/** Whether what a function returned says that money has come. */
export function saysPaid(result: string): boolean {
  return ofMoney.test(result) && came.test(result) && !open.test(result);
}

/** The same of a call that is remembered in short; what the model gave it says nothing. */
export function tellsOfPayment({ name, result, done, unknown }: CalledFunction): boolean {
  return done !== false && unknown !== true && saysPaid(`${name} ${result}`);
}
