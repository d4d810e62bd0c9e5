import { type SentenceRule, says } from './sentence-rule.ts';

/** Consistency, questions, place, licence, money. */
export const needRules: readonly SentenceRule[] = [
  says(/\bsegmentation(?: queries)?\b/gi, 'questions that nobody planned', { needs: ['ad-hoc-queries'] }),
  says(
    /\beventual(?:ly)?[- ]consisten(?:cy|t)(?: (?:reads? )?(?:is|are) (?:fine|ok|okay|enough|acceptable|good enough))?|\bstale (?:reads?|data) (?:is|are) (?:fine|ok|okay|acceptable)|\blast[- ]write[- ]wins(?: is (?:fine|ok|acceptable))?/gi,
    'eventual consistency',
    { consistency: 'eventual' },
  ),
  says(
    /\b(?:strong(?:ly)?|strict(?:ly)?|immediate(?:ly)?|linearizab\w+)[- ]?consisten(?:cy|t)\b|\bstrong reads?\b|\bread[- ]your[- ]writes\b|\blinearizab\w+\b/gi,
    'strong consistency',
    { consistency: 'strong' },
  ),
  says(/\bserializab\w+\b/gi, 'serializable transactions', { needs: ['serializable'] }),
  says(/\bjoins?\b/gi, 'joins', { needs: ['joins'] }),
  says(/\b(?:complex|ad[- ]hoc) (?:queries|questions|reports?)\b/gi, 'questions that nobody planned', {
    needs: ['joins', 'ad-hoc-queries'],
  }),
  says(/\breport(?:ing|s)?\b/gi, 'questions that nobody planned', { needs: ['ad-hoc-queries'] }),
  says(/\bforeign keys?\b|\breferential integrity\b|\bconstraints?\b/gi, 'constraints', { needs: ['constraints'] }),
  says(
    /\b(?:on a map|geo(?:spatial|graphic|location)?|gis|radius|polygons?|near me|nearby)(?: (?:radius )?(?:queries|search|data))?\b/gi,
    'places and distances',
    { needs: ['geo'] },
  ),
  says(
    /\bexpir(?:e|es|y|ing|ation)(?: (?:after|in) (?:\d+ )?\w+)?\b|\bttl\b|\btime[- ]to[- ]live\b/gi,
    'entries expire',
    { needs: ['expiry'] },
  ),
  says(/\bchange (?:streams?|data capture|feeds?)\b|\bcdc\b/gi, 'changes as a stream', { needs: ['change-stream'] }),
  says(/\bpoint[- ]in[- ]time(?: recovery| restore)?\b|\bpitr\b/gi, 'restore to any second', {
    needs: ['point-in-time'],
  }),
  says(/\b(?:losing (?:them|it|data) is (?:fine|ok)|may be lost|can be lost|ephemeral)\b/gi, 'losing it is fine', {}),
  says(
    /\b(?:must not|never) (?:be lost|lose (?:data|anything))\b|\bno data loss\b|\bdurable\b|\bdurability\b/gi,
    'nothing acknowledged may be lost',
    { needs: ['durable'] },
  ),
  says(
    /\bhorizontal(?:ly)?(?:[- ](?:write )?scal(?:ing|able|e))?\b|\bscale[sd]?[- ]out\b|\bshard(?:ed|ing)?(?: over (?:many|several) nodes)?\b|\blinear scal\w+\b/gi,
    'writes spread over nodes',
    { needs: ['horizontal-writes'] },
  ),
  says(/\bupdate[- ]heavy\b|\bhot (?:rows?|updates?)\b/gi, 'the same rows are updated over and over', {
    needs: ['hot-updates'],
  }),
  says(
    /\b(?:offline[- ]first|syncs? offline|offline sync|sync(?:s|ed)? between (?:devices|phones)|offline (?:and|then) sync|sync(?:hroni[sz]e)? (?:later|with multi-?master(?: replication)?)|multi-?master replication)\b/gi,
    'copies that were apart merge later',
    { needs: ['offline-sync'] },
  ),
  says(
    /\bactive[- ]active\b|\bmulti-?master\b|\bwrit(?:e|es|ing|ten) in (?:every|all|each)(?: (?:of|regions?))*\b/gi,
    'every region writes',
    { regions: { count: 2, writes: 'all' } },
  ),
  says(
    /\bmulti-?region\b|\b(?:world-?wide|global(?:ly)?)(?: users?| distributed)?\b|\bevery region\b/gi,
    'several regions',
    { regions: { count: 3, writes: 'one' } },
  ),

  says(/\b(?:on |in )?(?:aws|amazon(?: web services)?)\b/gi, 'on AWS', { hosting: { cloud: 'aws' } }),
  says(/\b(?:on |in )?(?:gcp|google(?: cloud(?: platform)?)?)\b/gi, 'on Google Cloud', {
    hosting: { cloud: 'google' },
  }),
  says(/\b(?:on |in )?(?:microsoft )?azure\b/gi, 'on Azure', { hosting: { cloud: 'azure' } }),
  says(
    /\b(?:any|several|multiple|many|different|between several) clouds?\b|\bmulti-?cloud\b|\bcloud[- ](?:agnostic|neutral)\b|\bno (?:vendor )?lock-?in\b/gi,
    'able to move between clouds',
    { hosting: { manyClouds: true } },
  ),
  says(
    /\bserverless\b|\bpay[- ]per[- ](?:request|use)\b|\bscales? to zero\b|\bno servers? to (?:manage|run)\b/gi,
    'serverless',
    { hosting: { serverless: true } },
  ),
  says(/\b(?:fully[- ])?managed(?: service)?\b|\bas a service\b|\bno ops\b/gi, 'run by somebody else', {
    hosting: { managed: true },
  }),
  says(
    /\bon[- ]prem(?:ises?)?\b|\bself[- ]hosted\b|\bself[- ]hosting\b|\b(?:on )?our own (?:servers?|machines?|hardware|data ?cent(?:er|re))\b|\bair[- ]gapped\b|\bin[- ]house\b/gi,
    'on machines of one’s own',
    { hosting: { selfHosted: true } },
  ),
  says(
    /\bembedded(?: in (?:the|a|an) \w+)?\b|\bin[- ]process\b|\b(?:mobile|desktop|android|ios|phone)(?: and \w+)?(?: apps?| applications?)?\b|\b(?:on|in) (?:the|a|each) (?:device|phone|tablet|laptop|browser)\b|\b(?:stored? )?locally\b|\bwithout a network\b|\b(?:works? )?offline\b|\bfile format\b/gi,
    'inside the application',
    { hosting: { embedded: true } },
  ),

  says(/\b(?:must be |only )?open[- ]source\b|\bfree software\b/gi, 'open source', { licence: 'open-source' }),
  says(/\bpermissive(?: licen[cs]e)?\b|\b(?:mit|apache|bsd)[- ]licen[cs]ed?\b/gi, 'permissive licence', {
    licence: 'permissive',
  }),
  says(
    /\bcheap(?:est|ly)?\b|\blow[- ](?:budget|cost)\b|\bsmall budget\b|\blittle money\b|\b(?:tiny|low|tight) budget\b|\bbudget is (?:tiny|low|small|tight)\b|\bfree\b/gi,
    'little money',
    {
      budget: 'low',
    },
  ),
  says(
    /\beasy to (?:run|operate|use)\b|\bsmall team\b|\bno dba\b|\bsimple\b|\bone developer\b|\bprototype\b|\bside project\b|\bmvp\b/gi,
    'little to run',
    { simple: true },
  ),
];
