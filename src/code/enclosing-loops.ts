import type ts from 'typescript';
import type { Project } from './project.ts';

/** Something that runs its body once per element, or until a condition holds. */
export interface Loop {
  /** "for … of", "for", "while", or the method: "map". */
  readonly form: string;
  readonly node: ts.Node;
  /** What is run again. */
  readonly body: ts.Node;
  /** Names that stand for the element or its number. */
  readonly names: readonly ts.Node[];
  /** What the elements are of, where the form has it. */
  readonly over?: ts.Expression | undefined;
}

const methods =
  /^(?:map|forEach|flatMap|filter|some|every|find|findIndex|reduce|reduceRight|each|eachSeries|mapSeries|mapLimit|eachLimit|eachOf)$/;
const functions =
  /^(?:pMap|pEach|mapLimit|eachLimit|mapSeries|eachSeries|asyncMap|asyncForEach|each|forEach|mapAsync|concurrentMap|promiseMap|asyncPool)$/;
const tools = /^(?:async|Promise|Bluebird|bluebird|_|lodash|R|Array|p)$/;
/** Callbacks that are run where they stand, once. */
const runsNow =
  /transaction|^(?:begin|savepoint|then|catch|finally|limit|limiter|retry|retries|withRetry|pRetry|backOff|queue|add|run|execute|using|span|trace|measure|time|timed|atomic|tx|task|wrap|attempt|tryCatch|startActiveSpan)$|^with[A-Z]/i;

/** The loops that a node is run in, the nearest first, up to the function that somebody else calls. */
export function enclosingLoops(project: Project, start: ts.Node): readonly Loop[] {
  const loops: Loop[] = [];
  let child = start;
  for (let node: ts.Node | undefined = start.parent; node !== undefined; child = node, node = node.parent) {
    const loop = statementLoop(project, node, child);
    if (loop !== undefined) loops.push(loop);
    if (project.ts.isFunctionLike(node)) {
      const call = callWith(project, node);
      if (call === undefined) return loops;
      const iteration = iterationOf(project, call, node);
      if (iteration !== undefined) loops.push(iteration);
      else if (!isRunNow(project, call, node)) return loops;
    }
    if (project.ts.isClassLike(node)) return loops;
  }
  return loops;
}

function statementLoop(project: Project, node: ts.Node, child: ts.Node): Loop | undefined {
  const { ts } = project;
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && child === node.statement) {
    const waits = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
    return {
      form: ts.isForInStatement(node) ? 'for … in' : waits ? 'for await … of' : 'for … of',
      node,
      body: node.statement,
      names: [node.initializer],
      over: node.expression,
    };
  }
  if (ts.isForStatement(node) && child !== node.initializer) {
    return {
      form: 'for',
      node,
      body: node.statement,
      names: node.initializer === undefined ? [] : [node.initializer],
      over: lengthOf(project, node.condition),
    };
  }
  if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
    return { form: 'while', node, body: node.statement, names: [] };
  }
  return undefined;
}

/** `i < rows.length` is a loop over `rows`. */
function lengthOf(project: Project, condition: ts.Expression | undefined): ts.Expression | undefined {
  const { ts } = project;
  if (condition === undefined || !ts.isBinaryExpression(condition)) return undefined;
  return [condition.left, condition.right].flatMap((side) =>
    ts.isPropertyAccessExpression(side) && side.name.text === 'length' ? [side.expression] : [],
  )[0];
}

function callWith(project: Project, callback: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  const { ts } = project;
  let at: ts.Node = callback;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isNewExpression(parent)) return parent;
  return ts.isCallExpression(parent) ? parent : undefined;
}

/** The loop that a call with this callback is. */
export function iterationOf(
  project: Project,
  call: ts.CallExpression | ts.NewExpression,
  callback: ts.Node,
): Loop | undefined {
  const { ts } = project;
  if (ts.isNewExpression(call)) return undefined;
  const [first] = call.arguments;
  const callee = call.expression;
  const parameters = ts.isFunctionLike(callback) ? callback.parameters : [];
  const loop = (form: string, over: ts.Expression | undefined, element = 0): Loop => ({
    form,
    node: call,
    body: callback,
    names: parameters.slice(element).filter((_, at) => at < 2),
    over,
  });
  if (ts.isIdentifier(callee))
    return functions.test(callee.text) && first !== callback ? loop(callee.text, first) : undefined;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const name = callee.name.text;
  const owner = callee.expression.getText();
  if (tools.test(owner) && first !== callback && (methods.test(name) || name === 'from'))
    return loop(`${owner}.${name}`, first);
  if (methods.test(name) && first === callback) return loop(name, callee.expression, name.startsWith('reduce') ? 1 : 0);
  const event = first !== undefined && ts.isStringLiteralLike(first) ? first.text : '';
  return name === 'on' && /^(?:data|row|result|document|record)$/.test(event)
    ? loop(`on('${event}')`, callee.expression)
    : undefined;
}

function isRunNow(project: Project, call: ts.CallExpression | ts.NewExpression, callback: ts.Node): boolean {
  const { ts } = project;
  if (ts.isNewExpression(call)) return call.expression.getText() === 'Promise';
  let callee: ts.Node = call.expression;
  while (ts.isParenthesizedExpression(callee)) callee = callee.expression;
  if (callee === callback) return true;
  if (ts.isIdentifier(callee)) return runsNow.test(callee.text);
  return ts.isPropertyAccessExpression(callee) && runsNow.test(callee.name.text);
}
