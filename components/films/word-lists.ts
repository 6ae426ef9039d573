// Makes lists of what Word only draws as lists: paragraphs that begin with a bullet or a number.

type ItemMark = {
  /** 1 is the outermost. */
  level: number;
  isOrdered: boolean;
};

export type WordList<Content> = { isOrdered: boolean; items: WordItem<Content>[] };
/** Its contents one after the other; a list within it belongs to the item. */
type WordItem<Content> = { contents: (Content | WordList<Content>)[] };

/** A paragraph that follows an item and belongs to it has no mark of its own. */
export type ListParagraph<Content> = { mark: ItemMark | null; content: Content };

/**
 * What a paragraph with this style and this drawn marker is in its list, or null when it is none.
 * Word writes `mso-list:l0 level2 lfo1` (list, level, format); `mso-list:none` and `skip` are no items.
 */
export function itemMark(style: string, marker: string): ItemMark | null {
  const [, level] = /mso-list:\s*l\d+\s+level(\d+)\b/i.exec(style) ?? [];
  if (level === undefined) return null;
  return { level: Number(level), isOrdered: isNumber.test(marker.trim()) };
}

/** `1.`, `a)`, `(iv)`, `2.1.`, `3`; a letter alone is a bullet in another font. */
const isNumber = /^(\(?[\da-z]+(\.[\da-z]+)*[.)]|\d+)$/i;

/** The lists these paragraphs are, nested by their levels. They begin with an item. */
export function listsOf<Content>(
  paragraphs: readonly ListParagraph<Content>[],
): WordList<Content>[] {
  const lists: WordList<Content>[] = [];
  // From the outermost list that is still open to the innermost.
  let open: { level: number; list: WordList<Content> }[] = [];
  const lastItem = () => open.at(-1)?.list.items.at(-1);
  for (const { mark, content } of paragraphs) {
    if (!mark) {
      lastItem()?.contents.push(content);
      continue;
    }
    const { level, isOrdered } = mark;
    open = open.filter((each) => each.level <= level);
    // At the same level bullets do not go on as numbers.
    if (open.at(-1)?.level === level && open.at(-1)?.list.isOrdered !== isOrdered) open.pop();
    if (open.at(-1)?.level !== level) {
      const list: WordList<Content> = { isOrdered, items: [] };
      const around = lastItem();
      if (around) around.contents.push(list);
      else lists.push(list);
      open.push({ level, list });
    }
    open.at(-1)?.list.items.push({ contents: [content] });
  }
  return lists;
}
