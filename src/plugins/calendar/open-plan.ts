import { SetupError } from '../../core/plugin-api/failures.ts';
import { readYamlFile } from '../../core/plugin-api/files.ts';
import type { BookingPlan } from './plan.ts';
import { readPlan } from './read-plan.ts';
import { Schedule, type BusinessDaysOff } from './schedule.ts';

/** A plan, and when it is worked. */
export interface OpenedPlan {
  plan: BookingPlan;
  schedule: Schedule;
}

/** Reads the file that WABOT_BOOKING names. Rejects with a SetupError that names every fault with its line. */
export async function openPlan({
  file,
  ...days
}: BusinessDaysOff & { file: string | undefined }): Promise<OpenedPlan> {
  if (file === undefined)
    throw new SetupError('booking', 'WABOT_BOOKING is not set, so no times can be booked', {
      suggestions: ['Set WABOT_BOOKING=booking.yaml and write services, staff and hours there.'],
    });
  const plan = readPlan(await readYamlFile(file));
  return { plan, schedule: new Schedule(plan, days) };
}
