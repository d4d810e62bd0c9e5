/**
 * Functions of this SQLite that compute and do nothing else, in lower case. Those that load, write or log are absent:
 * load_extension, sqlite_log, fts3_tokenizer, fts5, writefile, readfile, edit …
 * https://www.sqlite.org/lang_corefunc.html
 */
export const readingFunctions: ReadonlySet<string> = new Set(
  `-> ->> abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling changes char coalesce concat concat_ws cos cosh
   count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp first_value floor
   format glob group_concat hex if ifnull iif instr julianday lag last_insert_rowid last_value lead length like
   likelihood likely ln log log10 log2 lower ltrim max min mod nth_value ntile nullif octet_length percent_rank pi pow
   power printf quote radians random randomblob rank replace round row_number rtrim sign sin sinh sqlite_source_id
   sqlite_compileoption_get sqlite_compileoption_used sqlite_version sqrt strftime string_agg substr substring subtype
   sum tan tanh time timediff total total_changes trim trunc typeof unhex unicode unistr unistr_quote unixepoch unlikely
   upper zeroblob json json_array json_array_insert json_array_length json_error_position json_extract json_group_array
   json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set
   json_type json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object
   jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set
   bm25 highlight snippet match fts5_get_locale fts5_insttoken fts5_locale fts5_source_id`.split(/\s+/),
);
