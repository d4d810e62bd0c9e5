import { z } from 'zod';
import { Report } from '#vocabulary/report.ts';
import { ruleClasses } from './rule-classes.ts';

export const ReviewedTable = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.number(),
  rows: z.number().optional(),
  /** Rows that were read, where that was allowed. */
  read: z.number().optional(),
  warnings: z.number(),
  notes: z.number(),
});
export type ReviewedTable = z.infer<typeof ReviewedTable>;

export const ClassCount = z.object({
  class: z.enum(ruleClasses),
  critical: z.number(),
  warning: z.number(),
  info: z.number(),
  /** Rules that spoke, those that found nothing too. */
  rules: z.number(),
});
export type ClassCount = z.infer<typeof ClassCount>;

export const ReviewDetails = z.object({ tables: z.array(ReviewedTable), classes: z.array(ClassCount) });
export type ReviewDetails = z.infer<typeof ReviewDetails>;

export const ReviewReport = Report.extend({ details: ReviewDetails });
export type ReviewReport = z.infer<typeof ReviewReport>;
