// The package declares its runtime as an empty module; this is the part of it that is used.
declare module 'handlebars/dist/cjs/handlebars.runtime.js' {
  const runtime: Pick<typeof import('handlebars'), 'create'>;
  export default runtime;
}
