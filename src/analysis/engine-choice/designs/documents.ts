import { count } from '#analysis/plan-words.ts';
import type { Designs } from './design.ts';

/** MongoDB 6 and later, as typed into mongosh. */
export const mongodbDesigns: Designs = {
  documents: (given) => ({
    says: `One collection a thing that is read whole: what is read together is embedded while it stays small (below some 100 entries), the rest is referred to by id. A validator keeps the fields that every document has.${given.asked.needs.includes('horizontal-writes') ? ' The shard key is hashed, so that writes spread; every frequent query should carry it.' : ''}`,
    schema: [
      `db.createCollection('products', { validator: { $jsonSchema: { bsonType: 'object', required: ['sku', 'kind'], properties: { sku: { bsonType: 'string' }, kind: { bsonType: 'string' } } } } })`,
      ...(given.asked.needs.includes('horizontal-writes')
        ? [`sh.shardCollection('shop.products', { _id: 'hashed' })`]
        : []),
    ],
    indexes: [
      ...(given.asked.needs.includes('horizontal-writes')
        ? []
        : [`db.products.createIndex({ sku: 1 }, { unique: true }) // one document a SKU`]),
      `db.products.createIndex({ kind: 1, 'attributes.color': 1, price: 1 }) // equality first, then the order, then ranges`,
    ],
    examples: [
      `db.products.insertOne({ sku: 'S-1', kind: 'shirt', price: NumberDecimal('19.90'), attributes: { color: 'red', sizes: ['S', 'M'] } })`,
      `db.products.find({ kind: 'shirt', 'attributes.color': 'red' }).sort({ price: 1 }).limit(20)`,
      `db.products.updateOne({ sku: 'S-1' }, { $set: { 'attributes.color': 'blue' } })`,
    ],
    tips: [
      '16 MB is the limit of a document, and far above what is wise: arrays that grow without end belong into their own collection.',
      'Write concern majority is the default: keep it.',
      'Many sparse attributes: an array of { k, v } with one index on both.',
    ],
  }),
  transactions: () => ({
    says: 'An order with its lines is one document: its change needs no transaction. What spans documents (stock and order) is one transaction of at most a second.',
    schema: [
      `db.createCollection('orders', { validator: { $jsonSchema: { bsonType: 'object', required: ['customer_id', 'status', 'items'], properties: { status: { enum: ['open', 'paid', 'shipped', 'cancelled'] } } } } })`,
    ],
    indexes: [`db.orders.createIndex({ customer_id: 1, created_at: -1 }) // a customer’s orders`],
    examples: [
      `db.products.updateOne({ _id: 1, stock: { $gte: 2 } }, { $inc: { stock: -2 } })`,
      `db.orders.insertOne({ customer_id: 42, status: 'open', created_at: new Date(), items: [{ product_id: 1, quantity: 2, price: NumberDecimal('49.90') }] })`,
      `db.orders.updateOne({ _id: 1, status: 'open' }, { $set: { status: 'paid' } })`,
    ],
    tips: [
      'No foreign keys: a job that counts orphans belongs to it.',
      'Use withTransaction of the driver: it repeats what may be repeated.',
    ],
  }),
};

/** Over HTTP. */
export const couchdbDesigns: Designs = {
  documents: () => ({
    says: 'A database a user or a group, replicated with PouchDB on the device; a document is what one person changes at once, so that conflicts are rare. Conflicts are kept: the application merges them.',
    schema: [
      'PUT /forms',
      `PUT /forms/_design/by {"views": {"status": {"map": "function (doc) { emit([doc.status, doc.changed]); }"}}}`,
    ],
    indexes: [`POST /forms/_index {"index": {"fields": ["status", "changed"]}, "name": "status-changed"}`],
    examples: [
      `PUT /forms/visit-7 {"status": "open", "changed": "2026-11-22T10:00:00Z"}`,
      `POST /forms/_find {"selector": {"status": "open"}, "sort": ["status", "changed"], "limit": 50}`,
      `POST /_replicate {"source": "forms", "target": "https://other.example.com/forms", "continuous": true}`,
      `GET /forms/visit-7?conflicts=true`,
    ],
    tips: [
      'Many small documents, not few large ones: a conflict is about a whole document.',
      'Compaction removes old revisions; it needs room.',
    ],
  }),
};

/** DynamoDB by the command line of AWS. */
export const dynamodbDesigns: Designs = {
  'key-value': (given) => {
    const size = given.asked.itemBytes ?? 1000;
    const read = Math.ceil(size / 4096) * (given.asked.consistency === 'strong' ? 1 : 0.5);
    const write = Math.ceil(size / 1024);
    const units =
      given.load.reads === undefined
        ? ''
        : ` At ${count(given.load.reads.value)} reads and ${count(given.load.writes?.value ?? 0)} writes a second of ${count(size)} bytes that is ${count(given.load.reads.value * read)} read and ${count((given.load.writes?.value ?? 0) * write)} write units a second.`;
    return {
      says: `One table: the partition key is who it belongs to, the sort key is kind and id; each query reads one key or one range of one partition.${units} One partition key bears 1,000 writes and 3,000 reads a second.`,
      schema: [
        'aws dynamodb create-table --table-name app --billing-mode PAY_PER_REQUEST --attribute-definitions AttributeName=pk,AttributeType=S AttributeName=sk,AttributeType=S AttributeName=gsi1pk,AttributeType=S AttributeName=gsi1sk,AttributeType=S --key-schema AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE --global-secondary-indexes "IndexName=gsi1,KeySchema=[{AttributeName=gsi1pk,KeyType=HASH},{AttributeName=gsi1sk,KeyType=RANGE}],Projection={ProjectionType=ALL}"',
        'aws dynamodb update-time-to-live --table-name app --time-to-live-specification Enabled=true,AttributeName=expires_at',
        ...(given.asked.regions?.writes === 'all'
          ? [`aws dynamodb update-table --table-name app --replica-updates '[{"Create": {"RegionName": "eu-west-1"}}]'`]
          : []),
      ],
      indexes: [
        'pk, sk: everything of one owner, in order.',
        'gsi1 (gsi1pk, gsi1sk): the way back, filled only for entries that are looked up so.',
      ],
      examples: [
        `aws dynamodb put-item --table-name app --item '{"pk": {"S": "USER#42"}, "sk": {"S": "CART"}, "items": {"L": []}}' --condition-expression "attribute_not_exists(pk)"`,
        `aws dynamodb query --table-name app --key-condition-expression "pk = :p AND begins_with(sk, :s)" --expression-attribute-values '{":p": {"S": "USER#42"}, ":s": {"S": "ORDER#"}}'`,
        `aws dynamodb update-item --table-name app --key '{"pk": {"S": "USER#42"}, "sk": {"S": "CART"}}' --update-expression "ADD version :one" --expression-attribute-values '{":one": {"N": "1"}}'`,
      ],
      tips: [
        'Write down every query before the first table: a new one may need a new index.',
        'A key hotter than 700 writes a second: add a suffix 0 … n to it, and read all n.',
        'Items that expire are removed within days: filter by the time as well.',
      ],
    };
  },
  sessions: () => ({
    says: 'A table keyed by the token, with the time of its end as the attribute of the time to live; an index by user for "log out everywhere". Paid by request: at night it costs nothing.',
    schema: [
      'aws dynamodb create-table --table-name sessions --billing-mode PAY_PER_REQUEST --attribute-definitions AttributeName=token,AttributeType=S AttributeName=user_id,AttributeType=S --key-schema AttributeName=token,KeyType=HASH --global-secondary-indexes "IndexName=by_user,KeySchema=[{AttributeName=user_id,KeyType=HASH}],Projection={ProjectionType=KEYS_ONLY}"',
      'aws dynamodb update-time-to-live --table-name sessions --time-to-live-specification Enabled=true,AttributeName=expires_at',
    ],
    indexes: ['token: each request.', 'by_user (user_id), keys only: log out everywhere.'],
    examples: [
      `aws dynamodb put-item --table-name sessions --item '{"token": {"S": "t-1"}, "user_id": {"S": "42"}, "expires_at": {"N": "1764001800"}}'`,
      `aws dynamodb get-item --table-name sessions --key '{"token": {"S": "t-1"}}'`,
      `aws dynamodb query --table-name sessions --index-name by_user --key-condition-expression "user_id = :u" --expression-attribute-values '{":u": {"S": "42"}}'`,
    ],
    tips: [
      'Check expires_at at read: removal may take days.',
      'Eventually consistent reads cost half.',
      'Keep a session below 1 KB: one write unit.',
    ],
  }),
};
