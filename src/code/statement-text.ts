import type ts from 'typescript';
import type { Project } from './project.ts';
import type { Value } from './value.ts';

/** What a call's first argument says of the statement that it runs. */
export function statementText(
  project: Project,
  argument: ts.Node | undefined,
): Pick<Value, 'sql' | 'op' | 'dynamic' | 'name'> {
  const sql = argument === undefined ? undefined : literalText(project, argument, 0);
  if (sql === undefined) return { op: 'read', dynamic: true };
  return {
    sql,
    op: statementOp(sql),
    name: tableOf(sql),
    dynamic: /\b(?:from|into|update|join|table)\s+(?:only\s+)?["`]?\$\{/i.test(sql),
  };
}

/** `${…}` stands for what is put in. */
function literalText(project: Project, node: ts.Node, depth: number): string | undefined {
  const { ts } = project;
  if (depth > 4) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return (
      node.head.text + node.templateSpans.map((span) => `\${${span.expression.getText()}}${span.literal.text}`).join('')
    );
  }
  if (ts.isTaggedTemplateExpression(node)) return literalText(project, node.template, depth + 1);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return literalText(project, node.expression, depth + 1);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = literalText(project, node.left, depth + 1);
    return left === undefined
      ? undefined
      : left + (literalText(project, node.right, depth + 1) ?? `\${${node.right.getText()}}`);
  }
  if (ts.isObjectLiteralExpression(node)) {
    const text = node.properties.find(
      (one) => ts.isPropertyAssignment(one) && /^(?:text|sql|query)$/.test(one.name.getText()),
    );
    return text !== undefined && ts.isPropertyAssignment(text)
      ? literalText(project, text.initializer, depth + 1)
      : undefined;
  }
  if (ts.isCallExpression(node) && node.arguments[0] !== undefined)
    return literalText(project, node.arguments[0], depth + 1);
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
    const [declaration] = project.declarationsOf(ts.isIdentifier(node) ? node : node.name);
    const initializer =
      declaration !== undefined &&
      (ts.isVariableDeclaration(declaration) ||
        ts.isPropertyAssignment(declaration) ||
        ts.isPropertyDeclaration(declaration))
        ? declaration.initializer
        : undefined;
    return initializer === undefined ? undefined : literalText(project, initializer, depth + 1);
  }
  return undefined;
}

export function statementOp(sql: string): 'read' | 'write' | 'other' {
  const start = sql
    .replace(/^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()+/, '')
    .slice(0, 12)
    .toLowerCase();
  if (/^(?:insert|update|delete|merge|replace|upsert)\b/.test(start)) return 'write';
  if (/^with\b/.test(start))
    return /\b(?:insert\s+into|update\s+\w+\s+set|delete\s+from)\b/i.test(sql) ? 'write' : 'read';
  return /^(?:select|values|table|call)\b/.test(start) ? 'read' : 'other';
}

function tableOf(sql: string): string | undefined {
  return /\b(?:from|into|update)\s+["`]?([\w.]+)/i.exec(sql)?.[1];
}

/** Looks like SQL, whoever runs it. */
export function isStatement(sql: string): boolean {
  return /^\s*(?:select\b[\s\S]+\bfrom\b|insert\s+into\b|update\b[\s\S]+\bset\b|delete\s+from\b|with\b[\s\S]+\bas\b)/i.test(
    sql,
  );
}
