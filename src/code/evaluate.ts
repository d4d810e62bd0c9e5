import type ts from 'typescript';
import { valueOfFunction, valueOfMethod, valueOfUnknown } from './evaluate-call.ts';
import { valueOfDeclaration } from './evaluate-declaration.ts';
import { importOf, valueOfClass } from './evaluate-type.ts';
import { functionBody } from './function-body.ts';
import { libraryOf, memberRole, roleOfType, runsText } from './libraries.ts';
import type { Project } from './project.ts';
import { statementText } from './statement-text.ts';
import type { Evaluate, Value } from './value.ts';

/** Expressions that lead to one another. */
const deepest = 80;

/**
 * What the expressions of a project stand for: told by imports, types, assignments and parameters, through the
 * project's own functions; never by the name of a method alone.
 */
export function evaluator(project: Project): Evaluate {
  const { ts } = project;
  const known = new Map<ts.Node, Value | undefined>();
  const declarations = new Map<ts.Node, Value | undefined>();
  /** What is being evaluated, and how far down. */
  const open = new Map<ts.Node, number>();
  /** The outermost of these that was met again: what lies below it is not the whole yet. */
  let metAgain = Number.POSITIVE_INFINITY;

  /** Where an expression stands for itself, it is nothing. */
  function once(
    node: ts.Node,
    memory: Map<ts.Node, Value | undefined>,
    find: () => Value | undefined,
  ): Value | undefined {
    if (memory.has(node)) return memory.get(node);
    const met = open.get(node);
    if (met !== undefined || open.size > deepest) {
      metAgain = Math.min(metAgain, met ?? 0);
      return undefined;
    }
    const depth = open.size;
    const before = metAgain;
    metAgain = Number.POSITIVE_INFINITY;
    open.set(node, depth);
    const value = find();
    open.delete(node);
    if (metAgain >= depth) {
      memory.set(node, value);
      metAgain = before;
    } else metAgain = Math.min(metAgain, before);
    return value;
  }

  const evaluate: Evaluate = (node) => once(node, known, () => read(node));
  const declared = (declaration: ts.Node) =>
    once(declaration, declarations, () => valueOfDeclaration(project, evaluate, declaration));

  function read(node: ts.Node): Value | undefined {
    if (
      ts.isParenthesizedExpression(node) ||
      ts.isAsExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isSatisfiesExpression(node)
    ) {
      return evaluate(node.expression);
    }
    if (ts.isAwaitExpression(node)) return resolved(evaluate(node.expression));
    if (ts.isIdentifier(node)) return ofName(node);
    if (ts.isPropertyAccessExpression(node)) return ofProperty(node);
    if (ts.isElementAccessExpression(node)) {
      const base = evaluate(node.expression);
      if (base?.role === 'rows') return { ...base, role: 'row' };
      return base?.role === 'client' && base.name === 'models' ? { ...base, role: 'model' } : undefined;
    }
    if (ts.isCallExpression(node)) return ofCall(node);
    if (ts.isNewExpression(node)) return ofNew(node);
    if (ts.isTaggedTemplateExpression(node)) return ofTemplate(node);
    if (ts.isArrayLiteralExpression(node)) {
      const spread = node.elements.find(ts.isSpreadElement);
      return spread === undefined ? undefined : evaluate(spread.expression);
    }
    if (ts.isConditionalExpression(node)) return evaluate(node.whenTrue) ?? evaluate(node.whenFalse);
    if (ts.isBinaryExpression(node)) {
      const assigns = node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      return assigns ? evaluate(node.right) : (evaluate(node.left) ?? evaluate(node.right));
    }
    return undefined;
  }

  function ofName(node: ts.Identifier): Value | undefined {
    const imported = importOf(project, node);
    if (imported !== undefined) return { library: imported.library, role: 'module', name: imported.name };
    const named = project.declarationsOf(node);
    for (const declaration of named) {
      const value = declared(declaration);
      if (value !== undefined) return value;
    }
    // Imported from a file that was not given, or never declared: two names mean one thing everywhere.
    const elsewhere = named.every((one) => ts.isImportSpecifier(one) || ts.isImportClause(one) || isUntyped(one));
    return elsewhere ? byName(node.text) : undefined;
  }

  function isUntyped(declaration: ts.Declaration): boolean {
    return (ts.isParameter(declaration) && declaration.type === undefined) || ts.isBindingElement(declaration);
  }

  function ofProperty(node: ts.PropertyAccessExpression): Value | undefined {
    const name = node.name.text;
    const base = evaluate(node.expression);
    if (base?.role === 'module') {
      if (base.library === 'mongoose' && name === 'connection') return { ...base, role: 'client' };
      return { ...base, name };
    }
    if (base?.role === 'query' || base?.role === 'builder') return undefined;
    if (base?.role === 'rows') return /^(?:rows|raw|records|items)$/.test(name) ? base : undefined;
    if (base?.role === 'client') {
      const role = memberRole(base.library, base.role, name);
      return role === undefined ? undefined : { library: base.library, role, name };
    }
    for (const declaration of project.declarationsOf(node.name)) {
      const value = declared(declaration);
      if (value !== undefined) return value;
    }
    const isContext =
      node.expression.kind === ts.SyntaxKind.ThisKeyword ||
      /^(?:ctx|context|app|deps|fastify|req|request)$/.test(node.expression.getText());
    return base === undefined && isContext ? byName(name) : undefined;
  }

  function ofCall(node: ts.CallExpression): Value | undefined {
    const { expression } = node;
    const [argument] = node.arguments;
    if (
      ts.isIdentifier(expression) &&
      expression.text === 'require' &&
      argument !== undefined &&
      ts.isStringLiteralLike(argument)
    ) {
      const library = libraryOf(argument.text);
      return library === undefined ? undefined : { library, role: 'module', name: 'default' };
    }
    if (ts.isPropertyAccessExpression(expression)) {
      const name = expression.name.text;
      const owner = expression.expression.getText();
      if (/^(?:Object|Array|Promise)$/.test(owner) && /^(?:values|entries|from|all|allSettled)$/.test(name)) {
        return argument === undefined ? undefined : evaluate(argument);
      }
      const base = evaluate(expression.expression);
      if (base?.role === 'module') return valueOfFunction(project, node, { ...base, name });
      if (base !== undefined) return valueOfMethod(project, node, base, name);
      return ofProjectFunction(expression.name) ?? valueOfUnknown(project, node, name);
    }
    const callee = evaluate(expression);
    if (callee !== undefined) return valueOfFunction(project, node, callee);
    return ts.isIdentifier(expression) ? ofProjectFunction(expression) : undefined;
  }

  /** A function of the project gives what it returns. */
  function ofProjectFunction(name: ts.Node): Value | undefined {
    for (const declaration of project.declarationsOf(name)) {
      const body = functionBody(project, declaration);
      if (body === undefined) continue;
      if (!ts.isBlock(body)) return evaluate(body);
      let value: Value | undefined;
      const look = (inner: ts.Node): void => {
        if (value !== undefined || ts.isFunctionLike(inner)) return;
        if (ts.isReturnStatement(inner) && inner.expression !== undefined) value = evaluate(inner.expression);
        else ts.forEachChild(inner, look);
      };
      ts.forEachChild(body, look);
      return value === undefined ? undefined : resolved(value);
    }
    return undefined;
  }

  function ofNew(node: ts.NewExpression): Value | undefined {
    if (/^(?:Set|Map)$/.test(node.expression.getText())) {
      const [argument] = node.arguments ?? [];
      const inner = argument === undefined ? undefined : evaluate(argument);
      return inner?.role === 'rows' ? inner : undefined;
    }
    const callee = evaluate(node.expression);
    if (callee?.role === 'module') {
      const role = roleOfType(callee.library, callee.name ?? '');
      return role === undefined ? undefined : { library: callee.library, role };
    }
    const [declaration] = project.declarationsOf(node.expression);
    const value =
      declaration !== undefined && ts.isClassLike(declaration) ? valueOfClass(project, declaration) : undefined;
    return value?.role === 'model' ? { ...value, role: 'row' } : value;
  }

  function ofTemplate(node: ts.TaggedTemplateExpression): Value | undefined {
    const tag = evaluate(node.tag);
    const text = () => statementText(project, node.template);
    // A fragment stands inside of another template.
    if (tag?.role === 'client' && tag.library === 'postgres') {
      return { library: 'postgres', role: 'builder', ...text(), at: node };
    }
    if (tag?.role === 'module' && tag.library === 'kysely' && tag.name === 'sql') {
      return { library: 'kysely', role: 'builder', ...text(), at: node };
    }
    if (ts.isPropertyAccessExpression(node.tag)) {
      const base = evaluate(node.tag.expression);
      if (base !== undefined && runsText(base.library, base.role, node.tag.name.text)) {
        return { library: base.library, role: 'builder', ...text(), at: node };
      }
    }
    return undefined;
  }

  return evaluate;
}

/** What waiting for it gives. */
export function resolved(value: Value | undefined): Value | undefined {
  return value?.role === 'query' || value?.role === 'builder' ? { ...value, role: 'rows' } : value;
}

function byName(name: string): Value | undefined {
  if (/^prisma(?:Client|Service)?$/i.test(name)) return { library: 'prisma', role: 'client' };
  return /^knex$/.test(name) ? { library: 'knex', role: 'client' } : undefined;
}
