import { describe, expect, it } from 'vitest';
import type { MadeFile } from '#contracts/command.ts';
import { fileKind, withKindOfEnding } from './file-kind.ts';

const makes: MadeFile = {
  file: 'diagram.svg',
  kinds: {
    field: 'as',
    of: {
      svg: { ending: 'svg', nature: 'text' },
      png: { ending: 'png', nature: 'bytes' },
      mermaid: { ending: 'mmd', nature: 'readable' },
    },
  },
};

describe('the kind of a file', () => {
  it('is what a flag says, else what the ending of --out says', () => {
    expect(withKindOfEnding(makes, { out: 'a/shop.PNG' })).toEqual({ out: 'a/shop.PNG', as: 'png' });
    expect(withKindOfEnding(makes, { out: 'shop.png', as: 'svg' })).toEqual({ out: 'shop.png', as: 'svg' });
    expect(withKindOfEnding(makes, { out: 'shop.txt' })).toEqual({ out: 'shop.txt' });
    expect(withKindOfEnding(makes, {})).toEqual({});
    expect(withKindOfEnding({ file: 'x.json' }, { out: 'x.png' })).toEqual({ out: 'x.png' });
    expect(withKindOfEnding(undefined, { out: 'x.png' })).toEqual({ out: 'x.png' });
  });

  it('gives the file its name and says where it may go', () => {
    expect(fileKind(makes, 'mermaid')).toEqual({ file: 'diagram.mmd', nature: 'readable' });
    expect(fileKind(makes, undefined)).toEqual({ file: 'diagram.svg', nature: 'text' });
    expect(fileKind({ file: 'database.dbw.json' }, undefined)).toEqual({ file: 'database.dbw.json', nature: 'text' });
  });
});
