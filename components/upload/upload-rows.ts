// The order uploads are listed in: what a person has to decide, what is on its way, what has arrived.
import { isStored, type Upload } from '#lib/client/upload/upload.ts';

export type Section = 'waiting' | 'duplicate' | 'underWay' | 'stored';
export type Row =
  | { key: string; kind: 'heading'; section: Section; count: number }
  | { key: string; kind: 'upload'; upload: Upload };

/** One after the other as they were added; of those that arrived the last first. */
export function rowsOf(uploads: readonly Upload[]): Row[] {
  const of = (section: Section) => uploads.filter((upload) => sectionOf(upload) === section);
  const sections: [Section, Upload[]][] = [
    ['waiting', of('waiting')],
    ['duplicate', of('duplicate')],
    ['underWay', of('underWay')],
    ['stored', of('stored').reverse()],
  ];
  const filled = sections.filter(([, members]) => members.length > 0);
  return filled.flatMap(([section, members]): Row[] => {
    const rows = members.map((upload): Row => ({ key: upload.id, kind: 'upload', upload }));
    const asksForAll = section === 'duplicate' && members.length > 1;
    const needsHeading = section === 'waiting' || asksForAll || filled.length > 1;
    if (!needsHeading) return rows;
    return [{ key: `of ${section}`, kind: 'heading', section, count: members.length }, ...rows];
  });
}

function sectionOf(upload: Upload): Section {
  const { name } = upload.state;
  if (name === 'waiting' || name === 'duplicate') return name;
  return isStored(upload) ? 'stored' : 'underWay';
}
