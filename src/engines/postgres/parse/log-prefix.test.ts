import { expect, test } from 'vitest';
import { compilePrefix, inferPrefix } from './log-prefix.ts';

test.each(['app@shop/psql', 'app@shop psql', 'app@shop', 'app@shop/[unknown]', 'app@shop,psql'])(
  'of %s the database is shop',
  (who) => {
    const line = `2026-11-22 12:42:08.234 UTC [11192] ${who} LOG:  duration: 142.167 ms  statement: SELECT 1`;
    const prefix = inferPrefix(line) ?? '';
    expect(compilePrefix(prefix).read(line)).toMatchObject({
      origin: { user: 'app', database: 'shop', pid: 11192 },
    });
  },
);
