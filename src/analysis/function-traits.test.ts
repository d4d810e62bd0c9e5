import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { calledFunctions } from './function-traits.ts';

const made = (name: string, traits: string) => ({
  kind: 'function' as const,
  schema: 'public',
  name,
  definition: `CREATE OR REPLACE FUNCTION public.${name}(a integer)\n RETURNS boolean\n LANGUAGE plpgsql\n${traits}AS $function$ begin return stable; end $function$\n`,
});
const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [],
  objects: [made('plain', ''), made('safe', ' IMMUTABLE PARALLEL SAFE\n'), made('twice', ''), made('twice', '')],
});

test('what the head of CREATE FUNCTION says, not its body', () => {
  expect(calledFunctions(['(plain(t.a) AND safe(t.b))'], schema)).toEqual([
    { name: 'plain', volatility: 'volatile', parallel: 'unsafe', made: true },
    { name: 'safe', volatility: 'immutable', parallel: 'safe', made: true },
  ]);
});

test('overloaded and unknown names say nothing; texts are no calls', () => {
  expect(calledFunctions(["(twice(t.a) AND lower(t.b) = 'random()')"], schema)).toEqual([]);
  expect(calledFunctions(['(random() < 0.5)'], undefined)).toMatchObject([{ parallel: 'restricted', made: false }]);
});
