import { z } from 'zod';
import { count, countOf } from '#analysis/plan-words.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Answer } from '#contracts/session.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';
import { cell } from './rows/cell.ts';

const RowsDetails = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Values in the order of `columns`. */
  rows: z.array(z.array(z.unknown())),
  /** The limit that cut the answer off. */
  truncated: z.enum(['rows', 'bytes']).optional(),
  milliseconds: z.number(),
  estimatedCost: z.number().optional(),
  /** The bounds that were in force, one sentence each. */
  inForce: z.array(z.string()),
});
const RowsReport = Report.extend({ details: RowsDetails });

export const rows = defineCommand({
  summary: 'Read rows with a SELECT that can do nothing else',
  description:
    'Runs one reading statement on the database itself, behind the guard: the statement is parsed and every function, ' +
    'operator, cast and view in it is looked up in the catalog; what may do more than read is refused, and so is what the ' +
    'planner expects to cost too much. Time, rows, bytes and temporary files are bounded, and everything is rolled back.',
  positional: ['query'],
  needs: [],
  likes: [],
  instruments: ['read'],
  input: z.strictObject({
    query: z.string().min(1).meta({ description: 'The SQL statement' }),
    param: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: 'Values for its $1, $2 …: --param 1=42', value: 'N=VALUE' }),
    limit: z.int().min(1).max(10_000).default(100).meta({ description: 'Read at most this many rows' }),
    seconds: z
      .number()
      .positive()
      .max(3_600)
      .optional()
      .meta({ description: 'Run at most this long; the configured bound stands above it' }),
  }),
  output: RowsReport,
  examples: [
    {
      title: 'Ten customers',
      args: '"select id, email from customers order by id limit 10" --url postgres://localhost/shop',
    },
    { title: 'With a value for $1', args: '"select * from orders where user_id = $1" --param 1=42 --target shop' },
  ],
  decide: async (_, input, tools) => {
    if (tools.redact) throw problem('invalid', 'Rows without values are nothing to look at.', 'Leave out --redact.');
    const answer = await reader(tools).ask(
      { text: input.query, parameters: input.param },
      {
        bounds: {
          rows: input.limit,
          ...(input.seconds === undefined ? {} : { statementMs: Math.ceil(input.seconds * 1000) }),
        },
      },
    );
    return {
      version: reportVersion,
      command: 'look rows',
      summary: summarize(answer),
      subject: tools.subject,
      findings: [],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [
        {
          kind: 'table',
          title: 'Rows',
          columns: answer.columns.map(({ name, type }) => ({ name, align: isNumber(type) ? 'right' : 'left' })),
          rows: answer.rows.map((row) => row.map(cell)),
        },
        { kind: 'list', title: 'Bounds in force', place: 'after', items: [...answer.inForce] },
      ],
      artifacts: [],
      unseen: [],
      silenced: [],
      details: {
        columns: [...answer.columns],
        rows: answer.rows.map((row) => [...row]),
        ...(answer.truncated === undefined ? {} : { truncated: answer.truncated }),
        milliseconds: answer.milliseconds,
        ...(answer.estimatedCost === undefined ? {} : { estimatedCost: answer.estimatedCost }),
        inForce: [...answer.inForce],
      },
    };
  },
});

function reader({ instruments, missing }: CommandTools<'read'>): NonNullable<typeof instruments.read> {
  if (instruments.read !== undefined) return instruments.read;
  const [why] = missing;
  throw problem('invalid', why?.why ?? 'No database was named.', why?.remedy ?? 'Give --url.');
}

function summarize({ rows: read, truncated, milliseconds }: Answer): string {
  const ms = milliseconds < 10 ? milliseconds.toFixed(1) : count(milliseconds);
  if (truncated === 'rows') return `The first ${countOf(read.length, 'row')}; there are more (--limit). ${ms} ms.`;
  if (truncated === 'bytes')
    return `The first ${countOf(read.length, 'row')}: the limit of bytes was reached. ${ms} ms.`;
  return `${read.length === 0 ? 'No rows' : countOf(read.length, 'row')} in ${ms} ms.`;
}

function isNumber(type: string): boolean {
  return /^(smallint|integer|bigint|numeric|real|double precision|oid|money|INTEGER|REAL|NUMERIC)/.test(type);
}
