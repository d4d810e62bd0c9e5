import type ts from 'typescript';
import { valueOfClass, valueOfType } from './evaluate-type.ts';
import type { Project } from './project.ts';
import type { Evaluate, Value } from './value.ts';

/** What a declared name stands for: by its type, by what it is set to, by whom it is handed. */
export function valueOfDeclaration(project: Project, evaluate: Evaluate, declaration: ts.Node): Value | undefined {
  const { ts } = project;
  if (ts.isVariableDeclaration(declaration)) {
    const typed = valueOfType(project, declaration.type);
    if (typed !== undefined) return typed;
    const statement = declaration.parent.parent;
    if (ts.isForOfStatement(statement)) return rowOf(evaluate(statement.expression));
    return declaration.initializer === undefined
      ? assigned(project, evaluate, declaration)
      : evaluate(declaration.initializer);
  }
  if (ts.isBindingElement(declaration)) return ofBinding(project, evaluate, declaration);
  if (ts.isParameter(declaration)) {
    const type = declaration.type ?? ts.getJSDocType(declaration);
    return valueOfType(project, type) ?? (type === undefined ? ofParameter(project, evaluate, declaration) : undefined);
  }
  if (ts.isPropertyDeclaration(declaration)) {
    const typed = valueOfType(project, declaration.type);
    if (typed !== undefined) return typed;
    return declaration.initializer === undefined
      ? ofField(project, evaluate, declaration)
      : evaluate(declaration.initializer);
  }
  if (ts.isClassLike(declaration)) return valueOfClass(project, declaration);
  if (ts.isPropertyAssignment(declaration)) return evaluate(declaration.initializer);
  if (ts.isExportAssignment(declaration)) return evaluate(declaration.expression);
  // JavaScript: `this.db = …`, `exports.db = …`.
  const assignment = declaration.parent;
  if (assignment !== undefined && ts.isBinaryExpression(assignment) && assignment.left === declaration)
    return evaluate(assignment.right);
  return undefined;
}

function rowOf(value: Value | undefined): Value | undefined {
  return value?.role === 'rows' || value?.role === 'query' || value?.role === 'builder'
    ? { ...value, role: 'row' }
    : undefined;
}

/** `let rows; rows = await …` */
function assigned(project: Project, evaluate: Evaluate, declaration: ts.VariableDeclaration): Value | undefined {
  const { ts } = project;
  if (!ts.isIdentifier(declaration.name)) return undefined;
  const { text } = declaration.name;
  let value: Value | undefined;
  const look = (node: ts.Node): void => {
    if (value !== undefined) return;
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      node.left.getText() === text
    ) {
      value = evaluate(node.right);
    } else ts.forEachChild(node, look);
  };
  ts.forEachChild(declaration.parent.parent.parent, look);
  return value;
}

/** A field that the constructor sets. */
function ofField(project: Project, evaluate: Evaluate, field: ts.PropertyDeclaration): Value | undefined {
  const { ts } = project;
  const maker = field.parent.members.find(ts.isConstructorDeclaration);
  for (const statement of maker?.body?.statements ?? []) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right } = statement.expression;
    if (left.getText() === `this.${field.name.getText()}`) return evaluate(right);
  }
  return undefined;
}

function ofBinding(project: Project, evaluate: Evaluate, element: ts.BindingElement): Value | undefined {
  const { ts } = project;
  const pattern = element.parent;
  const holder = pattern.parent;
  const named = (element.propertyName ?? element.name).getText();
  const at = (pattern.elements as readonly ts.Node[]).indexOf(element);
  if (ts.isVariableDeclaration(holder) && holder.initializer !== undefined) {
    const several = allOf(project, holder.initializer)?.elements[at];
    if (ts.isArrayBindingPattern(pattern) && several !== undefined) {
      const value = evaluate(several);
      return value?.role === 'query' || value?.role === 'builder' ? { ...value, role: 'rows' } : value;
    }
  }
  const source = ts.isBindingElement(holder)
    ? ofBinding(project, evaluate, holder)
    : valueOfDeclaration(project, evaluate, holder);
  if (source === undefined) return undefined;
  if (source.role === 'module') return { ...source, name: named };
  if (source.role === 'rows' || source.role === 'query') {
    if (!ts.isArrayBindingPattern(pattern))
      return /^(?:rows|raw|records)$/.test(named) ? { ...source, role: 'rows' } : undefined;
    // mysql2 gives [rows, fields], findAndCount [rows, count]; the others the rows themselves.
    const pair = source.library === 'mysql2' || source.library === 'typeorm' || source.library === 'knex';
    return pair && at === 0 ? { ...source, role: 'rows' } : { ...source, role: 'row' };
  }
  return source.role === 'client' && source.library === 'prisma'
    ? { library: 'prisma', role: 'model', name: named }
    : undefined;
}

/** `await Promise.all([a, b])` */
function allOf(project: Project, node: ts.Expression): ts.ArrayLiteralExpression | undefined {
  const { ts } = project;
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  if (!ts.isCallExpression(call) || !/^Promise\.all/.test(call.expression.getText())) return undefined;
  const [list] = call.arguments;
  return list !== undefined && ts.isArrayLiteralExpression(list) ? list : undefined;
}

const iterating = /^(?:map|forEach|flatMap|filter|some|every|find|findIndex|reduce|reduceRight)$/;
const handsClient = /transaction|^begin$|^savepoint$|^tx$|^task$|^connect$|^use$/i;

/** A parameter without a type: of a callback by what it is handed to, of a function by its callers. */
function ofParameter(project: Project, evaluate: Evaluate, parameter: ts.ParameterDeclaration): Value | undefined {
  const { ts } = project;
  const owner = parameter.parent;
  const at = owner.parameters.indexOf(parameter);
  const call = owner.parent;
  if (call !== undefined && ts.isCallExpression(call) && call.arguments.some((one) => one === owner)) {
    if (!ts.isPropertyAccessExpression(call.expression)) return undefined;
    const name = call.expression.name.text;
    const target = call.expression.expression;
    const base = evaluate(target);
    if (name === 'then' && at === 0)
      return base?.role === 'query' || base?.role === 'builder' ? { ...base, role: 'rows' } : undefined;
    if (iterating.test(name)) {
      const element = name.startsWith('reduce') ? 1 : 0;
      return at === element ? rowOf(base) : undefined;
    }
    if (at !== 0) return undefined;
    if (base?.role === 'client' && handsClient.test(name)) return base;
    // Kysely: db.transaction().execute(async (trx) => …)
    const starter =
      ts.isCallExpression(target) && ts.isPropertyAccessExpression(target.expression) ? target.expression : undefined;
    if (name === 'execute' && starter?.name.text === 'transaction') return evaluate(starter.expression);
    return undefined;
  }
  for (const argument of handed(project, owner, at)) {
    const value = evaluate(argument);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What the callers in the same file hand to a function's parameter. */
function handed(project: Project, owner: ts.SignatureDeclaration, at: number): readonly ts.Expression[] {
  const { ts } = project;
  const name = owner.name ?? (ts.isVariableDeclaration(owner.parent) ? owner.parent.name : undefined);
  if (name === undefined || !ts.isIdentifier(name)) return [];
  const found: ts.Expression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name.text) {
      const argument = node.arguments[at];
      if (argument !== undefined) found.push(argument);
    }
    ts.forEachChild(node, look);
  };
  look(owner.getSourceFile());
  return found;
}
