import type { WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { type SentenceRule, says } from './sentence-rule.ts';

const work = (words: RegExp, kind: WorkloadKind, text: string = kind): SentenceRule =>
  says(words, text, { workloads: [{ kind }] });
const special = (words: RegExp, kind: WorkloadKind, text: string): SentenceRule =>
  says(words, text, { workloads: [{ kind, special: true }] });

/** Kinds of work by the words for them. The special ones first: "semantic search" is no full-text search. */
export const workRules: readonly SentenceRule[] = [
  // Vectors.
  work(
    /\b(?:semantic|vector|similarity|nearest[- ]neighbou?r)s?[- ](?:search|similarity|database|store|index|queries)\b/gi,
    'vector',
    'vector search',
  ),
  work(
    /\b(?:embeddings?|RAG|retrieval[- ]augmented(?: generation)?|similar (?:passages|images|items|documents|products)|vectors|pgvector)\b/gi,
    'vector',
    'vector search',
  ),
  // Search.
  special(
    /\b(?:typo[- ]toleran(?:t|ce)|typos?|facets?|faceted|autocomplete|auto-?complete|as[- ]you[- ]type|fuzzy|synonyms|relevance(?: ranking)?|highlighting)(?: search)?\b/gi,
    'search',
    'search with typos, facets or suggestions',
  ),
  special(
    /\blog search\b|\bsearch(?:ing)? (?:through|in|over|across) (?:[\w ]{0,20} )?logs\b/gi,
    'search',
    'search in logs',
  ),
  work(
    /\bfull[- ]?text(?:[- ]search)?\b|\bsearch(?:ing|es|able)?(?: engine| box| queries)?\b/gi,
    'search',
    'full-text search',
  ),
  // Time series.
  special(/\b(?:down-?sampl\w+|roll-?ups?|continuous aggregates?)\b/gi, 'time-series', 'retention and downsampling'),
  {
    words:
      /\b(?:\d+ (?:years?|months?|days?) (?:of )?)?retention(?: polic(?:y|ies))?\b|\b(?:keep|kept)(?: for)? (?:\w+ )?(?:\d+ )?(?:years?|months?|days?)\b|\bfor (?:one|two|\d+) (?:years?|months?)\b/gi,
    read: (_, { before, after }) =>
      /series|metric|sensor|meter|telemetry|iot|monitor|tick|temperature|measure|every \d/i.test(`${before}${after}`)
        ? { says: 'retention and downsampling', patch: { workloads: [{ kind: 'time-series', special: true }] } }
        : { says: 'kept for a time, then removed', patch: {} },
  },
  work(
    /\btime[- ]?series(?: data)?\b|\b(?:metrics?|telemetry|iot|sensors?(?: data| readings)?|smart meters?|meters?|(?:stock |market |trade )ticks?|ticks|tick (?:store|data)|gps(?: positions?)?|positions of|monitoring|temperatures?|measurements?|observability)\b/gi,
    'time-series',
    'time series',
  ),
  // Warehouses.
  work(
    /\b(?:data[- ])?ware-?hous(?:e|ing)\b(?<!\bwarehouse stock)|\b(?:olap|business intelligence|bi(?: dashboards?)?|dashboards?|analysts?|analytics?|analytical|data lake|lakehouse)\b/gi,
    'analytics',
    'analytics',
  ),
  // Graphs.
  says(/\bfriends[- ]of[- ]friends\b/gi, 'graph, paths of 2 steps and more', { workloads: [{ kind: 'graph' }] }),
  says(
    /\b(?:shortest|variable[- ](?:depth|length)) paths?\b|\bvariable depth\b|\bpath ?finding\b|\btraversals?\b|\bany depth\b/gi,
    'graph, paths of any length',
    {
      workloads: [{ kind: 'graph', depth: 99 }],
    },
  ),
  says(/\bknowledge graphs?\b/gi, 'graph', { workloads: [{ kind: 'graph' }] }),
  says(/\b(?:rdf|sparql|ontolog(?:y|ies)|linked data)\b/gi, 'RDF and SPARQL', {
    workloads: [{ kind: 'graph' }],
    needs: ['rdf'],
  }),
  work(
    /\b(?:social |property )?graphs?(?: database| data| relationships)?\b|\bsocial network\b|\bnetwork of\b|\brecommendation engine\b|\brecommendations?\b|\bfollowers?\b|\b(?:graph |complex )relationships\b|\bfraud rings?\b|\borg(?:anization)? chart(?: tree)?\b|\bhierarch(?:y|ies)\b|\btree\b/gi,
    'graph',
  ),
  // Caches, sessions, keys.
  work(/\bcach(?:e[ds]?|ing)\b|\bhot (?:objects?|data|keys?)\b|\bin[- ]memory\b|\bcached in memory\b/gi, 'cache'),
  work(
    /\b(?:user |web |http )?sessions?(?: stores?| storage| data| state| management)?\b|\b(?:login|auth|access|refresh)[- ]tokens?\b/gi,
    'sessions',
  ),
  work(
    /\bkey[- ]?values?(?: stores?| data| items?| pairs?| lookups?)?\b|\b(?:shopping )?carts?\b|\b(?:player|game) (?:profiles?|state)\b|\bplayer profiles?\b|\bfeature (?:flags?|stores?)\b|\burl shortener\b|\b(?:multiplayer )?game state\b|\blook-?ups? by (?:key|id)\b|\bkey look-?ups?\b/gi,
    'key-value',
    'values by key',
  ),
  // Ranks and queues.
  work(
    /\bleader-?boards?\b|\brank(?:ings?|s)?\b|\btop \d+\b|\brate limit(?:s|ing|er)?(?: counters?)?\b|\bcounters?\b|\b(?:page )?views? counts?\b|\bpage views\b|\bscores?\b/gi,
    'rankings',
    'ranks and counters',
  ),
  work(/\b(?:job|task|work|message|background)[- ](?:queues?|jobs?)\b|\bqueues?\b|\bjobs\b/gi, 'queue'),
  // Documents.
  says(
    /\bflexible[- ]schemas?\b|\bschema-?less\b|\b(?:varying|different|dynamic) (?:fields|attributes)(?: per [\w ]{3,20}?type)?\b|\bsemi-?structured\b|\bno fixed schema\b/gi,
    'documents of varying fields',
    {
      workloads: [{ kind: 'documents' }],
      needs: ['flexible-schema'],
    },
  ),
  work(
    /\bjson(?: documents?| forms?| data| blobs?)?\b|\bdocuments?(?: store| database| model)?\b|\bproduct catalog(?:ue)?s?\b|\bnotes?(?: taking)?\b|\bsettings\b/gi,
    'documents',
  ),
  // Events.
  work(
    /\bclick-?streams?\b|\btime-?lines?\b|\btweets?\b|\blog aggregation\b|\b(?:activity|news) feeds?\b|\bfeeds?\b|\bevent (?:logs?|sourcing|streams?)\b|\bevents\b|\b(?:chat )?messag(?:es|ing)\b|\bchat\b|\baudit (?:logs?|trails?)\b|\bappend[- ]only\b|\b(?:application )?logs?\b/gi,
    'events',
  ),
  // Records that belong together.
  says(
    /\bdouble[- ]entry\b|\bledgers?\b|\bbank(?:s|ing)?\b|\bpayments?(?: system)?\b|\bno double bookings?\b|\baccounting\b/gi,
    'transactions over several rows',
    {
      workloads: [{ kind: 'transactions' }],
      needs: ['row-transactions', 'durable'],
    },
  ),
  says(
    /\bacid(?: transactions| compliance| compliant)?\b|\bmulti-?(?:row|table|document) transactions?\b|\btransactions?\b/gi,
    'transactions over several rows',
    {
      workloads: [{ kind: 'transactions' }],
      needs: ['row-transactions'],
    },
  ),
  work(
    /\b(?:orders?|invoic(?:es?|ing)|billing|inventor(?:y|ies)|stock levels?|purchases?|check-?out|e-?commerce|(?:online |web |small )?shops?|web ?store|market-?places?|book(?:ing|ings) (?:system|app)|bookings?|reservations?|appointments?|scheduling|erp|crm|hr system|human resources|saas|multi-?tenant|point[- ]of[- ]sale|cms|content management|blogs?|library catalogue|user accounts?|customers?|customer data|relational(?: data| model| database)?|oltp|trips?|users and roles|wordpress\S*|comments|(?:user )?profiles?|preferences|contacts)\b/gi,
    'transactions',
    'records that belong together',
  ),
];
