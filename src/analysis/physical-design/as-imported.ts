import type { Table } from '#vocabulary/database-schema.ts';
import type { ImportedForm } from '#vocabulary/imported-form.ts';

/** Tables as the schema had them that the model was read from: its names, its order of columns, what no rule says. */
export function asImported(tables: readonly Table[], imported: ImportedForm | undefined): readonly Table[] {
  if (imported === undefined) return tables;
  return tables.map((table) => {
    const form = imported.tables[table.name];
    if (form === undefined) return table;
    // A column may be called `constructor`.
    const columns = table.columns.map((column) =>
      Object.hasOwn(form.columns, column.name) ? (form.columns[column.name] ?? column) : column,
    );
    const place = (name: string) => {
      const at = form.order?.indexOf(name) ?? 0;
      return at < 0 ? columns.length : at;
    };
    const pick = <T extends { readonly name: string }>(
      own: T,
      exact: Readonly<Record<string, T | null>>,
    ): readonly T[] => {
      const known = Object.hasOwn(exact, own.name) ? exact[own.name] : undefined;
      return known === undefined ? [own] : known === null ? [] : [known];
    };
    return {
      ...table,
      ...(form.options === undefined ? {} : { options: form.options }),
      columns: columns.toSorted((a, b) => place(a.name) - place(b.name)),
      constraints: [...table.constraints.flatMap((one) => pick(one, form.constraints)), ...form.furtherConstraints],
      indexes: [...table.indexes.flatMap((one) => pick(one, form.indexes)), ...form.furtherIndexes],
    };
  });
}
