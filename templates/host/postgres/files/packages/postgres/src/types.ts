/** How Postgres names the types of columns. */
export const types = {
  key: 'text',
  text: 'text',
  json: 'jsonb',
  time: 'timestamptz',
  amount: 'bigint',
  numbered: (from = 1) => `bigint GENERATED ALWAYS AS IDENTITY (START WITH ${from})`,
};
