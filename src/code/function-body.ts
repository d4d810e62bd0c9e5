import type ts from 'typescript';
import type { Project } from './project.ts';

/** What calling the declared thing runs; undefined where it is no function of the project. */
export function functionBody(project: Project, declaration: ts.Node): ts.Node | undefined {
  const { ts } = project;
  if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return declaration.body;
  const initializer =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration)
      ? declaration.initializer
      : ts.isBinaryExpression(declaration.parent) && declaration.parent.left === declaration
        ? declaration.parent.right
        : undefined;
  return initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    ? initializer.body
    : undefined;
}
