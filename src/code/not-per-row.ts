import type ts from 'typescript';
import type { Loop } from './enclosing-loops.ts';
import type { Project } from './project.ts';
import type { Evaluate, Value } from './value.ts';

/**
 * Loops that are as they should be: over batches, over pages of one long result, over tables, one transaction per
 * item; and queries that already ask for many at once.
 */
export function isDeliberate(project: Project, evaluate: Evaluate, call: ts.Node, query: Value, loop: Loop): boolean {
  return (
    asksForMany(call, query) ||
    overBatches(project, loop) ||
    overPages(project, call, query, loop) ||
    query.dynamic === true ||
    batchedByPrisma(project, call, query, loop) ||
    (query.op === 'read' && inWritingTransaction(project, evaluate, call, loop)) ||
    (query.library === 'better-sqlite3' && query.op === 'write' && inTransaction(project, call))
  );
}

/** By a list of keys, or a list of rows to write. */
export function asksForMany(call: ts.Node, query: Value): boolean {
  const text = call.getText();
  const sql = query.sql ?? '';
  if (
    /=\s*any\s*\(|\bin\s*\(\s*(?:\?|\$\{)|\bin\s*\$\{|\bunnest\s*\(|\bvalues\s*\?|\bjson(?:b)?_(?:to_recordset|array_elements)/i.test(
      sql,
    )
  )
    return true;
  if (/\b(?:createMany|insertMany|bulkCreate|bulkWrite|batchInsert|bulkInsert|updateMany|findByIds)\w*\(/.test(text))
    return query.op === 'write' ? !/updateMany\(/.test(text) || /\bin:/.test(text) : true;
  return /\bin:\s|\bnotIn:\s|(?<![\w.])In\(|\binArray\(|\.whereIn\(|\$in\b|\[\s*Op\.in\s*\]|,\s*['"](?:not )?in['"]\s*,/.test(
    text,
  );
}

const batchWord = /chunk|batch|bucket|partition(?!Id)|splitEvery|inGroups|windowed/i;

function overBatches(project: Project, loop: Loop): boolean {
  const { ts } = project;
  if (loop.over !== undefined && batchWord.test(sourceText(project, loop.over))) return true;
  if (!ts.isForStatement(loop.node)) return false;
  const step = loop.node.incrementor;
  return (
    step !== undefined &&
    ts.isBinaryExpression(step) &&
    step.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken &&
    step.right.getText() !== '1'
  );
}

/** What a name is set to, else the expression itself. */
function sourceText(project: Project, node: ts.Expression): string {
  const [declaration] = project.ts.isIdentifier(node) ? project.declarationsOf(node) : [];
  const set =
    declaration !== undefined && project.ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return `${node.getText().slice(0, 200)} ${set?.getText().slice(0, 200) ?? ''}`;
}

/** A loop without an element whose query is limited: the next page of the same. */
function overPages(project: Project, call: ts.Node, query: Value, loop: Loop): boolean {
  const isFree = loop.form === 'while' || (project.ts.isForStatement(loop.node) && loop.over === undefined);
  return (
    isFree &&
    /\b(?:limit|offset|take|skip|cursor|fetch|page|pageSize|perPage)\b/i.test(`${call.getText()} ${query.sql ?? ''}`)
  );
}

/** Prisma puts the findUnique calls of one tick into one query. https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance */
function batchedByPrisma(project: Project, call: ts.Node, query: Value, loop: Loop): boolean {
  return (
    query.library === 'prisma' &&
    loop.form === 'map' &&
    /\.findUnique(?:OrThrow)?\(/.test(call.getText()) &&
    !hasAwaitBefore(project, call, loop)
  );
}

/** What comes after another await is not in the same tick for sure. */
function hasAwaitBefore(project: Project, call: ts.Node, loop: Loop): boolean {
  let found = false;
  const look = (node: ts.Node): void => {
    if (project.ts.isAwaitExpression(node) && node.expression.getEnd() < call.getStart()) found = true;
    project.ts.forEachChild(node, look);
  };
  look(loop.body);
  return found;
}

function transactionAround(
  project: Project,
  call: ts.Node,
  within: ts.Node | undefined,
): ts.CallExpression | undefined {
  const { ts } = project;
  for (let node = call.parent; node !== undefined && node !== within; node = node.parent) {
    if (
      ts.isCallExpression(node) &&
      /(?:transaction|\.begin)\w*$/i.test(node.expression.getText()) &&
      node.arguments.some(ts.isFunctionLike)
    )
      return node;
  }
  return undefined;
}

function inTransaction(project: Project, call: ts.Node): boolean {
  return transactionAround(project, call, undefined) !== undefined;
}

/** One item is read, decided on and written in a transaction of its own: that is meant. */
function inWritingTransaction(project: Project, evaluate: Evaluate, call: ts.Node, loop: Loop): boolean {
  const transaction = transactionAround(project, call, loop.node);
  if (transaction === undefined) return false;
  let writes = false;
  const look = (node: ts.Node): void => {
    if (project.ts.isCallExpression(node) && evaluate(node)?.op === 'write') writes = true;
    if (!writes) project.ts.forEachChild(node, look);
  };
  transaction.arguments.forEach(look);
  return writes;
}

/** Elements of a constant list: their number, where it can be seen. */
export function constantLength(project: Project, node: ts.Expression | undefined, depth = 0): number | undefined {
  const { ts } = project;
  if (node === undefined || depth > 4) return undefined;
  if (ts.isArrayLiteralExpression(node))
    return node.elements.some(ts.isSpreadElement) ? undefined : node.elements.length;
  if (ts.isObjectLiteralExpression(node))
    return node.properties.some(ts.isSpreadAssignment) ? undefined : node.properties.length;
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node))
    return constantLength(project, node.expression, depth + 1);
  if (ts.isCallExpression(node) && /^Object\.(?:keys|values|entries)$/.test(node.expression.getText()))
    return constantLength(project, node.arguments[0], depth + 1);
  if (!ts.isIdentifier(node)) return undefined;
  const [declaration] = project.declarationsOf(node);
  if (declaration !== undefined && ts.isEnumDeclaration(declaration)) return declaration.members.length;
  const isConstant =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  if (!isConstant || declaration.initializer === undefined || isGrown(declaration)) return undefined;
  return constantLength(project, declaration.initializer, depth + 1);
}

/** `const found = []` and later `found.push(…)`, `found[key] = …`. */
function isGrown(declaration: ts.VariableDeclaration): boolean {
  const name = declaration.name.getText().replace(/\W/g, '\\$&');
  return new RegExp(`\\b${name}(?:\\.(?:push|unshift|splice|concat)\\(|\\[[^\\]]+\\]\\s*=[^=])`).test(
    declaration.getSourceFile().text,
  );
}
