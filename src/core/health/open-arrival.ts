import { ArrivalWatch } from './arrival-watch.ts';
import { choosePlugin } from '../assembly/chosen-plugins.ts';
import { serverSettings } from '../settings/bot-settings.ts';
import type { Catalog, World } from '../kinds/plugin.ts';
import type { Environment } from '../settings/settings.ts';

/** The settings under which messages are fetched, whatever they say themselves. */
export function fetching(environment: Environment): Environment {
  return { ...environment, [serverSettings.poll.env]: 'true' };
}

/** What watches whether messages can reach the bot; undefined where its channel cannot say. */
export async function openArrival(
  { catalog, environment, world }: { catalog: Catalog; environment: Environment; world: World },
  polls: boolean,
): Promise<ArrivalWatch | undefined> {
  const { plugin, values } = await choosePlugin(
    'channel',
    catalog,
    polls ? fetching(environment) : environment,
  );
  const { log, now } = world;
  return (
    plugin?.arrival &&
    new ArrivalWatch({
      look: async (signal) => plugin.arrival?.(values, world, signal) ?? { problems: [] },
      log,
      now,
    })
  );
}
