/** The states of a row in which such a thing has happened to it: a parcel that is delivered was sent. */
const states: readonly (readonly [column: RegExp, states: RegExp])[] = [
  [
    /paid|captured|charged/i,
    /paid|captur|ship|deliver|complet|refund|return|fulfil|process|settled|active|success|confirmed|closed/i,
  ],
  [/shipped|sent|dispatched/i, /ship|sent|deliver|return|complet|fulfil|transit/i],
  [/delivered|received/i, /deliver|return|complet|received/i],
  [/cancel/i, /cancel/i],
  [/refunded/i, /refund/i],
  [/returned/i, /return/i],
  [/published/i, /publish|archiv/i],
  [/archived/i, /archiv/i],
  [/(closed|resolved|solved)/i, /clos|resolv|solved|done|complet/i],
  [/(completed|finished|done)/i, /complet|finish|done|closed|succe/i],
  [/failed/i, /fail|error/i],
  [/rejected|declined/i, /reject|declin/i],
  [/approved/i, /approv|complet|publish|paid|active/i],
  [/confirmed/i, /confirm|complet|check|paid|active/i],
  [/started|processed/i, /progress|running|process|complet|finish|done|closed|succe|fail/i],
];

/** Undefined for a thing that may happen in any state. */
export function statesOf(column: string): RegExp | undefined {
  return states.find(([name]) => name.test(column))?.[1];
}
