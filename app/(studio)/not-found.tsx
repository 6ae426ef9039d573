// A page of the studio that is not there, or not for this person: the studio stays around it.
import { NothingHere } from '#components/layout/nothing-here.tsx';

export default function StudioNotFound() {
  return <NothingHere />;
}
