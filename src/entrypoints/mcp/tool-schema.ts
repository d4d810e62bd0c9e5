import { z } from 'zod';
import type { Command } from '#contracts/command.ts';
import { Report } from '#vocabulary/report.ts';
import { targetUse } from './target-use.ts';

export interface JsonSchema {
  readonly [key: string]: unknown;
}

/**
 * A tool's arguments: the command's own input and the name of a target. No URL, no file, no approval. `whole`: with those
 * that are seldom given, which a short list leaves out.
 */
export function inputSchema(
  command: Command,
  targets: readonly string[],
  whole: boolean,
): JsonSchema & { readonly type: 'object' } {
  const schema = z.toJSONSchema(command.input, { io: 'input', unrepresentable: 'any' });
  const use = targetUse(command);
  const isChoice = targets.length > 1;
  const fields = Object.entries(schema.properties ?? {}).filter(([, one]) => whole || !isRare(one));
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(fields.map(([name, one]) => [name, withoutHints(one)])),
      ...(use === 'none'
        ? {}
        : {
            target: { enum: targets, description: isChoice ? 'Database to look at' : `Database: ${targets.join('')}` },
          }),
    },
    required: [...(schema.required ?? []), ...(isChoice && use === 'needed' ? ['target'] : [])],
    additionalProperties: false,
  };
}

function isRare(property: unknown): boolean {
  return typeof property === 'object' && property !== null && Reflect.get(property, 'rare') === true;
}

/** `value` is the placeholder of the command line, `address` what else it takes there. */
function withoutHints(property: unknown): unknown {
  if (typeof property !== 'object' || property === null) return property;
  return Object.fromEntries(Object.entries(property).filter(([key]) => !['value', 'rare', 'address'].includes(key)));
}

/**
 * A fenced report's schema, as short as a tool list wants it: of the report only what it has beside the fields of every
 * report, and that by its kind. The whole schema is published in docs/schemas.
 */
export function outputSchema(command: Command): JsonSchema & { readonly type: 'object' } {
  const schema = z.toJSONSchema(command.output, { io: 'output', unrepresentable: 'any' });
  const own = Object.entries(schema.properties ?? {}).filter(([name]) => !Object.hasOwn(Report.shape, name));
  const properties = Object.fromEntries(own.map(([name, property]) => [name, kindOnly(property)]));
  const report = { type: 'object', ...(own.length === 0 ? {} : { properties }) };
  const mark = { type: 'string' };
  return {
    type: 'object',
    properties: { notice: mark, begin: mark, report, end: mark },
    required: ['notice', 'begin', 'report', 'end'],
  };
}

function kindOnly(property: unknown): JsonSchema {
  if (typeof property !== 'object' || property === null) return {};
  const told = Object.entries(property).filter(([key]) => key === 'type' || key === 'const' || key === 'enum');
  return Object.fromEntries(told);
}
