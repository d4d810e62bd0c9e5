/** ISO 4217. */
export interface Currency {
  readonly code: string;
  readonly digits: number;
  readonly symbol: string;
  readonly name: string;
}

/** The most used ones first. */
export const currencies: readonly Currency[] = `
  USD 2 $ US Dollar
  EUR 2 € Euro
  GBP 2 £ Pound Sterling
  JPY 0 ¥ Yen
  CAD 2 C$ Canadian Dollar
  AUD 2 A$ Australian Dollar
  CHF 2 CHF Swiss Franc
  INR 2 ₹ Indian Rupee
  BRL 2 R$ Brazilian Real
  CNY 2 ¥ Yuan Renminbi
  SEK 2 kr Swedish Krona
  NOK 2 kr Norwegian Krone
  DKK 2 kr Danish Krone
  PLN 2 zł Zloty
  CZK 2 Kč Czech Koruna
  HUF 2 Ft Forint
  RON 2 lei Romanian Leu
  MXN 2 $ Mexican Peso
  KRW 0 ₩ Won
  TRY 2 ₺ Turkish Lira
  ZAR 2 R Rand
  NGN 2 ₦ Naira
  SGD 2 S$ Singapore Dollar
  HKD 2 HK$ Hong Kong Dollar
  NZD 2 NZ$ New Zealand Dollar
  THB 2 ฿ Baht
  IDR 2 Rp Rupiah
  MYR 2 RM Malaysian Ringgit
  PHP 2 ₱ Philippine Peso
  VND 0 ₫ Dong
  AED 2 AED UAE Dirham
  SAR 2 SAR Saudi Riyal
  ILS 2 ₪ New Israeli Sheqel
  EGP 2 E£ Egyptian Pound
  KES 2 KSh Kenyan Shilling
  MAD 2 MAD Moroccan Dirham
  ARS 2 $ Argentine Peso
  CLP 0 $ Chilean Peso
  COP 2 $ Colombian Peso
  PEN 2 S/ Sol
  UAH 2 ₴ Hryvnia
  PKR 2 ₨ Pakistan Rupee
  BDT 2 ৳ Taka
`
  .trim()
  .split(/\s*\n\s*/)
  .map((line) => {
    const [code = '', digits, symbol = '', ...name] = line.split(' ');
    return { code, digits: Number(digits), symbol, name: name.join(' ') };
  });
