import { byteWords } from '#analysis/engine-choice/byte-words.ts';
import { count } from '#analysis/plan-words.ts';
import type { DesignCase, Designs } from './design.ts';

/** Elasticsearch 8 and later. */
export const elasticsearchDesigns: Designs = {
  search: (given) => {
    const bytes = given.load.bytes?.value ?? (given.group.items ?? 1_000_000) * 2000;
    const shards = Math.max(1, Math.ceil(bytes / 3e10));
    return {
      says: `One index of ${count(shards)} shards (${byteWords(bytes)} at 30 GB each) with one copy. Fields that people search are text, fields that they filter and count by are keyword; the mapping is strict. It is filled from the main store and can be built again from there.`,
      schema: [
        `PUT products-v1 {"settings": {"number_of_shards": ${shards}, "number_of_replicas": 1}, "mappings": {"dynamic": "strict", "properties": {"name": {"type": "text", "fields": {"suggest": {"type": "search_as_you_type"}}}, "description": {"type": "text"}, "brand": {"type": "keyword"}, "price": {"type": "scaled_float", "scaling_factor": 100}, "changed": {"type": "date"}}}}`,
        `POST _aliases {"actions": [{"add": {"index": "products-v1", "alias": "products"}}]}`,
      ],
      indexes: [
        'Every field of the mapping is indexed; "index": false for those that are only shown.',
        'The alias lets a new index (products-v2) take over in one step.',
      ],
      examples: [
        `POST products/_search {"query": {"bool": {"must": [{"multi_match": {"query": "runing shoes", "fields": ["name^3", "description"], "fuzziness": "AUTO"}}], "filter": [{"term": {"brand": "acme"}}]}}, "aggs": {"brands": {"terms": {"field": "brand"}}}, "size": 20}`,
        `PUT products/_doc/42?version=7&version_type=external {"name": "Running shoes", "description": "Light", "brand": "acme", "price": 79.9, "changed": "2026-11-22T10:00:00Z"}`,
      ],
      tips: [
        'Write in bulk (5 to 15 MB), refresh_interval 30s while loading.',
        'External versions make late changes harmless.',
        'Page with search_after, not from.',
        'Heap at most half of the memory, below 31 GB.',
      ],
    };
  },
  documents: (given) => elasticsearchDesigns.search?.(given) ?? nothing,
};

/** Meilisearch 1.10 and later. */
export const meilisearchDesigns: Designs = {
  search: (given) => ({
    says: `One index${given.group.items === undefined ? '' : ` with ${count(given.group.items)} documents`} on one node, on a disk with room for ten times the raw data. It forgives typos and answers while one types, as installed. It is filled from the main store.`,
    schema: [
      `POST /indexes {"uid": "products", "primaryKey": "id"}`,
      `PATCH /indexes/products/settings {"searchableAttributes": ["name", "description"], "filterableAttributes": ["brand", "price"], "sortableAttributes": ["price"]}`,
    ],
    indexes: ['Only what is declared filterable or sortable can be filtered or sorted.'],
    examples: [
      `POST /indexes/products/documents [{"id": 42, "name": "Running shoes", "brand": "acme", "price": 79.9}]`,
      `POST /indexes/products/search {"q": "runing shoes", "filter": "brand = acme", "facets": ["brand"], "limit": 20}`,
    ],
    tips: [
      'Set the settings before the documents: a change of them indexes everything anew.',
      'Writes are tasks: look at /tasks before you trust a search.',
      'Search keys for browsers, never the master key.',
    ],
  }),
};

const nothing = { says: '', schema: [], indexes: [], examples: [], tips: [] } as const;

function hops({ group }: DesignCase): number {
  return Math.min(6, Math.max(2, group.depth ?? 3));
}

/** Neo4j 5 and later. */
export const neo4jDesigns: Designs = {
  graph: (given) => ({
    says: `Things with an identity are nodes, verbs between them are relationships with a type and a direction; what is asked about a relationship is a property of it${given.group.items === undefined ? '' : ` (${count(given.group.items)} relationships)`}. Every question starts at a node that an index finds, and bounds its steps.`,
    schema: [
      'CREATE CONSTRAINT person_id IF NOT EXISTS FOR (p:Person) REQUIRE p.id IS UNIQUE;',
      'MERGE (a:Person {id: 1}) MERGE (b:Person {id: 2}) MERGE (a)-[:KNOWS {since: date()}]->(b);',
    ],
    indexes: [
      'CREATE INDEX person_name IF NOT EXISTS FOR (p:Person) ON (p.name); // the entry by name',
      'The constraint on id is an index too: MERGE needs it.',
    ],
    examples: [
      `MATCH (me:Person {id: 1})-[:KNOWS*2..${hops(given)}]-(other:Person) WHERE NOT (me)-[:KNOWS]-(other) AND other <> me RETURN other.id, count(*) AS ways ORDER BY ways DESC LIMIT 20;`,
      'MATCH path = shortestPath((a:Person {id: 1})-[:KNOWS*..6]-(b:Person {id: 2})) RETURN length(path);',
    ],
    tips: [
      'A node with more than 100,000 relationships slows every path through it: split by type or time.',
      'The page cache should hold the whole store.',
      'PROFILE shows where rows explode.',
    ],
  }),
};

export const arangodbDesigns: Designs = {
  graph: (given) => ({
    says: 'Documents as vertices, an edge collection between them, in one named graph.',
    schema: [
      `db._create('persons')`,
      `db._createEdgeCollection('knows')`,
      `require('@arangodb/general-graph')._create('social', [{ collection: 'knows', from: ['persons'], to: ['persons'] }])`,
    ],
    indexes: [
      `db.persons.ensureIndex({ type: 'persistent', fields: ['name'] }) // the entry by name`,
      'Edges have their index on _from and _to.',
    ],
    examples: [
      `FOR v, e, p IN 2..${hops(given)} ANY 'persons/1' GRAPH 'social' OPTIONS {order: 'bfs', uniqueVertices: 'global'} LIMIT 20 RETURN v._key`,
    ],
    tips: [
      'In a cluster keep a graph on one shard (OneShard) or by SmartGraph: else each step crosses the network.',
      'The Community edition ends at 100 GB and is not for commercial use.',
    ],
  }),
};

export const neptuneDesigns: Designs = {
  graph: (given) => ({
    says: given.asked.needs.includes('rdf')
      ? 'Triples in named graphs, asked with SPARQL; names of things are IRIs under your own domain.'
      : 'A property graph asked with openCypher; loaded in bulk from S3. The ids of nodes are your own keys: they are the entry.',
    schema: [],
    indexes: ['Neptune indexes subject, predicate and object on its own; there is none to create.'],
    examples: given.asked.needs.includes('rdf')
      ? [
          'PREFIX ex: <https://example.com/> INSERT DATA { ex:ann ex:knows ex:bob }',
          'PREFIX ex: <https://example.com/> SELECT DISTINCT ?other WHERE { ex:ann ex:knows+ ?other } LIMIT 20',
        ]
      : [
          `MATCH (a {\`~id\`: 'account-1'})-[:SENT*1..${hops(given)}]->(b) RETURN DISTINCT id(b) LIMIT 50`,
          `CREATE (:Account {\`~id\`: 'account-1', opened: datetime()})`,
        ],
    tips: ['Load with the bulk loader, write in batches of 100 to 200.', 'Replicas answer reads; the writer is one.'],
  }),
};

function vectorBytes({ group }: DesignCase): string {
  return byteWords((group.items ?? 1_000_000) * 4096);
}

export const weaviateDesigns: Designs = {
  vector: (given) => ({
    says: `One collection with a vector and the fields that filter; ${count(given.group.items ?? 1_000_000)} vectors of 1,024 dimensions are ${vectorBytes(given)} raw, a quarter of that or less with rotational quantization. Shards spread it over nodes.`,
    schema: [
      `POST /v1/schema {"class": "Passage", "vectorizer": "none", "vectorIndexType": "hnsw", "vectorIndexConfig": {"distance": "cosine", "rq": {"enabled": true}}, "shardingConfig": {"desiredCount": 3}, "replicationConfig": {"factor": 3}, "properties": [{"name": "body", "dataType": ["text"]}, {"name": "source", "dataType": ["text"], "tokenization": "field"}]}`,
    ],
    indexes: ['HNSW on the vector; each property has an inverted index for filters and BM25.'],
    examples: [
      `POST /v1/graphql {"query": "{ Get { Passage(limit: 10, nearVector: {vector: [0.1, 0.2]}, where: {path: [\\"source\\"], operator: Equal, valueText: \\"manual\\"}) { body _additional { distance } } } }"}`,
    ],
    tips: [
      'Import in batches over gRPC.',
      'Keep the texts and their embeddings in the main store too: another model means all vectors anew.',
    ],
  }),
};

export const pineconeDesigns: Designs = {
  vector: (given) => ({
    says: `A serverless index of fixed dimensions, a namespace a tenant: a query reads one namespace. ${count(given.group.items ?? 1_000_000)} vectors are ${vectorBytes(given)}. Metadata (40 KB at most) holds what filters and the id of the entry; the text stays in the main store.`,
    schema: [
      `POST https://api.pinecone.io/indexes {"name": "passages", "dimension": 1024, "metric": "cosine", "spec": {"serverless": {"cloud": "aws", "region": "us-east-1"}}}`,
    ],
    indexes: ['The index is made by the service; metadata is filterable as it is.'],
    examples: [
      `POST /vectors/upsert {"namespace": "tenant-7", "vectors": [{"id": "p-1", "values": [0.1, 0.2], "metadata": {"source": "manual"}}]}`,
      `POST /query {"namespace": "tenant-7", "vector": [0.1, 0.2], "topK": 10, "filter": {"source": "manual"}, "includeMetadata": true}`,
    ],
    tips: [
      'Reads are eventual: a vector may be found seconds after it was written.',
      'Above 10 million vectors load from object storage (import), not by upsert.',
    ],
  }),
};

export const chromadbDesigns: Designs = {
  vector: () => ({
    says: 'A collection in a folder beside the program (PersistentClient): no server. Good to some millions of vectors on one machine.',
    schema: [
      `client = chromadb.PersistentClient(path="vectors")`,
      `passages = client.get_or_create_collection("passages", configuration={"hnsw": {"space": "cosine"}})`,
    ],
    indexes: ['HNSW on the embedding; metadata can be filtered.'],
    examples: [
      `passages.add(ids=["p-1"], documents=["Light shoes"], metadatas=[{"source": "manual"}])`,
      `passages.query(query_texts=["shoes for runs"], n_results=10, where={"source": "manual"})`,
    ],
    tips: [
      'Name the embedding model in the metadata: vectors of two models cannot be compared.',
      'One process writes to the folder.',
    ],
  }),
};
