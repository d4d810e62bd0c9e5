import type { Layout } from './layout.ts';
import { isSql } from './path-parts.ts';
import { type Marks, markedFiles } from './up-and-down.ts';

const marks: Marks = {
  up: /^[ \t]*--[ \t]*\+goose[ \t]+up\b/im,
  down: /^[ \t]*--[ \t]*\+goose[ \t]+down\b/im,
  transaction: (_, text) => (/^[ \t]*--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/im.test(text) ? 'statement' : 'file'),
};

/** https://pressly.github.io/goose/documentation/annotations/ */
export const goose: Layout = {
  name: 'goose',
  fits: (files) => files.some(({ path, text }) => isSql(path) && marks.up.test(text)),
  read: (files) => {
    const { files: read, unread } = markedFiles(files, marks, { mark: '+goose Up' });
    const programs = files.filter(
      ({ path, text }) => /\.go$/.test(path) && /\bgoose\.Add(?:Named)?Migration/.test(text),
    );
    const why = 'it is a program in Go: give the SQL that it runs in a file of its own';
    return { files: read, unread: [...unread, ...programs.map(({ path }) => ({ path, why }))] };
  },
};
