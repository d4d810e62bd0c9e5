import type ts from 'typescript';
import type { Loop } from './enclosing-loops.ts';
import type { Project } from './project.ts';

/**
 * Is a node something else in each round: does it use the loop's element, or what was made of it? A loop that only
 * waits or tries again asks the same each time.
 */
export function dependsOnLoop(project: Project, node: ts.Node, loop: Loop): boolean {
  const { ts } = project;
  const symbols = new Set<ts.Symbol>();
  const add = (name: ts.Node): void => {
    if (ts.isIdentifier(name)) {
      const symbol = project.symbolOf(name);
      if (symbol !== undefined) symbols.add(symbol);
    } else if (ts.isVariableDeclarationList(name)) for (const one of name.declarations) add(one.name);
    else if (ts.isParameter(name) || ts.isBindingElement(name)) add(name.name);
    else if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name)) name.elements.forEach(add);
  };
  loop.names.forEach(add);
  if (loop.form === 'while' || (loop.form === 'for' && loop.over === undefined)) takenNames(project, loop).forEach(add);
  // Twice, for names that are declared above what they are made of.
  for (const _ of [1, 2]) {
    const look = (inner: ts.Node): void => {
      if (ts.isVariableDeclaration(inner) && inner.initializer !== undefined && uses(inner.initializer))
        add(inner.name);
      if (ts.isForOfStatement(inner) && uses(inner.expression)) add(inner.initializer);
      if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken && uses(inner.right))
        add(inner.left);
      if (
        ts.isFunctionLike(inner) &&
        inner !== loop.body &&
        ts.isCallExpression(inner.parent) &&
        ts.isPropertyAccessExpression(inner.parent.expression)
      ) {
        if (uses(inner.parent.expression.expression)) inner.parameters.forEach(add);
      }
      ts.forEachChild(inner, look);
    };
    look(loop.body);
  }
  return uses(node);

  function uses(inner: ts.Node): boolean {
    if (ts.isIdentifier(inner)) {
      const symbol = ts.isShorthandPropertyAssignment(inner.parent) ? shorthand(inner) : project.symbolOf(inner);
      return symbol !== undefined && symbols.has(symbol);
    }
    return ts.forEachChild(inner, (child) => (uses(child) ? true : undefined)) === true;
  }

  function shorthand(name: ts.Identifier): ts.Symbol | undefined {
    return [...symbols].find((symbol) => symbol.name === name.text);
  }
}

/** In a loop without an element: what is taken off a list (`queue.shift()`), in its condition or its body. */
function takenNames(project: Project, loop: Loop): readonly ts.Node[] {
  const { ts } = project;
  const found: ts.Node[] = [];
  const takes = (node: ts.Node | undefined): boolean => {
    if (node === undefined) return false;
    if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
      return takes(node.expression);
    if (ts.isElementAccessExpression(node))
      return !ts.isNumericLiteral(node.argumentExpression) && !/length/.test(node.argumentExpression.getText());
    return (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(?:shift|pop|dequeue)$/.test(node.expression.name.text)
    );
  };
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && takes(node.initializer)) found.push(node.name);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && takes(node.right))
      found.push(node.left);
    ts.forEachChild(node, look);
  };
  look(loop.node);
  return found;
}
