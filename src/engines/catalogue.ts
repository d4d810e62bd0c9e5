// Made by scripts/generate.ts from the files that are there; do not edit.
import { postgres } from './postgres/engine.ts';

export const engines = [postgres] as const;
