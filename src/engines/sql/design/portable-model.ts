import { isCommonSql, plainPreset, unwrapped } from '#engines/sql/read/plain-sql.ts';
import type { Attribute } from '#vocabulary/logical-attribute.ts';
import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';

type Lost = PhysicalDesign['unenforced'][number];
type Lose = (what: string, instead?: string) => void;

/**
 * A model that was read from the schema of another dialect, without the SQL that only that one has (defaults, computed
 * columns, CHECKs, partial uniqueness; casts are taken off first), and with keys that this dialect can hold. What is left
 * out or changed is told.
 */
export function portableModel(
  model: LogicalModel,
  dialect: string,
): { readonly model: LogicalModel; readonly lost: readonly Lost[] } {
  const from = model.imported?.dialect;
  if (from === undefined || from === dialect) return { model, lost: [] };
  const lost: Lost[] = [];
  const lose: Lose = (what, instead = `Its SQL is that of ${from}: write it anew for ${dialect}.`) => {
    lost.push({ what, instead });
  };
  const entities = Object.entries(model.entities).map(([name, entity]): [string, Entity] => [
    name,
    portableEntity(name, entity, dialect, lose),
  ]);
  return { model: { ...model, entities: Object.fromEntries(entities) }, lost };
}

function portableEntity(name: string, entity: Entity, dialect: string, lose: Lose): Entity {
  const { key = [] } = entity;
  const attributes = Object.entries(entity.attributes).map(([attribute, one]): [string, Attribute] => {
    const place = `${name}.${attribute}`;
    const portable = portableAttribute(place, one, lose);
    if (key.length === 1 && key[0] === attribute) return [attribute, keyable(place, portable, dialect, lose)];
    const given = countsKeysOnly.has(dialect) ? uncounted(place, portable, dialect, lose) : portable;
    return [attribute, key.includes(attribute) ? keyable(place, given, dialect, lose) : given];
  });
  return {
    ...entity,
    attributes: Object.fromEntries(attributes),
    checks: entity.checks.flatMap((rule) => {
      const sql = common(rule.sql);
      if (sql !== undefined) return [{ ...rule, sql }];
      lose(`A CHECK of ${name} is left out: ${rule.sql}.`);
      return [];
    }),
    unique: entity.unique.flatMap((rule) => {
      if (rule.where === undefined) return [rule];
      const where = common(rule.where);
      if (where !== undefined) return [{ ...rule, where }];
      lose(`The uniqueness of ${rule.of.join(', ')} of ${name} where ${rule.where} is left out.`);
      return [];
    }),
  };
}

function portableAttribute(place: string, attribute: Attribute, lose: Lose): Attribute {
  const { default: preset, generated, ...rest } = attribute;
  if (generated !== undefined) {
    const sql = common(generated);
    if (sql !== undefined) return { ...attribute, generated: sql };
    lose(`${place} is computed no more, but given: ${generated}.`);
    return rest;
  }
  if (typeof preset !== 'object') return attribute;
  const value = plainPreset(withoutCasts(preset.sql));
  if (value !== undefined) return { ...attribute, default: value };
  lose(`${place} has no default any more: ${preset.sql}.`);
  return rest;
}

/** Where a column that the server counts must be the key. */
const countsKeysOnly: ReadonlySet<string> = new Set(['mysql', 'mariadb', 'sqlite']);

function uncounted(place: string, attribute: Attribute, dialect: string, lose: Lose): Attribute {
  const { identity, ...given } = attribute;
  if (identity === undefined) return attribute;
  lose(`${place} is counted no more, but given.`, `${dialect} counts keys only.`);
  return given;
}

/** Where a text without a length can be no key: the length that Prisma gives one. */
const longestKey: Readonly<Record<string, number>> = { mysql: 191, mariadb: 191, sqlserver: 191 };

function keyable(place: string, attribute: Attribute, dialect: string, lose: Lose): Attribute {
  const length = longestKey[dialect];
  const { domain, type, ...rest } = attribute;
  const isEndless = rest.length === undefined && (type === 'text' || (type === undefined && domain === 'text'));
  if (length === undefined || !isEndless) return attribute;
  lose(
    `${place} holds at most ${length} characters.`,
    `A key of ${dialect} needs a length: model.yaml may give another one.`,
  );
  return { ...rest, domain: 'code', length };
}

function common(sql: string): string | undefined {
  const plain = withoutCasts(sql);
  return isCommonSql(plain) ? plain : undefined;
}

/** `status = ANY (ARRAY['open'::text, 'paid'::text])` -> `status IN ('open', 'paid')`. */
function withoutCasts(sql: string): string {
  const bare = sql
    .split(/('(?:[^']|'')*')/)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(cast, '')))
    .join('')
    .replace(/= ANY \(+ARRAY\[([^[\]]*)\]\)+/g, 'IN ($1)');
  return unwrapped(bare.trim());
}

/** https://www.postgresql.org/docs/18/sql-expressions.html#SQL-SYNTAX-TYPE-CASTS */
const cast =
  /::(?:(?:"[^"]+"|\w+)\.)?(?:character varying|double precision|bit varying|"[^"]+"|\w+)(?:\(\d+(?:,\s*\d+)?\))?(?: with(?:out)? time zone)?(?:\[\])*/gi;
