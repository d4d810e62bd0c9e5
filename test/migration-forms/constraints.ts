import { blocks, type FormRow, free, queues } from './form.ts';

const instant = queues({ users: 'AE' });
const read = blocks({ users: 'AE' }, { scans: ['users'] });
const add = 'ALTER TABLE users ADD CONSTRAINT';
const refers = 'ALTER TABLE orders ADD CONSTRAINT orders_payer FOREIGN KEY (user_id) REFERENCES users';

export const constraintForms: readonly FormRow[] = [
  ['ADD CHECK', `${add} grown CHECK (age >= 0)`, read],
  ['ADD CHECK NOT VALID', `${add} grown CHECK (age >= 0) NOT VALID`, instant],
  ['ADD CHECK NOT ENFORCED', `${add} grown CHECK (age >= 0) NOT ENFORCED`, instant, { since: 18 }],
  [
    'ADD CHECK NOT VALID and VALIDATE in one statement',
    `${add} grown CHECK (age >= 0) NOT VALID, VALIDATE CONSTRAINT grown`,
    read,
  ],
  [
    'VALIDATE a CHECK',
    'ALTER TABLE orders VALIDATE CONSTRAINT total_positive',
    free({ orders: 'SUE' }, { scans: ['orders'] }),
  ],
  ['VALIDATE what is valid', 'ALTER TABLE orders VALIDATE CONSTRAINT status_known', free({ orders: 'SUE' })],
  [
    'VALIDATE two',
    'ALTER TABLE orders VALIDATE CONSTRAINT total_positive, VALIDATE CONSTRAINT note_known',
    free({ orders: 'SUE' }, { scans: ['orders'] }),
  ],
  [
    'VALIDATE and ADD COLUMN in one statement',
    'ALTER TABLE orders VALIDATE CONSTRAINT total_positive, ADD COLUMN extra text',
    blocks({ orders: 'AE' }, { scans: ['orders'] }),
  ],
  ['ADD UNIQUE', `${add} one_name UNIQUE (name)`, blocks({ users: 'AE' }, { scans: ['users'], built: ['one_name'] })],
  [
    'ADD UNIQUE NULLS NOT DISTINCT',
    `${add} one_name UNIQUE NULLS NOT DISTINCT (name)`,
    blocks({ users: 'AE' }, { scans: ['users'], built: ['one_name'] }),
    { since: 15 },
  ],
  [
    'ADD UNIQUE DEFERRABLE',
    `${add} one_name UNIQUE (name) DEFERRABLE`,
    blocks({ users: 'AE' }, { scans: ['users'], built: ['one_name'] }),
  ],
  [
    'ADD UNIQUE USING INDEX',
    'ALTER TABLE notes ADD CONSTRAINT notes_code UNIQUE USING INDEX notes_code',
    queues({ notes: 'AE' }),
    { setup: 'CREATE UNIQUE INDEX notes_code ON notes (code)' },
  ],
  [
    'ADD PRIMARY KEY',
    'ALTER TABLE notes ADD PRIMARY KEY (id)',
    blocks({ notes: 'AE' }, { scans: ['notes'], built: ['notes_pkey'] }),
  ],
  [
    'ADD PRIMARY KEY on a nullable column',
    'ALTER TABLE notes ADD PRIMARY KEY (code)',
    blocks({ notes: 'AE' }, { scans: ['notes'], built: ['notes_pkey'] }),
  ],
  [
    'ADD PRIMARY KEY USING INDEX',
    'ALTER TABLE notes ADD CONSTRAINT notes_one PRIMARY KEY USING INDEX notes_one',
    queues({ notes: 'AE' }),
    { setup: 'CREATE UNIQUE INDEX notes_one ON notes (id)' },
  ],
  [
    'ADD PRIMARY KEY USING INDEX on a nullable column',
    'ALTER TABLE notes ADD CONSTRAINT notes_code PRIMARY KEY USING INDEX notes_code',
    blocks({ notes: 'AE' }, { scans: ['notes'] }),
    { setup: 'CREATE UNIQUE INDEX notes_code ON notes (code)' },
  ],
  [
    'ADD EXCLUDE',
    `${add} apart EXCLUDE (email WITH =)`,
    blocks({ users: 'AE' }, { scans: ['users'], built: ['apart'] }),
  ],
  ['ADD FOREIGN KEY', refers, blocks({ orders: 'SRE', users: 'SRE' }, { scans: ['orders', 'users'] })],
  ['ADD FOREIGN KEY NOT VALID', `${refers} NOT VALID`, queues({ orders: 'SRE', users: 'SRE' })],
  ['ADD FOREIGN KEY NOT ENFORCED', `${refers} NOT ENFORCED`, queues({ orders: 'SRE', users: 'SRE' }), { since: 18 }],
  [
    'ADD FOREIGN KEY to itself',
    'ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES orders',
    blocks({ orders: 'SRE' }, { scans: ['orders'] }),
  ],
  [
    'ADD FOREIGN KEY and ADD COLUMN',
    'ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID, ADD COLUMN extra text',
    queues({ orders: 'AE', users: 'SRE' }),
  ],
  [
    'VALIDATE a foreign key',
    'ALTER TABLE orders VALIDATE CONSTRAINT orders_payer',
    free({ orders: 'SUE' }, { scans: ['orders', 'users'] }),
    { setup: `${refers} NOT VALID` },
  ],
  ['DROP a foreign key', 'ALTER TABLE items DROP CONSTRAINT items_order', queues({ items: 'AE', orders: 'AE' })],
  ['DROP a CHECK', 'ALTER TABLE orders DROP CONSTRAINT status_known', queues({ orders: 'AE' })],
  ['DROP a UNIQUE', 'ALTER TABLE users DROP CONSTRAINT users_email_key', instant],
  ['DROP a primary key', 'ALTER TABLE users DROP CONSTRAINT users_pkey', instant],
  [
    'DROP a primary key CASCADE',
    'ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE',
    queues({ orders: 'AE', items: 'AE' }),
  ],
  ['DROP CONSTRAINT IF EXISTS that is not there', 'ALTER TABLE users DROP CONSTRAINT IF EXISTS nothing', instant],
  ['RENAME CONSTRAINT', 'ALTER TABLE orders RENAME CONSTRAINT status_known TO status_set', queues({ orders: 'AE' })],
  ['ALTER CONSTRAINT DEFERRABLE', 'ALTER TABLE items ALTER CONSTRAINT items_order DEFERRABLE', queues({ items: 'AE' })],
  [
    'DOMAIN ADD CHECK',
    "ALTER DOMAIN label ADD CONSTRAINT filled CHECK (VALUE <> '')",
    blocks({ tags: 'S' }, { scans: ['tags'] }),
    { setup: tags() },
  ],
  [
    'DOMAIN ADD CHECK NOT VALID',
    "ALTER DOMAIN label ADD CONSTRAINT filled CHECK (VALUE <> '') NOT VALID",
    free(),
    { setup: tags() },
  ],
  // The manual is silent; 13 to 18 take the lock of ADD CONSTRAINT.
  [
    'DOMAIN VALIDATE',
    'ALTER DOMAIN label VALIDATE CONSTRAINT filled',
    blocks({ tags: 'S' }, { scans: ['tags'] }),
    { setup: `${tags()};\n${notValid()}` },
  ],
  [
    'DOMAIN SET NOT NULL',
    'ALTER DOMAIN label SET NOT NULL',
    blocks({ tags: 'S' }, { scans: ['tags'] }),
    { setup: tags() },
  ],
  [
    'DOMAIN DROP CONSTRAINT',
    'ALTER DOMAIN label DROP CONSTRAINT filled',
    free(),
    { setup: `${tags()};\n${notValid()}` },
  ],
  ['DOMAIN SET DEFAULT', "ALTER DOMAIN label SET DEFAULT 'x'", free(), { setup: tags() }],
];

function tags(): string {
  return "CREATE DOMAIN label AS text;\nCREATE TABLE tags (id int, tag label);\nINSERT INTO tags SELECT i, 't' FROM generate_series(1, 20) i";
}

function notValid(): string {
  return "ALTER DOMAIN label ADD CONSTRAINT filled CHECK (VALUE <> '') NOT VALID";
}
