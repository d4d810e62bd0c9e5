import { z } from 'zod';
import { Change } from './change.ts';
import { Evidence } from './evidence.ts';
import { Finding } from './finding.ts';
import { Recommendation } from './recommendation.ts';
import { Section } from './section.ts';

/** A rule, a proof or a fact that was not had, and what would bring it. */
export const Unseen = z.object({ what: z.string(), why: z.string(), remedy: z.string().optional() }).readonly();
export type Unseen = z.infer<typeof Unseen>;

export const Silenced = z
  .object({ finding: Finding, reason: z.string(), by: z.enum(['config', 'inline', 'baseline']) })
  .readonly();
export type Silenced = z.infer<typeof Silenced>;

export const Artifact = z
  .object({
    path: z.string(),
    mediaType: z.string(),
    content: z.string(),
    /** Of files that are no text. */
    encoding: z.literal('base64').optional(),
  })
  .readonly();
export type Artifact = z.infer<typeof Artifact>;

/** Version of the report's JSON shape; raised when a reader of the old shape would misread the new one. */
export const reportVersion = '1';

/**
 * What a command decided. Reporters see nothing else. Commands extend it: `details` holds their own facts, and
 * `optimize query` adds the fields of the query contract at the top level.
 */
export const Report = z.object({
  version: z.literal(reportVersion),
  /** "optimize query". */
  command: z.string(),
  /** What the report is about, where a reader meets several at once. */
  title: z.string().optional(),
  /** One or two sentences that answer the question. */
  summary: z.string(),
  /** What was looked at: server and database without secrets, or the files. */
  subject: z.string(),
  findings: z.array(Finding),
  recommendations: z.array(Recommendation),
  /** All changes of the recommendations, in the order of carrying out. */
  changes: z.array(Change),
  /** Proofs that belong to the whole answer, not to one recommendation. */
  evidence: z.array(Evidence).default([]),
  /** The command's own matter, ready to be laid out; shown between the summary and the findings. */
  sections: z.array(Section).default([]),
  artifacts: z.array(Artifact).default([]),
  unseen: z.array(Unseen),
  silenced: z.array(Silenced).default([]),
  /** Hash of the changes' statements: what `--approve` takes to carry them out later. */
  planHash: z.string().optional(),
  details: z.record(z.string(), z.unknown()),
});
export type Report = Readonly<z.infer<typeof Report>>;
