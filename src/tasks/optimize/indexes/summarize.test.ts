import { expect, test } from 'vitest';
import { type Parts, summarize } from './summarize.ts';

/** A load of which `chosen` indexes of 1 MB are recommended, and the others gain on paper alone. */
function parts({ chosen = 0, onPaper = 0, complete = true, unplanned = false }): Parts {
  const studied = { statement: {} };
  const service = (verdict: string) => ({ verdict, change: 'create', bytes: 1_048_576 });
  return {
    load: { statements: [1, 2, 3] },
    search: {
      result: { base: 100, cost: 20, complete },
      weighed: { unit: 'ms', items: [{ studied }], passedOver: unplanned ? [studied] : [] },
    },
    settlement: { chosen: { positions: [], cost: 20 } },
    services: [
      ...Array.from({ length: chosen }, () => service('recommended')),
      ...Array.from({ length: onPaper }, () => service('on-paper')),
    ],
  } as unknown as Parts;
}

test.each([
  [parts({ chosen: 1 }), /^1 new index \(1,024 kB\) brings the load \(1 statement of 3\) to 20 %/],
  [parts({ chosen: 2 }), /^2 new indexes \(2,048 kB\) bring the load/],
  [
    parts({ onPaper: 1 }),
    /^No index is worth making: 1 index would gain by .*, and built and measured gains nothing\.$/,
  ],
  [parts({}), /^No index helps these statements \(1 statement of 3 looked at\)\.$/],
  [
    parts({ unplanned: true }),
    /^There is nothing to look at: 3 statements, and none that could be planned reads rows\.$/,
  ],
  [parts({ complete: false }), /^No index was found before the search was ended .* one may help all the same/],
])('%# the first sentence', (given, sentence) => {
  expect(summarize(given)).toMatch(sentence);
});
