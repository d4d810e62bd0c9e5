import fc from 'fast-check';

/**
 * The gate runs property tests with one seed, so that a change is judged and not chance; the full run takes another seed
 * each time and ten times as many cases. A failure prints its seed: DBWRIGHT_SEED=… runs it again.
 */
const full = process.env['DBWRIGHT_FULL'] === '1';
const seed = Number(process.env['DBWRIGHT_SEED'] ?? (full ? Date.now() % 2 ** 31 : 20_260_101));

fc.configureGlobal({ seed, numRuns: full ? 1000 : 100 });
