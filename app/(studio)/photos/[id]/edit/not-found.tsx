// A photo that is not there, or not for this person.
import { MissingRecord } from '#components/records/missing-record.tsx';

export default function NoSuchPhoto() {
  return <MissingRecord noun="photo" />;
}
