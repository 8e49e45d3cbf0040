import { fieldsOf, SetupError } from '../../core/plugin-api/failures.ts';
import type { YamlFile, YamlPath } from '../../core/plugin-api/files.ts';
import { PlanFields } from './plan-fields.ts';
import { folded, type BookingPlan, type Service, type Staff } from './plan.ts';

const dayMinutes = 1440;
const minuteMs = 60_000;

/** Bounds of what the file says, and what holds where it says nothing; minutes. */
const bounds = {
  duration: { default: 60, min: 5, max: dayMinutes },
  buffer: { default: 0, min: 0, max: dayMinutes },
  notice: { default: 60, min: 0, max: 60 * dayMinutes },
  horizon: { default: 30 * dayMinutes, min: 60, max: 366 * dayMinutes },
  step: { default: 30, min: 5, max: dayMinutes },
};

/** Reads what `booking.yaml` holds. Throws a SetupError that names every fault with its line. */
export function readPlan(file: YamlFile): BookingPlan {
  const fields = new PlanFields(file);
  const plan = file.faults.length === 0 ? planOf(fieldsOf(file.value), fields) : undefined;
  if (plan !== undefined && fields.faults.length === 0) return plan;
  const faults = fields.faults.toSorted((one, other) => lineIn(one) - lineIn(other));
  throw new SetupError('booking', faults.join('; '), {
    suggestions: ['Fix these lines, or set WABOT_BOOKING to another file.'],
  });
}

function lineIn(fault: string): number {
  return Number(/, line (\d+): /.exec(fault)?.[1] ?? 0);
}

function planOf(plan: Readonly<Record<string, unknown>>, fields: PlanFields): BookingPlan {
  fields.onlyKnown(plan, ['services', 'staff', 'hours', 'buffer', 'notice', 'horizon', 'step'], []);
  const staff = staffOf(plan['staff'], fields);
  const hours = fields.hours(plan['hours'], ['hours']);
  const buffer = fields.minutes(plan['buffer'], ['buffer'], bounds.buffer);
  const everybody = staff.map(({ name }) => name);
  return {
    staff,
    services: servicesOf(plan['services'], { buffer, everybody }, fields),
    ...(hours !== undefined && { hours }),
    noticeMs: minuteMs * fields.minutes(plan['notice'], ['notice'], bounds.notice),
    horizonMs: minuteMs * fields.minutes(plan['horizon'], ['horizon'], bounds.horizon),
    step: fields.minutes(plan['step'], ['step'], bounds.step),
  };
}

function servicesOf(
  written: unknown,
  { buffer, everybody }: { buffer: number; everybody: readonly string[] },
  fields: PlanFields,
): Service[] {
  const list = fields.list(written, ['services']);
  if (list.length === 0 && (written === undefined || written === null || Array.isArray(written)))
    fields.fault(['services'], 'services must be a list with at least one service');
  const services = list.map((each, index) => {
    const path = ['services', index];
    const service = fieldsOf(each);
    fields.onlyKnown(service, ['name', 'duration', 'buffer', 'staff'], path);
    const { name, duration, buffer: own, staff } = service;
    if (duration === undefined) fields.fault(path, 'a service needs a duration such as 1h or 45m');
    return {
      name: fields.name(name, [...path, 'name'], 'a service needs a name'),
      minutes: fields.minutes(duration, [...path, 'duration'], bounds.duration),
      buffer: fields.minutes(own, [...path, 'buffer'], { ...bounds.buffer, default: buffer }),
      staff: giversOf(staff, everybody, { path: [...path, 'staff'], fields }),
    };
  });
  fields.noTwins(services, 'services');
  return services;
}

function giversOf(
  written: unknown,
  everybody: readonly string[],
  { path, fields }: { path: YamlPath; fields: PlanFields },
): string[] {
  if (written === undefined || written === null) return [...everybody];
  const names = fields.list(typeof written === 'string' ? [written] : written, path).map(String);
  return names.flatMap((name, index) => {
    const found = everybody.find((each) => each !== '' && folded(each) === folded(name));
    if (found === undefined)
      fields.fault([...path, index], `nobody of the staff is called "${name}"`);
    return found ?? [];
  });
}

function staffOf(written: unknown, fields: PlanFields): Staff[] {
  if (written === undefined || written === null) return [{ name: '', daysOff: [] }];
  const list = fields.list(written, ['staff']);
  if (Array.isArray(written) && list.length === 0)
    fields.fault(['staff'], 'staff must be a list with at least one person, or be left out');
  const staff = list.map((each, index) => {
    const path = ['staff', index];
    const person = typeof each === 'string' ? { name: each } : fieldsOf(each);
    fields.onlyKnown(person, ['name', 'hours', 'days_off', 'calendar'], path);
    const { name, hours: words, calendar, days_off: away } = person as Record<string, unknown>;
    const hours = fields.hours(words, [...path, 'hours']);
    return {
      name: fields.name(name, [...path, 'name'], 'one of the staff has no name'),
      ...(hours !== undefined && { hours }),
      daysOff: fields.dates(away, [...path, 'days_off']),
      ...(typeof calendar === 'string' && { calendar }),
    };
  });
  fields.noTwins(staff, 'staff');
  return staff;
}
