import { styleText } from 'node:util';
import type { Environment } from '../../core/settings/settings.ts';

/** What a stream is for those who read it. */
export interface Screen {
  /** Of a terminal; undefined where there is none, and lines may have any length. */
  columns: number | undefined;
  /** Whether bold and colours are shown. */
  styled: boolean;
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'blue';

/** For a file or another program: as it is. */
export const noScreen: Screen = { columns: undefined, styled: false };

/** So wide is a terminal that does not say it, in columns. */
const usualColumns = 80;

/** A terminal with its width; bold and colours unless NO_COLOR or TERM=dumb refuses them. */
export function screenOf(
  stream: { isTTY?: boolean; columns?: number },
  environment: Environment,
): Screen {
  if (stream.isTTY !== true) return noScreen;
  const plain = Boolean(environment['NO_COLOR']) || environment['TERM'] === 'dumb';
  return { columns: stream.columns || usualColumns, styled: !plain };
}

/** A text in these styles, where the screen shows any. */
export function styled(screen: Screen, styles: Style | Style[], text: string): string {
  return screen.styled && text !== '' ? styleText(styles, text, { validateStream: false }) : text;
}
