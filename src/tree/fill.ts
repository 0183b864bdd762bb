import Handlebars from 'handlebars/dist/cjs/handlebars.runtime.js';
import { WorkshopError } from '../errors.ts';
import { precompiled } from '../layers/templates.generated.ts';
import type { TemplateId } from './tree.ts';

const handlebars = Handlebars.create();

/** Fills the placeholders of a template that was compiled at build time. Throws `failed` on a placeholder without a value. */
export function fill(id: TemplateId, context: object): string {
  const spec = precompiled[id];
  if (!spec)
    throw new WorkshopError('failed', `The template ${id} was not compiled.`, { hint: 'Install the package again.' });
  try {
    return handlebars.template(spec as TemplateSpecification)(context);
  } catch (cause) {
    throw new WorkshopError('failed', `A placeholder in ${id} has no value: ${(cause as Error).message}.`, { cause });
  }
}
