import Handlebars from 'handlebars';
import type { Part } from '../src/tree/render.ts';

/**
 * Splits a template into texts and the paths of placeholders. Handlebars parses it, so the syntax is Handlebars' own,
 * and at run time the tool only joins the parts. Throws for everything except plain placeholders.
 */
export function partsOf(text: string): Part[] {
  return Handlebars.parse(text).body.map((statement) => {
    if (statement.type === 'ContentStatement') return (statement as hbs.AST.ContentStatement).value;
    const { path, params, hash, escaped } = statement as hbs.AST.MustacheStatement;
    const plain = statement.type === 'MustacheStatement' && escaped && params.length === 0 && hash === undefined;
    const name = path as hbs.AST.PathExpression | undefined;
    if (!plain || name?.type !== 'PathExpression' || name.data || name.depth > 0) {
      throw new Error(
        `line ${statement.loc.start.line}: placeholders only, no blocks, partials, helpers or raw output`,
      );
    }
    return name.parts;
  });
}
