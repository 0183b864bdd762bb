/** How Postgres names the types of columns. */
export const types = {
  key: 'text',
  text: 'text',
  json: 'jsonb',
  time: 'timestamptz',
  numbered: (from = 1) => `bigint GENERATED ALWAYS AS IDENTITY (START WITH ${from})`,
};
