/** A path inside the generated repo, with `/`, never leaving its root. */
export type RelPath = string;

/** `<layer folder>/<path at its first release>`, or `merged:<path>`. It never changes when the file moves. */
export type TemplateId = string;

/** `sample` is code to practise on, which the user may delete. Everything else is `frame`. */
export type Role = 'frame' | 'sample';

/** One file of a repo in memory. */
export type TreeFile = {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
  readonly id: TemplateId;
  readonly role: Role;
};

/** The files of a repo in memory. */
export type Tree = ReadonlyMap<RelPath, TreeFile>;

/** True when the path stays inside the root on every system: relative, no `..`, no empty part, no drive, no backslash, no NUL. */
export function staysInside(path: string): path is RelPath {
  if (path === '' || path.startsWith('/') || /[\\:\0]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/**
 * Whether a name is reserved on Windows. Windows reserves it in every folder and with every extension, so no file may
 * have it.
 */
export function isWindowsDevice(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i.test(name);
}
