import { expect, test } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { expandModel } from './expand-model.ts';
import { shortenModel } from './shorten-model.ts';

test.each(domains)('$id is read again as it was', ({ id, part, options }) => {
  const { model } = expandModel(mergeParts(id, [part, ...options.map((option) => option.part)]));
  if (model === undefined) throw new Error('It should be readable.');
  expect(expandModel(JSON.parse(JSON.stringify(shortenModel(model)))).model).toEqual(model);
});
