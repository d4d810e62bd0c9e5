import { z } from 'zod';
import { count, countOf } from '#analysis/plan-words.ts';
import { type CommandTools, defineCommand } from '#contracts/command.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Answer } from '#contracts/session.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';
import type { Section } from '#vocabulary/section.ts';
import { cell, nullMark } from './rows/cell.ts';

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
    'planner expects to cost too much. Time, rows, bytes and temporary files are bounded, and everything is rolled back. ' +
    'In JSON a value is a number only where that loses nothing: numeric and large bigint are texts, and so are dates, ' +
    'times, intervals and bytea, as the server prints them; NULL is null. In the other forms long values are cut.',
  positional: ['query'],
  needs: [],
  likes: [],
  instruments: ['read'],
  input: z.strictObject({
    query: z.string().min(1).meta({ description: 'The SQL statement' }),
    param: z.record(z.string(), z.string()).default({}).meta({
      description: 'Values for its $1, $2 … or, in SQLite, its :names: --param 1=42, --param id=42',
      value: 'N=VALUE',
    }),
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
    const read = reader(tools);
    const statementMs = input.seconds === undefined ? undefined : Math.ceil(input.seconds * 1000);
    const bounds = { rows: input.limit, ...(statementMs === undefined ? {} : { statementMs }) };
    const answer = await read
      .ask({ text: input.query, parameters: input.param }, { bounds })
      .catch((error: unknown) => {
        throw tookTooLong(error, statementMs, read.bounds);
      });
    return {
      version: reportVersion,
      command: 'look rows',
      summary: summarize(answer, input.limit > read.bounds.rows),
      subject: tools.subject,
      findings: [],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [
        ...table(answer),
        { kind: 'list', title: 'Bounds in force', place: 'after', items: [...answer.inForce] },
      ],
      artifacts: [],
      unseen: [],
      silenced: [],
      details: {
        columns: [...answer.columns],
        rows: answer.rows.map((row) => row.map(exact)),
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

/** A server only says that its limit was reached, not whose limit that was. */
function tookTooLong(error: unknown, asked: number | undefined, { statementMs: configured }: Bounds): unknown {
  if (!(error instanceof ProblemError) || error.problem.code !== 'timeout') return error;
  const isAsked = asked !== undefined && asked < configured;
  const hint = isAsked
    ? `Give more --seconds, up to the configured ${configured / 1000}, or ask for less: a WHERE on an indexed column.`
    : 'Ask for less: a WHERE on an indexed column, fewer joins. Or raise "statementMs" under "bounds" in the configuration.';
  return problem('timeout', `It was stopped after ${(isAsked ? asked : configured) / 1000} s.`, hint, error);
}

/** Rows without columns (`select from orders`) are only counted. */
function table({ columns, rows: read }: Answer): readonly Section[] {
  if (columns.length === 0) return [];
  const hasNull = read.some((row) => row.includes(null));
  return [
    {
      kind: 'table',
      title: hasNull ? `Rows (${nullMark} is NULL)` : 'Rows',
      columns: columns.map(({ name, type }) => ({ name, align: isNumber(type) ? 'right' : 'left' })),
      rows: read.map((row) => row.map(cell)),
    },
  ];
}

function summarize({ rows: read, columns, truncated, milliseconds }: Answer, isBoundTighter: boolean): string {
  const time = `${milliseconds < 10 ? milliseconds.toFixed(1) : count(milliseconds)} ms`;
  const bare = columns.length === 0 && read.length > 0 ? ' without columns' : '';
  const number = `${countOf(read.length, 'row')}${bare}`;
  if (truncated === 'bytes') return `The first ${number}, in ${time}: the bound of bytes was reached.`;
  if (truncated === 'rows') {
    const limit = isBoundTighter ? 'the configured bound of rows' : '--limit';
    return `The first ${number}, in ${time}; there are more (${limit}).`;
  }
  return `${read.length === 0 ? 'No rows' : number} in ${time}.`;
}

/** JSON has no infinity: it would become null. */
function exact(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** A type of figures, not an array of them. */
function isNumber(type: string): boolean {
  return /^(smallint|integer|bigint|numeric|real|double precision|oid|money|INTEGER|REAL|NUMERIC)(\(.*\))?$/.test(type);
}
