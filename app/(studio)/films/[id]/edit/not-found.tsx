// A film that is not there, or not for this person.
import { MissingRecord } from '#components/records/missing-record.tsx';

export default function NoSuchFilm() {
  return <MissingRecord noun="film" />;
}
