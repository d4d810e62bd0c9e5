// Made by scripts/generate.ts from the files that are there; do not edit.
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { text } from './text.ts';

export const reporters = [html, json, markdown, text] as const;
