import { describe, expect, test } from 'vitest';
import { mergeYaml, sameMeaningYaml } from '../../../src/tree/three-way/yaml.ts';
import { cleanText, conflictOf } from './outcome.ts';

const merge = (base: string, ours: string, theirs: string) => mergeYaml({ base, ours, theirs });

const serverless = `# The deployment.
service: "{{service}}"

provider:
  name: aws
  # Going back means deploying the old commit.
  versionFunctions: false
  kmsKeyArn:
    Fn::GetAtt: [OperationsKey, Arn]

package: \${file(./packaging.yml):package}

# One file for one function.
functions:
  - \${file(./build/functions.yml)}

resources:
  - \${file(./resources/operations.yml)}
`;

describe('the user’s text is the ground', () => {
  test('order, quotes, comments, blank lines and line endings stay', () => {
    const ours = 'a:   \'x\'   # mine\r\n\r\n\r\nlist:\r\n- "q"\r\n# between\r\n- z\r\nb: {x: 1,  y: 2}';
    expect(
      cleanText(
        merge('a: y\nlist:\n  - q\nb: {x: 1, y: 2}\n', ours, 'a: y\nlist:\n  - q\n  - n\nb: {x: 3, y: 2}\nc: new\n'),
      ),
    ).toBe('a:   \'x\'   # mine\r\n\r\n\r\nlist:\r\n- "q"\r\n- n\r\n# between\r\n- z\r\nb: {x: 3, y: 2}\r\nc: new');
  });

  test('a byte order mark and mixed line endings stay', () => {
    expect(cleanText(merge('a: 1\nb: 1\n', '\uFEFFa: 1\r\nb: 2\n', 'a: 3\nb: 1\n'))).toBe('\uFEFFa: 3\r\nb: 2\n');
  });

  test('a new key of theirs comes with the comments and the blank line before it', () => {
    const theirs = serverless
      .replace(
        'package: ',
        '# Logs.\n\n# How loud?\nlogs:\n  # "info" is enough\n  level: info # or debug\n  # role: none\n\npackage: ',
      )
      .replace('name: aws', 'name: aws\n  tracing: true');
    const ours = serverless.replace('\npackage', '\nmine: 1\npackage').replace('false', 'true  # ours');
    expect(cleanText(merge(serverless, ours, theirs))).toBe(
      ours
        .replace(
          'Arn]\n',
          'Arn]\n\n# Logs.\n\n# How loud?\nlogs:\n  # "info" is enough\n  level: info # or debug\n  # role: none\n',
        )
        .replace('name: aws', 'name: aws\n  tracing: true'),
    );
  });

  test('new lines take the indentation of the user', () => {
    expect(
      cleanText(
        merge(
          'a:\n  b: 1\n',
          'a:\n    b: 2\n',
          'a:\n  b: 1\n  c:\n    - x\n    - y: |\n        deep\n\n        text\n',
        ),
      ),
    ).toBe('a:\n    b: 2\n    c:\n      - x\n      - y: |\n          deep\n\n          text\n');
  });

  test('a comment of the template is not doubled when a key comes to stand below it', () => {
    expect(cleanText(merge('# head\nb: 1\n', '# head\nb: 2\n', '# head\na: 1\nb: 1\n'))).toBe('# head\na: 1\nb: 2\n');
  });
});

describe('include lists', () => {
  test('merge as sets', () => {
    const ours = serverless.replace('functions:\n', 'functions:\n  # mine first\n  - ${file(./mine.yml)}  # mine\n');
    const theirs = serverless
      .replace('functions.yml)}', 'functions.yml)}\n  # The relay.\n  - ${file(./relay.yml)}')
      .replace('operations.yml', 'ops.yml');
    expect(cleanText(merge(serverless, ours, theirs))).toBe(
      ours
        .replace('functions.yml)}', 'functions.yml)}\n  # The relay.\n  - ${file(./relay.yml)}')
        .replace('operations.yml', 'ops.yml'),
    );
  });

  test('that were empty become lines, and back', () => {
    expect(cleanText(merge('f: []\n', 'f: [] # none\nm: 1\n', 'f:\n  - a\n  - b\n'))).toBe(
      'f: # none\n  - a\n  - b\nm: 1\n',
    );
    expect(cleanText(merge('f:\n', 'f:\nm: 1\n', 'f:\n  - a\n'))).toBe('f:\n  - a\nm: 1\n');
    expect(cleanText(merge('f:\n  - a\n', 'f:\n  # mine\n  - a\nm: 1\n', 'f: []\n'))).toBe('f: []\n  # mine\nm: 1\n');
  });

  test('that hold a comment only keep it', () => {
    expect(cleanText(merge('f: []\nm: 1\n', 'f: [\n  # mine\n  ]\nm: 2\n', 'f:\n  - a\nm: 1\n'))).toBe(
      'f:\n  # mine\n  - a\nm: 2\n',
    );
  });

  test('but a command line is no set', () => {
    const line = (...words: string[]) => `command:\n${['node', ...words].map((word) => `  - ${word}\n`).join('')}`;
    const merged = merge(line('--port', '3000'), line('--port', '4000'), line('--port', '5000'));
    expect(conflictOf(merged).reasons).toEqual(['Both sides changed command.']);
    expect(conflictOf(merge(line(), line('--a', 'x'), line('--b', 'y'))).reasons).toEqual([
      'Both sides changed command.',
    ]);
    expect(cleanText(merge(line('--port', '3000'), line('--port', '3000'), line('--port', '5000')))).toBe(
      line('--port', '5000'),
    );
  });

  test('nor is a list in which both put something else in the place of one item', () => {
    const list = (...items: string[]) => `a:\n${items.map((item) => `  - ${item}\n`).join('')}`;
    expect(conflictOf(merge(list('x', 'y'), list('mine', 'y'), list('theirs', 'y'))).reasons).toEqual([
      'Both sides changed a.',
    ]);
    expect(cleanText(merge(list('x', 'y'), list('mine', 'y'), list('x', 'theirs')))).toBe(list('mine', 'theirs'));
  });

  test('but the arguments of a function are no set', () => {
    const key = (name: string) => serverless.replace('OperationsKey', name);
    expect(conflictOf(merge(serverless, key('Mine'), key('Theirs'))).reasons).toEqual([
      'Both sides changed provider.kmsKeyArn.Fn::GetAtt: yours is ["Mine","Arn"], the template\'s is ["Theirs","Arn"].',
    ]);
    const lines = (name: string) => `a:\n  Fn::GetAtt:\n    - ${name}\n    - Arn\n`;
    expect(conflictOf(merge(lines('A'), lines('B'), lines('C'))).reasons).toEqual(['Both sides changed a.Fn::GetAtt.']);
    expect(conflictOf(merge('a: !GetAtt [A, Arn]\n', 'a: !GetAtt [B, Arn]\n', 'a: !GetAtt [C, Arn]\n')).theirs).toBe(
      'a: !GetAtt [C, Arn]\n',
    );
  });

  test('of maps change on one side, or conflict', () => {
    const steps = (first: string, second: string) => `on:\n  push:\nsteps:\n  - uses: ${first}\n  - run: ${second}\n`;
    expect(cleanText(merge(steps('a@1', 'x'), `${steps('a@1', 'x')}mine: 1\n`, steps('a@2', 'x')))).toBe(
      `${steps('a@2', 'x')}mine: 1\n`,
    );
    expect(conflictOf(merge(steps('a@1', 'x'), steps('a@1', 'y'), steps('a@2', 'x')))).toMatchObject({
      base: steps('a@1', 'x'),
      ours: steps('a@1', 'y'),
      theirs: steps('a@2', 'x'),
    });
  });
});

describe('values', () => {
  test('with tags', () => {
    expect(cleanText(merge('a: !Ref A\nb: 1\n', 'a: !Ref A  # c\nb: 2\n', 'a: !Sub "${A}-x"\nb: 1\n'))).toBe(
      'a: !Sub "${A}-x"  # c\nb: 2\n',
    );
    expect(cleanText(merge('a: x\nb: 1\n', 'a: x\nb: 2\n', 'a: !Ref x\nb: 1\n'))).toBe('a: !Ref x\nb: 2\n');
  });

  test('over many lines, in both directions', () => {
    const text = '|-\n    one\n      two\n\n    # three';
    expect(cleanText(merge('a:\n  b: 1\n', 'a:\n  b: 1 # why\nm: 1\n', `a:\n  b: ${text}\n`))).toBe(
      `a:\n  # why\n  b: ${text}\nm: 1\n`,
    );
    expect(cleanText(merge(`a:\n  b: ${text}\nc: 1\n`, `a:\n  b: ${text}\nc: 2\n`, 'a:\n  b: 1\nc: 1\n'))).toBe(
      'a:\n  b: 1\nc: 2\n',
    );
    expect(cleanText(merge('a: 1\nb: 1\n', 'a: 1\nb: 2\n', 'a: "x\n  y"\nb: 1\n'))).toBe('a: "x\n  y"\nb: 2\n');
  });

  test('that are empty', () => {
    expect(cleanText(merge('a:\nb: 1\n', 'a: # mine\nb: 2\n', 'a: 5\nb: 1\n'))).toBe('a: 5 # mine\nb: 2\n');
    expect(cleanText(merge('a: 5\nb: 1\n', 'a: 5 # mine\nb: 2\n', 'a:\nb: 1\n'))).toBe('a: # mine\nb: 2\n');
  });

  test('in brackets are one value: one side changes it, or both clash', () => {
    expect(cleanText(merge('a: [x]\nb: 1\n', 'a: [x] # mine\nb: 2\n', 'a: [x, t]\nb: 1\n'))).toBe(
      'a: [x, t] # mine\nb: 2\n',
    );
    expect(cleanText(merge('a: [x]\nb: 1\n', 'a: [x, m]\nb: 1\n', 'a: [x]\nb: 2\n'))).toBe('a: [x, m]\nb: 2\n');
    expect(conflictOf(merge('a: {x: 1}\n', 'a: {x: 1, m: 1}\n', 'a: {x: 1, t: 1}\n')).reasons).toEqual([
      'Both sides changed a: yours is {"m":1,"x":1}, the template\'s is {"t":1,"x":1}.',
    ]);
    const lines = 'a:\n  - x\n  - t\n';
    expect(cleanText(merge('a: [x]\nm: 1\n', 'a: [x]\nm: 2\n', `${lines}m: 1\n`))).toBe(`${lines}m: 2\n`);
    expect(conflictOf(merge('a: [x]\n', 'a: [x, m]\n', lines)).reasons).toEqual(['Both sides changed a.']);
  });

  test('in brackets leave the comments that the user wrote in them', () => {
    expect(cleanText(merge('a: [x]\n', 'a: [ # mine\n  x]\n', 'a: [t]\n'))).toBe('# mine\na: [t]\n');
  });

  test('1.10 is not 1.1, and "1" is not 1', () => {
    expect(cleanText(merge('v: 1.1\nb: 1\n', 'v: 1.1\nb: 2\n', 'v: 1.10\nb: 1\n'))).toBe('v: 1.10\nb: 2\n');
    expect(cleanText(merge('v: 1\nb: 1\n', 'v: 1\nb: 2\n', 'v: "1"\nb: 1\n'))).toBe('v: "1"\nb: 2\n');
  });

  test('that were a map and are a scalar now: the user’s comments in it stay', () => {
    expect(cleanText(merge('a:\n  b: 1\nc: 1\n', 'a:\n  # my thoughts\n  b: 1\nc: 2\n', 'a: 7\nc: 1\n'))).toBe(
      '# my thoughts\na: 7\nc: 2\n',
    );
  });
});

describe('keys that go', () => {
  test('take the comment with them that theirs dropped too, and one blank line', () => {
    const theirs = serverless
      .replace('package: ${file(./packaging.yml):package}\n\n', '')
      .replace(/ {2}# Going.*\n.*\n/, '');
    const ours = serverless.replace('# The', '# My').replace('# One', '# Each');
    expect(cleanText(merge(serverless, ours, theirs))).toBe(theirs.replace('# The', '# My').replace('# One', '# Each'));
  });

  test('leave the comments that the user wrote', () => {
    expect(cleanText(merge('a: 1\nb: 1\n', 'a: 1\n# mine\nb: 1 # also mine', 'a: 2\n'))).toBe(
      'a: 2\n# mine\n# also mine',
    );
    expect(cleanText(merge('a:\n  b: 1\nc: 1\n', 'a:\n  b: 1\n  # off: 1\nc: 1\n', 'c: 2\n'))).toBe('# off: 1\nc: 2\n');
  });

  test('the last key of a map leaves an empty map', () => {
    expect(cleanText(merge('a:\n  b: 1\nc: 1\n', 'a:\n  b: 1\nc: 2\n', 'a: {}\nc: 1\n'))).toBe('a: {}\nc: 2\n');
  });

  test('are noted when the other side changed them', () => {
    expect(merge('a: 1\nb: 1\nc: 1\n', 'a: 2\nb: 1\n', 'b: 2\nc: 2\n')).toEqual({
      kind: 'clean',
      text: 'a: 2\nb: 2\n',
      notes: [
        'The template removed a and you changed it: yours stays.',
        'You removed c and the template changed it: it stays removed.',
      ],
    });
  });
});

describe('what cannot be merged by structure', () => {
  test('a whole file in brackets that would take a comment of the user with it', () => {
    expect(merge('[{}]\n', '[ # mine\n  {}]\n', '[{c: 1}]\n')).toBeUndefined();
  });

  test('a change that touches an anchor, an alias or a merge key', () => {
    const text = 'a: &a {k: 1}\nb: *a\nc:\n  <<: *a\n  x: 1\nd: 1\n';
    const ours = `${text}mine: 1\n`;
    expect(merge(text, ours, text.replace('{k: 1}', '{k: 2}'))).toBeUndefined();
    expect(merge(text, ours, text.replace('b: *a', 'b: 1'))).toBeUndefined();
    expect(merge(text, ours, text.replace('x: 1', 'x: 2'))).toBeUndefined();
    expect(merge(text, ours, `${text}new: *a\n`)).toBeUndefined();
    expect(cleanText(merge(text, ours, text.replace('d: 1', 'd: 2')))).toBe(ours.replace('d: 1', 'd: 2'));
  });

  test.each([
    'a: 1\n---\nb: 1\n',
    'a: 1\na: 2\n',
    'a: [1\n',
    '? [a]\n: 1\n',
    '',
    '# only a comment\n',
    'a: &x 1\nb: *y\n',
  ])('%j', (text) => {
    expect(merge('a: 1\n', text, 'a: 2\n')).toBeUndefined();
    expect(merge('a: 1\n', 'a: 2\n', text)).toBeUndefined();
  });
});

test('a text that nests too deeply is not read', () => {
  const nest = (depth: number, inner: string) => `${'{k: '.repeat(depth)}${inner}${'}'.repeat(depth)}`;
  expect(cleanText(merge(nest(90, '1'), `${nest(90, '1')} # mine`, nest(90, '3')))).toBe(`${nest(90, '3')} # mine`);
  expect(merge(nest(120, '1'), nest(120, '2'), 'a: 1')).toBeUndefined();
});

test('a conflict leaves three texts that differ in the values that clash alone', () => {
  const base = 'a: 1\nb: 1\nl:\n  - x\n';
  const text = (a: number) => `# mine\na: ${a} # here\nl:\n- x\n- t\nb: 2`;
  expect(merge(base, '# mine\na: 2 # here\nl:\n- x\nb: 1', 'a: 3\nb: 2\nl:\n  - x\n  - t\n')).toEqual({
    kind: 'conflict',
    base: text(1),
    ours: text(2),
    theirs: text(3),
    reasons: ["Both sides changed a: yours is 2, the template's is 3."],
    notes: [],
  });
  expect(merge('z: 1\n', 'z: 1\n# why\na: 1\n', 'a: 2\nz: 1\n')).toMatchObject({
    base: 'z: 1\n# why\n',
    theirs: 'z: 1\n# why\na: 2\n',
  });
});

test('a line merge means the same, whatever its comments and the order of its sets', () => {
  const versions = {
    base: 'a: 1\nf:\n  - x\n',
    ours: 'a: 1\nf:\n  - x\n  - m\n',
    theirs: 'a: 1 # c\nf:\n  - x\n  - t\n',
  };
  expect(sameMeaningYaml('a: 1 # c\r\nf:\r\n- t\r\n- m\r\n- x\r\n', versions)).toBe(true);
  expect(sameMeaningYaml('a: 1\nf:\n- m\n- x\n', versions)).toBe(false);
  expect(sameMeaningYaml('a: "1"\nf:\n- t\n- m\n- x\n', versions)).toBe(false);
  expect(sameMeaningYaml('a: 1\nf:\n- t\n- m\n- x\n---\n', versions)).toBe(false);
});
