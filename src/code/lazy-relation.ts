import type ts from 'typescript';
import { importOf } from './evaluate-type.ts';
import type { Project } from './project.ts';
import type { Evaluate, Value } from './value.ts';

/**
 * `await user.posts`, where posts is a relation that TypeORM loads when it is waited for: declared as a Promise, in an
 * entity of the project. https://typeorm.io/docs/relations/eager-and-lazy-relations
 */
export function lazyRelation(project: Project, evaluate: Evaluate, node: ts.Node): Value | undefined {
  const { ts } = project;
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const row = evaluate(node.expression);
  if (row?.role !== 'row' && row?.role !== 'rows') return undefined;
  const name = node.name.text;
  for (const file of project.files) {
    for (const statement of file.statements) {
      if (!ts.isClassLike(statement) || (row.name !== undefined && statement.name?.text !== row.name)) continue;
      const field = statement.members.find((one) => ts.isPropertyDeclaration(one) && one.name.getText() === name);
      if (field !== undefined && ts.isPropertyDeclaration(field) && isLazy(project, field)) {
        return {
          library: 'typeorm',
          role: 'query',
          op: 'read',
          name: `${statement.name?.text ?? ''}.${name}`,
          ofRow: true,
          at: node,
        };
      }
    }
  }
  return undefined;
}

function isLazy(project: Project, field: ts.PropertyDeclaration): boolean {
  const { ts } = project;
  if (!/^Promise\s*</.test(field.type?.getText() ?? '')) return false;
  return (ts.getDecorators(field) ?? []).some(({ expression }) => {
    const callee = ts.isCallExpression(expression) ? expression.expression : expression;
    return (
      /^(?:OneToMany|ManyToOne|OneToOne|ManyToMany)$/.test(callee.getText()) &&
      importOf(project, callee)?.library === 'typeorm'
    );
  });
}
