// Runs in the page: Uppy with tus, as the README says it in one line.
import Uppy from '@uppy/core';
import Tus from '@uppy/tus';

const uppy = new Uppy();
uppy.use(Tus, {
  endpoint: '/api/tus',
  allowedMetaFields: ['name', 'type', 'purpose'],
  // Several requests, not one for the whole file.
  chunkSize: 16 * 1024 * 1024,
});
Object.assign(window, { uppy });
