import { Parser } from '@dbml/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagramOf } from '#analysis/diagram/diagram-of.ts';
import { shopSketch, sketched } from '#analysis/diagram/schema-sketch.fixture.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { dbml } from './dbml.ts';
import { mermaid } from './mermaid.ts';
import { plantUml } from './plantuml.ts';

const shop = diagramOf(sketched(shopSketch), { title: 'shop' });

/** A table called like that, which refers to itself. */
function called(name: string) {
  const columns = [
    { name, type: name, nullable: true, default: name, comment: name },
    { name: 'id', type: 'bigint', nullable: false },
    { name: 'parent', type: 'bigint', nullable: true },
  ];
  return diagramOf(
    DatabaseSchema.parse({
      engine: 'postgres',
      searchPath: [],
      tables: [
        {
          schema: name,
          name,
          comment: name,
          columns,
          constraints: [
            { name, kind: 'primary-key', columns: ['id', name], definition: '' },
            {
              name,
              kind: 'foreign-key',
              columns: ['parent', name],
              definition: '',
              references: {
                schema: name,
                table: name,
                columns: ['id', name],
                onDelete: 'CASCADE',
                onUpdate: 'no action',
              },
            },
          ],
        },
      ],
    }),
    { title: name },
  );
}

/** Names that the catalogs of databases take: anything but a zero byte and halves of pairs. */
const names = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'"\'`\\{}[]()<>#%$&;:,.-/|~!?*= \n\rTé'), minLength: 1, maxLength: 12 }),
  )
  .filter((name) => !/\0|[\ud800-\udfff]/.test(name.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')));

describe('DBML', () => {
  it('is read by its own parser, whole', () => {
    const { schemas } = new Parser().parse(dbml(shop), 'dbmlv2');
    expect(schemas[0]?.tables).toHaveLength(32);
    expect(schemas[0]?.refs).toHaveLength(shop.references.length);
    expect(schemas[0]?.tableGroups).toHaveLength(shop.groups.length);
    const lines = schemas[0]?.tables.find(({ name }) => name === 'cart_items');
    expect(lines?.indexes[0]).toMatchObject({ pk: true });
  });

  it('keeps every name', () => {
    fc.assert(
      fc.property(names, (name) => {
        const { schemas } = new Parser().parse(dbml(called(name)), 'dbmlv2');
        const tables = schemas.flatMap((schema) => schema.tables);
        expect(tables.map((table) => [table.schema.name, table.name])).toEqual([[name, name]]);
        expect(tables[0]?.fields.map((field) => field.name)).toEqual([name, 'id', 'parent']);
        expect(schemas.flatMap(({ refs }) => refs)).toMatchObject([{ onDelete: 'cascade' }]);
      }),
    );
  });
});

describe('Mermaid', () => {
  const head = /^ {2}\w+(\["[^"\\%\n]*"\])?( \{)?$/;
  const attribute = /^ {4}[A-Za-z_][\w()[\]-]* [A-Za-z_]\w*( (PK|FK|UK)(, (PK|FK|UK))*)?( "[^"\\%\n]*")?$/;
  const relation = /^ {2}\w+ (\|o|\|\|)--(o\||o\{) \w+ : "[^"\\%\n]*"$/;
  const isLine = (line: string) => head.test(line) || attribute.test(line) || relation.test(line) || line === '  }';

  it('says tables, keys and who refers to whom', () => {
    const text = mermaid(shop);
    expect(
      text
        .split('\n')
        .slice(1, -1)
        .filter((line) => !isLine(line)),
    ).toEqual([]);
    expect(text).toContain('  brands {\n    bigint id PK\n    text name\n  }\n');
    expect(text).toContain('  brands |o--o{ products : "brand_id"\n');
    expect(text).toContain('  users ||--o| user_settings : "user_id"\n');
  });

  it('has lines of its grammar only, whatever names are', () => {
    fc.assert(
      fc.property(names, (name) => {
        const [first, ...lines] = mermaid(called(name)).split('\n');
        expect(first).toBe('erDiagram');
        expect(lines.slice(0, -1).filter((line) => !isLine(line))).toEqual([]);
      }),
    );
  });
});

describe('PlantUML', () => {
  it('says packages, keys and who refers to whom', () => {
    const text = plantUml(shop);
    expect(text).toContain('  entity "brands" as t1 {\n    * id : bigint <<PK>>\n    --\n    * name : text\n  }\n');
    expect(text).toContain('package "products" {');
    expect(text).toMatch(/^t1 \|o--o\{ t16 : brand_id$/m);
  });

  it('calls no function and includes no file, whatever names are', () => {
    fc.assert(
      fc.property(names, (name) => {
        const lines = plantUml(called(name)).split('\n');
        expect(lines).toHaveLength(15);
        for (const line of lines) expect(line.replace(/<U\+[0-9a-f]{4,6}>/g, '')).not.toMatch(/[%$!~`'\\\r]/);
      }),
    );
  });
});
