/** A sentence and the entities that it says. */
export interface ExplicitCase {
  readonly text: string;
  /**
   * By entity: attributes as `plate:code!` (a domain, where it matters; `!` unique, `?` optional, `[a|b]` values,
   * `[1..5]` bounds), references as `>driver` or `owner>user`, and `#student+course` for a key of its own.
   */
  readonly entities: Readonly<Record<string, string>>;
  /** Invariants: `no-overlap booking per room`. */
  readonly rules?: readonly string[];
}

/** Written before the reader was. */
export const explicitCases: readonly ExplicitCase[] = [
  say('Each driver has vehicles with a plate and a capacity.', {
    driver: '',
    vehicle: '>driver plate:code capacity:count',
  }),
  say('A student can enrol in many courses.', {
    student: '',
    course: '',
    enrolment: '>student >course #student+course',
  }),
  say('We track drivers.', { driver: '' }),
  say('A product can be in several categories.', {
    product: '',
    category: '',
    product_category: '>product >category #product+category',
  }),
  say('Each user has one profile with a bio and a website.', { user: '', profile: '>user! bio:text website:url' }),
  say('Every book has a title, an ISBN and a price.', { book: 'title:title isbn:code price:money' }),
  say('An invoice belongs to a customer and has a number, a due date and a total.', {
    customer: '',
    invoice: '>customer number:code due_date:date total:money',
  }),
  say('Invoices have a status: draft, sent or paid.', { invoice: 'status:state[draft|sent|paid]' }),
  say('Each task has a priority (low, normal, high) and an optional deadline.', {
    task: 'priority[low|normal|high] deadline?',
  }),
  say('The e-mail of a member must be unique. Members have a name and an e-mail.', {
    member: 'name:name email:email!',
  }),
  say('Bookings of a room cannot overlap.', { room: '', booking: '>room' }, 'no-overlap booking per room'),
  say(
    'Each employee has contracts with a salary. Only one contract of an employee can be active.',
    {
      employee: '',
      contract: '>employee salary:money',
    },
    'only-one contract per employee',
  ),
  say('A team has at most 11 players.', { team: '', player: '>team' }, 'count-at-most player per team 11'),
  say('Reviews have a score between 1 and 5.', { review: 'score[1..5]' }),
  say('Accounts have a balance, which must not be negative.', { account: 'balance:money[0..]' }),
  say('A category can have a parent category.', { category: 'parent>category?' }, 'acyclic category'),
  say('Each employee reports to a manager.', { employee: 'manager>employee?' }, 'acyclic employee'),
  say('We manage projects and their tasks.', { project: '', task: '>project' }),
  say('A library lends books to members.', { book: '', member: '' }),
  say('Customers place orders. An order has several lines with a quantity and a unit price.', {
    customer: '',
    order: '>customer',
    order_line: '>order quantity:quantity unit_price:money',
  }),
  say('A doctor treats many patients and a patient can have several doctors.', {
    doctor: '',
    patient: '',
    doctor_patient: '>doctor >patient #doctor+patient',
  }),
  say('There are ships, ports and voyages. Each voyage is made by one ship.', {
    ship: '',
    port: '',
    voyage: '>ship',
  }),
  say('Each voyage has a departure port and an arrival port.', {
    voyage: 'departure_port>port arrival_port>port',
    port: '',
  }),
  say('An actor can play in many films; for each part we record the role name.', {
    actor: '',
    film: '',
    actor_film: '>actor >film #actor+film',
  }),
  say('Every car has a unique license plate, a make, a model and a year.', {
    car: 'license_plate:code! make model year:year',
  }),
  say('Purchase orders have a supplier.', { purchase_order: 'supplier' }),
  say('Each purchase order belongs to a supplier.', { purchase_order: '>supplier', supplier: '' }),
  say('We keep a history of the price of each product.', {
    product: '',
    product_price_history: '>product price:money',
  }),
  say('A recipe consists of steps, each with a position and instructions.', {
    recipe: '',
    step: '>recipe position instructions:text',
  }),
  say('Members can borrow many books.', { member: '', book: '', loan: '>member >book #member+book' }),
  say('A hall has a name, an address and between 10 and 500 seats.', { hall: 'name address seat_count[10..500]' }),
  say('Each sensor has a latitude, a longitude and a colour.', {
    sensor: 'latitude:latitude longitude:longitude colour:color',
  }),
  say('A person has a first name, a last name, a date of birth and a phone number.', {
    person: 'first_name:name last_name:name date_of_birth:date phone_number:phone',
  }),
  say('Users may have a nickname.', { user: 'nickname?' }),
  say('Orders are placed by customers and paid by card.', { order: '>customer', customer: '' }),
  say('Each flight has a number of seats, a departure time and an arrival time.', {
    flight: 'seat_count:count departure_time:moment arrival_time:moment',
  }),
  say('A discount is a percentage between 0 and 100. Each voucher has a code and a discount.', {
    voucher: 'code:code discount:percent[0..100]',
  }),
  say('Each machine is located in exactly one plant.', { machine: '>plant', plant: '' }),
  say('A machine can optionally be assigned to an operator.', { machine: '>operator?', operator: '' }),
  say(
    'Every order must have at least one line.',
    { order: '', order_line: '>order' },
    'at-least-one order_line per order',
  ),
  say('A song can be on many playlists and a playlist can contain many songs.', {
    song: '',
    playlist: '',
    song_playlist: '>song >playlist #song+playlist',
  }),
  say('An album has tracks. A track has a title and a duration.', {
    album: '',
    track: '>album title:title duration:duration',
  }),
  say('Tickets can be open, in progress or closed.', { ticket: 'status:state[open|in_progress|closed]' }),
  say('Each parcel has a weight, is sent by a sender and goes to a recipient.', {
    parcel: 'weight >sender >recipient',
    sender: '',
    recipient: '',
  }),
  say('Store the following: name, e-mail and birthday of each patient.', {
    patient: 'name:name email:email birthday:date',
  }),
  say(
    'No two shifts of a nurse may overlap. A shift has a start time and an end time.',
    {
      nurse: '',
      shift: '>nurse start_time:moment end_time:moment',
    },
    'no-overlap shift per nurse',
  ),
  say('A customer has at most 3 open loans.', { customer: '', loan: '>customer' }, 'count-at-most loan per customer 3'),
  say('The quantity of a stock item cannot be less than zero.', { stock_item: 'quantity[0..]' }),
  say(
    'Only one address of a customer is the default.',
    { customer: '', address: '>customer is_default:boolean' },
    'only-one address per customer',
  ),
  say('Each country has a name and an ISO code, both unique.', { country: 'name! iso_code:code!' }),
  say('Gardens contain beds; beds contain plants. Each plant belongs to a species.', {
    garden: '',
    bed: '>garden',
    plant: '>bed >species',
    species: '',
  }),
  say('An exhibition is shown in a gallery and features several paintings.', {
    exhibition: '>gallery',
    gallery: '',
    painting: '>exhibition',
  }),
  say('Pets have an owner, who has a name and a phone.', { pet: '>owner', owner: 'name:name phone:phone' }),
  say('Horses: name, colour, birth date (optional), is_sold', {
    horse: 'name:name colour:color birth_date:date? is_sold:boolean',
  }),
  say('- stable: name, capacity\n- horse: name, stable', { stable: 'name capacity:count', horse: 'name >stable' }),
  say('The app stores museums (name, city, website) and their exhibits (title, year).', {
    museum: 'name city website:url',
    exhibit: '>museum title year:year',
  }),
  say('Each wine is made from one or more grapes.', { wine: '', grape: '', wine_grape: '>wine >grape #wine+grape' }),
  say('A lease has a tenant, a start date, an end date and a monthly rent.', {
    lease: 'tenant start_date:date end_date:date monthly_rent:money',
  }),
  say('Experiments have many samples and every sample has notes and a barcode.', {
    experiment: '',
    sample: '>experiment notes:text barcode:code',
  }),
  say('Each bus line has stops in an order, and stops have coordinates.', {
    bus_line: '',
    stop: '>bus_line latitude longitude',
  }),
];

function say(text: string, entities: Readonly<Record<string, string>>, ...rules: readonly string[]): ExplicitCase {
  return { text, entities, rules };
}
