// js-yaml has no types. These are the types of what is used here.
declare module 'js-yaml' {
  export class Type {
    constructor(
      tag: string,
      options: {
        kind: 'scalar' | 'sequence' | 'mapping';
        multi: boolean;
        construct(data: unknown, tag: string): unknown;
      },
    );
  }
  export class Schema {
    extend(types: Type[]): Schema;
  }
  export const DEFAULT_SCHEMA: Schema;
  export function load(text: string, options?: { filename: string; schema: Schema }): unknown;
}
