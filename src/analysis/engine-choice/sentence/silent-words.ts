/** Words that carry no requirement. What is neither read nor here is listed as not understood. */
export const silentWords: ReadonlySet<string> = new Set(
  `please somewhere peak per today build end already existing roles device tables table users read written updated a about above across after all also am an and any app application applications approximately are around as at backend be because been
   before below beside besides between big both but by can could data database databases db deep do does done each easily engine
   every fast few fine for from fully get gets give given good had has have having high i if in inside into is it its just keep keeps
   know knows large later less let like live lot lots made main make makes many may me might more most mostly much must need needed
   needs new no not now of off on once one only onto or other our over own per plan please plus prefer preferably project quick
   quickly really requirement requirements right run running runs same scale several should show simple since small so some
   something store stored stores storing such support system systems team than that the their them then there these they thing
   things this those through thus time to too type types under up us use used user users uses using via want wants was we web well
   were what when where which while who whole will with within work works would year years yet you your be handle handles keeping
   people everything acceptable ok okay enough allowed possible long term level based`.split(/\s+/),
);
