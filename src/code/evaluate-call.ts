import type ts from 'typescript';
import { functionBody } from './function-body.ts';
import { madeBy, modelCall, rowCall, runsText, startsBuilder } from './libraries.ts';
import type { Project } from './project.ts';
import { isStatement, statementText } from './statement-text.ts';
import type { Value } from './value.ts';

const rowsAgain = /^(?:filter|slice|sort|toSorted|map|flatMap|flat|concat|reverse|toReversed|values|entries|splice)$/;
const oneRow = /^(?:at|find|findLast|pop|shift)$/;
const writes =
  /^(?:insert\w*|update\w*|del|delete\w*|increment|decrement|upsert|merge\w*|replace\w*|truncate|set|values|onConflict\w*)$/;

/** What `base.name(…)` gives. */
export function valueOfMethod(project: Project, call: ts.CallExpression, base: Value, name: string): Value | undefined {
  const [argument] = call.arguments;
  const literal = argument !== undefined && project.ts.isStringLiteralLike(argument) ? argument.text : undefined;
  const model = literal ?? (argument !== undefined && project.ts.isIdentifier(argument) ? argument.text : undefined);
  const { library, role } = base;
  if (role === 'rows') {
    if (oneRow.test(name)) return { ...base, role: 'row' };
    if (rowsAgain.test(name)) return base;
  }
  // What found one row is called like what found many.
  if (role === 'rows' || role === 'row') return ofRow(project, call, base, name);
  if (role === 'query')
    return /^(?:then|catch|finally)$/.test(name)
      ? base
      : rowsAgain.test(name)
        ? { ...base, role: 'rows' }
        : chained(base, call);
  if (role === 'builder') {
    const written =
      name === 'values' || name === 'set' || name === 'first' ? base.op : writes.test(name) ? 'write' : base.op;
    const named = /^(?:from|into|table|insertInto|selectFrom)$/.test(name) ? (model ?? base.name) : base.name;
    return { ...base, op: written, name: named, at: call };
  }
  const made = madeBy(library, role, name);
  if (made === 'statement') {
    const text = role === 'statement' ? base : statementText(project, argument);
    return { library, role: 'statement', sql: text.sql, op: text.op, name: text.name, dynamic: text.dynamic };
  }
  if (made !== undefined) {
    return {
      library,
      role: made,
      name: made === 'model' ? model : base.name,
      ...(made === 'builder' ? { op: 'read', at: call } : {}),
    };
  }
  if (runsText(library, role, name)) return { library, role: 'query', ...statementText(project, argument), at: call };
  if (startsBuilder(library, role, name)) {
    return { library, role: 'builder', op: writes.test(name) ? 'write' : 'read', name: model, at: call };
  }
  const op = modelCall(library, role, name);
  if (op === undefined) return undefined;
  if (role === 'statement') return { ...base, role: 'query', op: base.op === 'write' ? 'write' : op, at: call };
  const of = role === 'client' ? model : base.name;
  // Their queries and cursors are chained further before they run.
  const lazy = /^(?:mongoose|mongodb|prisma)$/.test(library) ? 'builder' : 'query';
  return { library, role: lazy, op, name: of, at: call };
}

/** A method that the application's own class has is its own, and no accessor of a relation. */
function ofRow(project: Project, call: ts.CallExpression, base: Value, name: string): Value | undefined {
  const op = rowCall(base.library, name);
  const own =
    project.ts.isPropertyAccessExpression(call.expression) &&
    project.declarationsOf(call.expression.name).some((one) => functionBody(project, one) !== undefined);
  if (op === undefined || own) return undefined;
  return { library: base.library, role: 'query', op, name: base.name, ofRow: true, at: call };
}

/** mongodb's and TypeORM's promises have no further methods; a driver's result has. */
function chained(base: Value, call: ts.CallExpression): Value {
  return { ...base, at: call };
}

/** What `f(…)` gives, where f is a library's own: `knex('users')`, `postgres()`, `model('User')`. */
export function valueOfFunction(project: Project, call: ts.CallExpression, callee: Value): Value | undefined {
  const [argument] = call.arguments;
  const name = argument !== undefined && project.ts.isStringLiteralLike(argument) ? argument.text : undefined;
  if (callee.role === 'client' && callee.library === 'knex') {
    return { library: 'knex', role: 'builder', op: 'read', name, at: call };
  }
  if (callee.role !== 'module') return undefined;
  const made = madeBy(callee.library, 'module', callee.name ?? '');
  return made === undefined
    ? undefined
    : { library: callee.library, role: made, name: made === 'model' ? (name ?? argument?.getText()) : undefined };
}

/** A call that nobody knows, which is handed SQL all the same: `db.any('SELECT …')`. */
export function valueOfUnknown(project: Project, call: ts.CallExpression, name: string): Value | undefined {
  if (!/^(?:query|execute|raw|all|get|run|any|many|one|none|oneOrNone|manyOrNone|unsafe|queryRaw|fetch\w*)$/.test(name))
    return undefined;
  const [argument] = call.arguments;
  const text = statementText(project, argument);
  if (text.sql === undefined || !isStatement(text.sql)) return undefined;
  return { library: 'sql', role: 'query', ...text, at: call };
}
