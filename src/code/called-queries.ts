import type ts from 'typescript';
import { enclosingLoops } from './enclosing-loops.ts';
import { functionBody } from './function-body.ts';
import { asksForMany } from './not-per-row.ts';
import type { Project } from './project.ts';
import { queryAt } from './query-at.ts';
import type { Evaluate, Value } from './value.ts';

/** A function of the project, and the query that calling it makes. */
export interface CalledQuery {
  readonly name: string;
  readonly value: Value;
  readonly node: ts.Node;
}

const deepest = 4;

/** The first query that a call of a project's function makes, itself or through others; reads come before writes. */
export function calledQueries(project: Project, evaluate: Evaluate): (callee: ts.Node) => CalledQuery | undefined {
  const { ts } = project;
  const known = new Map<ts.Node, CalledQuery | undefined>();

  function ofCallee(callee: ts.Node, depth: number): CalledQuery | undefined {
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    for (const declaration of project.declarationsOf(name)) {
      const body = functionBody(project, declaration);
      if (body === undefined) continue;
      const found = ofBody(body, name.getText(), depth);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function ofBody(body: ts.Node, name: string, depth: number): CalledQuery | undefined {
    if (known.has(body) || depth > deepest) return known.get(body);
    known.set(body, undefined);
    const found: CalledQuery[] = [];
    const look = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && node !== body && !isReached(node)) return;
      const value = queryAt(project, evaluate, node);
      if (value !== undefined) {
        if (value.op !== 'other' && !asksForMany(node, value)) found.push({ name, value, node });
      } else if (ts.isCallExpression(node)) {
        const called = ofCallee(node.expression, depth + 1);
        if (called !== undefined) found.push({ ...called, name });
      }
      ts.forEachChild(node, look);
    };
    look(body);
    const first = found.find((one) => one.value.op === 'read') ?? found[0];
    known.set(body, first);
    return first;
  }

  /** A callback that is run when the function is. */
  function isReached(callback: ts.Node): boolean {
    const { parent } = callback;
    if (!ts.isCallExpression(parent)) return false;
    return (
      enclosingLoops(project, callback).length > 0 ||
      /\.(?:map|forEach|then|catch|\$?transaction|begin|flatMap|filter|reduce)$/.test(parent.expression.getText())
    );
  }

  return (callee) => ofCallee(callee, 0);
}
