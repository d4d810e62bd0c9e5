import type { Item } from '#engines/postgres/catalog/item.ts';

/** Whether two things of one name are the same, comments and rights included. */
export function isSame(a: Item, b: Item): boolean {
  return hasSameParts(a, b) && a.comment === b.comment && text(a.grants) === text(b.grants);
}

export function hasSameParts(a: Item, b: Item): boolean {
  return JSON.stringify(a.parts) === JSON.stringify(b.parts) || text(comparable(a, b)) === text(comparable(b, a));
}

/** Without what follows from other things: the place of a column, what it has from a parent, the columns of a view. */
function comparable(item: Item, other: Item): unknown {
  switch (item.kind) {
    case 'column': {
      const {
        position: _position,
        local: _local,
        inherited: _inherited,
        usualStorage: _usual,
        notNullConstraint,
        ...parts
      } = item.parts;
      if (parts.relation === 'v' || parts.relation === 'm') return {};
      // Servers before 18 know no names of NOT NULL.
      const isNamed =
        notNullConstraint && other.kind === 'column' && (other.parts.notNullConstraint || !other.parts.notNull);
      const { local: _own, ...name } = notNullConstraint ?? { local: false };
      return { ...parts, relation: '', ...(isNamed ? { notNullConstraint: name } : {}) };
    }
    case 'constraint': {
      const { inherited: _inherited, parent: _parent, ...parts } = item.parts;
      return parts;
    }
    case 'index': {
      const { parent: _parent, valid, partitioned: _partitioned, relation: _relation, ...parts } = item.parts;
      // An index on a partitioned table is valid once all of its parts are.
      return { ...parts, valid: item.parts.partitioned || valid };
    }
    case 'identity-sequence':
      return {};
    case 'table': {
      const { isPartition: _isPartition, ...parts } = item.parts;
      return parts;
    }
    case 'composite': {
      // Their order is told where it is another one; no statement changes it.
      const attributes = item.parts.attributes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      return { ...item.parts, attributes };
    }
    case 'view': {
      const { columns: _columns, ...parts } = item.parts;
      return parts;
    }
    case 'materialized-view': {
      const { columns: _columns, ...parts } = item.parts;
      return parts;
    }
    default:
      return item.parts;
  }
}

/** JSON whose objects have their keys in order; lists of options are sets. */
function text(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (Array.isArray(inner) && /options$/i.test(key)) return [...inner].map(String).sort();
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
