import type { Graphviz } from '@hpcc-js/wasm-graphviz';

/** Loaded with the first drawing: two megabytes that most commands do not need. */
export async function loadGraphviz(): Promise<Graphviz> {
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  return Graphviz.load();
}
