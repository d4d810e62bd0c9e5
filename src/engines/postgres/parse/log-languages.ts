/**
 * How the server's translations begin the messages that log statements. The words are those of the message catalogs
 * of PostgreSQL (src/backend/po); they are recognised to say so, not read.
 */
const languages: readonly (readonly [language: string, tags: string, words: string])[] = [
  ['German', 'FEHLER|ANWEISUNG', 'Dauer|Anweisung|Parameter'],
  ['Spanish', 'DETALLE|SENTENCIA', 'duración|sentencia|parámetros'],
  ['French', 'ERREUR|DÉTAIL|INSTRUCTION ', 'durée |instruction |paramètres '],
  ['Italian', 'ERRORE|DETTAGLI|ISTRUZIONE', 'durata|istruzione|parametri'],
  ['Portuguese', 'ERRO|DETALHE|COMANDO', 'duração|comando|parâmetros'],
  ['Polish', 'BŁĄD|SZCZEGÓŁY|WYRAŻENIE', 'czas trwania|wyrażenie'],
  ['Turkish', 'HATA|AYRINTI', 'süre|komut'],
  ['Swedish', 'LOGG|FEL|DETALJ|SATS', 'varaktighet|sats|parametrar'],
  ['Russian', 'СООБЩЕНИЕ|ОШИБКА|ПОДРОБНОСТИ|ОПЕРАТОР', 'продолжительность|оператор|параметры'],
  ['Ukrainian', 'ЗАПИСУВАННЯ|ПОМИЛКА|ВІДОМОСТІ|ІНСТРУКЦІЯ', 'тривалість|оператор|параметри'],
  ['Georgian', 'ჟურნალი|შეცდომა|დეტალები|ოპერატორი', 'ხანგრძლივობა|ოპერატორი'],
  ['Japanese', '詳細|文', '期間|文|パラメータ'],
  ['Korean', '로그|오류|상세정보|명령 구문', '실행시간|수행시간|명령 구문|매개 변수'],
  ['Chinese', '日志|错误|详细信息|语句|記錄|錯誤', '执行时间|持续时间|语句|参数|期間'],
];

const tagged = languages.map(
  ([language, tags]) => [language, new RegExp(`(?:^|[^\\p{L}])(?:${tags}):  `, 'u')] as const,
);
const worded = languages.map(([language, , words]) => [language, new RegExp(`^(?:${words}):? `, 'u')] as const);

/** The language of a line whose tag is not English: `ANWEISUNG:  SELECT 1`. */
export function foreignLanguage(line: string): string | undefined {
  const start = line.slice(0, 600);
  return tagged.find(([, pattern]) => pattern.test(start))?.[0];
}

/** The language of a message that logs a statement: `Dauer: 0.4 ms  Anweisung: SELECT 1`. */
export function foreignMessage(message: string): string | undefined {
  // English ones, which are nearly all, start with one of few letters.
  if (/^[a-ce-z]/i.test(message) && !/^[a-ctvkpiDdws]/.test(message)) return undefined;
  const start = message.slice(0, 80);
  return worded.find(([, pattern]) => pattern.test(start))?.[0];
}
