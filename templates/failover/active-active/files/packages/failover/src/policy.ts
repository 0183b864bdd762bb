/** Who decides about a field when two regions have written it. */
export type Policy = 'single-writer' | 'last-write-wins' | 'set' | 'counter' | 'escrow' | 'text';

/** What a field can be, and the policies that keep what it promises. */
type Keeps = {
  /** An id, a number that people see, an e-mail that is a key. Two regions would give the same one twice. */
  readonly 'unique name': 'single-writer';
  /** A price or a total. A mix of two edits is an amount that nobody asked for. */
  readonly money: 'single-writer';
  /** Units on the shelf. A counter goes below 0. */
  readonly stock: 'single-writer' | 'escrow';
  /** Visits, likes: every region counts on. */
  readonly count: 'single-writer' | 'counter';
  /** A weight, a rating: a number that somebody sets. */
  readonly measure: 'single-writer' | 'last-write-wins';
  /** A short text that somebody sets as a whole: a name, a state, a time. */
  readonly label: 'single-writer' | 'last-write-wins';
  /** A long text that several people edit at once. */
  readonly prose: 'single-writer' | 'last-write-wins' | 'text';
  /** Texts. Under `last-write-wins` an addition can be lost: use it where the order means something. */
  readonly list: 'single-writer' | 'last-write-wins' | 'set';
  /** Anything else, read and written as a whole. */
  readonly record: 'single-writer' | 'last-write-wins';
  /** A record with money, stock or a unique name in it. */
  readonly 'guarded record': 'single-writer';
};

/** Fields of the shop that can be nothing else, in whatever document they stand. Add the names of your own: `invoiceNumber`, `discount`. */
type Guarded = {
  readonly id: 'unique name';
  readonly sku: 'unique name';
  readonly email: 'unique name';
  readonly total: 'money';
  readonly unitPrice: 'money';
  readonly available: 'stock';
};

type MeaningOf<Name, Value> = Name extends keyof Guarded
  ? Guarded[Name]
  : Value extends number
    ? 'unique name' | 'money' | 'stock' | 'count' | 'measure'
    : Value extends string
      ? 'unique name' | 'label' | 'prose'
      : Value extends readonly string[]
        ? 'list'
        : true extends HoldsGuarded<Value>
          ? 'guarded record'
          : 'record';

type HoldsGuarded<Value> = Value extends readonly (infer Item)[]
  ? HoldsGuarded<Item>
  : Value extends object
    ? {
        [Name in keyof Value]-?: Name extends keyof Guarded ? true : HoldsGuarded<NonNullable<Value[Name]>>;
      }[keyof Value]
    : false;

/** One meaning with each policy that keeps it. */
type Choice<Meaning extends keyof Keeps> = {
  [One in Meaning]: { readonly is: One; readonly policy: Keeps[One] };
}[Meaning];

/** The table for a document: it says of each field what it is and which policy it has. A field that is missing does not compile. */
export type PolicyTable<Document> = {
  readonly [Name in keyof Document]-?: Choice<MeaningOf<Name, NonNullable<Document[Name]>>>;
};
