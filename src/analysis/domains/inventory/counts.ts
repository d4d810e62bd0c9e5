import type { ModelPart } from '#analysis/domains/domain.ts';

/** Somebody looks what is really there. */
export const counts: ModelPart = {
  entities: {
    stock_count: {
      description: 'A count of the bins of a zone.',
      references: { warehouse: 'warehouse', zone: 'zone agree(warehouse)', approved_by: 'user?' },
      attributes: {
        number: 'code unique',
        status: 'state(open, closed, cancelled) = open',
        started_at: 'moment = now',
        closed_at: 'moment?',
      },
      checks: [
        {
          name: 'closed_is_approved',
          sql: "status <> 'closed' OR (closed_at IS NOT NULL AND approved_by_id IS NOT NULL)",
          says: 'A count is closed by someone who approves it.',
        },
      ],
      volume: { rows: 60_000, perYear: 25_000 },
    },
    stock_count_line: {
      description: 'What was found of a lot in a bin, and what should have been there.',
      references: {
        stock_count: 'stock_count agree(warehouse)',
        warehouse: 'warehouse',
        bin: 'bin agree(warehouse)',
        lot: 'lot',
        counted_by: 'user',
      },
      attributes: {
        expected: 'quantity',
        counted: 'quantity',
        difference: { domain: 'decimal', precision: 14, scale: 3, generated: 'counted - expected' },
      },
      unique: [{ of: ['stock_count', 'bin', 'lot'] }],
      volume: { rows: 4_000_000, perYear: 1_800_000 },
    },
    stock_movement: {
      references: { stock_count_line: 'stock_count_line? agree(bin, lot)' },
      unique: [{ of: ['stock_count_line'], where: 'stock_count_line_id IS NOT NULL' }],
      checks: [{ name: 'count_is_named', sql: "(reason = 'count') = (stock_count_line_id IS NOT NULL)" }],
    },
  },
  invariants: [
    {
      kind: 'only-one',
      entity: 'stock_count',
      per: ['zone'],
      where: "status = 'open'",
      says: 'A zone is counted once at a time.',
    },
    {
      kind: 'transitions',
      entity: 'stock_count',
      attribute: 'status',
      start: ['open'],
      allowed: { open: ['closed', 'cancelled'], closed: [], cancelled: [] },
      says: 'A count is closed once.',
    },
    {
      kind: 'only-while',
      entity: 'stock_count_line',
      reference: 'stock_count',
      parent: "status = 'open'",
      says: 'Lines are added while the count is open.',
    },
    {
      kind: 'at-least-one',
      entity: 'stock_count_line',
      per: 'stock_count',
      when: "status = 'closed'",
      says: 'A count that is closed has counted something.',
    },
    {
      kind: 'immutable',
      entity: 'stock_count_line',
      attributes: ['expected', 'bin', 'lot'],
      says: 'What should have been there is not rewritten.',
    },
  ],
  access: [
    {
      name: 'open counts of a warehouse',
      entity: 'stock_count',
      by: ['warehouse'],
      where: "status = 'open'",
      perSecond: 5,
    },
    { name: 'lines of a count', entity: 'stock_count_line', by: ['stock_count'], order: ['bin'], perSecond: 10 },
    {
      name: 'lines of a count that differ',
      entity: 'stock_count_line',
      by: ['stock_count'],
      where: 'counted <> expected',
      perSecond: 2,
    },
  ],
  questions: [
    {
      question: 'Does work stop while a zone is counted?',
      assumed: 'Yes, in the zone: what is expected is written when a bin is counted.',
    },
  ],
};
