import { describe, expect, test } from 'vitest';
import { decomposeBcnf } from './decompose-bcnf.ts';
import { dependencyText, type FunctionalDependency } from './functional-dependency.ts';
import { isLossless } from './is-lossless.ts';
import { normalForm } from './normal-form.ts';
import { synthesize3nf } from './synthesize-3nf.ts';

interface TextbookCase {
  readonly name: string;
  readonly attributes: string;
  /** `a b -> c; c -> d` */
  readonly dependencies: string;
  readonly form: '1NF' | '2NF' | '3NF' | 'BCNF';
  readonly keys: readonly string[];
  /** Tables of the 3NF synthesis, and of the BCNF decomposition where it is another one. */
  readonly third: readonly string[];
  readonly bcnf?: readonly string[];
  readonly lost?: readonly string[];
  readonly violations?: readonly string[];
}

/** From the chapters on normal forms of Date, Elmasri and Navathe, Ullman, Silberschatz, and Kent. */
const textbook: readonly TextbookCase[] = [
  {
    name: 'suppliers (Date, "FIRST"): city and status hang on the supplier',
    attributes: 'supplier part city status quantity',
    dependencies: 'supplier part -> quantity; supplier -> city; city -> status',
    form: '1NF',
    keys: ['supplier part'],
    third: ['city status', 'supplier city', 'supplier part quantity'],
    violations: ['2NF supplier -> city', '3NF city -> status'],
  },
  {
    name: 'supplier and city (Date, "SECOND")',
    attributes: 'supplier city status',
    dependencies: 'supplier -> city; city -> status',
    form: '2NF',
    keys: ['supplier'],
    third: ['city status', 'supplier city'],
    violations: ['3NF city -> status'],
  },
  {
    name: 'student, subject, teacher (Date, "SJT")',
    attributes: 'student subject teacher',
    dependencies: 'student subject -> teacher; teacher -> subject',
    form: '3NF',
    keys: ['student subject', 'student teacher'],
    third: ['student subject teacher'],
    bcnf: ['student teacher', 'subject teacher'],
    lost: ['student, subject -> teacher'],
    violations: ['BCNF teacher -> subject'],
  },
  {
    name: 'student, subject, position (Date, "SJP"): overlapping keys and yet BCNF',
    attributes: 'student subject position',
    dependencies: 'student subject -> position; subject position -> student',
    form: 'BCNF',
    keys: ['student subject', 'subject position'],
    third: ['student subject position'],
  },
  {
    name: 'supplier number and name (Date, "SSP")',
    attributes: 'number name part quantity',
    dependencies: 'number -> name; name -> number; number part -> quantity; name part -> quantity',
    form: '3NF',
    keys: ['name part', 'number part'],
    third: ['number name', 'number part quantity'],
  },
  {
    name: 'city, street, zip (Ullman)',
    attributes: 'city street zip',
    dependencies: 'city street -> zip; zip -> city',
    form: '3NF',
    keys: ['city street', 'street zip'],
    third: ['city street zip'],
    bcnf: ['city zip', 'street zip'],
    lost: ['city, street -> zip'],
  },
  {
    name: 'employees on projects (Elmasri and Navathe, EMP_PROJ)',
    attributes: 'ssn project hours employee project_name location',
    dependencies: 'ssn project -> hours; ssn -> employee; project -> project_name location',
    form: '1NF',
    keys: ['ssn project'],
    third: ['project project_name location', 'ssn employee', 'ssn project hours'],
    violations: ['2NF project -> project_name, location', '2NF ssn -> employee'],
  },
  {
    name: 'employees and departments (Elmasri and Navathe, EMP_DEPT)',
    attributes: 'ssn employee born address department department_name manager',
    dependencies: 'ssn -> employee born address department; department -> department_name manager',
    form: '2NF',
    keys: ['ssn'],
    third: ['department department_name manager', 'ssn employee born address department'],
  },
  {
    name: 'lots (Elmasri and Navathe, LOTS)',
    attributes: 'property county lot area price tax',
    dependencies:
      'property -> county lot area price tax; county lot -> property area price tax; county -> tax; area -> price',
    form: '1NF',
    keys: ['county lot', 'property'],
    third: ['area price', 'county tax', 'property county lot area'],
    violations: ['2NF county -> tax', '3NF area -> price'],
  },
  {
    name: 'lots where the area gives the county (Elmasri and Navathe, LOTS1A)',
    attributes: 'property county lot area',
    dependencies: 'property -> county lot area; county lot -> property area; area -> county',
    form: '3NF',
    keys: ['county lot', 'lot area', 'property'],
    third: ['property county lot area'],
    // The books lose county, lot -> property; a third table keeps it.
    bcnf: ['county area', 'property county lot', 'property lot area'],
  },
  {
    name: 'loans and branches (Silberschatz)',
    attributes: 'branch city assets customer loan amount',
    dependencies: 'branch -> city assets; loan -> amount branch',
    form: '1NF',
    keys: ['customer loan'],
    third: ['branch city assets', 'branch loan amount', 'customer loan'],
  },
  {
    name: 'bankers (Silberschatz)',
    attributes: 'customer banker branch type',
    dependencies: 'customer banker -> branch type; banker -> branch; customer branch -> banker',
    form: '3NF',
    keys: ['customer banker', 'customer branch'],
    third: ['customer banker branch type'],
    bcnf: ['banker branch', 'customer banker type'],
    lost: ['customer, branch -> banker'],
  },
  {
    name: 'parts in warehouses (Kent)',
    attributes: 'part warehouse quantity warehouse_address',
    dependencies: 'part warehouse -> quantity; warehouse -> warehouse_address',
    form: '1NF',
    keys: ['part warehouse'],
    third: ['part warehouse quantity', 'warehouse warehouse_address'],
  },
  {
    name: 'employee, department, location (Kent)',
    attributes: 'employee department location',
    dependencies: 'employee -> department; department -> location',
    form: '2NF',
    keys: ['employee'],
    third: ['department location', 'employee department'],
  },
  {
    name: 'movies and their studios (Ullman)',
    attributes: 'title year length studio studio_address',
    dependencies: 'title year -> length studio; studio -> studio_address',
    form: '2NF',
    keys: ['title year'],
    third: ['studio studio_address', 'title year length studio'],
  },
  {
    name: 'courses, teachers, hours, rooms, students, grades (Ullman, CTHRSG)',
    attributes: 'course teacher hour room student grade',
    dependencies:
      'course -> teacher; hour room -> course; hour teacher -> room; course student -> grade; hour student -> room',
    form: '2NF',
    keys: ['hour student'],
    third: ['course student grade', 'course teacher hour room', 'hour room student'],
    bcnf: ['course hour room', 'course student grade', 'course teacher', 'hour room student', 'teacher hour room'],
  },
  {
    name: 'all key: many to many',
    attributes: 'user role',
    dependencies: '',
    form: 'BCNF',
    keys: ['user role'],
    third: ['user role'],
  },
  {
    name: 'a ring: each determines the next',
    attributes: 'a b c',
    dependencies: 'a -> b; b -> c; c -> a',
    form: 'BCNF',
    keys: ['a', 'b', 'c'],
    third: ['a b c'],
  },
  {
    name: 'an order line with all that hangs on it',
    attributes: 'order product quantity placed customer customer_name product_name',
    dependencies:
      'order product -> quantity; order -> placed customer; customer -> customer_name; product -> product_name',
    form: '1NF',
    keys: ['order product'],
    third: ['customer customer_name', 'order placed customer', 'order product quantity', 'product product_name'],
    violations: ['2NF order -> placed, customer', '2NF product -> product_name', '3NF customer -> customer_name'],
  },
  {
    name: 'two facts that have nothing to do with each other',
    attributes: 'a b c d',
    dependencies: 'a -> b; c -> d',
    form: '1NF',
    keys: ['a c'],
    third: ['a b', 'a c', 'c d'],
  },
  {
    name: 'a part of the key through a column of another key',
    attributes: 'a b c d e',
    dependencies: 'a b -> c d e; c -> b; b -> e',
    form: '1NF',
    keys: ['a b', 'a c'],
    third: ['a b c d', 'b e'],
    bcnf: ['a c d', 'b c', 'b e'],
    lost: ['a, b -> c', 'a, b -> d'],
  },
];

const words = (text: string) => text.split(' ').filter((word) => word !== '');

function parsed(text: string): readonly FunctionalDependency[] {
  return text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [left = '', right = ''] = part.split('->');
      return { determinant: words(left), dependent: words(right) };
    });
}

const texts = (sets: readonly (readonly string[])[]) => sets.map((set) => set.join(' ')).sort();

describe.each(textbook)('$name', ({ attributes: text, dependencies: laws, ...expected }) => {
  const attributes = words(text);
  const dependencies = parsed(laws);

  test('normal form', () => {
    const { form, keys, violations } = normalForm(attributes, dependencies);
    expect({ form, keys: texts(keys) }).toEqual({ form: expected.form, keys: [...expected.keys].sort() });
    if (expected.violations === undefined) return;
    expect(violations.map(({ breaks, dependency }) => `${breaks} ${dependencyText(dependency)}`).sort()).toEqual(
      expected.violations,
    );
  });

  test('decompositions', () => {
    const third = synthesize3nf(attributes, dependencies).map((one) => one.attributes);
    expect(texts(third)).toEqual([...expected.third].sort());
    const { relations, lost } = decomposeBcnf(attributes, dependencies);
    const bcnf = relations.map((one) => one.attributes);
    expect(texts(bcnf)).toEqual([...(expected.bcnf ?? expected.third)].sort());
    expect(lost.map(dependencyText).sort()).toEqual([...(expected.lost ?? [])].sort());
    expect(isLossless(attributes, third, dependencies)).toBe(true);
    expect(isLossless(attributes, bcnf, dependencies)).toBe(true);
  });
});
