/**
 * Writes docs/schemas: the report's JSON shape, each command's own, and the query contract. `--check` only compares.
 */
import { z } from 'zod';
import { commands } from '#agent/commands.ts';
import { DatabaseExport, exportVersion } from '#vocabulary/database-export.ts';
import { EngineContractInput, EngineContractOutput } from '#vocabulary/engine-contract.ts';
import { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import { ModelSource } from '#vocabulary/logical-model.ts';
import { QueryContractInput, QueryContractOutput } from '#vocabulary/query-contract.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';
import { settle } from './generated-files.ts';

function jsonSchema(title: string, schema: z.ZodType, io: 'input' | 'output'): string {
  const made = z.toJSONSchema(schema, {
    io,
    reused: 'ref',
    unrepresentable: 'any',
    // A later version may add fields; a reader that checks must not break on them.
    override: ({ jsonSchema: part }) => {
      if (part.additionalProperties === false) delete part.additionalProperties;
    },
  });
  return JSON.stringify({ ...made, title }, null, 2);
}

/** Of what people write: an editor that knows it tells a slip at once. */
function strictSchema(title: string, schema: z.ZodType): string {
  return JSON.stringify({ ...z.toJSONSchema(schema, { io: 'input', reused: 'ref' }), title }, null, 2);
}

const ofCommands = [...commands].map(([name, command]) => [
  `docs/schemas/${name.replace(' ', '-')}.report.json`,
  jsonSchema(`Report of dbwright ${name}`, command.output, 'output'),
]);

settle(
  {
    [`docs/schemas/report.v${reportVersion}.json`]: jsonSchema(
      `dbwright report, version ${reportVersion}`,
      Report,
      'output',
    ),
    [`docs/schemas/export.v${exportVersion}.json`]: jsonSchema(
      `dbwright export, version ${exportVersion}`,
      DatabaseExport,
      'output',
    ),
    'docs/schemas/logical-model.v1.json': strictSchema('dbwright logical model, version 1', ModelSource),
    'docs/schemas/engine-contract.input.json': jsonSchema('Engine contract, input', EngineContractInput, 'input'),
    'docs/schemas/engine-contract.output.json': jsonSchema('Engine contract, output', EngineContractOutput, 'output'),
    'docs/schemas/engine-requirements.json': strictSchema('Requirements of a database', EngineRequirements),
    'docs/schemas/query-contract.input.json': jsonSchema('Query contract, input', QueryContractInput, 'input'),
    'docs/schemas/query-contract.output.json': jsonSchema('Query contract, output', QueryContractOutput, 'output'),
    ...Object.fromEntries(ofCommands),
  },
  'scripts/schemas.ts',
);
