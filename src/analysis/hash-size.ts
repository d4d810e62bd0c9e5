import type { IndexShape } from './index-shape.ts';
import { valueClasses } from './value-classes.ts';

const entryBytes = 20;
const perPage = Math.floor(8152 / entryBytes);

/**
 * Pages of a hash index. CREATE INDEX makes as many buckets as the whole table wants, be the index partial or not: a
 * bucket is to be filled to 75 % with entries of 20 bytes; their number is a power of two, from 1024 on in quarter steps
 * between them (src/backend/access/hash/hashpage.c, _hash_init; hashutil.c, _hash_spareindex). Between the powers some
 * buckets are parted and others hold twice as much; what a page cannot hold overflows into others.
 */
export function hashPages({ rows, tableRows = rows, keys }: IndexShape): number {
  const perBucket = Math.floor((8192 * 0.75) / entryBytes);
  const wanted = Math.max(2, tableRows / perBucket);
  const power = 2 ** Math.ceil(Math.log2(wanted));
  const steps = [5 / 8, 6 / 8, 7 / 8, 1].map((share) => power * share);
  const buckets = power <= 1024 ? power : (steps.find((step) => step >= wanted) ?? power);
  const whole = 2 * (power - buckets) || 0;
  const [first] = keys;
  // NULLs are not in the index.
  const inIndex = rows * (1 - (first?.nullFraction ?? 0));
  const classes = first === undefined ? [] : valueClasses(first, tableRows);
  const loads = classes.map(({ count, share }) => ({ count, rows: share * inIndex }));
  const great = loads.filter((load) => load.rows > perPage / 4);
  const small = loads.filter((load) => load.rows <= perPage / 4);
  const rest = small.reduce((sum, load) => sum + load.count * load.rows, 0);
  // Of a sum of Poisson groups: each value is there or not, and its rows scatter.
  const squares = small.reduce((sum, load) => sum + load.count * load.rows * (load.rows + 1), 0);
  const overflow = (share: number) => expectedOverflow(rest * share, Math.sqrt(squares * share));
  const halved = whole > 0 ? 1 / power : 1 / buckets;
  const ordinary = (buckets - whole / 2) * overflow(halved) + (whole / 2) * overflow(2 / power);
  // A bucket of such a value holds its share of the others too; the last page is half full on average.
  const common = great.reduce(
    (sum, load) => sum + load.count * Math.max(0, (load.rows + rest / buckets) / perPage - 0.5),
    0,
  );
  return Math.ceil(buckets + ordinary + common + 2);
}

/** Pages beside the bucket's own, of a load that scatters as the normal distribution does. */
function expectedOverflow(mean: number, deviation: number): number {
  let pages = 0;
  for (let full = perPage; full < mean + 6 * deviation + perPage && pages < 1e6; full += perPage) {
    pages += deviation < 1e-9 ? (mean > full ? 1 : 0) : 1 - normalShare((full - mean) / deviation);
  }
  return pages;
}

/** Share of the normal distribution below `z`, within 0.0002. https://doi.org/10.1214/aoms/1177703732 */
function normalShare(z: number): number {
  const inverse = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    0.3989423 *
    Math.exp((-z * z) / 2) *
    inverse *
    (0.3193815 + inverse * (-0.3565638 + inverse * (1.781478 + inverse * (-1.821256 + inverse * 1.330274))));
  return z > 0 ? 1 - tail : tail;
}
