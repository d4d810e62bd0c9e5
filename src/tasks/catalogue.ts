// Made by scripts/generate.ts from the files that are there; do not edit.
import { schema } from './look/schema.ts';
import { query } from './optimize/query.ts';

export const tasks = { look: { schema }, optimize: { query } } as const;
