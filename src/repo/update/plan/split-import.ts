/** Moves names of the imports from one module to others: `to` says where each is now. Names that are not in it stay. */
export function splitImport(text: string, from: string, to: ReadonlyMap<string, string>): string {
  const statement = new RegExp(`^import (type )?\\{([^}]*)\\} from (['"])${from}\\3`, 'gm');
  return text.replace(statement, (whole: string, type: string | undefined, list: string, quote: string) => {
    const names = list
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const moduleOf = (name: string) => to.get(bare(name)) ?? from;
    const modules = [...new Set(names.map(moduleOf))];
    if (modules.length === 1) return whole.replace(from, modules[0] ?? from);
    return modules
      .map(
        (module) =>
          `{ ${names.filter((name) => moduleOf(name) === module).join(', ')} } from ${quote}${module}${quote}`,
      )
      .map((rest) => `import ${type ?? ''}${rest}`)
      .join(';\n');
  });
}

/** The name that is imported: of `type Table as Other` it is `Table`. */
function bare(name: string): string {
  return name.replace(/^type /, '').replace(/ as .*/, '');
}
