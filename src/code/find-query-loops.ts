import type ts from 'typescript';
import type { QueryLoop, QueryLoops } from '#vocabulary/query-loop.ts';
import { type CalledQuery, calledQueries } from './called-queries.ts';
import { collectSources, type Source } from './collect-sources.ts';
import { enclosingLoops, iterationOf, type Loop } from './enclosing-loops.ts';
import { evaluator } from './evaluate.ts';
import { lazyRelation } from './lazy-relation.ts';
import { dependsOnLoop } from './loop-dependence.ts';
import { constantLength, isDeliberate } from './not-per-row.ts';
import { openProject, type Project } from './project.ts';
import { queryAt } from './query-at.ts';
import { statementText } from './statement-text.ts';
import { suggestionFor } from './suggestions.ts';
import type { Evaluate, Value } from './value.ts';

/**
 * Queries that an application runs once per row, found in its TypeScript and JavaScript sources below a folder.
 * Errors: not-found, invalid (no source in it).
 */
export async function findQueryLoops(root: string): Promise<QueryLoops> {
  const { sources, unread } = await collectSources(root);
  const found = await findQueryLoopsIn(sources);
  return { ...found, unread: [...unread] };
}

/** The same in sources that are at hand. */
export async function findQueryLoopsIn(sources: readonly Source[]): Promise<QueryLoops> {
  const project = await openProject(sources);
  const evaluate = evaluator(project);
  const called = calledQueries(project, evaluate);
  const loops: QueryLoop[] = [];
  let queries = 0;
  for (const file of project.files) {
    const visit = (node: ts.Node): void => {
      const query = queryAt(project, evaluate, node);
      if (query !== undefined) queries += 1;
      const found =
        query === undefined
          ? indirect(project, evaluate, called, node)
          : { query, node, loops: enclosingLoops(project, node) };
      if (found !== undefined) loops.push(...judge(project, evaluate, found));
      project.ts.forEachChild(node, visit);
    };
    visit(file);
  }
  const order = (loop: QueryLoop) => `${loop.file}\0${String(loop.line).padStart(8, '0')}`;
  return {
    files: project.files.length,
    queries,
    loops: loops.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    unread: [],
  };
}

interface Candidate {
  readonly query: Value;
  readonly node: ts.Node;
  readonly loops: readonly Loop[];
  readonly through?: CalledQuery;
}

/** Queries that do not stand where they are run: in a function of the project, or behind a relation. */
function indirect(
  project: Project,
  evaluate: Evaluate,
  called: (callee: ts.Node) => CalledQuery | undefined,
  node: ts.Node,
): Candidate | undefined {
  const { ts } = project;
  if (ts.isAwaitExpression(node)) {
    const query = lazyRelation(project, evaluate, node.expression);
    return query === undefined ? undefined : { query, node: node.expression, loops: enclosingLoops(project, node) };
  }
  if (!ts.isCallExpression(node)) return undefined;
  // posts.map(loadTags)
  for (const argument of node.arguments) {
    if (!ts.isIdentifier(argument) && !ts.isPropertyAccessExpression(argument)) continue;
    const loop = iterationOf(project, node, argument);
    const through = loop === undefined ? undefined : called(argument);
    if (loop !== undefined && through !== undefined) return { query: through.value, node, loops: [loop], through };
  }
  const loops = enclosingLoops(project, node);
  const through = loops.length === 0 ? undefined : called(node.expression);
  if (through === undefined) return undefined;
  // A function that hands a statement on: its caller writes it.
  const text = through.value.dynamic === true ? statementText(project, node.arguments[0]) : undefined;
  return { query: text?.sql === undefined ? through.value : { ...through.value, ...text }, node, loops, through };
}

/** The nearest loop that makes the query another one in each round. */
function judge(project: Project, evaluate: Evaluate, candidate: Candidate): readonly QueryLoop[] {
  const { query, node, loops, through } = candidate;
  if (query.op !== 'read' && query.op !== 'write') return [];
  for (const loop of loops) {
    const named = loop.node === node;
    if (!named && !dependsOnLoop(project, node, loop)) continue;
    if (through === undefined && query.ofRow !== true && asksAnother(project, node, loop)) return [];
    if (isDeliberate(project, evaluate, node, query, loop)) return [];
    const over = loop.over === undefined ? undefined : evaluate(loop.over);
    const outer = over?.role === 'rows' || over?.role === 'query' || over?.role === 'builder' ? over.at : undefined;
    const constant = constantLength(project, loop.over) ?? constantCount(project, loop);
    const { sql } = query;
    const column = columnOf(node);
    return [
      {
        kind: query.op,
        weight: constant !== undefined ? 'small' : outer === undefined ? 'likely' : 'certain',
        file: fileOf(node),
        line: lineOf(node),
        column,
        loop: { file: fileOf(loop.node), line: lineOf(loop.node), form: loop.form },
        call: shortened(node.getText()),
        library: query.library,
        ...(query.name === undefined ? {} : { model: query.name }),
        ...(sql === undefined ? {} : { sql: shortened(sql) }),
        ...(through === undefined
          ? {}
          : { through: { file: fileOf(through.node), line: lineOf(through.node), name: through.name } }),
        ...(outer === undefined ? {} : { outer: { file: fileOf(outer), line: lineOf(outer) } }),
        suggestion: suggestionFor(query.library, query.op, loop.form),
      },
    ];
  }
  return [];
}

/** `for (const shard of shards) await shard.query(…)`: each round asks another database. */
function asksAnother(project: Project, node: ts.Node, loop: Loop): boolean {
  let receiver: ts.Node = node;
  while (project.ts.isCallExpression(receiver) || project.ts.isPropertyAccessExpression(receiver))
    receiver = receiver.expression;
  return project.ts.isIdentifier(receiver) && dependsOnLoop(project, receiver, loop);
}

/** `for (let i = 0; i < 3; i++)` */
function constantCount(project: Project, loop: Loop): number | undefined {
  const condition = project.ts.isForStatement(loop.node) ? loop.node.condition : undefined;
  if (condition === undefined || !project.ts.isBinaryExpression(condition)) return undefined;
  return project.ts.isNumericLiteral(condition.right) ? Number(condition.right.text) : undefined;
}

const longestCall = 160;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestCall ? `${line.slice(0, longestCall)}…` : line;
}

function fileOf(node: ts.Node): string {
  return node.getSourceFile().fileName.slice(1);
}

function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

function columnOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).character + 1;
}
