import { type ColumnType, columnType, type TypeFamily } from '#analysis/column-type.ts';
import type { Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Meaning } from './meaning.ts';
import { thingOf } from './thing.ts';

const texts: readonly TypeFamily[] = ['text'];
const numbers: readonly TypeFamily[] = ['integer', 'number'];
const whole: readonly TypeFamily[] = ['integer'];
const times: readonly TypeFamily[] = ['timestamp', 'date'];

/** First match wins; names are in small letters with `_` between words. */
const byName: readonly (readonly [name: RegExp, families: readonly TypeFamily[], meaning: Meaning])[] = [
  [/(^|_)(first|given|fore)_?name$/, texts, 'given-name'],
  [/(^|_)middle_?name$/, texts, 'middle-name'],
  [/(^|_)(last|family|sur)_?name$/, texts, 'family-name'],
  [
    /(^|_)(full|display|contact|customer|recipient|author|owner|holder|cardholder|patient|employee|student|guest|sender|receiver|billing|shipping|person|driver|doctor|teacher|reviewer|user|legal)_?name$/,
    texts,
    'full-name',
  ],
  [/^(author|recipient|assignee|contact|reviewer|instructor)$/, texts, 'full-name'],
  [/(^|_)(salutation|honorific|name_prefix)$/, texts, 'honorific'],
  [/(^|_)(gender|sex)$/, texts, 'gender'],
  [/(^|_)(user_?name|login|handle|nick_?name|screen_name)$/, texts, 'username'],
  [/(^|_)e_?mail(_?(address|lower|normalized|canonical))?$/, texts, 'email'],
  [/(^|_)(phone|mobile|tel|telephone|fax|cell|msisdn)(_?(number|no|e164))?$/, texts, 'phone'],
  [/(^|_)(street|street_address|address_?line_?1|address_?1|line_?1|street_?(name|line)_?1?)$/, texts, 'street'],
  [/(^|_)(address_?line_?[23]|address_?[23]|line_?[23]|apartment|apt|suite|building)$/, texts, 'unit-line'],
  [/(^|_)(address|addr|location)$/, texts, 'address'],
  [/(^|_)(city|town|municipality)(_?name)?$/, texts, 'city'],
  [/(^|_)(region|province|county|state_?(province|code|name)|state_or_province)$/, texts, 'region'],
  [/(^|_)(zip|zip_?code|postal_?code|post_?code|postcode)$/, texts, 'postal-code'],
  [/(^|_)(country_?(code|iso)?_?3|iso_?3|alpha_?3)$/, texts, 'country-code-3'],
  [/(^|_)(country_?(code|iso2?|alpha_?2)|nationality|iso_?2|alpha_?2)$/, texts, 'country-code'],
  [/(^|_)country(_?name)?$/, texts, 'country-name'],
  [/(^|_)(lat|latitude)$/, ['number'], 'latitude'],
  [/(^|_)(lon|lng|long|longitude)$/, ['number'], 'longitude'],
  [/(^|_)(time_?zone|tz|tzid)(_?name)?$/, texts, 'timezone'],
  [/(^|_)locale(_?code)?$/, texts, 'locale'],
  [/(^|_)lang(uage)?(_?code)?$/, texts, 'language'],
  [/(^|_)currency(_?code)?$/, texts, 'currency'],
  [/(^|_)symbol$/, texts, 'symbol'],
  [
    /(^|_)(company|organi[sz]ation|employer|vendor|supplier|manufacturer|publisher|merchant|tenant|business)(_?name)?$/,
    texts,
    'company',
  ],
  [/(^|_)(job_?title|position|occupation|profession)$/, texts, 'job-title'],
  [/(^|_)(department|dept)(_?name)?$/, texts, 'department'],
  [/(^|_)(card|credit_card)_?(brand|type|network)$/, texts, 'card-brand'],
  [/(^|_)(brand|make)(_?name)?$/, texts, 'brand'],
  [/(^|_)(last_?(four|4)|card_last_?(four|4))(_digits)?$/, texts, 'last-four'],
  [/(^|_)(slug|permalink|url_key|path_slug)$/, texts, 'slug'],
  [/(^|_)sku$/, texts, 'sku'],
  [/(^|_)(ean|gtin|upc|isbn|barcode|ean13|isbn13)$/, texts, 'barcode'],
  [/(^|_)(image|photo|picture|avatar|thumbnail|logo|icon|cover|banner)(_?(url|uri|link|src))?$/, texts, 'image-url'],
  [/(^|_)(url|uri|link|website|homepage|web_?site|href|callback_url|webhook(_url)?|referr?er)$/, texts, 'url'],
  [/(^|_)(domain|hostname|host|subdomain|domain_name)$/, texts, 'host'],
  [/(^|_)(ip|ip_?addr(ess)?|remote_?addr(ess)?|client_ip)$/, ['text', 'network'], 'ip'],
  [/(^|_)user_?agent$/, texts, 'user-agent'],
  [/(^|_)(file_?name|original_name|attachment)$/, texts, 'file-name'],
  [/(^|_)(file_?path|storage_(key|path)|object_key|path|key_path)$/, texts, 'path'],
  [/(^|_)(mime(_?type)?|content_type|media_type)$/, texts, 'mime-type'],
  [/(^|_)(password|passwd|pwd|encrypted_password|password_?(hash|digest)|hashed_password)$/, texts, 'password-hash'],
  [/(^|_)(hash|checksum|digest|sha(1|256|512)?|md5|etag|fingerprint|commit)$/, ['text', 'bytes'], 'hash'],
  [
    /(^|_)(token|secret|api_?key|key_hash|session_(key|id|token)|nonce|idempotency_key|external_id|provider_(id|ref|reference)|stripe_\w+_id|transaction_id|gateway_(id|ref|reference)|correlation_id|trace_id|request_id)$/,
    texts,
    'token',
  ],
  [/(^|_)(hex_?colou?r|colou?r_?(hex|code))$/, texts, 'colour-hex'],
  [/(^|_)colou?r(_?name)?$/, texts, 'colour'],
  [/(^|_)size(_?(code|label|name))?$/, texts, 'size'],
  [/(^|_)(unit|uom|unit_of_measure)(_?(code|name))?$/, texts, 'unit'],
  [/(^|_)(tag|label|keyword)(_?name)?$/, texts, 'tag'],
  [/(^|_)(tags|labels|keywords|categories|roles|permissions|scopes|hobbies|skills|amenities)$/, ['array'], 'list'],
  [/(^|_)(payment_?(method|type|provider)|method)$/, texts, 'payment-method'],
  [/(^|_)(carrier|courier|shipper)(_?name)?$/, texts, 'carrier'],
  [/(^|_)(channel|source|medium|platform|device(_type)?)$/, texts, 'channel'],
  [/(^|_)(event_?(name|type)|action)$/, texts, 'event-name'],
  [/(^|_)(plan|tier)(_?(name|code))?$/, texts, 'plan'],
  [/(^|_)(status|state|stage|phase)(_?(code|name))?$/, texts, 'status'],
  [/(^|_)(type|kind|category|class|level|priority|severity|reason|mode|grade)(_?(code|name))?$/, texts, 'type'],
  [/(^|_)(version|release)$/, texts, 'version'],
  [/(^|_)(plate|licen[sc]e_plate|registration(_number)?)$/, texts, 'plate'],
  [
    /(^|_)((order|invoice|tracking|reference|ticket|account|booking|confirmation|case|policy|contract|shipment|receipt|serial|document|employee|customer|member|flight|batch|lot)_?(number|no|nr|ref|code)|number|reference|ref)$/,
    texts,
    'number-code',
  ],
  [/(^|_)(code|coupon|voucher|promo_?code|short_?code)$/, texts, 'code'],
  [/(^|_)(subject)$/, texts, 'subject'],
  [/(^|_)(title|headline|caption)$/, texts, 'title'],
  [/(^|_)(review|review_text|feedback|testimonial)$/, texts, 'review'],
  [
    /(^|_)(description|body|content|bio|about|text|summary|message|details|abstract|comment|long_description|html|markdown|excerpt|biography|instructions)$/,
    texts,
    'paragraph',
  ],
  [/(^|_)(notes?|remarks?|memo|internal_note|annotation)$/, texts, 'note'],
  [/(^|_)(short_description|tagline|slogan|question|answer|line|reason_text|alt(_text)?)$/, texts, 'sentence'],
  [/(^|_)name$/, texts, 'thing-name'],
  [/_(cents|minor|pence)$|^cents$/, whole, 'cents'],
  [/(^|_)(tax|vat|interest|commission|conversion|exchange|fx|discount)_?rate$|^rate$/, ['number'], 'rate'],
  [/(^|_)(percent(age)?|pct|discount_percent|share|progress|completion)$|_percent(age)?$/, numbers, 'percent'],
  [/(^|_)(rating|stars|score_stars|average_rating|avg_rating)$/, numbers, 'rating'],
  [/(^|_)(balance)$/, numbers, 'balance'],
  [
    /(^|_)(total|subtotal|grand_total|amount|revenue|budget|salary|debit|credit|paid|refunded|refund_amount|tax_amount|sum|turnover|income)(_(amount|net|gross))?$/,
    numbers,
    'amount',
  ],
  [
    /(^|_)(unit_)?(price|cost|fee|rate|fare|charge|msrp|deposit|shipping|tax|discount|tip)(_(amount|net|gross|per_\w+))?$/,
    numbers,
    'price',
  ],
  [
    /(^|_)(stock|inventory|on_hand|quantity_(on_hand|available)|available|in_stock|reserved|capacity|reorder_(level|point))$|^stock_/,
    whole,
    'stock',
  ],
  [/(^|_)(quantity|qty|units|seats|guests|persons|people|nights|tickets|items|party_size)$/, numbers, 'quantity'],
  [
    /(^|_)(count|views|likes|hits|clicks|visits|attempts|retries|followers|downloads|uses|used_count|num_\w+|max_uses|usage_limit|points|score)$|_count$/,
    whole,
    'count',
  ],
  [/(^|_)(size|bytes|file_size|size_bytes|content_length)$/, whole, 'bytes'],
  [
    /(^|_)(duration|seconds|minutes|length_(seconds|minutes)|elapsed|latency|ttl|(duration|response|processing|lead|prep)_?(ms|seconds|minutes|time)|duration_\w+)$/,
    numbers,
    'duration',
  ],
  [/(^|_)(weight|mass)(_?(kg|g|grams|lb))?$/, numbers, 'weight'],
  [/(^|_)(width|height|length|depth|diameter|distance)(_?(cm|mm|m|km|in))?$/, numbers, 'dimension'],
  [/(^|_)age$/, numbers, 'age'],
  [/(^|_)year$/, whole, 'year'],
  [
    /(^|_)(position|sort_?(order|index)|ordinal|seq|sequence|line(_?(no|nr|number))?|display_order|rank|step|row_?(no|number)|item_?(no|number)|index|revision|chapter|stop_number)$/,
    whole,
    'position',
  ],
  [/(^|_)(temperature|temp)(_?[cf])?$/, numbers, 'temperature'],
  [/(^|_)(value|reading|measurement|metric|humidity|pressure|voltage|speed)$/, ['number'], 'measurement'],
  [/(^|_)(birth_?da(te|y)|date_of_birth|dob|born(_on|_at)?)$/, times, 'birth'],
  [
    /^(created|inserted|issued|registered|joined|signed_up|ordered|placed|opened|posted|occurred|recorded|received|submitted|requested|logged|happened|measured|hired)(_?(at|on|date|time))?$/,
    times,
    'created',
  ],
  [
    /^(order_date|invoice_date|date_created|creation_date|hire_date|event_time|ts|timestamp|at|time|posting_date|transaction_date|booking_date)$/,
    times,
    'created',
  ],
  [
    /(^|_)(expires?|expiry|expiration|valid_(to|until|till)|due|deadline|renews?|until)(_?(at|on|date))?$/,
    times,
    'expiry',
  ],
  [
    /(^|_)(starts?|start_?(s|time|date)|begins?|from|departs?|departure|check_?in|opens?|scheduled|arrival_from)(_?(at|on|date|time))?$|valid_from$/,
    times,
    'start',
  ],
  [
    /(^|_)(ends?|end_?(s|time|date)|finish(es)?|to|arrives?|arrival|check_?out|closes)(_?(at|on|date|time))?$/,
    times,
    'end',
  ],
  [/(^|_)\w*(ed|sent|paid|seen|login|read|done|sync)(_?(at|on|date|time))?$/, times, 'later'],
];

const families: Partial<Readonly<Record<TypeFamily, Meaning>>> = {
  uuid: 'uuid',
  json: 'document',
  boolean: 'flag',
  network: 'ip',
  timestamp: 'moment',
  date: 'moment',
};

/** The meanings of a table's columns; those that the server makes have none. */
export type MeaningsOf = (table: Table) => ReadonlyMap<string, Meaning>;

/** Remembers what it has found out. */
export function meaningReader(schema: DatabaseSchema): MeaningsOf {
  const known = new Map<Table, ReadonlyMap<string, Meaning>>();
  const readTable = (table: Table) =>
    new Map(
      table.columns.flatMap((column): readonly (readonly [string, Meaning])[] => {
        const meaning = column.generated === undefined && meaningOf(table, column, columnType(schema, column.type));
        return meaning ? [[column.name, meaning]] : [];
      }),
    );
  return (table) => {
    const found = known.get(table) ?? readTable(table);
    known.set(table, found);
    return found;
  };
}

/** Read off the column's name, else the domain of its type, else its comment; then the type alone. Undefined: a plain value. */
function meaningOf(table: Table, column: Column, type: ColumnType): Meaning | undefined {
  const named = read(snake(column.name), type.family);
  const found = named ?? type.domains.map(({ name }) => read(snake(name), type.family)).find(Boolean);
  const told =
    found === undefined || found === 'code' || found === 'thing-name' ? ofTable(table, column, found) : found;
  if (told !== undefined) return told;
  const commented = byComment.find(([words]) => words.test(column.comment ?? ''));
  if (commented !== undefined && type.family === 'text') return commented[1];
  if (type.family === 'enum') return 'status';
  return families[type.family];
}

const byComment: readonly (readonly [RegExp, Meaning])[] = [
  [/\bISO 4217\b/i, 'currency'],
  [/\bISO 3166\b/i, 'country-code'],
  [/\bISO 639\b/i, 'language'],
  [/\bE\.?164\b|phone number/i, 'phone'],
  [/\be-?mail\b/i, 'email'],
  [/\bURL\b/, 'url'],
];

function read(name: string, family: TypeFamily): Meaning | undefined {
  return byName.find(([pattern, wanted]) => wanted.includes(family) && pattern.test(name))?.[2];
}

/** A name or a code says what it is of by its table: `countries.code`. */
function ofTable(table: Table, column: Column, found: Meaning | undefined): Meaning | undefined {
  const thing = thingOf(table);
  const isName = found === 'thing-name';
  const isCode = found === 'code' || (found === undefined && /^(iso|abbreviation|id)$/i.test(column.name));
  if (column.type === 'uuid' || /int|serial/.test(column.type)) return found;
  switch (thing) {
    case 'country':
      return isName ? 'country-name' : isCode ? 'country-code' : found;
    case 'currency':
      return isCode ? 'currency' : found;
    case 'language':
      return isCode ? 'language' : found;
    case 'city':
      return isName ? 'city' : found;
    case 'company':
      return isName ? 'company' : found;
    case 'person':
      return isName ? 'full-name' : found;
    default:
      return found;
  }
}

/** `firstName` and `First Name` -> `first_name` */
function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}
