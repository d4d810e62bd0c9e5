import { expect, test } from 'vitest';
import { gaps } from './unread-facts.ts';

test('each gap is told, of many the first five', () => {
  expect(gaps('a part')).toEqual([]);
  expect(gaps('a part', ['One.'])).toEqual([{ what: 'a part', why: 'One.' }]);
  const many = gaps(
    'a part',
    Array.from({ length: 9 }, (_, at) => `Table ${at}.`),
  );
  expect(many.map(({ why }) => why).slice(4)).toEqual(['Table 4.', '4 more of this kind are not listed.']);
});
