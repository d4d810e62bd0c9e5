import type { Random } from '#analysis/row-generator/random.ts';
import type { ValueSource } from '#analysis/row-generator/value-source.ts';
import type { ColumnFacts } from '#analysis/seed-data/column-facts.ts';

/** How often a state is met: most things are done, a few are under way, fewer have failed. */
const weights: readonly (readonly [RegExp, number])[] = [
  [
    /complet|deliver|done|closed|paid|active|success|succeeded|published|confirmed|approved|fulfilled|resolved|captured|settled|verified|enabled/i,
    12,
  ],
  [/shipp|processing|in.?progress|running|accepted|sent|open|scheduled|assigned|booked|draft/i, 3],
  [/pending|new|created|waiting|queued|invited|trial|placed|requested|review/i, 2.5],
  [/cancel|inactive|paused|on.?hold|archived|expired|past.?due|no.?show/i, 1.2],
  [
    /fail|refund|return|reject|declin|error|suspend|blocked|disputed|chargeback|banned|lost|void|deleted|urgent|critical|fraud/i,
    0.5,
  ],
  [/normal|medium|standard|default|info|user|customer|member|card|web|home|free/i, 6],
  [/low|basic|mobile|email/i, 4],
  [/high|admin|owner|premium|enterprise/i, 1.5],
];

/** One of the values that a CHECK, an enum or a list leaves, by what they mean; the others by their place. */
export function choose(values: readonly string[], random: Random): string | undefined {
  const all = values.map((value, at) => weights.find(([word]) => word.test(value))?.[1] ?? 4 / (at + 1.5));
  let rest = random() * all.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of all.entries()) {
    rest -= weight;
    if (rest < 0) return values[at];
  }
  return values.at(-1);
}

const states: readonly (readonly [RegExp, string])[] = [
  [/order|purchase/i, 'pending paid shipped delivered cancelled returned'],
  [/payment|transaction|invoice|refund|charge/i, 'pending paid failed refunded'],
  [/ticket|issue|case|task/i, 'open in_progress resolved closed'],
  [/shipment|delivery|parcel/i, 'pending shipped delivered returned'],
  [/booking|reservation|appointment/i, 'pending confirmed cancelled completed no_show'],
  [/subscription/i, 'trialing active past_due cancelled'],
  [/post|article|page|product/i, 'draft published archived'],
  [/job|run|import|export/i, 'queued running succeeded failed'],
];

export function statuses({ table }: ColumnFacts): ValueSource {
  const known = (states.find(([name]) => name.test(table.name))?.[1] ?? 'active inactive pending archived').split(' ');
  return chosen(known);
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/priority/i, 'normal low high urgent'],
  [/severity/i, 'info low medium high critical'],
  [/level/i, 'basic intermediate advanced'],
  [/address/i, 'home work billing shipping'],
  [/account/i, 'checking savings credit'],
  [/payment|transaction/i, 'charge refund payout adjustment'],
  [/notification|message/i, 'email sms push'],
  [/movement|inventory|stock/i, 'receipt sale adjustment transfer'],
  [/reason/i, 'changed_mind damaged wrong_item late other'],
  [/grade/i, 'A B C D'],
];

export function types({ table, column }: ColumnFacts): ValueSource {
  const words = `${column.name} ${table.name}`;
  return chosen((kinds.find(([name]) => name.test(words))?.[1] ?? 'standard basic premium internal').split(' '));
}

function chosen(known: readonly string[]): ValueSource {
  return {
    count: known.length,
    at: (ordinal) => known[ordinal % known.length] ?? '',
    draw: ({ random, domain }) => choose(domain.only?.filter((one) => !domain.excluded.includes(one)) ?? known, random),
  };
}

const mostlyTrue =
  /active|enabled|verified|available|visible|published|approved|subscribed|public|in_stock|confirmed|valid|required|accepts|allow/i;
const mostlyFalse =
  /deleted|default|primary|admin|blocked|banned|locked|archived|hidden|private|featured|gift|urgent|flagged|fraud|suspended|system|test|is_?spam|revoked|cancelled/i;

/** A tenth or nine tenths, by what the name says. */
export function flags({ column }: ColumnFacts): ValueSource {
  const share = mostlyFalse.test(column.name) ? 0.08 : mostlyTrue.test(column.name) ? 0.9 : 0.4;
  return {
    count: 2,
    at: (ordinal) => (ordinal % 2 === 0 ? 't' : 'f'),
    draw: ({ random }) => (random() < share ? 't' : 'f'),
  };
}
