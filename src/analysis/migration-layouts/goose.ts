import type { Layout } from './layout.ts';
import { byName } from './natural-order.ts';
import { isSql } from './path-parts.ts';
import { type Marks, upAndDown } from './up-and-down.ts';

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
    const read = byName(files.filter(({ path }) => isSql(path))).map((file) => ({
      path: file.path,
      migration: upAndDown(file, marks),
    }));
    return {
      files: read.flatMap(({ migration }) => migration ?? []),
      unread: [
        ...read.flatMap(({ path, migration }) =>
          migration === undefined ? [{ path, why: 'it has no "-- +goose Up"' }] : [],
        ),
        ...files.flatMap(({ path, text }) =>
          /\.go$/.test(path) && /\bgoose\.Add(?:Named)?Migration/.test(text)
            ? [{ path, why: 'it is a program in Go: give the SQL that it runs in a file of its own' }]
            : [],
        ),
      ],
    };
  },
};
