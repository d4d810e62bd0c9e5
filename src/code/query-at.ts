import type ts from 'typescript';
import { chainEnds, eager } from './libraries.ts';
import type { Project } from './project.ts';
import type { Evaluate, Value } from './value.ts';

/**
 * The query that a call is: the whole of a chain, and only where it is run. A builder that is kept for later is none;
 * a call of the project's own function is none either.
 */
export function queryAt(project: Project, evaluate: Evaluate, node: ts.Node): Value | undefined {
  const { ts } = project;
  if (!ts.isCallExpression(node) && !ts.isTaggedTemplateExpression(node)) return undefined;
  if (isChained(project, node)) return undefined;
  const value = evaluate(node);
  if (value?.at === undefined || (value.role !== 'query' && value.role !== 'builder')) return undefined;
  // What a function of the project returns was asked there.
  if (value.at.getSourceFile() !== node.getSourceFile() || value.at.pos < node.pos || value.at.end > node.end)
    return undefined;
  const runs = value.role === 'query' && eager.has(value.library) ? true : isRun(project, node);
  return runs ? value : undefined;
}

/** `node.then(…)`, `node.where(…)`: the outer call is looked at instead. */
function isChained(project: Project, node: ts.Node): boolean {
  const { ts } = project;
  const access = node.parent;
  return (
    ts.isPropertyAccessExpression(access) &&
    access.expression === node &&
    ts.isCallExpression(access.parent) &&
    access.parent.expression === access
  );
}

function isRun(project: Project, node: ts.CallExpression | ts.TaggedTemplateExpression): boolean {
  const { ts } = project;
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    chainEnds.test(node.expression.name.text)
  )
    return true;
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent) || ts.isNonNullExpression(at.parent))
    at = at.parent;
  const { parent } = at;
  if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent)) return true;
  if (ts.isArrowFunction(parent) && parent.body === at) return !isForgotten(project, parent);
  if (ts.isForOfStatement(parent) && parent.expression === at) return true;
  if (ts.isArrayLiteralExpression(parent)) return true;
  // Put on a list that is awaited later.
  return (
    ts.isCallExpression(parent) &&
    parent.arguments.some((one) => one === at) &&
    /\.(?:push|add)$|^Promise\./.test(parent.expression.getText())
  );
}

/** forEach drops what its callback gives: a builder that is only extended there does not run. */
function isForgotten(project: Project, callback: ts.Node): boolean {
  const { ts } = project;
  const call = callback.parent;
  return (
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'forEach'
  );
}
