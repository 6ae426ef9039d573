import { expect, test } from 'vitest';
import { faultIn, faultMessage } from './caption-faults.ts';

test('what the server says is understood again', () => {
  expect(faultMessage('endFirst', 12)).toBe('line 12: an end before its beginning');
  expect(faultIn(faultMessage('endFirst', 12))).toEqual({ fault: 'endFirst', line: 12 });
  expect(faultIn(faultMessage('noCaptions', null))).toEqual({ fault: 'noCaptions', line: null });
  expect(faultIn('required')).toBeNull();
});
