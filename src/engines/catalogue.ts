// Made by scripts/generate.ts from the files that are there; do not edit.
import { postgres } from './postgres/engine.ts';
import { sqlite } from './sqlite/engine.ts';

export const engines = [postgres, sqlite] as const;
