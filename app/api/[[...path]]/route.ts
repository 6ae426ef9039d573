// Every address below /api that is none: answered as the API answers.
import { nothingHere } from '#lib/http/other-methods.ts';

export {
  nothingHere as DELETE,
  nothingHere as GET,
  nothingHere as OPTIONS,
  nothingHere as PATCH,
  nothingHere as POST,
  nothingHere as PUT,
};
