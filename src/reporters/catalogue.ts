// Made by scripts/generate.ts from the files that are there; do not edit.
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export const reporters = [github, html, json, markdown, sarif, text] as const;
