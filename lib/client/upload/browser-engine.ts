// The one upload engine of this tab; it outlives every page.
import { watchMedia } from '../media-events.ts';
import { browserConnectivity } from './connectivity.ts';
import { UploadEngine } from './upload-engine.ts';
import { xhrTransport } from './xhr-transport.ts';

export const uploadEngine = new UploadEngine({
  transport: xhrTransport,
  connectivity: browserConnectivity,
  watch: watchMedia,
  random: Math.random,
});
