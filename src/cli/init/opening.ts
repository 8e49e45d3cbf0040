import { botSettings } from '../../core/settings/bot-settings.ts';
import { writtenValue } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { holidaysQuestion, hoursQuestion, interview, type Interview } from './questions.ts';

/** When the business is open. */
export interface OpeningAnswers {
  /** As the owner says it; undefined when nobody does. */
  hours: string | undefined;
  /** What is written into `.env`: the hours where they can be read, and the days off. */
  variables: Record<string, string>;
}

/** The opening hours and, where they can be read, the days off: what flags say; a person is asked, with what is set already on offer. */
export async function askOpening(
  from: Interview,
  environment: Environment,
): Promise<OpeningAnswers> {
  const { hours: setting, daysOff } = botSettings;
  const given = { ...from.given };
  given[hoursQuestion.flag] ??= writtenValue(setting, environment);
  const { hours } = await interview([hoursQuestion], { ...from, given });
  if (hours === undefined || !isReadable(hours)) return { hours, variables: emptied(environment) };
  const { holidays } = await interview([holidaysQuestion], from);
  const variables = {
    [setting.env]: hours,
    ...(holidays === undefined ? {} : { [daysOff.env]: holidays }),
  };
  return { hours, variables };
}

/** Hours that hold no longer must not go on to hold. */
function emptied(environment: Environment): Record<string, string> {
  const { hours } = botSettings;
  return writtenValue(hours, environment) === undefined ? {} : { [hours.env]: '' };
}

function isReadable(hours: string): boolean {
  try {
    botSettings.hours.parse(hours);
    return true;
  } catch {
    return false;
  }
}
