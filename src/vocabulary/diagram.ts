import { z } from 'zod';

/** What a diagram can be drawn as. */
export const DiagramForm = z.enum(['svg', 'png', 'html', 'mermaid', 'plantuml', 'dbml']);
export type DiagramForm = z.infer<typeof DiagramForm>;

export const DiagramColumn = z
  .object({
    name: z.string(),
    /** As the server prints it. */
    type: z.string(),
    /** As one says it: `timestamptz`, `varchar(80)`. */
    shortType: z.string(),
    nullable: z.boolean(),
    keys: z.array(z.enum(['PK', 'FK', 'UK'])),
    default: z.string().optional(),
    comment: z.string().optional(),
  })
  .readonly();
export type DiagramColumn = z.infer<typeof DiagramColumn>;

export const DiagramTable = z
  .object({
    /** `t0`, `t1` …: what drawings call it, as its name may hold anything. */
    id: z.string(),
    schema: z.string(),
    name: z.string(),
    /** The name as one says it: without a schema that is searched anyway. */
    label: z.string(),
    columns: z.array(DiagramColumn),
    primaryKey: z.array(z.string()),
    /** Columns that are unique together. */
    uniques: z.array(z.array(z.string())),
    /** So many refer to it that lines to it would hide everything else: others name it instead. */
    hub: z.boolean(),
    /** Partitions that it stands for. */
    partitions: z.number(),
    comment: z.string().optional(),
  })
  .readonly();
export type DiagramTable = z.infer<typeof DiagramTable>;

export const DiagramReference = z
  .object({
    /** `r0`, `r1` … */
    id: z.string(),
    name: z.string(),
    from: z.string(),
    columns: z.array(z.string()),
    /** Absent where the table is not in the diagram. */
    to: z.string().optional(),
    /** Of the table that is referred to. */
    label: z.string(),
    targets: z.array(z.string()),
    /** A row may refer to nothing. */
    optional: z.boolean(),
    /** At most one row refers to each. */
    single: z.boolean(),
    onDelete: z.string(),
    onUpdate: z.string(),
  })
  .readonly();
export type DiagramReference = z.infer<typeof DiagramReference>;

/** Tables that belong together, as their foreign keys tell. */
export const DiagramGroup = z.object({ name: z.string(), tables: z.array(z.string()) }).readonly();
export type DiagramGroup = z.infer<typeof DiagramGroup>;

/** Tables and what refers to what, before anybody says where they stand on paper. Each table is in one group. */
export const Diagram = z
  .object({
    title: z.string(),
    tables: z.array(DiagramTable),
    references: z.array(DiagramReference),
    /** The largest first. */
    groups: z.array(DiagramGroup),
  })
  .readonly();
export type Diagram = z.infer<typeof Diagram>;
