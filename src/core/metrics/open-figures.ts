import type { Figures, FiguresDependencies, Observed } from './figures.ts';

/** What was opened, as far as it is of use here. */
interface Opened<T> extends Pick<FiguresDependencies, 'log' | 'world'> {
  plugins: T;
  own: Pick<FiguresDependencies, 'adminToken' | 'metricsPort'>;
  onClose(close: () => Promise<void>): void;
}

/**
 * Figures for `GET /metrics`, closed with the rest, and what was opened with plugins that are observed; no figures, and not
 * even loaded, where nobody may ask for them. Rejects with a SetupError when their port cannot be had.
 */
export async function openFigures<T extends Observed, O extends Opened<T>>(
  opened: O,
  parts: Pick<FiguresDependencies, 'catalog' | 'version' | 'comesFromAfar'>,
): Promise<{ observed: O; figures: Figures<Observed> | undefined }> {
  const { own, plugins } = opened;
  if (own.adminToken === undefined && own.metricsPort === undefined)
    return { observed: opened, figures: undefined };
  const { Figures: Taken } = await import('./figures.ts');
  const figures = await Taken.open(plugins, { ...opened, ...own, ...parts });
  opened.onClose(() => figures.close());
  await figures.listen();
  return { observed: { ...opened, plugins: figures.plugins }, figures };
}
