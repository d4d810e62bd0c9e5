import type { ExplicitCase } from '#analysis/requirements/explicit-cases.fixture.ts';

/** Sentences that were written after the reader's first draft and not looked at while it was mended. */
export const heldOutExplicit: readonly ExplicitCase[] = [
  {
    text: 'Every apartment belongs to a building. Buildings have an address, a year of construction and up to 40 floors.',
    entities: { apartment: '>building', building: 'address year_of_construction' },
  },
  {
    text: 'A chef prepares dishes; each dish has a name, a price and a list of ingredients.',
    entities: { chef: '', dish: '>chef name:name price:money', ingredient: '' },
  },
  {
    text: 'We store planes (registration, model, number of seats) and pilots (name, licence number).',
    entities: { plane: 'registration model seat_count:count', pilot: 'name:name licence_number:code' },
  },
  {
    text: 'A pilot can fly several planes and a plane can be flown by several pilots.',
    entities: { pilot: '', plane: '', pilot_plane: '>pilot >plane #pilot+plane' },
  },
  {
    text: 'Loans have a borrower, an interest rate between 0 and 30 and a due date.',
    entities: { loan: 'borrower interest_rate:percent[0..30] due_date:date' },
  },
  {
    text: 'Each club has members, and each member has a membership number that must be unique.',
    entities: { club: '', member: '>club membership_number!' },
  },
  {
    text: 'A photo belongs to one album. It has a caption, a url and an optional location.',
    entities: { photo: '>album caption:title url:url location?', album: '' },
  },
  {
    text: 'The status of a job is queued, running, done or failed.',
    entities: { job: 'status:state[queued|running|done|failed]' },
  },
  {
    text: 'Rentals of a bike must not overlap.',
    entities: { rental: '>bike', bike: '' },
    rules: ['no-overlap rental per bike'],
  },
  {
    text: 'A patient can have only one active prescription.',
    entities: { patient: '', prescription: '>patient' },
    rules: ['only-one prescription per patient'],
  },
  {
    text: 'Researchers write papers. A paper can have several authors, an abstract and a DOI which is unique.',
    entities: { researcher: '', paper: 'abstract:text doi!' },
  },
  {
    text: 'Each garage has at most 6 mechanics, and every mechanic has a phone number and an hourly wage.',
    entities: { garage: '', mechanic: '>garage phone_number:phone hourly_wage:money' },
    rules: ['count-at-most mechanic per garage 6'],
  },
  {
    text: 'Every festival takes place in a city and has several stages with a name and a capacity.',
    entities: { festival: '>city', city: '', stage: '>festival name:name capacity:count' },
  },
  {
    text: 'Comments may have a parent comment.',
    entities: { comment: 'parent>comment?' },
    rules: ['acyclic comment'],
  },
  {
    text: 'A zoo has animals. Each animal has a species, a birth date, a weight that must not be negative, and lives in an enclosure.',
    entities: {
      zoo: '',
      animal: '>zoo >enclosure species birth_date:date weight[0..]',
      enclosure: '',
    },
  },
  {
    text: 'Each invoice line belongs to an invoice and has a description, a quantity and a unit price.',
    entities: { invoice: '', invoice_line: '>invoice description:text quantity:quantity unit_price:money' },
  },
  {
    text: 'Cars: plate (unique), colour, mileage, last service date (optional)',
    entities: { car: 'plate:code! colour:color mileage:count last_service_date:date?' },
  },
  {
    text: 'Coaches train teams. A team plays in one league.',
    entities: { coach: '', team: '>league', league: '' },
  },
  {
    text: 'A project must have at least one task and each task is assigned to exactly one employee.',
    entities: { project: '', task: '>project >employee', employee: '' },
    rules: ['at-least-one task per project'],
  },
  {
    text: 'Keep a history of the rent of every flat.',
    entities: { flat: '', flat_rent_history: '>flat rent:money' },
  },
  {
    text: 'Each shipment has an origin port and a destination port, a departure date and an arrival date.',
    entities: {
      shipment: 'origin_port>port destination_port>port departure_date:date arrival_date:date',
      port: '',
    },
  },
  {
    text: 'A device is identified by its serial number and has a type (sensor, gateway or actuator).',
    entities: { device: 'serial_number:code type[sensor|gateway|actuator]' },
  },
  {
    text: 'There are farms and fields. Each field belongs to a farm, has an area and a soil type.',
    entities: { farm: '', field: '>farm area:decimal soil_type' },
  },
  {
    text: 'Volunteers can sign up for many events and an event can have many volunteers.',
    entities: { volunteer: '', event: '', event_volunteer: '>volunteer >event #event+volunteer' },
  },
  {
    text: 'Each contract has a start date, an end date, a monthly fee and is signed by a client.',
    entities: { contract: '>client start_date:date end_date:date monthly_fee:money', client: '' },
  },
  {
    text: 'Tracks are part of an album, albums are released by artists.',
    entities: { track: '>album', album: '>artist', artist: '' },
  },
  {
    text: "A guest's e-mail is optional. Guests have a name, an e-mail and a nationality.",
    entities: { guest: 'name:name email:email? nationality' },
  },
  {
    text: 'Every locker has a number, a size (small, medium, large) and may be rented by a customer.',
    entities: { locker: '>customer? number:code size[small|medium|large]', customer: '' },
  },
  {
    text: 'Users own wallets; the balance of a wallet cannot be negative. Each wallet has one currency.',
    entities: { user: '', wallet: '>user balance:money[0..] currency:currency' },
  },
  {
    text: 'Our lab records measurements for each probe: value, unit and time.',
    entities: { measurement: '>probe value unit time', probe: '' },
  },
];
