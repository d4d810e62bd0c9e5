import type { Context } from '#contracts/context.ts';
import type { Engine } from '#contracts/engine.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Trace, TraceBatch, TraceFile } from '#contracts/trace.ts';
import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { TracedStatement } from '#vocabulary/traced-statement.ts';
import { type OpenedLog, openLogs } from './open-log.ts';
import { readSource } from './read-source.ts';

interface TraceRequest {
  readonly logs: readonly string[];
  readonly queries: readonly string[];
  readonly parse: NonNullable<Engine['parse']>;
  readonly context: Context;
}

/**
 * What ran, from logs and files of SQL, one after the other: a stream, so that a log may be larger than the memory.
 * Files that are not there are told before anything is read.
 */
export async function readTrace(request: TraceRequest): Promise<Trace | undefined> {
  const { parse } = request;
  const { log, statements, shapes } = parse;
  if (shapes === undefined || (request.logs.length > 0 && log === undefined)) return undefined;
  if (request.queries.length > 0 && statements === undefined) return undefined;
  const logs = await openLogs(request.logs);
  const queries: { readonly name: string; readonly statements: readonly LoggedStatement[] }[] = [];
  for (const path of request.queries) {
    const text = await readSource(path, 'the SQL of the application');
    const name = path === '-' ? 'standard input' : path;
    queries.push({ name, statements: inFile(name, () => statements?.(text) ?? []) });
  }
  const files: Mutable<TraceFile>[] = [];

  async function* batches(): AsyncGenerator<TraceBatch> {
    const shapeOf = shapes?.() ?? (() => undefined);
    const traced = (logged: LoggedStatement, place: string): TracedStatement => ({
      logged:
        place === '' || logged.session === undefined ? logged : { ...logged, session: `${place}${logged.session}` },
      // Steps of a prepared statement that do not run it need no shape.
      shape: logged.kind === 'parse' || logged.kind === 'bind' ? undefined : shapeOf(logged.prepared ?? logged.text),
    });
    for (const opened of logs) {
      const reading = log?.(counted(opened, request.context, () => file.statements));
      if (reading === undefined) continue;
      const file: Mutable<TraceFile> = { name: opened.name, statements: 0 };
      files.push(file);
      for await (const batch of reading.batches()) {
        file.statements += batch.length;
        yield { file: opened.name, statements: batch.map((logged) => traced(logged, '')) };
      }
      file.summary = reading.summary();
    }
    for (const { name, statements: read } of queries) {
      files.push({ name, statements: read.length });
      yield { file: name, statements: read.map((logged) => traced(logged, `${name}, request `)) };
    }
  }

  async function* all(): AsyncGenerator<TracedStatement> {
    for await (const batch of batches()) yield* batch.statements;
  }
  return { [Symbol.asyncIterator]: all, batches, files: () => files };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const progressBytes = 8 * 1024 * 1024;

/** The pieces of a log, telling how far it is. */
async function* counted({ name, bytes, chunks }: OpenedLog, context: Context, statements: () => number) {
  let read = 0;
  let told = 0;
  context.progress({ message: `reading ${name}` });
  for await (const chunk of chunks()) {
    context.signal.throwIfAborted();
    read += chunk.length;
    if (read - told >= progressBytes) {
      told = read;
      const size = bytes === undefined ? '' : ` of ${megabytes(bytes)}`;
      const share = bytes === undefined ? {} : { share: Math.min(1, read / bytes) };
      const found = statements().toLocaleString('en-US');
      context.progress({ message: `reading ${name}: ${megabytes(read)}${size}, ${found} statements`, ...share });
    }
    yield chunk;
  }
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1024 / 1024)).toLocaleString('en-US')} MB`;
}

function inFile<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw problem(error.problem.code, `${name}: ${error.message}`, error.problem.hint, error);
  }
}
