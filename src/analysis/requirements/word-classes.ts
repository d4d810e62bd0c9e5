/** What words do in a sentence. One word a class at most; what is in none is taken for a noun or an adjective of one. */
function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Words that carry no content: they are neither read nor listed as not understood. */
export const functionWords = words(`
  a an the this that these those each every any all some no none not nor and or but so then than as if when while where
  whether which who whom whose what how why there here it its they them their theirs he she his her him we our ours us
  you your yours i me my mine one ones own other others another both either neither such same
  of to in on at by for from with without within into onto over under about across between among per via through during
  before after until since up down out off along around above below like plus
  is are was were be been being am do does did done doing don't doesn't didn't won't isn't aren't can't
  has have had having can could may might must shall should will would cannot need needs needed want wants wanted let
  lets let's get gets got also too only just very really quite more most much many few less least several various multiple
  different some lot lots well again still already never always ever often usually sometimes maybe perhaps simply etc
  please thanks hello hi i'd i'm i'll we'd we're we'll it's that's they're there's yes ok okay vs e.g i.e eg ie
  must mustn't shouldn't needn't exactly optionally typically mainly mostly back together apart away once twice however
  therefore because though although instead besides except excluding including e
  because yet rather otherwise kind sort type types nearby online using use uses used based related respectively
`);

/** Words that requests are wrapped in; they say that something is wanted, not what. */
export const wrappingWords = words(`
  build built building create created creating design designed designing make making develop developing implement write
  database databases db schema schemas model models modelling modeling table-design data datamodel
  app apps application applications system systems platform platforms software solution solutions service tool tools site
  sites website websites web portal product-idea program backend back-end project-idea startup company business firm
  something anything everything thing things someone anyone people's stuff way ways kinds sorts
  support supports supporting handle handles handling allow allows allowing enable enables provide provides offer offers
  manage manages managing management track tracks tracking store stores storing keep keeps keeping kept record records
  recording register registers save saves know knows run runs running work works working know give gives know show shows
  feature features functionality requirement requirements need needs wants simple small large big modern basic complete
  full good nice new typical standard proper whole main different various following
  user-friendly able possible necessary important expect expects expected able called named plan-to help helps
`);

export const determiners = words('a an the this that these those its their his her our your my any some');
export const everyWords = words('each every all');
export const manyWords = words('many several multiple various numerous different lots more other another');
export const pronouns = words('it they them he she');
export const relatives = words('which who that whose');
export const modals = words('can may must should will could might shall cannot would');
export const prepositions = words(
  'of to in on at by for from with without within into onto over under about across between among per via through during before after until since',
);
/** Adverbs that stand between a noun and its verb and say nothing by themselves. */
export const adverbs = words('also only always usually often typically never just then exactly still both each');
/** In front of an attribute or entity: about it, no part of its name. */
export const optionalWords = words('optional nullable optionally');
export const uniqueWords = words('unique distinct');
export const looseAdjectives = words(
  'own new single certain required mandatory specific particular given individual separate related simple corresponding associated independent registered',
);
/** What an entity is at a time; no part of its name. */
export const stateWords = words('active open current default primary main pending valid ongoing unpaid live running');

export const haveVerbs = words(
  'has have contain contains include includes hold holds owns own carries carry possess possesses comprises comprise features feature having containing including offers offer receives receive gets get',
);
export const systemWords = words(
  'app application system platform site website portal service software tool database company business firm we i it program solution startup shop organisation organization',
);
export const trackVerbs = words(
  'track tracks tracking manage manages managing store stores storing keep keeps keeping record records recording register registers registering maintain maintains save saves handle handles hold model organise organize administer know knows catalogue catalog list',
);
/** People by what they are to something: "has an owner" is someone. */
export const roleNouns = words(
  'owner author creator manager supervisor customer client buyer seller vendor supplier sender recipient receiver teacher instructor driver doctor patient student tenant landlord member employee user operator organizer organiser host guest agent passenger captain coach parent editor reviewer assignee reporter approver',
);
