/**
 * What an attribute means, by the last words of its name: the first that fits. In the short form of `readAttribute`,
 * `%` where values or bounds that were said are put in.
 */
export function attributeForm(name: string): string {
  return attributeFormKnown(name) ?? 'name';
}

/** The same, but undefined for a name of which nothing is known. */
export function attributeFormKnown(name: string): string | undefined {
  const words = name.split('_');
  for (let from = 0; from < words.length; from++) {
    const tail = words.slice(from).join('_');
    const form = exact.get(tail) ?? exact.get(tail.replace(/s$/, ''));
    if (form === 'time' && from > 0) return 'moment';
    if (form !== undefined) return form;
  }
  if (/^(?:is|has|can|was|needs|allows)_/.test(name)) return 'boolean = false';
  if (/_(?:at|on)$/.test(name)) return 'moment';
  if (/_count$/.test(name)) return 'count';
  if (/_by$/.test(name)) return 'name';
  return undefined;
}

const lists: Readonly<Record<string, string>> = {
  code: 'code plate license_plate number_plate registration_number number sku isbn vin barcode serial iban bic swift reference reference_number tracking_number passport_number licence_number license_number serial_number invoice_number order_number account_number room_number iso_code ean gtin upc imei room_no zip_code_area short_code gate seat_number platform_number postcode_area initials',
  postal_code: 'postal_code zip zip_code postcode',
  name: 'name label brand make model manufacturer city town region state_name nationality role_name maker family genus breed position_name department_name street location place origin destination venue colour_name job job_title gender sex material category genre type kind class species_name size_name unit room shelf aisle skill',
  'name personal': 'first_name last_name surname middle_name username nickname full_name',
  title: 'title subject headline caption topic heading',
  text: 'text note notes description comment_text bio biography summary body content contents instruction instructions details remark remarks abstract address message_text reason terms text_body answer question feedback lyrics ingredients_text allergies symptoms findings goal purpose directions',
  slug: 'slug permalink handle',
  'email personal(contact)': 'email email_address mail',
  'phone personal(contact)':
    'phone phone_number telephone mobile mobile_number fax telephone_number cell contact_number',
  url: 'url website link homepage web_site image picture photo avatar logo thumbnail cover video photo_url image_url picture_url avatar_url website_url blog_url source_url poster',
  password_hash: 'password password_hash',
  token: 'token api_key secret',
  hash: 'hash checksum fingerprint digest',
  language: 'language locale',
  country: 'country country_code country_of_origin',
  currency: 'currency currency_code',
  timezone: 'timezone time_zone',
  color: 'color colour',
  ip: 'ip ip_address',
  count:
    'capacity count seats beds floors pages page_count floor_count seat_count bedrooms bathrooms rooms points stock views likes attempts age headcount mileage players_needed horsepower calories visitors population',
  integer:
    'position rank order_number_in sort_order sequence level floor grade_level floor_number round lap version index priority_number year_number credits',
  quantity: 'quantity qty',
  money:
    'price cost amount salary fee total balance budget wage rent deposit fare revenue turnover fine_amount payment_amount value worth subtotal net gross net_amount gross_amount tax_amount discount_amount spend toll premium bonus tip credit_limit monthly_rent unit_price daily_rate hourly_rate nightly_rate weekly_rate monthly_rate room_rate rate_per_hour rate_per_night',
  percent:
    'percentage percent discount commission vat vat_rate tax_rate interest_rate probability share progress humidity alcohol utilisation utilization',
  rate: 'rate exchange_rate ratio factor',
  rating: 'rating stars',
  decimal:
    'weight height width length depth temperature distance speed area volume altitude elevation pressure voltage power energy dose size diameter score grade average reading measurement measured_value thickness consumption level_value engine_size',
  latitude: 'latitude lat',
  longitude: 'longitude lng lon',
  bytes: 'file_size bytes size_in_bytes',
  'date personal(sensitive)': 'birthday birthdate birth_date date_of_birth dob birth',
  date: 'date day due_date start_date end_date expiry_date hire_date expiry expiration expiration_date deadline due release_date birth_day',
  moment:
    'timestamp moment created updated start_time end_time departure_time arrival_time start end time_of_departure time_of_arrival start_date_and_time expires last_login departure arrival check_in_time check_out_time pickup_time delivery_time check_in check_out begin from_time to_time pick_up_time received sent_at booked_at publication_time',
  time: 'time opening_time closing_time opening closing',
  duration: 'duration runtime running_time playing_time length_in_minutes cooking_time preparation_time prep_time',
  year: 'year production_year year_of_birth year_built build_year model_year construction_year vintage founding_year',
  'boolean = false':
    'flag active verified enabled archived deleted published paid confirmed approved visible completed done',
  json: 'metadata settings preferences payload config configuration options_json properties attributes',
  vector: 'embedding',
  uuid: 'uuid guid',
  'choice(low, normal, high) = normal': 'priority',
  'choice(low, medium, high) = low': 'severity',
  'state(active, inactive) = active': 'status state',
};

const exact: ReadonlyMap<string, string> = new Map(
  Object.entries(lists).flatMap(([form, names]) =>
    names
      .split(' ')
      .filter((name) => name !== '')
      .map((name): [string, string] => [name, form === 'vector' ? 'json' : form]),
  ),
);
