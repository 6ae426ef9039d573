'use client';
// Makes clean HTML of what Word puts on the clipboard, before the editor reads it.
import { itemMark, type ListParagraph, listsOf, type WordList } from './word-lists.ts';

/**
 * Word draws its lists with paragraphs and puts empty ones between the others. Answers real lists,
 * headings the editor knows, and no empty paragraphs; anything that does not come from Word, as it is.
 * What else is Word's own (styles, `o:p`, comments) no editor takes.
 */
export function fromWord(html: string): string {
  if (!isFromWord.test(html)) return html;
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const run of runsOfItems(body)) {
    run[0]?.content.before(...listsOf(run).map(elementOf));
    for (const { content } of run) content.remove();
  }
  for (const paragraph of body.querySelectorAll('p')) {
    if (isBlank(paragraph) && !paragraph.querySelector('img')) paragraph.remove();
  }
  for (const heading of body.querySelectorAll('h1, h4, h5, h6')) {
    rename(heading, heading.localName === 'h1' ? 'h2' : 'h3');
  }
  // Footnotes and bookmarks of a document that stays behind.
  for (const link of body.querySelectorAll('a[href^="#"]')) link.replaceWith(...link.childNodes);
  return body.innerHTML;
}

const isFromWord = /\bclass=["']?Mso|\bmso-|urn:schemas-microsoft-com:office/;

/** Paragraphs of lists that follow each other, each time from a first item on. */
function runsOfItems(body: HTMLElement): ListParagraph<Element>[][] {
  const runs: ListParagraph<Element>[][] = [];
  let last: Element | null = null;
  for (const content of body.querySelectorAll('p')) {
    const mark = takeMark(content);
    const isNext: boolean = last !== null && content.previousElementSibling === last;
    if (mark && !isNext) runs.push([]);
    const isOfItem: boolean =
      mark !== null || (isNext && /^MsoListParagraph/.test(content.className));
    if (isOfItem) runs.at(-1)?.push({ mark, content });
    last = isOfItem ? content : null;
  }
  return runs;
}

/** Takes away what is drawn in front of an item. */
function takeMark(paragraph: Element): ListParagraph<Element>['mark'] {
  const drawn = paragraph.querySelector('[style*="mso-list:Ignore" i]');
  const mark = itemMark(paragraph.getAttribute('style') ?? '', drawn?.textContent ?? '');
  if (mark) drawn?.remove();
  return mark;
}

function elementOf({ isOrdered, items }: WordList<Element>): HTMLElement {
  const list = document.createElement(isOrdered ? 'ol' : 'ul');
  for (const { contents } of items) {
    const item = document.createElement('li');
    for (const each of contents) item.append('items' in each ? elementOf(each) : paragraphOf(each));
    list.append(item);
  }
  return list;
}

function paragraphOf(content: Element): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.append(...content.childNodes);
  return paragraph;
}

function rename(element: Element, name: string): void {
  const renamed = document.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function isBlank({ textContent }: Element): boolean {
  return textContent?.replaceAll(/[\s\u00a0]/g, '') === '';
}
