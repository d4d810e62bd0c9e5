import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexKey } from '#vocabulary/index-definition.ts';
import { hasExtension } from './index-extensions.ts';
import type { SearchSubject } from './search-subject.ts';

const patterns = /^(LIKE|ILIKE|SIMILAR TO|~~\*?|~\*?|%|<%|%>|<<%|%>>)( ANY)?$/;

/**
 * The key of a GIN index that serves the condition: trigrams of a text, elements of an array, keys and values of a
 * document, words of a text search. https://www.postgresql.org/docs/18/gin.html
 */
export function ginKey({ place, type, operator }: SearchSubject, schema: DatabaseSchema): IndexKey | undefined {
  const key = (operatorClass?: string): IndexKey => ({
    ...place,
    direction: 'asc',
    ...(operatorClass === undefined ? {} : { operatorClass }),
  });
  if (patterns.test(operator)) {
    // https://www.postgresql.org/docs/18/pgtrgm.html
    const isText = type === '' || /^(text|character|varchar|citext|name)/.test(type);
    return isText && hasExtension(schema, 'pg_trgm') ? key('gin_trgm_ops') : undefined;
  }
  const isDocument = type === 'jsonb' || (type === '' && place.expression !== undefined);
  switch (operator) {
    case '@>':
    case '<@':
    case '&&':
      if (type.endsWith('[]')) return key();
      if (operator !== '@>') return undefined;
      // jsonb_path_ops is smaller and faster but knows only @>, @? and @@.
      return isDocument ? key('jsonb_path_ops') : type === 'hstore' ? key() : undefined;
    case '?':
    case '?|':
    case '?&':
      return isDocument || type === 'hstore' ? key() : undefined;
    case '@?':
      return key('jsonb_path_ops');
    case '@@':
    case '@@@':
      return key(type === 'jsonb' ? 'jsonb_path_ops' : undefined);
    default:
      return undefined;
  }
}

/** Types that btree_gin brings into a GIN index. https://www.postgresql.org/docs/18/btree-gin.html */
export function fitsGin(type: string): boolean {
  return /^(smallint|integer|bigint|real|double precision|numeric|timestamp|time|date|interval|text|character|varchar|"char"|money|uuid|inet|cidr|macaddr|bit|bytea)/.test(
    type,
  );
}
