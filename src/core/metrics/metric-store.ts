/** One series of figures, as Prometheus names and reads it. */
export interface Series {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  /** What tells its samples apart; values that are known beforehand are there from the start, with 0. */
  label?: { name: string; values: readonly string[] };
  /** Upper bounds of a histogram, ascending, in its unit. */
  buckets?: readonly number[];
}

interface Sample {
  value: number;
  /** Of a histogram: how many fell under each bound, and how many there were. */
  counts?: number[];
  count?: number;
}

/** Holds the samples of series and writes them in the text format of Prometheus, version 0.0.4. */
export class MetricStore {
  readonly #series: readonly Series[];
  readonly #samples = new Map<string, Map<string, Sample>>();

  constructor(series: readonly Series[]) {
    this.#series = series;
    for (const one of series)
      for (const value of one.label ? one.label.values : ['']) this.#sample(one, value);
  }

  /** Adds to a counter. */
  add(series: Series, value = 1, label = ''): void {
    if (value > 0) this.#sample(series, label).value += value;
  }

  /** Sets a gauge, the samples of its other labels as they are. */
  set(series: Series, value: number, label = ''): void {
    this.#sample(series, label).value = value;
  }

  /** Forgets the samples of a gauge, before others take their place. */
  clear(series: Series): void {
    this.#samples.get(series.name)?.clear();
  }

  /** Takes one value into a histogram. */
  observe(series: Series, value: number, label = ''): void {
    const sample = this.#sample(series, label);
    const { counts = [], count = 0 } = sample;
    for (const [at, bound] of (series.buckets ?? []).entries())
      if (value <= bound) counts[at] = (counts[at] ?? 0) + 1;
    Object.assign(sample, { counts, count: count + 1, value: sample.value + value });
  }

  text(): string {
    return this.#series.map((series) => this.#written(series)).join('');
  }

  #sample({ name }: Series, label: string): Sample {
    const samples = this.#samples.get(name) ?? new Map<string, Sample>();
    this.#samples.set(name, samples);
    const sample = samples.get(label) ?? { value: 0 };
    samples.set(label, sample);
    return sample;
  }

  #written(series: Series): string {
    const { name, type, help } = series;
    const samples = [...(this.#samples.get(name) ?? [])];
    const lines = samples.flatMap(([label, sample]) =>
      type === 'histogram' ? buckets(series, label, sample) : [line(series, label, sample.value)],
    );
    if (lines.length === 0) return '';
    return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
  }
}

function buckets(
  series: Series,
  label: string,
  { value, counts = [], count = 0 }: Sample,
): string[] {
  const { name, buckets: bounds = [] } = series;
  const bucket = (bound: string, under: number): string =>
    `${name}_bucket{${[...labels(series, label), `le="${bound}"`].join(',')}} ${under}`;
  return [
    ...bounds.map((bound, at) => bucket(String(bound), counts[at] ?? 0)),
    bucket('+Inf', count),
    line({ ...series, name: `${name}_sum` }, label, value),
    line({ ...series, name: `${name}_count` }, label, count),
  ];
}

function line(series: Series, label: string, value: number): string {
  const named = labels(series, label);
  return `${series.name}${named.length === 0 ? '' : `{${named.join(',')}}`} ${value}`;
}

function labels({ label }: Series, value: string): string[] {
  if (!label) return [];
  const escaped = value.replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`));
  return [`${label.name}="${escaped}"`];
}
