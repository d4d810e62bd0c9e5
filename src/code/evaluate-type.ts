import type ts from 'typescript';
import { libraryOf, roleOfType } from './libraries.ts';
import type { Project } from './project.ts';
import type { Value } from './value.ts';

/** What values of a type are: `Repository<User>`, `Knex.Transaction`, `PrismaService`, `User[]`. */
export function valueOfType(project: Project, type: ts.TypeNode | undefined, depth = 0): Value | undefined {
  const { ts } = project;
  if (type === undefined || depth > 6) return undefined;
  const again = (inner: ts.TypeNode | undefined) => valueOfType(project, inner, depth + 1);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
    return type.types.map(again).find((value) => value !== undefined);
  }
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return again(type.type);
  if (ts.isArrayTypeNode(type)) return many(again(type.elementType));
  if (ts.isImportTypeNode(type)) {
    const argument = ts.isLiteralTypeNode(type.argument) ? type.argument.literal : undefined;
    const library = argument !== undefined && ts.isStringLiteral(argument) ? libraryOf(argument.text) : undefined;
    const name = type.qualifier?.getText().split('.').at(-1) ?? 'default';
    const role = library === undefined ? undefined : roleOfType(library, name);
    return library === undefined || role === undefined ? undefined : { library, role };
  }
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const written = type.typeName.getText();
  const [inner] = type.typeArguments ?? [];
  if (/^(?:Promise|Omit|Pick|Partial|Readonly|Required|InstanceType)$/.test(written)) return again(inner);
  if (/^(?:Array|ReadonlyArray|Set|Iterable|AsyncIterable)$/.test(written)) return many(again(inner));
  const first = ts.isQualifiedName(type.typeName) ? leftmost(ts, type.typeName) : type.typeName;
  const imported = importOf(project, first);
  if (imported !== undefined) {
    const name = ts.isQualifiedName(type.typeName) ? type.typeName.right.text : imported.name;
    const role = roleOfType(imported.library, name);
    if (role === undefined) return undefined;
    return {
      library: imported.library,
      role,
      ...(role === 'model' && inner !== undefined ? { name: inner.getText() } : {}),
    };
  }
  for (const declaration of project.declarationsOf(ts.isQualifiedName(type.typeName) ? type.typeName.right : first)) {
    if (ts.isTypeAliasDeclaration(declaration)) return again(declaration.type);
    if (ts.isClassLike(declaration)) {
      const value = valueOfClass(project, declaration, depth + 1);
      // A class of models: its instances are rows.
      return value?.role === 'model' && !/Repository$/.test(value.name ?? '') ? { ...value, role: 'row' } : value;
    }
  }
  return undefined;
}

/** What a class is by what it extends: `class User extends Model`, `class PrismaService extends PrismaClient`. */
export function valueOfClass(project: Project, declaration: ts.ClassLikeDeclaration, depth = 0): Value | undefined {
  const { ts } = project;
  const base = declaration.heritageClauses?.find((one) => one.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (base === undefined || depth > 6) return undefined;
  const expression = ts.isCallExpression(base.expression) ? base.expression.expression : base.expression;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
  const root = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  const imported = ts.isIdentifier(root) ? importOf(project, root) : undefined;
  if (imported !== undefined) {
    const role = roleOfType(imported.library, name ?? imported.name);
    return role === undefined ? undefined : { library: imported.library, role, name: declaration.name?.text };
  }
  const [parent] = ts.isIdentifier(root) ? project.declarationsOf(root) : [];
  if (parent === undefined || !ts.isClassLike(parent)) return undefined;
  const value = valueOfClass(project, parent, depth + 1);
  return value === undefined ? undefined : { ...value, name: declaration.name?.text };
}

/** The library and the name that an identifier was imported from, by import or by require. */
export function importOf(
  project: Project,
  name: ts.Node,
): (Pick<Value, 'library'> & { readonly name: string }) | undefined {
  const { ts } = project;
  for (const declaration of project.declarationsOf(name)) {
    if (ts.isImportSpecifier(declaration)) {
      const library = libraryOf(specifierText(ts, declaration.parent.parent.parent));
      if (library !== undefined) return { library, name: (declaration.propertyName ?? declaration.name).text };
    }
    if (ts.isImportClause(declaration)) {
      const library = libraryOf(specifierText(ts, declaration.parent));
      if (library !== undefined) return { library, name: 'default' };
    }
    if (ts.isNamespaceImport(declaration)) {
      const library = libraryOf(specifierText(ts, declaration.parent.parent));
      if (library !== undefined) return { library, name: '*' };
    }
    if (ts.isImportEqualsDeclaration(declaration) && ts.isExternalModuleReference(declaration.moduleReference)) {
      const { expression } = declaration.moduleReference;
      const library = ts.isStringLiteral(expression) ? libraryOf(expression.text) : undefined;
      if (library !== undefined) return { library, name: 'default' };
    }
  }
  return undefined;
}

function specifierText(compiler: typeof ts, declaration: ts.Node): string {
  const specifier = 'moduleSpecifier' in declaration ? (declaration.moduleSpecifier as ts.Node) : undefined;
  return specifier !== undefined && compiler.isStringLiteral(specifier) ? specifier.text : '';
}

function leftmost(compiler: typeof ts, name: ts.EntityName): ts.Identifier {
  return compiler.isQualifiedName(name) ? leftmost(compiler, name.left) : name;
}

function many(value: Value | undefined): Value | undefined {
  return value?.role === 'row' ? { ...value, role: 'rows' } : undefined;
}
