import { z } from 'zod';

/** One line of a plan as it is shown: figures are of the node itself, over all loops. */
export const PlanLine = z
  .object({
    node: z.string(),
    depth: z.number().int().nonnegative(),
    /** "Index Scan using orders_pkey on orders o". */
    label: z.string(),
    /** Conditions and losses, a line each: "Filter: status = 'open' (removed 290,000 rows)". */
    notes: z.array(z.string()),
    estimatedRows: z.number().optional(),
    /** All loops together. */
    actualRows: z.number().optional(),
    loops: z.number().optional(),
    selfMs: z.number().optional(),
    selfCost: z.number().optional(),
    /** Of the whole query's time (or cost, where no time is known), 0 … 1. */
    share: z.number(),
    /** A bottleneck: shown with emphasis. */
    hot: z.boolean().default(false),
  })
  .readonly();
export type PlanLine = z.infer<typeof PlanLine>;

export const PlanView = z
  .object({
    /** Where the plan comes from: "your server, not run", "data twin, PostgreSQL 18.4". */
    from: z.string(),
    totalMs: z.number().optional(),
    totalCost: z.number().optional(),
    /** What costs are counted in, where they are not the planner's own: "rows visited". */
    costUnit: z.string().optional(),
    /** Of the whole statement: "Planning 0.3 ms", "JIT: 12 functions, 5.1 ms", "Trigger audit on orders: 12 ms in 3 calls". */
    facts: z.array(z.string()).optional(),
    lines: z.array(PlanLine),
  })
  .readonly();
export type PlanView = z.infer<typeof PlanView>;

/**
 * A part of a report that is ready to be laid out. Commands put their own matter into sections, so that reporters know
 * no command and a new command moves no reporter.
 */
const place = {
  title: z.string(),
  /** What supports the answer but is not part of it stands after the recommendations and findings. */
  place: z.enum(['before', 'after']).optional(),
};

export const Section = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), ...place, paragraphs: z.array(z.string()) }),
  z.object({ kind: z.literal('list'), ...place, items: z.array(z.string()) }),
  z.object({
    kind: z.literal('table'),
    ...place,
    columns: z.array(z.object({ name: z.string(), align: z.enum(['left', 'right']).default('left') })),
    rows: z.array(z.array(z.string())),
  }),
  z.object({ kind: z.literal('code'), ...place, language: z.string(), code: z.string() }),
  z.object({ kind: z.literal('plan'), ...place, plan: PlanView }),
]);
export type Section = Readonly<z.infer<typeof Section>>;
