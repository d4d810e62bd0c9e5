/** ISO 3166-1 countries with their currency (ISO 4217) and language (ISO 639-1). */
export interface Country {
  readonly code: string;
  readonly code3: string;
  readonly currency: string;
  readonly language: string;
  readonly name: string;
}

export interface City {
  readonly country: string;
  readonly name: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timezone: string;
  /** `9` stands for a digit, `A` for a letter. */
  readonly postal: string;
}

const lines = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

/** Those where most customers of most shops live come first. */
export const countries: readonly Country[] = lines(`
  US USA USD en United States
  DE DEU EUR de Germany
  GB GBR GBP en United Kingdom
  FR FRA EUR fr France
  IN IND INR hi India
  CA CAN CAD en Canada
  BR BRA BRL pt Brazil
  JP JPN JPY ja Japan
  AU AUS AUD en Australia
  ES ESP EUR es Spain
  IT ITA EUR it Italy
  NL NLD EUR nl Netherlands
  MX MEX MXN es Mexico
  CN CHN CNY zh China
  PL POL PLN pl Poland
  SE SWE SEK sv Sweden
  CH CHE CHF de Switzerland
  KR KOR KRW ko South Korea
  AT AUT EUR de Austria
  BE BEL EUR nl Belgium
  DK DNK DKK da Denmark
  NO NOR NOK nb Norway
  FI FIN EUR fi Finland
  IE IRL EUR en Ireland
  PT PRT EUR pt Portugal
  TR TUR TRY tr Türkiye
  ZA ZAF ZAR en South Africa
  NG NGA NGN en Nigeria
  AR ARG ARS es Argentina
  CL CHL CLP es Chile
  CO COL COP es Colombia
  CZ CZE CZK cs Czechia
  HU HUN HUF hu Hungary
  RO ROU RON ro Romania
  GR GRC EUR el Greece
  UA UKR UAH uk Ukraine
  IL ISR ILS he Israel
  AE ARE AED ar United Arab Emirates
  SA SAU SAR ar Saudi Arabia
  EG EGY EGP ar Egypt
  KE KEN KES en Kenya
  MA MAR MAD ar Morocco
  SG SGP SGD en Singapore
  MY MYS MYR ms Malaysia
  ID IDN IDR id Indonesia
  PH PHL PHP en Philippines
  TH THA THB th Thailand
  VN VNM VND vi Vietnam
  NZ NZL NZD en New Zealand
  TW TWN TWD zh Taiwan
  HK HKG HKD zh Hong Kong
  PK PAK PKR ur Pakistan
  BD BGD BDT bn Bangladesh
  PE PER PEN es Peru
  UY URY UYU es Uruguay
  EC ECU USD es Ecuador
  BG BGR EUR bg Bulgaria
  HR HRV EUR hr Croatia
  SI SVN EUR sl Slovenia
  SK SVK EUR sk Slovakia
  EE EST EUR et Estonia
  LV LVA EUR lv Latvia
  LT LTU EUR lt Lithuania
  LU LUX EUR fr Luxembourg
  IS ISL ISK is Iceland
  MT MLT EUR mt Malta
  CY CYP EUR el Cyprus
  RS SRB RSD sr Serbia
  GH GHA GHS en Ghana
  ET ETH ETB am Ethiopia
  TZ TZA TZS sw Tanzania
  UG UGA UGX en Uganda
  SN SEN XOF fr Senegal
  TN TUN TND ar Tunisia
  DZ DZA DZD ar Algeria
  JO JOR JOD ar Jordan
  LB LBN LBP ar Lebanon
  KZ KAZ KZT kk Kazakhstan
  LK LKA LKR si Sri Lanka
  NP NPL NPR ne Nepal
  CR CRI CRC es Costa Rica
  PA PAN PAB es Panama
  DO DOM DOP es Dominican Republic
  GT GTM GTQ es Guatemala
  BO BOL BOB es Bolivia
  PY PRY PYG es Paraguay
`).map((line) => {
  const [code = '', code3 = '', currency = '', language = '', ...name] = line.split(' ');
  return { code, code3, currency, language, name: name.join(' ') };
});

export const cities: readonly City[] = lines(`
  US|New York|NY|40.71|-74.01|America/New_York|99999
  US|Los Angeles|CA|34.05|-118.24|America/Los_Angeles|99999
  US|Chicago|IL|41.88|-87.63|America/Chicago|99999
  US|Houston|TX|29.76|-95.37|America/Chicago|99999
  US|Denver|CO|39.74|-104.99|America/Denver|99999
  US|Seattle|WA|47.61|-122.33|America/Los_Angeles|99999
  US|Boston|MA|42.36|-71.06|America/New_York|99999
  US|Portland|OR|45.52|-122.68|America/Los_Angeles|99999
  DE|Berlin|Berlin|52.52|13.40|Europe/Berlin|99999
  DE|Hamburg|Hamburg|53.55|9.99|Europe/Berlin|99999
  DE|Munich|Bavaria|48.14|11.58|Europe/Berlin|99999
  DE|Cologne|North Rhine-Westphalia|50.94|6.96|Europe/Berlin|99999
  DE|Leipzig|Saxony|51.34|12.37|Europe/Berlin|99999
  GB|London|England|51.51|-0.13|Europe/London|AA9 9AA
  GB|Manchester|England|53.48|-2.24|Europe/London|A9 9AA
  GB|Edinburgh|Scotland|55.95|-3.19|Europe/London|AA9 9AA
  GB|Cardiff|Wales|51.48|-3.18|Europe/London|AA9 9AA
  FR|Paris|Île-de-France|48.86|2.35|Europe/Paris|99999
  FR|Lyon|Auvergne-Rhône-Alpes|45.76|4.84|Europe/Paris|99999
  FR|Marseille|Provence|43.30|5.37|Europe/Paris|99999
  FR|Nantes|Pays de la Loire|47.22|-1.55|Europe/Paris|99999
  IN|Mumbai|Maharashtra|19.08|72.88|Asia/Kolkata|999999
  IN|Bengaluru|Karnataka|12.97|77.59|Asia/Kolkata|999999
  IN|Delhi|Delhi|28.61|77.21|Asia/Kolkata|999999
  IN|Chennai|Tamil Nadu|13.08|80.27|Asia/Kolkata|999999
  CA|Toronto|ON|43.65|-79.38|America/Toronto|A9A 9A9
  CA|Vancouver|BC|49.28|-123.12|America/Vancouver|A9A 9A9
  CA|Montréal|QC|45.50|-73.57|America/Toronto|A9A 9A9
  BR|São Paulo|SP|-23.55|-46.63|America/Sao_Paulo|99999-999
  BR|Rio de Janeiro|RJ|-22.91|-43.17|America/Sao_Paulo|99999-999
  BR|Curitiba|PR|-25.43|-49.27|America/Sao_Paulo|99999-999
  JP|Tokyo|Tokyo|35.68|139.69|Asia/Tokyo|999-9999
  JP|Osaka|Osaka|34.69|135.50|Asia/Tokyo|999-9999
  JP|Sapporo|Hokkaido|43.06|141.35|Asia/Tokyo|999-9999
  AU|Sydney|NSW|-33.87|151.21|Australia/Sydney|9999
  AU|Melbourne|VIC|-37.81|144.96|Australia/Melbourne|9999
  AU|Perth|WA|-31.95|115.86|Australia/Perth|9999
  ES|Madrid|Madrid|40.42|-3.70|Europe/Madrid|99999
  ES|Barcelona|Catalonia|41.39|2.17|Europe/Madrid|99999
  ES|Valencia|Valencia|39.47|-0.38|Europe/Madrid|99999
  IT|Rome|Lazio|41.90|12.50|Europe/Rome|99999
  IT|Milan|Lombardy|45.46|9.19|Europe/Rome|99999
  IT|Bologna|Emilia-Romagna|44.49|11.34|Europe/Rome|99999
  NL|Amsterdam|North Holland|52.37|4.90|Europe/Amsterdam|9999 AA
  NL|Utrecht|Utrecht|52.09|5.12|Europe/Amsterdam|9999 AA
  MX|Mexico City|CDMX|19.43|-99.13|America/Mexico_City|99999
  MX|Guadalajara|Jalisco|20.66|-103.35|America/Mexico_City|99999
  CN|Shanghai|Shanghai|31.23|121.47|Asia/Shanghai|999999
  CN|Shenzhen|Guangdong|22.54|114.06|Asia/Shanghai|999999
  PL|Warsaw|Mazovia|52.23|21.01|Europe/Warsaw|99-999
  PL|Kraków|Lesser Poland|50.06|19.94|Europe/Warsaw|99-999
  SE|Stockholm|Stockholm|59.33|18.07|Europe/Stockholm|999 99
  SE|Gothenburg|Västra Götaland|57.71|11.97|Europe/Stockholm|999 99
  CH|Zürich|Zürich|47.38|8.54|Europe/Zurich|9999
  CH|Geneva|Geneva|46.20|6.14|Europe/Zurich|9999
  KR|Seoul|Seoul|37.57|126.98|Asia/Seoul|99999
  KR|Busan|Busan|35.18|129.08|Asia/Seoul|99999
  AT|Vienna|Vienna|48.21|16.37|Europe/Vienna|9999
  AT|Graz|Styria|47.07|15.44|Europe/Vienna|9999
  BE|Brussels|Brussels|50.85|4.35|Europe/Brussels|9999
  DK|Copenhagen|Hovedstaden|55.68|12.57|Europe/Copenhagen|9999
  NO|Oslo|Oslo|59.91|10.75|Europe/Oslo|9999
  FI|Helsinki|Uusimaa|60.17|24.94|Europe/Helsinki|99999
  IE|Dublin|Leinster|53.35|-6.26|Europe/Dublin|A99 A9A9
  PT|Lisbon|Lisbon|38.72|-9.14|Europe/Lisbon|9999-999
  PT|Porto|Porto|41.15|-8.61|Europe/Lisbon|9999-999
  TR|Istanbul|Istanbul|41.01|28.98|Europe/Istanbul|99999
  TR|Izmir|Izmir|38.42|27.14|Europe/Istanbul|99999
  ZA|Cape Town|Western Cape|-33.92|18.42|Africa/Johannesburg|9999
  NG|Lagos|Lagos|6.52|3.38|Africa/Lagos|999999
  AR|Buenos Aires|Buenos Aires|-34.60|-58.38|America/Argentina/Buenos_Aires|A9999AAA
  CL|Santiago|Santiago|-33.45|-70.67|America/Santiago|9999999
  CO|Bogotá|Cundinamarca|4.71|-74.07|America/Bogota|999999
  CZ|Prague|Prague|50.08|14.44|Europe/Prague|999 99
  HU|Budapest|Budapest|47.50|19.04|Europe/Budapest|9999
  RO|Bucharest|Bucharest|44.43|26.10|Europe/Bucharest|999999
  GR|Athens|Attica|37.98|23.73|Europe/Athens|999 99
  UA|Kyiv|Kyiv|50.45|30.52|Europe/Kyiv|99999
  IL|Tel Aviv|Tel Aviv|32.09|34.78|Asia/Jerusalem|9999999
  AE|Dubai|Dubai|25.20|55.27|Asia/Dubai|99999
  EG|Cairo|Cairo|30.04|31.24|Africa/Cairo|99999
  KE|Nairobi|Nairobi|-1.29|36.82|Africa/Nairobi|99999
  MA|Casablanca|Casablanca-Settat|33.57|-7.59|Africa/Casablanca|99999
  SG|Singapore|Singapore|1.35|103.82|Asia/Singapore|999999
  MY|Kuala Lumpur|Kuala Lumpur|3.14|101.69|Asia/Kuala_Lumpur|99999
  ID|Jakarta|Jakarta|-6.21|106.85|Asia/Jakarta|99999
  PH|Manila|Metro Manila|14.60|120.98|Asia/Manila|9999
  TH|Bangkok|Bangkok|13.76|100.50|Asia/Bangkok|99999
  VN|Hanoi|Hanoi|21.03|105.85|Asia/Ho_Chi_Minh|999999
  NZ|Auckland|Auckland|-36.85|174.76|Pacific/Auckland|9999
  PE|Lima|Lima|-12.05|-77.04|America/Lima|99999
  GH|Accra|Greater Accra|5.60|-0.19|Africa/Accra|99999
  EE|Tallinn|Harju|59.44|24.75|Europe/Tallinn|99999
  IS|Reykjavík|Capital Region|64.15|-21.94|Atlantic/Reykjavik|999
`).map((line) => {
  const [country = '', name = '', region = '', latitude, longitude, timezone = '', postal = ''] = line.split('|');
  return { country, name, region, latitude: Number(latitude), longitude: Number(longitude), timezone, postal };
});

/** Where a country has no city in the list. */
export const towns: readonly string[] = lines(`
  Riverside
  Northfield
  Lakeview
  Eastgate
  Newport
  Hillcrest
  Weston
  Fairview
`);

/** Made-up streets that could be anywhere. */
export const streets: readonly string[] = lines(`
  Maple Street
  Station Road
  Mill Lane
  Harbour Street
  Orchard Avenue
  Church Lane
  Linden Road
  Market Square
  Park Avenue
  River Road
  Chestnut Drive
  High Street
  Garden Row
  Cedar Court
  Bridge Street
  Meadow Way
  Hill Crescent
  Foundry Lane
  Willow Close
  Northgate
  Kingfisher Way
  Old Post Road
  Lake View Drive
  Quarry Road
`);
