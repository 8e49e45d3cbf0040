import { describe, expect, it } from 'vitest';
import { MetricStore, type Series } from '../../../src/core/metrics/metric-store.ts';

const calls: Series = {
  name: 'calls_total',
  type: 'counter',
  help: 'Calls',
  label: { name: 'result', values: ['ok', 'failed'] },
};
const seconds: Series = { name: 'took_seconds', type: 'histogram', help: 'Time', buckets: [1, 2] };
const state: Series = {
  name: 'state',
  type: 'gauge',
  help: 'State',
  label: { name: 'state', values: [] },
};

describe('figures in the text format of Prometheus', () => {
  it('are there from the start with 0, counted up, and each under its own label', () => {
    const store = new MetricStore([calls]);
    store.add(calls, 1, 'ok');
    store.add(calls, 2, 'ok');
    store.add(calls, -1, 'ok');
    store.add(calls, Number.NaN, 'ok');
    expect(store.text()).toBe(
      '# HELP calls_total Calls\n# TYPE calls_total counter\ncalls_total{result="ok"} 3\ncalls_total{result="failed"} 0\n',
    );
  });

  it('fall into every bucket that is large enough', () => {
    const store = new MetricStore([seconds]);
    for (const value of [0.5, 1, 1.5, 7]) store.observe(seconds, value);
    expect(store.text().split('\n').slice(2, -1)).toEqual([
      'took_seconds_bucket{le="1"} 2',
      'took_seconds_bucket{le="2"} 3',
      'took_seconds_bucket{le="+Inf"} 4',
      'took_seconds_sum 10',
      'took_seconds_count 4',
    ]);
  });

  it('leave out a series of which nothing is known, and write any label safely', () => {
    const store = new MetricStore([state]);
    expect(store.text()).toBe('');
    store.set(state, 1, 'a"b\\c\nd');
    expect(store.text()).toContain('state{state="a\\"b\\\\c\\nd"} 1\n');
    store.clear(state);
    expect(store.text()).toBe('');
  });
});
