import { describe, expect, test } from 'vitest';
import { itemMark, type ListParagraph, listsOf } from './word-lists.ts';

const style = 'margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1';

describe('what a paragraph is in its list', () => {
  test.each([
    ['·', false],
    ['§', false],
    ['o', false],
    ['v', false],
    ['–', false],
    ['1.', true],
    [' 12) ', true],
    ['(iv)', true],
    ['b)', true],
    ['2.1.', true],
    ['3', true],
  ])('drawn as %s it is numbered: %s', (marker, isOrdered) => {
    expect(itemMark(style, marker)).toEqual({ level: 1, isOrdered });
  });

  test('its level is the one in its style', () => {
    expect(itemMark('mso-list: l12 level3 lfo4;color:red', '·')?.level).toBe(3);
  });

  test.each(['', 'mso-list:none', 'mso-list:skip', 'mso-list:Ignore', 'text-indent:-18pt'])(
    'with the style “%s” it is none',
    (other) => {
      expect(itemMark(other, '1.')).toBeNull();
    },
  );
});

describe('lists of paragraphs', () => {
  const bullet = (content: string, level = 1): ListParagraph<string> => ({
    mark: { level, isOrdered: false },
    content,
  });
  const number = (content: string, level = 1): ListParagraph<string> => ({
    mark: { level, isOrdered: true },
    content,
  });
  const ul = (...items: object[]) => ({ isOrdered: false, items });
  const ol = (...items: object[]) => ({ isOrdered: true, items });
  const li = (...contents: unknown[]) => ({ contents });

  test('follow each other', () => {
    expect(listsOf([bullet('a'), bullet('b'), number('c')])).toEqual([
      ul(li('a'), li('b')),
      ol(li('c')),
    ]);
  });

  test('lie in the item before them', () => {
    const paragraphs = [bullet('a'), number('a1', 2), number('a2', 2), bullet('b')];
    expect(listsOf(paragraphs)).toEqual([ul(li('a', ol(li('a1'), li('a2'))), li('b'))]);
  });

  test('may skip a level, and begin with an inner one', () => {
    expect(listsOf([bullet('a'), bullet('deep', 3), bullet('b', 2)])).toEqual([
      ul(li('a', ul(li('deep')), ul(li('b')))),
    ]);
    expect(listsOf([bullet('a', 2), bullet('b')])).toEqual([ul(li('a')), ul(li('b'))]);
  });

  test('keep a second paragraph with its item', () => {
    expect(listsOf([number('a'), { mark: null, content: 'more of a' }, number('b')])).toEqual([
      ol(li('a', 'more of a'), li('b')),
    ]);
  });
});
