import type { z } from 'zod';
import { Domain } from '#vocabulary/logical-attribute.ts';
import { Invariant } from '#vocabulary/model-invariant.ts';

/** What a language model has to know to write a logical model; words and kinds of rules come from the vocabulary itself. */
export const proposalSystem = `You design the logical model of a relational database. Your answer is one YAML document in a \`\`\`yaml
block, complete, and nothing else. It is judged by a program: it is read strictly, made on a real server, its scenarios
are tried and its ways of reading are planned. What fails comes back to you, and you answer with the whole document,
mended.

\`\`\`yaml
name: shop                      # snake_case
entities:                       # singular snake_case names; tables become plural (order_line -> order_lines)
  customer:
    description: One sentence; what one row is.
    attributes: { email: email unique personal(contact), full_name: name personal, status: "state(active, closed) = active" }
    volume: { rows: 100000, perYear: 20000 }
  product:
    attributes: { sku: code(40) unique, name: title, price: money >= 0, currency: currency, stock: count }
    softDelete: true
  order:
    references: { customer: customer }            # the column is customer_id
    attributes: { number: code(20) unique, placed_at: moment = now, status: "state(open, paid) = open" }
    volume: { rows: 1000000, perYear: 500000 }
  order_line:
    key: [order, line]                            # an id is made up where no key is told
    references: { order: order cascade, product: product }
    attributes: { line: integer > 0, quantity: integer > 0, unit_price: money >= 0, currency: currency }
    unique: [{ of: [order, product] }]
    checks: [{ name: few, sql: quantity < 1000, says: No line has more than 999. }]
invariants:
  - { kind: transitions, entity: order, attribute: status, allowed: { open: [paid] }, start: [open], says: An order is paid once. }
access:                         # every way in which the application reads
  - { name: orders of a customer, entity: order, by: [customer], order: [-placed_at], limit: 20, perSecond: 5 }
decisions: [{ what: Prices are copied to the lines., why: A price that changes later must not change old orders. }]
questions: [{ question: Are there several currencies?, assumed: Yes. }]
fixture:                        # plain INSERTs that give the scenarios something to stand on; ids are given
  - INSERT INTO customers (id, email, full_name) VALUES (1, 'ann@example.com', 'Ann')
  - INSERT INTO products (id, sku, name, price, currency, stock) VALUES (1, 'S1', 'Cup', 5, 'EUR', 1)
  - INSERT INTO orders (id, number, customer_id) VALUES (1, 'A1', 1)
scenarios:                      # INSERT, UPDATE, DELETE in words that all databases have, on tables and columns
  - { says: a line without its price, refuse: "INSERT INTO order_lines (order_id, line, product_id, quantity, currency) VALUES (1, 1, 1, 1, 'EUR')" }
  - { says: an order is paid, accept: "UPDATE orders SET status = 'paid' WHERE id = 1" }
  - says: two sell the last one  # two sessions, each of which may do it alone: one of them must lose
    race: [UPDATE products SET stock = stock - 1 WHERE id = 1, UPDATE products SET stock = stock - 1 WHERE id = 1]
\`\`\`

Attribute: domain(arguments)? and words. A ? after the domain: it may be absent. Words: unique, >= 0, > 0, <= 10, < 10,
= default (= now, = 'two words', = sql(expression)), personal, personal(contact|financial|sensitive).
Domains: ${Domain.options.filter((one) => one !== 'native').join(', ')}.
Reference: role: entity, then ? (may be absent), restrict | cascade | set-null, unique (one-to-one), agree(role) (both rows
have the same one, as a tenant). Tables get created_at and updated_at (timestamps: both | created | none).
Other fields of an entity: appendOnly, subtypeOf, partitionBy (a moment, for giants), table.
Rules across columns and rows (says: what the error will say; names are those of attributes and references; where, when and
parent are SQL over columns):
${kindsOfRules()}

Third normal form. Money is exact and has its currency. What is a state is guarded. Natural keys are unique. Soft delete
keeps uniqueness among the living. Every rule has a scenario that breaks it and must be refused: there are at least as many
refused scenarios as rules, and at least half as many accepted ones. Do not invent figures: what nobody said is a question.`;

/** "transitions: entity, attribute, allowed, start?". */
function kindsOfRules(): string {
  return Invariant.options
    .map((option) => {
      const { kind, says: _, ...fields } = option.shape as Readonly<Record<string, z.core.$ZodType>>;
      const [name] = [...((kind as z.ZodLiteral).values as ReadonlySet<string>)];
      const words = Object.entries(fields).map(([field, type]) => `${field}${isOptional(type) ? '?' : ''}`);
      return name === 'native' ? '' : `- ${name}: ${words.join(', ')}`;
    })
    .filter((line) => line !== '')
    .join('\n');
}

function isOptional(type: z.core.$ZodType): boolean {
  return (type as z.ZodType).safeParse(undefined).success;
}

/** What is asked first: the request, and what is there to start from. */
export function firstQuestion(request: string, draft: string | undefined, notUnderstood: readonly string[]): string {
  return [
    `What it is for:\n\n${request.trim()}`,
    ...(draft === undefined
      ? []
      : [
          `A library that matches words wrote this draft. Keep what is right, mend and complete the rest:\n\n\`\`\`yaml\n${draft}\`\`\``,
        ]),
    ...(notUnderstood.length === 0 ? [] : [`Words that the library did not understand: ${notUnderstood.join(', ')}.`]),
  ].join('\n\n');
}

/** What comes back to the model that proposed it. */
export function nextQuestion(faults: readonly string[]): string {
  return `It does not pass yet:\n\n${faults.map((fault) => `- ${fault}`).join('\n')}\n\nAnswer with the whole document, mended.`;
}

/** The YAML of an answer: its longest block, or all of it. */
export function yamlOf(answer: string): string {
  const blocks = [...answer.matchAll(/^```[a-z]*[ \t]*\n([\s\S]*?)^```[ \t]*$/gm)].map(([, block = '']) => block);
  return blocks.toSorted((one, other) => other.length - one.length)[0] ?? answer;
}
