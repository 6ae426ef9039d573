// Ids as they stand in examples.
import 'server-only';

export const exampleId = '0193f2a4-7c1e-7a52-9b0d-2f6d1c8e5a11';
export const otherExampleId = '0193f2a4-8d3b-7f04-8c7e-91b2d4a6c302';
/** Of a form, which makes it itself. */
export const exampleDraftId = '4f0c2b9e-6a51-4c1d-9e0f-7b8a3d2c1e55';
