// A video that is not there, or not for this person.
import { MissingRecord } from '#components/records/missing-record.tsx';

export default function NoSuchVideo() {
  return <MissingRecord noun="video" />;
}
