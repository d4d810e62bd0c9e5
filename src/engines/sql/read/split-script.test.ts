import { expect, it } from 'vitest';
import type { Lexis } from './lexis.ts';
import { splitScript } from './split-script.ts';

const mysql: Lexis = {
  names: '`',
  texts: `'"`,
  backslashes: true,
  hashComments: true,
  dollarTexts: false,
  versionedComments: true,
};
const tsql: Lexis = {
  ...mysql,
  names: '["',
  texts: "'",
  backslashes: false,
  hashComments: false,
  versionedComments: false,
};

const split = (text: string, lexis: Lexis, batches: boolean) =>
  [...splitScript(text, lexis, { delimiters: !batches, batches })].map((part) => part.text.trim());

it('ends a statement where its delimiter stands, not in texts and comments', () => {
  expect(split("a ';' -- ;\n; b /* ; */ `;`;", mysql, false)).toEqual(["a ';' -- ;", 'b /* ; */ `;`']);
});

it('takes on another delimiter, and the first again', () => {
  expect(split('DELIMITER ;;\nCREATE TRIGGER x BEGIN a; b; END;;\nDELIMITER ;\nc; d', mysql, false)).toEqual([
    'CREATE TRIGGER x BEGIN a; b; END',
    'c',
    'd',
  ]);
});

it('keeps the body of a routine together where nobody changed the delimiter', () => {
  const body =
    'CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF x THEN y; END IF; CASE z WHEN 1 THEN y; END CASE; END';
  expect(split(`${body}; b;`, mysql, false)).toEqual([body, 'b']);
});

it('ends batches at GO, and statements where a line begins the next', () => {
  const script = 'CREATE TABLE a (x int)\nCREATE TABLE b (\n  go int\n)\nGO\nCREATE VIEW v AS\nSELECT 1;\nGO 2\nEXEC p';
  expect(split(script, tsql, true)).toEqual([
    'CREATE TABLE a (x int)',
    'CREATE TABLE b (\n  go int\n)',
    'CREATE VIEW v AS\nSELECT 1;',
    'EXEC p',
  ]);
});

it('tells where each begins', () => {
  const script = 'a;\n\n  b;';
  expect([...splitScript(script, mysql, { delimiters: true, batches: false })].map(({ start }) => start)).toEqual([
    0, 6,
  ]);
});
