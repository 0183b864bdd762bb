/** Where a name is imported from now, and, where that changed too, what it is called there. */
export type Moved = { readonly to: string; readonly as?: string };

/** Moves names of the imports from one module to others. Names that are not in `moved` stay; a renamed one keeps its old name in the file. */
export function splitImport(text: string, from: string, moved: ReadonlyMap<string, Moved>): string {
  const statement = new RegExp(`^import (type )?\\{([^}]*)\\} from (['"])${from}\\3`, 'gm');
  return text.replace(statement, (whole: string, type: string | undefined, list: string, quote: string) => {
    const names = list
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const modules = [...new Set(names.map((name) => moved.get(bare(name))?.to ?? from))];
    const renamed = names.some((name) => moved.get(bare(name))?.as);
    if (modules.length === 1 && !renamed) return whole.replace(from, modules[0] ?? from);
    return modules
      .map((module) => {
        const some = names.filter((name) => (moved.get(bare(name))?.to ?? from) === module);
        return `import ${type ?? ''}{ ${some.map((name) => renamedIn(name, moved)).join(', ')} } from ${quote}${module}${quote}`;
      })
      .join(';\n');
  });
}

/** The name that is imported: of `type Table as Other` it is `Table`. */
function bare(name: string): string {
  return name.replace(/^type /, '').replace(/ as .*/, '');
}

function renamedIn(name: string, moved: ReadonlyMap<string, Moved>): string {
  const was = bare(name);
  const is = moved.get(was)?.as;
  if (!is) return name;
  return name.includes(' as ') ? name.replace(was, is) : name.replace(was, `${is} as ${was}`);
}
